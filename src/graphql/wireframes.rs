//! Wireframes: sketches of screens.

use async_graphql::{ComplexObject, Context, ID, Object, SimpleObject};

use super::connections::{connection, forward};
use super::errors::{ApiError, settle};
use super::project::Project;
use super::ready::{ReadyList, plain};
use super::scalars::{DateTime, StreamCursor, id, parse_id};
use super::{access, actor, app};
use crate::error::{Error, ProblemCode, Result};
use crate::generation::sketch::{self, NewSketch};
use crate::ids::{SnapshotId, WireframeId};
use crate::projects::{self, Access};
use crate::wireframes::operations::Operation;
use crate::wireframes::{self, code, history, tickets};

mod elements;
mod events;
mod export;
mod inputs;
mod payloads;
mod snapshots;

use elements::{WireframeCodePlace, WireframeElement};
pub(super) use events::{WireframeEventItem, event};
use export::{WireframeExport, WireframeFormat};
use inputs::{
    WireframeApplyInput, WireframeCreateInput, WireframeGenerateInput, WireframeImportInput,
    WireframeSnapshotCreateInput, WireframeUpdateInput, operation,
};
use payloads::{
    CollabTicketCreatePayload, WireframeApplyPayload, WireframeCreatePayload, WireframeDeletePayload,
    WireframeGeneratePayload, WireframeImportPayload, WireframeRedoPayload, WireframeRestorePayload,
    WireframeSnapshotCreatePayload, WireframeSnapshotDeletePayload, WireframeUndoPayload,
    WireframeUpdatePayload,
};
pub use snapshots::{WireframeSnapshot, WireframeSnapshotConnection};

/// Mutations of wireframes.
#[derive(Default)]
pub struct WireframeMutation;

