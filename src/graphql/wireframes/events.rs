//! What followers of a wireframe are told.

use async_graphql::{ComplexObject, Context, ID, SimpleObject, Union};

use super::WireframeElement;
use crate::graphql::accounts::{self, User};
use crate::graphql::errors::ApiError;
use crate::graphql::scalars::{DateTime, StreamCursor};
use crate::wireframes;

/// An edit of a wireframe, with its place in the stream.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
pub struct WireframeEventItem {
    /// The position behind the event: pass it as `after` to resume.
    pub(in crate::graphql) cursor: StreamCursor,
    /// When it became durable.
    pub(in crate::graphql) occurred_at: DateTime,
    /// What happened.
    pub(in crate::graphql) event: WireframeEvent,
    #[graphql(skip)]
    pub(in crate::graphql) actor_id: Option<crate::ids::UserId>,
}

#[ComplexObject]
impl WireframeEventItem {
    /// Who caused it; null for the server's own work.
    async fn actor(&self, ctx: &Context<'_>) -> Result<Option<User>, ApiError> {
        match self.actor_id {
            Some(actor) => Ok(accounts::find(ctx, actor).await?),
            None => Ok(None),
        }
    }
}

/// Something that happened to a wireframe.
#[derive(Clone, Debug, Union)]
pub enum WireframeEvent {
    /// Elements were added, changed or taken away.
    ElementsChanged(WireframeElementsChanged),
    /// The canvas has another size.
    Resized(WireframeResized),
}

/// Elements were added, changed or taken away.
#[derive(Clone, Debug, SimpleObject)]
pub struct WireframeElementsChanged {
    /// Those that are there, whole, as they are since.
    changed: Vec<WireframeElement>,
    /// Those that are gone.
    removed_ids: Vec<ID>,
}

/// The canvas has another size.
#[derive(Clone, Debug, SimpleObject)]
pub struct WireframeResized {
    /// In CSS pixels.
    width: i32,
    /// In CSS pixels.
    height: i32,
}

/// An event as clients see it.
pub(in crate::graphql) fn event(event: wireframes::WireframeEvent) -> WireframeEvent {
    match event {
        wireframes::WireframeEvent::ElementsChanged { changed, removed, .. } => {
            WireframeEvent::ElementsChanged(WireframeElementsChanged {
                changed: changed.into_iter().map(WireframeElement::from).collect(),
                removed_ids: removed.into_iter().map(ID).collect(),
            })
        }
        wireframes::WireframeEvent::Resized { width, height } => {
            WireframeEvent::Resized(WireframeResized { width: width as i32, height: height as i32 })
        }
    }
}
