//! Reads the accounts that many fields of an operation ask for in one query.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::Arc;

use async_graphql::Context;
use async_graphql::dataloader::{DataLoader, Loader};

use crate::accounts;
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::UserId;

/// Reads accounts that many fields of an operation ask for together.
pub(in crate::graphql) struct Accounts(App);

/// Whether somebody works with the viewer.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Colleague {
    pub(super) viewer: UserId,
    pub(super) other: UserId,
}

/// The loader of accounts; it remembers nothing, so one serves all viewers.
pub(in crate::graphql) fn loader(app: App) -> DataLoader<Accounts> {
    DataLoader::new(Accounts(app), tokio::spawn)
}

/// What the operation's fields asked for together.
pub(super) async fn load_one<K>(ctx: &Context<'_>, key: K) -> Result<Option<<Accounts as Loader<K>>::Value>>
where
    K: Send + Sync + Hash + Eq + Clone + 'static,
    Accounts: Loader<K, Error = Arc<Error>>,
{
    let loader: &DataLoader<Accounts> =
        ctx.data_opt().ok_or_else(|| Error::internal("load accounts", "the schema has no loaders"))?;
    loader.load_one(key).await.map_err(|error| Error::internal("load accounts", format!("{error:?}")))
}

impl Loader<UserId> for Accounts {
    type Value = accounts::User;
    type Error = Arc<Error>;

    async fn load(&self, ids: &[UserId]) -> Result<HashMap<UserId, accounts::User>, Arc<Error>> {
        accounts::users(&self.0, ids).await.map_err(Arc::new)
    }
}

impl Loader<Colleague> for Accounts {
    type Value = ();
    type Error = Arc<Error>;

    async fn load(&self, pairs: &[Colleague]) -> Result<HashMap<Colleague, ()>, Arc<Error>> {
        let viewers: HashSet<UserId> = pairs.iter().map(|pair| pair.viewer).collect();
        let mut found = HashMap::new();
        for viewer in viewers {
            let others: Vec<UserId> =
                pairs.iter().filter(|pair| pair.viewer == viewer).map(|pair| pair.other).collect();
            let others = accounts::colleagues(&self.0, viewer, &others).await.map_err(Arc::new)?;
            found.extend(others.into_iter().map(|other| (Colleague { viewer, other }, ())));
        }
        Ok(found)
    }
}
