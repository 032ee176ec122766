//! What each session did to a wireframe through operations, so that it can take it back and do it again.
//!
//! It is kept in memory, for as long as the session goes on using it. Taking back touches only what is
//! still as the session left it: what others have changed since stays theirs.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use moka::sync::Cache;

use super::document::{Document, Edit, Patch};
use super::rooms::Room;
use crate::app::App;
use crate::error::Result;
use crate::ids::{SessionId, WireframeId};
use crate::projects::Access;

/// Edits that a session can take back.
const DEPTH: usize = 100;
/// Sessions whose edits are remembered at once, and for how long after their last.
const SESSIONS: u64 = 10_000;
const REMEMBERED: Duration = Duration::from_hours(2);

/// What was done, and what takes it back.
#[derive(Clone, Debug)]
struct Step {
    done: Vec<Edit>,
    back: Vec<Edit>,
}

/// What one session did in one wireframe.
#[derive(Debug, Default)]
struct Stack {
    done: Vec<Step>,
    undone: Vec<Step>,
}

/// What the sessions did.
#[derive(Debug)]
pub struct Stacks(Cache<(WireframeId, SessionId), Arc<Mutex<Stack>>>);

impl Default for Stacks {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(SESSIONS).time_to_idle(REMEMBERED).build())
    }
}

impl Stacks {
    fn of(&self, wireframe: WireframeId, session: SessionId) -> Arc<Mutex<Stack>> {
        self.0.get_with((wireframe, session), Arc::default)
    }

    /// Notes what a session has done.
    pub(super) fn did(&self, wireframe: WireframeId, session: SessionId, done: Vec<Edit>, back: Vec<Edit>) {
        if back.is_empty() {
            return;
        }
        let stack = self.of(wireframe, session);
        let mut stack = lock(&stack);
        stack.undone.clear();
        if stack.done.len() >= DEPTH {
            stack.done.remove(0);
        }
        stack.done.push(Step { done, back });
    }
}

fn lock(stack: &Mutex<Stack>) -> MutexGuard<'_, Stack> {
    stack.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes back what the session did last.
pub(super) async fn undo(app: &App, access: &Access, session: SessionId, room: &Arc<Room>) -> Result<bool> {
    let stack = app.wireframes.undo.of(room.wireframe, session);
    let Some(step) = lock(&stack).done.pop() else { return Ok(false) };
    let undone = replay(app, access, room, step).await?;
    lock(&stack).undone.push(undone);
    Ok(true)
}

/// Does again what the session took back last.
pub(super) async fn redo(app: &App, access: &Access, session: SessionId, room: &Arc<Room>) -> Result<bool> {
    let stack = app.wireframes.undo.of(room.wireframe, session);
    let Some(step) = lock(&stack).undone.pop() else { return Ok(false) };
    let redone = replay(app, access, room, step).await?;
    lock(&stack).done.push(redone);
    Ok(true)
}

/// Makes the edits that take a step back, and answers them as a step of their own.
async fn replay(app: &App, access: &Access, room: &Arc<Room>, step: Step) -> Result<Step> {
    let mut made = Vec::new();
    let planned = room
        .edit(app, access.user, None, |document| {
            made = step.back.iter().filter_map(|edit| still(document, edit, &step.done)).collect();
            Ok::<_, std::convert::Infallible>(made.clone())
        })
        .await?;
    let Ok(back) = planned;
    Ok(Step { done: made, back })
}

/// What of an edit is still to be made, when nothing that others have changed is to be touched.
fn still(document: &Document, edit: &Edit, done: &[Edit]) -> Option<Edit> {
    match edit {
        Edit::Put(element) => document.element(&element.id).is_none().then(|| edit.clone()),
        Edit::Delete(id) => document.element(id).map(|_| edit.clone()),
        Edit::Patch(patch) => {
            let element = document.element(&patch.id)?;
            // What the step left behind, the last word on each field first.
            let left: Vec<&Patch> = done
                .iter()
                .rev()
                .filter_map(|edit| match edit {
                    Edit::Patch(left) if left.id == patch.id => Some(left),
                    _ => None,
                })
                .collect();
            let mut still = patch.clone();
            let is_ours = |number: fn(&Patch) -> Option<f64>, now: f64| {
                left.iter()
                    .find_map(|left| number(left))
                    .is_some_and(|left| (left - now).abs() < f64::EPSILON)
            };
            still.x = still.x.filter(|_| is_ours(|patch| patch.x, element.x));
            still.y = still.y.filter(|_| is_ours(|patch| patch.y, element.y));
            still.width = still.width.filter(|_| is_ours(|patch| patch.width, element.width));
            still.height = still.height.filter(|_| is_ours(|patch| patch.height, element.height));
            let placed = left.iter().find_map(|left| left.parent.as_ref());
            still.parent = still.parent.filter(|_| placed.is_some_and(|left| *left == element.parent));
            let ordered = left.iter().find_map(|left| left.order.as_ref());
            still.order = still.order.filter(|_| ordered.is_some_and(|left| *left == element.order));
            still.props.retain(|(key, _)| {
                let of = |left: &&Patch| {
                    left.props.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone())
                };
                left.iter().find_map(of).is_some_and(|left| left.as_ref() == element.props.get(key))
            });
            (still != Patch { id: patch.id.clone(), ..Patch::default() }).then_some(Edit::Patch(still))
        }
    }
}