#[Object]
impl WireframeMutation {
    /// Makes an empty wireframe. Needs the role EDITOR.
    async fn wireframe_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The project.")] project_id: ID,
        #[graphql(desc = "What it is called, and its canvas.")] input: WireframeCreateInput,
    ) -> Result<WireframeCreatePayload, ApiError> {
        let changes = wireframes::Changes {
            name: Some(input.name),
            width: input.width.map(i64::from),
            height: input.height.map(i64::from),
        };
        let made = async {
            let access = access(ctx, &project_id).await?;
            wireframes::create(app(ctx)?, &access, &changes, &[]).await
        };
        WireframeCreatePayload::of(made.await)
    }

    /// Makes a wireframe of one that was exported as JSON; its elements get names of their own. Needs the
    /// role EDITOR.
    async fn wireframe_import(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The project.")] project_id: ID,
        #[graphql(desc = "What was exported.")] input: WireframeImportInput,
    ) -> Result<WireframeImportPayload, ApiError> {
        let made = async {
            let access = access(ctx, &project_id).await?;
            wireframes::import(app(ctx)?, &access, &input.json, input.name.as_deref()).await
        };
        WireframeImportPayload::of(made.await)
    }

    /// Changes the name or the canvas. Needs the role EDITOR.
    async fn wireframe_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The wireframe.")] id: ID,
        #[graphql(desc = "What to change; what is absent stays.")] input: WireframeUpdateInput,
    ) -> Result<WireframeUpdatePayload, ApiError> {
        let changes = wireframes::Changes {
            name: input.name,
            width: input.width.map(i64::from),
            height: input.height.map(i64::from),
        };
        let updated = async {
            let (access, wireframe) = find(ctx, &id).await?;
            wireframes::update(app(ctx)?, &access, &wireframe, &changes).await
        };
        WireframeUpdatePayload::of(updated.await)
    }

    /// Structured edits, applied together or not at all; merged with everyone else's, whatever way they
    /// draw. Needs the role EDITOR.
    async fn wireframe_apply(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The wireframe.")] id: ID,
        #[graphql(desc = "What to do.")] input: WireframeApplyInput,
    ) -> Result<WireframeApplyPayload, ApiError> {
        let applied = async {
            let (access, wireframe) = find(ctx, &id).await?;
            let (app, session) = (app(ctx)?, actor(ctx)?.session);
            let operations =
                input.operations.into_iter().map(operation).collect::<Result<Vec<Operation>>>()?;
            let key = input.client_key.as_deref();
            wireframes::apply(app, &access, session, &wireframe, &operations, key).await?;
            current(ctx, wireframe).await
        };
        WireframeApplyPayload::of(applied.await)
    }

    /// Takes back the last edit that the viewer's session made with `wireframeApply`, `wireframeRestore`
    /// or this, and has not taken back yet; what others have changed since stays. Needs the role EDITOR.
    async fn wireframe_undo(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The wireframe.")] id: ID,
    ) -> Result<WireframeUndoPayload, ApiError> {
        let undone = async {
            let (access, wireframe) = find(ctx, &id).await?;
            let done = wireframes::undo(app(ctx)?, &access, actor(ctx)?.session, &wireframe).await?;
            if !done {
                return Err(nothing("There is nothing of this session to take back."));
            }
            current(ctx, wireframe).await
        };
        WireframeUndoPayload::of(undone.await)
    }

    /// Makes again what `wireframeUndo` took back last, unless the session has edited since. Needs the role
    /// EDITOR.
    async fn wireframe_redo(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The wireframe.")] id: ID,
    ) -> Result<WireframeRedoPayload, ApiError> {
        let redone = async {
            let (access, wireframe) = find(ctx, &id).await?;
            let done = wireframes::redo(app(ctx)?, &access, actor(ctx)?.session, &wireframe).await?;
            if !done {
                return Err(nothing("There is nothing of this session to make again."));
            }
            current(ctx, wireframe).await
        };
        WireframeRedoPayload::of(redone.await)
    }

    /// Lays a wireframe out from a description, or changes an existing one; the elements arrive through
    /// `wireframeEvents` as they are laid out. Needs the role EDITOR.
    async fn wireframe_generate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The project.")] project_id: ID,
        #[graphql(desc = "What to draw.")] input: WireframeGenerateInput,
    ) -> Result<WireframeGeneratePayload, ApiError> {
        let new = NewSketch { prompt: input.prompt, name: input.name, model: input.model };
        let requested = async {
            let access = access(ctx, &project_id).await?;
            let on = match &input.wireframe_id {
                Some(id) => Some(find(ctx, id).await?.1),
                None => None,
            };
            if on.as_ref().is_some_and(|wireframe| wireframe.project != access.project) {
                return Err(Error::NotFound("wireframe"));
            }
            sketch::request(app(ctx)?, &access, on, &new).await
        };
        Ok(match settle(requested.await)? {
            Ok((wireframe, generation)) => WireframeGeneratePayload {
                wireframe: Some(wireframe.into()),
                generation: Some(generation.into()),
                user_errors: Vec::new(),
            },
            Err(user_errors) => WireframeGeneratePayload { wireframe: None, generation: None, user_errors },
        })
    }

    /// Deletes a wireframe with all that was drawn on it. Needs the role EDITOR.
    async fn wireframe_delete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The wireframe.")] id: ID,
    ) -> Result<WireframeDeletePayload, ApiError> {
        let deleted = async {
            let (access, wireframe) = find(ctx, &id).await?;
            wireframes::delete(app(ctx)?, &access, wireframe.id).await
        };
        WireframeDeletePayload::of(deleted.await.map(|()| id.clone()))
    }

    /// Keeps a wireframe as it is under a name. Needs the role EDITOR.
    async fn wireframe_snapshot_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The wireframe.")] wireframe_id: ID,
        #[graphql(desc = "What the snapshot is called.")] input: WireframeSnapshotCreateInput,
    ) -> Result<WireframeSnapshotCreatePayload, ApiError> {
        let kept = async {
            let (access, wireframe) = find(ctx, &wireframe_id).await?;
            history::keep(app(ctx)?, &access, &wireframe, &input.name).await
        };
        WireframeSnapshotCreatePayload::of(kept.await)
    }

    /// Forgets a snapshot. Needs the role EDITOR.
    async fn wireframe_snapshot_delete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The snapshot.")] id: ID,
    ) -> Result<WireframeSnapshotDeletePayload, ApiError> {
        let deleted = async {
            let (access, _, snapshot) = find_snapshot(ctx, &id).await?;
            history::forget(app(ctx)?, &access, &snapshot).await
        };
        WireframeSnapshotDeletePayload::of(deleted.await.map(|()| id.clone()))
    }

    /// Makes a wireframe what a snapshot of it shows, by an edit like any other: it can be taken back.
    /// Needs the role EDITOR.
    async fn wireframe_restore(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The snapshot.")] snapshot_id: ID,
    ) -> Result<WireframeRestorePayload, ApiError> {
        let restored = async {
            let (access, wireframe, snapshot) = find_snapshot(ctx, &snapshot_id).await?;
            let session = actor(ctx)?.session;
            history::restore(app(ctx)?, &access, session, &wireframe, &snapshot).await?;
            current(ctx, wireframe).await
        };
        WireframeRestorePayload::of(restored.await)
    }

    /// Gives a ticket with which a Yjs client opens the socket of a wireframe within a minute. Get a fresh
    /// one before every connection.
    async fn collab_ticket_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The wireframe.")] wireframe_id: ID,
    ) -> Result<CollabTicketCreatePayload, ApiError> {
        let issued = async {
            let (access, wireframe) = find(ctx, &wireframe_id).await?;
            let app = app(ctx)?;
            let (ticket, until) = tickets::issue(app, actor(ctx)?, wireframe.id);
            let address = app.addresses.public_url.replacen("http", "ws", 1);
            Ok(CollabTicketCreatePayload {
                url: Some(format!("{address}/collab")),
                ticket: Some(ticket),
                expires_at: Some(until.into()),
                can_edit: access.require_editor().is_ok(),
                user_errors: Vec::new(),
            })
        };
        Ok(settle(issued.await)?.unwrap_or_else(|user_errors| CollabTicketCreatePayload {
            ticket: None,
            url: None,
            expires_at: None,
            can_edit: false,
            user_errors,
        }))
    }
}

