//! States of wireframes that somebody kept under a name.

use async_graphql::{ComplexObject, Context, ID, SimpleObject};

use super::WireframeElement;
use crate::graphql::accounts::{self, User};
use crate::graphql::app;
use crate::graphql::connections::connection;
use crate::graphql::errors::ApiError;
use crate::graphql::ready::plain;
use crate::graphql::scalars::{DateTime, id};
use crate::wireframes::history;

/// A state of a wireframe that somebody kept under a name.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
pub struct WireframeSnapshot {
    /// Its identifier.
    id: ID,
    /// What it is called.
    name: String,
    /// When it was kept.
    created_at: DateTime,
    #[graphql(skip)]
    inner: history::Snapshot,
}

plain!(WireframeSnapshot, "id": id, "name": name, "createdAt": created_at);

impl From<history::Snapshot> for WireframeSnapshot {
    fn from(inner: history::Snapshot) -> Self {
        Self { id: id(inner.id), name: inner.name.clone(), created_at: inner.created_at.into(), inner }
    }
}

#[ComplexObject]
impl WireframeSnapshot {
    /// Who kept it; null where the account is gone.
    async fn author(&self, ctx: &Context<'_>) -> Result<Option<User>, ApiError> {
        match self.inner.author {
            Some(author) => Ok(accounts::find(ctx, author).await?),
            None => Ok(None),
        }
    }

    /// What was on it.
    async fn elements(&self, ctx: &Context<'_>) -> Result<Vec<WireframeElement>, ApiError> {
        let shown = history::shown(app(ctx)?, &self.inner).await?;
        Ok(shown.elements.into_iter().map(WireframeElement::from).collect())
    }
}

connection!(WireframeSnapshotConnection, WireframeSnapshotEdge, WireframeSnapshot, "snapshots");
