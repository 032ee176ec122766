//! Wireframes: sketches of screens that people, and the agent, draw together.
//!
//! What is drawn is a document that merges everybody's edits (see [`document`]); who edits it at the same
//! time meets in its room (see [`rooms`]); what happened to it stands in its event stream, from which
//! documents are loaded and followers told. Name and canvas are a row.

use std::collections::HashMap;

use crate::app::App;
use crate::clock::Timestamp;
use crate::error::{Error, ProblemCode, Result};
use crate::ids::{Id as _, ProjectId, SessionId, UserId, WireframeId};
use crate::paging::{Page, PageRequest};
use crate::projects::{self, Access, ProjectEvent, Role};
use crate::streams::{NewEvent, StreamKey, StreamKind};

pub mod code;
pub mod components;
pub mod document;
pub mod element;
pub mod events;
pub mod export;
pub(crate) mod files;
pub mod history;
pub mod library;
pub mod operations;
pub mod order;
pub mod protocol;
pub mod rooms;
pub mod scan;
pub mod sketch;
mod store;
pub mod tickets;
pub mod undo;

use document::{Edit, Patch};
use element::{Drawing, Element};
pub use events::WireframeEvent;
use operations::Operation;
use rooms::Room;

/// The longest name, in characters.
pub const MAX_NAME: usize = 100;
/// The canvas of a wireframe whose maker names none: a laptop's window.
pub const CANVAS: Canvas = Canvas { width: 1440, height: 1024 };
/// The longest side of a canvas, in CSS pixels.
pub const MAX_SIDE: u32 = 20_000;
/// Size of a wireframe in JSON.
const MAX_IMPORT: usize = 8 * 1024 * 1024;
/// The longest key under which a client knows an edit.
const MAX_CLIENT_KEY: usize = 200;

/// What wireframes keep in memory.
#[derive(Debug, Default)]
pub struct Memory {
    /// Those that are being worked on.
    pub rooms: rooms::Rooms,
    undo: undo::Stacks,
    saved: files::Saved,
}

/// A sketch of a screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Wireframe {
    /// Its identifier.
    pub id: WireframeId,
    /// What it belongs to.
    pub project: ProjectId,
    /// What people call it.
    pub name: String,
    /// What is drawn on.
    pub canvas: Canvas,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was edited last.
    pub updated_at: Timestamp,
}

/// What is drawn on, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Canvas {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

/// What to change; `None` leaves it.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// What people call it.
    pub name: Option<String>,
    /// Of the canvas.
    pub width: Option<i64>,
    /// Of the canvas.
    pub height: Option<i64>,
}

/// The stream of a wireframe's edits.
pub fn stream(wireframe: WireframeId) -> StreamKey {
    StreamKey { kind: StreamKind::Wireframe, subject: wireframe.uuid() }
}

/// The streams of a project's wireframes.
pub(crate) async fn streams(app: &App, project: ProjectId) -> Result<Vec<StreamKey>> {
    let all = store::all(app.db.read(), project).await?;
    Ok(all.iter().map(|wireframe| stream(wireframe.id)).collect())
}

/// One wireframe of a project that is not deleted; whoever asks must prove the right to see it.
pub async fn find(app: &App, id: WireframeId) -> Result<Option<Wireframe>> {
    store::find(app.db.read(), id).await
}

/// The wireframes of a project, the oldest first.
pub async fn list(app: &App, access: &Access, page: &PageRequest) -> Result<Page<Wireframe>> {
    store::list(app.db.read(), access, page).await
}

/// Makes a wireframe with what is drawn on it already.
pub async fn create(
    app: &App,
    access: &Access,
    changes: &Changes,
    elements: &[Element],
) -> Result<Wireframe> {
    create_as(app, access, app.new_id(), changes, elements).await
}

async fn create_as(
    app: &App,
    access: &Access,
    id: WireframeId,
    changes: &Changes,
    elements: &[Element],
) -> Result<Wireframe> {
    access.require_editor()?;
    let name = check_name(changes.name.as_deref().unwrap_or_default())?;
    let canvas = check_canvas(changes, CANVAS)?;
    let (now, limit) = (app.now(), app.config.limits.project_wireframes);
    let wireframe = Wireframe { id, project: access.project, name, canvas, created_at: now, updated_at: now };
    let mut document = document::Document::new(u32::from_be_bytes(app.random()));
    let puts: Vec<Edit> = elements.iter().cloned().map(Edit::Put).collect();
    let (drawn, _) = document.edit(&puts);
    let (wireframe, drawn) = (&wireframe, &drawn);
    app.db
        .transact(|tx| async move {
            projects::touch(app, &tx, access).await?;
            projects::confirm(&tx, access, Role::Editor).await?;
            if store::count(&tx, access).await? >= limit {
                let message = format!("A project can have {limit} wireframes; delete one first.");
                return Err(Error::problem(ProblemCode::LimitReached, message));
            }
            store::insert(&tx, wireframe).await?;
            let mut events = vec![resized(access.user, canvas)?];
            if !drawn.update.is_empty() {
                events.push(NewEvent::new(access.user, &WireframeEvent::from(drawn.clone()))?);
            }
            app.streams.append(&tx, stream(wireframe.id), events).await?;
            let event = ProjectEvent::WireframeChanged { wireframe: wireframe.id, deleted: false };
            projects::announce(app, &tx, access, &event).await
        })
        .await?;
    Ok(wireframe.clone())
}

