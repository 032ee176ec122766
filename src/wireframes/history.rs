//! States of a wireframe that somebody gave a name, and the way back to them.

use std::collections::{HashMap, HashSet};

use super::document::{Document, Edit};
use super::element::{Drawing, Element};
use super::{Wireframe, check_name, drawing, open, store};
use crate::app::App;
use crate::clock::Timestamp;
use crate::error::{Context as _, Error, ProblemCode, Result};
use crate::ids::{SessionId, SnapshotId, UserId, WireframeId};
use crate::paging::{Page, PageRequest};
use crate::projects::{self, Access, Role};

/// A state of a wireframe that is kept under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Its identifier.
    pub id: SnapshotId,
    /// What it shows.
    pub wireframe: WireframeId,
    /// What it is called.
    pub name: String,
    /// Who kept it; none where their account is gone.
    pub author: Option<UserId>,
    /// When it was kept.
    pub created_at: Timestamp,
}

/// The snapshots of a wireframe, the latest first.
pub async fn list(app: &App, wireframe: &Wireframe, page: &PageRequest) -> Result<Page<Snapshot>> {
    store::snapshots(app.db.read(), wireframe.id, page).await
}

/// One snapshot; whoever asks must prove the right to see its wireframe.
pub async fn find(app: &App, id: SnapshotId) -> Result<Option<Snapshot>> {
    store::snapshot(app.db.read(), id).await
}

/// Keeps a wireframe as it is under a name.
pub async fn keep(app: &App, access: &Access, wireframe: &Wireframe, name: &str) -> Result<Snapshot> {
    access.require_editor()?;
    let snapshot = &Snapshot {
        id: app.new_id(),
        wireframe: wireframe.id,
        name: check_name(name)?,
        author: access.user,
        created_at: app.now(),
    };
    let shown = drawing(app, wireframe).await?;
    let shown = &serde_json::to_string(&shown).context("write a snapshot")?;
    let limit = app.config.limits.wireframe_snapshots;
    app.db
        .transact(|tx| async move {
            projects::touch(app, &tx, access).await?;
            projects::confirm(&tx, access, Role::Editor).await?;
            if store::snapshot_count(&tx, wireframe.id).await? >= limit {
                let message = format!("A wireframe can have {limit} snapshots; delete one first.");
                return Err(Error::problem(ProblemCode::LimitReached, message));
            }
            store::insert_snapshot(&tx, snapshot, shown).await
        })
        .await?;
    Ok(snapshot.clone())
}

/// Forgets a snapshot.
pub async fn forget(app: &App, access: &Access, snapshot: &Snapshot) -> Result<()> {
    access.require_editor()?;
    app.db
        .transact(|tx| async move {
            projects::confirm(&tx, access, Role::Editor).await?;
            store::delete_snapshot(&tx, snapshot.id).await
        })
        .await
}

/// What a snapshot shows.
pub async fn shown(app: &App, snapshot: &Snapshot) -> Result<Drawing> {
    let text = store::drawing(app.db.read(), snapshot.id).await?.ok_or(Error::NotFound("snapshot"))?;
    serde_json::from_str(&text).context("read a snapshot")
}

/// Makes a wireframe what a snapshot shows, by an edit like any other: the session can take it back.
pub async fn restore(
    app: &App,
    access: &Access,
    session: SessionId,
    wireframe: &Wireframe,
    snapshot: &Snapshot,
) -> Result<()> {
    access.require_editor()?;
    let shown = shown(app, snapshot).await?;
    let room = open(app, wireframe).await?;
    let mut done = Vec::new();
    let edited = room.edit(app, access.user, None, |document| {
        done = towards(document, &shown.elements);
        Ok::<_, std::convert::Infallible>(done.clone())
    });
    let Ok(back) = edited.await?;
    app.wireframes.undo.did(wireframe.id, session, done, back);
    Ok(())
}

/// The edits that make a document show these elements and no others.
pub(super) fn towards(document: &Document, elements: &[Element]) -> Vec<Edit> {
    let there: HashMap<&str, &Element> =
        elements.iter().map(|element| (element.id.as_str(), element)).collect();
    let kept: HashSet<&str> = there.keys().copied().collect();
    let gone = document.by_id().keys().filter(|id| !kept.contains(id.as_str()));
    let mut edits: Vec<Edit> = gone.map(|id| Edit::Delete(id.clone())).collect();
    edits.sort_unstable_by(|a, b| a.id().cmp(b.id()));
    let other = elements.iter().filter(|element| document.element(&element.id) != Some(element));
    edits.extend(other.cloned().map(Edit::Put));
    edits
}