fn nothing(message: &str) -> Error {
    Error::problem(ProblemCode::NotFound, message)
}

/// A wireframe with the right to see its project.
pub(super) async fn find(ctx: &Context<'_>, id: &ID) -> Result<(Access, wireframes::Wireframe)> {
    by_id(ctx, parse_id(id)?).await?.ok_or(Error::NotFound("wireframe"))
}

async fn by_id(ctx: &Context<'_>, id: WireframeId) -> Result<Option<(Access, wireframes::Wireframe)>> {
    let actor = actor(ctx)?;
    let Some(wireframe) = wireframes::find(app(ctx)?, id).await? else { return Ok(None) };
    match projects::access(app(ctx)?, actor, wireframe.project).await {
        Ok(access) => Ok(Some((access, wireframe))),
        Err(Error::NotFound(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The wireframe after an edit.
async fn current(ctx: &Context<'_>, before: wireframes::Wireframe) -> Result<wireframes::Wireframe> {
    wireframes::find(app(ctx)?, before.id).await?.ok_or(Error::NotFound("wireframe"))
}

async fn find_snapshot(
    ctx: &Context<'_>,
    id: &ID,
) -> Result<(Access, wireframes::Wireframe, history::Snapshot)> {
    let id: SnapshotId = parse_id(id)?;
    actor(ctx)?;
    let gone = || Error::NotFound("snapshot");
    let snapshot = history::find(app(ctx)?, id).await?.ok_or_else(gone)?;
    let (access, wireframe) = by_id(ctx, snapshot.wireframe).await?.ok_or_else(gone)?;
    Ok((access, wireframe, snapshot))
}

/// One wireframe, where the viewer may see it.
pub(super) async fn load(ctx: &Context<'_>, id: WireframeId) -> Result<Option<Wireframe>> {
    Ok(by_id(ctx, id).await?.map(|(_, wireframe)| wireframe.into()))
}

/// The wireframes of a project.
pub(super) async fn of_project(
    ctx: &Context<'_>,
    access: &Access,
    first: Option<i32>,
    after: Option<&str>,
) -> Result<WireframeConnection> {
    let app = app(ctx)?;
    let page = forward(app, first, after)?;
    Ok(WireframeConnection::of(wireframes::list(app, access, &page).await?))
}

/// A sketch of a screen, drawn together.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
pub struct Wireframe {
    /// Its identifier.
    pub(super) id: ID,
    /// What people call it.
    name: String,
    /// Of the canvas, in CSS pixels.
    width: i32,
    /// Of the canvas, in CSS pixels.
    height: i32,
    /// When it was made.
    created_at: DateTime,
    /// When it was edited last.
    updated_at: DateTime,
    #[graphql(skip)]
    inner: wireframes::Wireframe,
}

plain!(
    Wireframe,
    "id": id,
    "name": name,
    "width": width,
    "height": height,
    "createdAt": created_at,
    "updatedAt": updated_at,
);

impl From<wireframes::Wireframe> for Wireframe {
    fn from(inner: wireframes::Wireframe) -> Self {
        Self {
            id: id(inner.id),
            name: inner.name.clone(),
            width: inner.canvas.width as i32,
            height: inner.canvas.height as i32,
            created_at: inner.created_at.into(),
            updated_at: inner.updated_at.into(),
            inner,
        }
    }
}

#[ComplexObject]
impl Wireframe {
    /// The project that it belongs to.
    async fn project(&self, ctx: &Context<'_>) -> Result<Project, ApiError> {
        let found = projects::find(app(ctx)?, actor(ctx)?, self.inner.project).await?;
        Ok(found.ok_or(Error::NotFound("project"))?.into())
    }

    /// Everything on it, each element behind the one that it is in, siblings from the bottom up.
    async fn elements(&self, ctx: &Context<'_>) -> Result<ReadyList<WireframeElement>, ApiError> {
        let room = wireframes::open(app(ctx)?, &self.inner).await?;
        Ok(ReadyList(room.elements()?.into_iter().map(WireframeElement::from).collect()))
    }

    /// The position behind the last event: pass it as `after` to `wireframeEvents`.
    async fn events_cursor(&self, ctx: &Context<'_>) -> Result<StreamCursor, ApiError> {
        let (app, key) = (app(ctx)?, wireframes::stream(self.inner.id));
        Ok(StreamCursor(app.streams.cursors.write(key, app.streams.head(key).await?)))
    }

    /// Where the project's code has what an element became, so that one is found from the other.
    async fn code(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The element.")] element_id: ID,
    ) -> Result<Vec<WireframeCodePlace>, ApiError> {
        let places = code::of_element(app(ctx)?, &self.inner, &element_id).await?;
        Ok(places.into_iter().map(|(path, line)| WireframeCodePlace { path, line: line as i32 }).collect())
    }

    /// The wireframe as a file.
    async fn export(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As what it is written.")] format: WireframeFormat,
    ) -> Result<WireframeExport, ApiError> {
        Ok(export::export(ctx, &self.inner, format).await?)
    }

    /// The states that somebody kept under a name, the latest first.
    async fn snapshots(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many at most.")] first: Option<i32>,
        #[graphql(desc = "The cursor behind which the page begins.")] after: Option<String>,
    ) -> Result<WireframeSnapshotConnection, ApiError> {
        let app = app(ctx)?;
        let page = forward(app, first, after.as_deref())?;
        Ok(WireframeSnapshotConnection::of(history::list(app, &self.inner, &page).await?))
    }
}

connection!(WireframeConnection, WireframeEdge, Wireframe, "wireframes");
