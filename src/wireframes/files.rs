//! Wireframes among a project's files: each stands there in JSON, so that versions keep it, and exports,
//! imports and forks take it along; with them the components that they are drawn with.
//!
//! The files follow the wireframes whenever a version, a fork or an export is about to be made; the
//! wireframes follow the files when an earlier version comes back, or a project comes from elsewhere.

use std::collections::{BTreeMap, HashMap};

use moka::sync::Cache;

use super::document::Edit;
use super::element::Drawing;
use super::{
    Canvas, Changes, Wireframe, create_as, delete, drawn, export, history, library, open, renamed, store,
    update,
};
use crate::app::App;
use crate::blobs::Staged;
use crate::clock::Timestamp;
use crate::error::Result;
use crate::ids::{Id as _, WireframeId};
use crate::projects::files::{self, File};
use crate::projects::{Access, KEPT_FOR_US};
use crate::versions::objects::ObjectId;

/// The folder that they stand in.
fn folder() -> String {
    format!("{KEPT_FOR_US}wireframes/")
}

fn path_of(id: WireframeId) -> String {
    format!("{}{id}.json", folder())
}

/// Wireframes whose files' contents are remembered.
const REMEMBERED: u64 = 10_000;

/// What the files of wireframes were at a state of theirs, so that one that has not changed since need not be
/// opened to find that out.
#[derive(Debug)]
pub(super) struct Saved(Cache<WireframeId, (State, ObjectId)>);

impl Default for Saved {
    fn default() -> Self {
        Self(Cache::new(REMEMBERED))
    }
}

/// All that a wireframe's file depends on.
#[derive(Clone, Debug, PartialEq)]
struct State {
    name: String,
    canvas: Canvas,
    /// Who was deleted and comes back under its name, begins anew.
    created_at: Timestamp,
    /// The last event of its stream.
    head: u64,
}

impl State {
    fn of(wireframe: &Wireframe, head: u64) -> Self {
        let Wireframe { name, canvas, created_at, .. } = wireframe;
        Self { name: name.clone(), canvas: *canvas, created_at: *created_at, head }
    }
}

/// Writes the files of wireframes that have changed since they were written.
pub(crate) async fn save(app: &App, access: &Access) -> Result<()> {
    library::files::save(app, access).await?;
    // What is drawn between the two reads is in the file, but counts as drawn after it was written.
    let heads = store::heads(app.db.read(), access.project).await?;
    let wireframes = store::all(app.db.read(), access.project).await?;
    let there = files::below(app, access, &folder()).await?;
    let mut wanted = BTreeMap::new();
    for wireframe in &wireframes {
        let path = path_of(wireframe.id);
        let file = there.iter().find(|file| file.path == path).map(|file| file.blob);
        let state = State::of(wireframe, heads.get(&wireframe.id).copied().unwrap_or_default());
        let saved = app.wireframes.saved.0.get(&wireframe.id);
        let is_saved = saved.is_some_and(|(then, blob)| then == state && Some(blob) == file);
        let content = if is_saved { None } else { Some(content_of(app, wireframe, state).await?) };
        wanted.insert(path, content);
    }
    files::fill(app, access, &there, wanted).await
}

/// What a wireframe's file says, which is remembered where it is sure to be what the state comes to.
async fn content_of(app: &App, wireframe: &Wireframe, state: State) -> Result<Staged> {
    let room = open(app, wireframe).await?;
    let content = Staged::new(export::json(&drawn(wireframe, room.elements()?)))?;
    if room.has_exactly(state.head) {
        app.wireframes.saved.0.insert(wireframe.id, (state, content.id));
    }
    Ok(content)
}

/// What the files say, by their names; files that are no wireframes are left out.
async fn read(app: &App, access: &Access) -> Result<HashMap<WireframeId, Drawing>> {
    let there = files::below(app, access, &folder()).await?;
    let blobs: Vec<_> = there.iter().map(|file| file.blob).collect();
    let contents = app.blobs.get_many(&blobs).await?;
    let read = |file: &File| {
        let name = file.path.strip_prefix(&folder())?.strip_suffix(".json")?;
        let text = std::str::from_utf8(contents.get(&file.blob)?).ok()?;
        Some((WireframeId::parse(name)?, export::parse(text).ok()?))
    };
    Ok(there.iter().filter_map(read).collect())
}

/// Makes the wireframes what the files say, because an earlier version came back.
pub(crate) async fn restore(app: &App, access: &Access) -> Result<()> {
    library::files::follow(app, access).await?;
    let mut said = read(app, access).await?;
    for wireframe in store::all(app.db.read(), access.project).await? {
        match said.remove(&wireframe.id) {
            None => delete(app, access, wireframe.id).await?,
            Some(drawn) => go_back(app, access, &wireframe, &drawn).await?,
        }
    }
    for (id, drawn) in said {
        // A wireframe that was deleted since comes back under its name, unless another project has it.
        let id = if super::find(app, id).await?.is_none() { id } else { app.new_id() };
        create_as(app, access, id, &changes_of(&drawn), &drawn.elements).await?;
    }
    Ok(())
}

async fn go_back(app: &App, access: &Access, wireframe: &Wireframe, drawn: &Drawing) -> Result<()> {
    let canvas = Canvas { width: drawn.width, height: drawn.height };
    if wireframe.name != drawn.name || wireframe.canvas != canvas {
        update(app, access, wireframe, &changes_of(drawn)).await?;
    }
    let room = open(app, wireframe).await?;
    let plan = |document: &super::document::Document| {
        Ok::<Vec<Edit>, std::convert::Infallible>(history::towards(document, &drawn.elements))
    };
    let Ok(_back) = room.edit(app, access.user, None, plan).await?;
    Ok(())
}

/// Makes wireframes of what the files of a project from elsewhere say; they and their elements get names
/// of their own. Answers what is left out, in sentences.
pub(crate) async fn adopt(app: &App, access: &Access) -> Result<Vec<String>> {
    let left_out = library::files::follow(app, access).await?;
    let mut said: Vec<_> = read(app, access).await?.into_iter().collect();
    said.sort_unstable_by_key(|(id, _)| *id);
    for (_, drawn) in said {
        let elements = renamed(app, drawn.elements.clone());
        create_as(app, access, app.new_id(), &changes_of(&drawn), &elements).await?;
    }
    save(app, access).await?;
    Ok(left_out)
}

fn changes_of(drawn: &Drawing) -> Changes {
    let (width, height) = (Some(i64::from(drawn.width)), Some(i64::from(drawn.height)));
    Changes { name: Some(drawn.name.clone()), width, height }
}
