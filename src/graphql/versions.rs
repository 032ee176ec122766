//! Versions.

use async_graphql::{Context, ID, SimpleObject};

use crate::error::Result;
use crate::ids::VersionId;

/// A version.
#[derive(Clone, Debug, SimpleObject)]
pub struct Version {
    /// Its identifier.
    id: ID,
}

/// One version, where the viewer may see it.
pub(super) async fn load(_ctx: &Context<'_>, id: VersionId) -> Result<Option<Version>> {
    Ok(Some(Version { id: super::scalars::id(id) }))
}
