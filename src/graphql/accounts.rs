//! Accounts.

use async_graphql::{Context, ID, SimpleObject};

use crate::error::{Error, Result};
use crate::ids::UserId;

/// Somebody with an account.
#[derive(Clone, Debug, SimpleObject)]
pub struct User {
    /// Their identifier.
    id: ID,
}

/// Somebody who is known to exist.
pub(super) async fn load(_ctx: &Context<'_>, _id: UserId) -> Result<User> {
    Err(Error::NotFound("user"))
}