fn resized(actor: Option<UserId>, Canvas { width, height }: Canvas) -> Result<NewEvent> {
    NewEvent::new(actor, &WireframeEvent::Resized { width, height })
}

/// Changes the name or the canvas.
pub async fn update(
    app: &App,
    access: &Access,
    wireframe: &Wireframe,
    changes: &Changes,
) -> Result<Wireframe> {
    access.require_editor()?;
    let name = match &changes.name {
        Some(name) => check_name(name)?,
        None => wireframe.name.clone(),
    };
    let canvas = check_canvas(changes, wireframe.canvas)?;
    let (now, name, id) = (app.now(), &name, wireframe.id);
    app.db
        .transact(|tx| async move {
            projects::touch(app, &tx, access).await?;
            projects::confirm(&tx, access, Role::Editor).await?;
            store::update(&tx, id, name, canvas, now).await?;
            if canvas != wireframe.canvas {
                app.streams.append(&tx, stream(id), vec![resized(access.user, canvas)?]).await?;
            }
            let event = ProjectEvent::WireframeChanged { wireframe: id, deleted: false };
            projects::announce(app, &tx, access, &event).await
        })
        .await?;
    find(app, id).await?.ok_or(Error::NotFound("wireframe"))
}

/// Deletes a wireframe with all that was drawn on it.
pub async fn delete(app: &App, access: &Access, id: WireframeId) -> Result<()> {
    access.require_editor()?;
    app.db
        .transact(|tx| async move {
            projects::touch(app, &tx, access).await?;
            projects::confirm(&tx, access, Role::Editor).await?;
            if !store::delete(&tx, id).await? {
                return Err(Error::NotFound("wireframe"));
            }
            app.streams.delete(&tx, stream(id)).await?;
            let event = ProjectEvent::WireframeChanged { wireframe: id, deleted: true };
            projects::announce(app, &tx, access, &event).await
        })
        .await?;
    app.wireframes.rooms.close(id);
    Ok(())
}

/// Tells a project's followers that a wireframe is being edited.
async fn announce_edit(app: &App, project: ProjectId, wireframe: WireframeId) -> Result<()> {
    let event = ProjectEvent::WireframeChanged { wireframe, deleted: false };
    projects::announce_later(app, project, &event).await
}

/// The room of a wireframe.
pub async fn open(app: &App, wireframe: &Wireframe) -> Result<std::sync::Arc<Room>> {
    rooms::open(app, wireframe).await
}

/// A wireframe as it is drawn.
pub async fn drawing(app: &App, wireframe: &Wireframe) -> Result<Drawing> {
    Ok(drawn(wireframe, open(app, wireframe).await?.elements()?))
}

fn drawn(wireframe: &Wireframe, elements: Vec<Element>) -> Drawing {
    let Canvas { width, height } = wireframe.canvas;
    Drawing { name: wireframe.name.clone(), width, height, elements }
}

/// Makes a wireframe of one that was exported as JSON. Its elements get names of their own.
pub async fn import(app: &App, access: &Access, text: &str, name: Option<&str>) -> Result<Wireframe> {
    access.require_editor()?;
    if text.len() > MAX_IMPORT {
        let message = format!("A wireframe in JSON has at most {} MiB.", MAX_IMPORT / 1024 / 1024);
        return Err(Error::field(ProblemCode::TooLong, "json", message));
    }
    let drawing = export::parse(text)
        .map_err(|export::ImportProblem(message)| Error::field(ProblemCode::Invalid, "json", message))?;
    let changes = Changes {
        name: Some(name.unwrap_or(&drawing.name).to_owned()),
        width: Some(i64::from(drawing.width)),
        height: Some(i64::from(drawing.height)),
    };
    create(app, access, &changes, &renamed(app, drawing.elements)).await
}

/// The same elements under fresh names.
fn renamed(app: &App, mut elements: Vec<Element>) -> Vec<Element> {
    let names: HashMap<String, String> =
        elements.iter().map(|element| (element.id.clone(), element_id(app))).collect();
    for element in &mut elements {
        element.id = names.get(&element.id).cloned().unwrap_or_else(|| element_id(app));
        element.parent = element.parent.as_ref().and_then(|parent| names.get(parent)).cloned();
    }
    elements
}

/// Does all of some operations, or none. With a client's key they are done once, however often it asks.
/// The session can take them back.
pub async fn apply(
    app: &App,
    access: &Access,
    session: SessionId,
    wireframe: &Wireframe,
    operations: &[Operation],
    client_key: Option<&str>,
) -> Result<()> {
    access.require_editor()?;
    if client_key.is_some_and(|key| key.is_empty() || key.len() > MAX_CLIENT_KEY) {
        let message = format!("A client key has 1 to {MAX_CLIENT_KEY} bytes.");
        return Err(Error::field(ProblemCode::Invalid, "clientKey", message));
    }
    let library = library::of_project(app, access).await?;
    let room = open(app, wireframe).await?;
    // One person's key means nothing for another's edit.
    let client_key =
        client_key.map(|key| format!("{}:{key}", access.user.map_or_else(String::new, |id| id.to_string())));
    let fresh = || element_id(app);
    let mut done = Vec::new();
    let edited = room
        .edit(app, access.user, client_key, |document| {
            done = operations::plan(document, operations, &library, fresh)?;
            Ok(done.clone())
        })
        .await?;
    match edited {
        Ok(back) => {
            app.wireframes.undo.did(wireframe.id, session, done, back);
            Ok(())
        }
        Err(operations::Impossible { operation, message }) => {
            let message = format!("Operation {}: {message} Nothing was changed.", operation + 1);
            Err(Error::field(ProblemCode::Invalid, "operations", message))
        }
    }
}

/// Takes the session's last operations back that it has not taken back yet; says whether there were any.
pub async fn undo(app: &App, access: &Access, session: SessionId, wireframe: &Wireframe) -> Result<bool> {
    access.require_editor()?;
    let room = open(app, wireframe).await?;
    undo::undo(app, access, session, &room).await
}

/// Does again what the session took back last; says whether there was anything.
pub async fn redo(app: &App, access: &Access, session: SessionId, wireframe: &Wireframe) -> Result<bool> {
    access.require_editor()?;
    let room = open(app, wireframe).await?;
    undo::redo(app, access, session, &room).await
}

/// A revision as edits of a drawing.
pub(crate) fn revised(drawing: &Drawing, changes: Vec<sketch::Change>) -> Vec<Edit> {
    let mut edits = Vec::with_capacity(changes.len());
    for change in changes {
        match change {
            sketch::Change::Add(element) => edits.push(Edit::Put(element)),
            sketch::Change::Set { id, x, y, width, height, props } => {
                let props =
                    props.into_iter().map(|(key, value)| (key, Some(value).filter(|value| !value.is_null())));
                let props = props.collect();
                edits.push(Edit::Patch(Patch { id, x, y, width, height, props, ..Patch::default() }));
            }
            sketch::Change::Move { id, parent, order } => {
                edits.push(Edit::Patch(Patch {
                    id,
                    parent: Some(parent),
                    order: Some(order),
                    ..Patch::default()
                }));
            }
            sketch::Change::Remove { id } => {
                let within = drawing.within(&id);
                edits.extend(within.iter().rev().map(|element| Edit::Delete(element.id.clone())));
            }
        }
    }
    edits
}

/// A name for an element that has none.
pub fn element_id(app: &App) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let random: [u8; 12] = app.random();
    random.iter().map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect()
}

fn check_name(name: &str) -> Result<String> {
    let name = name.trim();
    let message = match name.chars().count() {
        0 => "A wireframe needs a name.".to_owned(),
        1..=MAX_NAME => return Ok(name.to_owned()),
        _ => format!("A wireframe's name has at most {MAX_NAME} characters."),
    };
    let code = if name.is_empty() { ProblemCode::Required } else { ProblemCode::TooLong };
    Err(Error::field(code, "name", message))
}

fn check_canvas(changes: &Changes, otherwise: Canvas) -> Result<Canvas> {
    let side = |name: &'static str, side: Option<i64>, otherwise: u32| match side {
        None => Ok(otherwise),
        Some(side) => {
            u32::try_from(side).ok().filter(|side| (1..=MAX_SIDE).contains(side)).ok_or_else(|| {
                let message = format!("The canvas has from 1 to {MAX_SIDE} CSS pixels on each side.");
                Error::field(ProblemCode::Invalid, name, message)
            })
        }
    };
    Ok(Canvas {
        width: side("width", changes.width, otherwise.width)?,
        height: side("height", changes.height, otherwise.height)?,
    })
}
