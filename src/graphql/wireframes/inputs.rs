//! What clients say about wireframes.

use async_graphql::{ID, InputObject, MaybeUndefined, OneofObject};

use crate::error::{Error, ProblemCode, Result};
use crate::graphql::scalars::Json;
use crate::wireframes::operations::{Add, Move, Operation, Set};

/// What a wireframe is to be.
#[derive(Debug, InputObject)]
pub struct WireframeCreateInput {
    /// What people call it.
    pub(super) name: String,
    /// Of the canvas, in CSS pixels; 1440 where it is absent.
    pub(super) width: Option<i32>,
    /// Of the canvas, in CSS pixels; 1024 where it is absent.
    pub(super) height: Option<i32>,
}

/// What to draw.
#[derive(Debug, InputObject)]
pub struct WireframeGenerateInput {
    /// The screen in words, or the change.
    pub(super) prompt: String,
    /// The wireframe to change; absent for one of its own.
    pub(super) wireframe_id: Option<ID>,
    /// What a wireframe of its own is called; what the description says where it is absent.
    pub(super) name: Option<String>,
    /// Who draws: one of `Server.models`; the default where it is absent.
    pub(super) model: Option<String>,
}

/// A wireframe that was exported.
#[derive(Debug, InputObject)]
pub struct WireframeImportInput {
    /// What `export(format: JSON)` gave.
    pub(super) json: String,
    /// What it is called; as before where it is absent.
    pub(super) name: Option<String>,
}

/// What to change about a wireframe.
#[derive(Debug, InputObject)]
pub struct WireframeUpdateInput {
    /// What people call it.
    pub(super) name: Option<String>,
    /// Of the canvas, in CSS pixels.
    pub(super) width: Option<i32>,
    /// Of the canvas, in CSS pixels.
    pub(super) height: Option<i32>,
}

/// What a snapshot is to be.
#[derive(Debug, InputObject)]
pub struct WireframeSnapshotCreateInput {
    /// What it is called.
    pub(super) name: String,
}

/// Edits of a wireframe.
#[derive(Debug, InputObject)]
pub struct WireframeApplyInput {
    /// What to do, one after the other; at most 1,000.
    pub(super) operations: Vec<WireframeOperationInput>,
    /// Makes a retry safe: what was applied under the same key by the same user is not applied again.
    pub(super) client_key: Option<String>,
}

/// One edit.
#[derive(Debug, OneofObject)]
pub enum WireframeOperationInput {
    /// Adds an element above its siblings.
    Add(WireframeAddInput),
    /// Changes an element's frame or props.
    Set(WireframeSetInput),
    /// Puts an element elsewhere among the others.
    Move(WireframeMoveInput),
    /// Takes an element away, with all that is in it.
    Remove(WireframeRemoveInput),
}

/// An element to be.
#[derive(Debug, InputObject)]
pub struct WireframeAddInput {
    /// Its name within the wireframe: 1 to 64 letters, digits, `-` or `_`; one is made where it is absent.
    pub(super) id: Option<ID>,
    /// The name of the component that it shows.
    pub(super) component: String,
    /// The element that it is in; absent for the top level.
    pub(super) parent_id: Option<ID>,
    /// CSS pixels from the left edge of the parent's frame, or of the canvas.
    pub(super) x: f64,
    /// CSS pixels from the upper edge of the parent's frame, or of the canvas.
    pub(super) y: f64,
    /// In CSS pixels.
    pub(super) width: f64,
    /// In CSS pixels.
    pub(super) height: f64,
    /// What its component is told: an object that fits the component's `propsSchema`.
    pub(super) props: Option<Json>,
}

/// What to change of an element; what is absent stays.
#[derive(Debug, InputObject)]
pub struct WireframeSetInput {
    /// The element.
    pub(super) id: ID,
    /// CSS pixels from the left edge of the parent's frame, or of the canvas.
    pub(super) x: Option<f64>,
    /// CSS pixels from the upper edge of the parent's frame, or of the canvas.
    pub(super) y: Option<f64>,
    /// In CSS pixels.
    pub(super) width: Option<f64>,
    /// In CSS pixels.
    pub(super) height: Option<f64>,
    /// An object with the props to set; null takes one away, the others stay.
    pub(super) props: Option<Json>,
}

/// Where an element is to be. Its `x` and `y` stay as they are, and count from its parent's frame.
#[derive(Debug, InputObject)]
pub struct WireframeMoveInput {
    /// The element.
    pub(super) id: ID,
    /// What it is to be in: absent where it is, null at the top level.
    pub(super) parent_id: MaybeUndefined<ID>,
    /// The sibling that is to lie right above it; absent for on top of all.
    pub(super) before: Option<ID>,
}

/// What to take away.
#[derive(Debug, InputObject)]
pub struct WireframeRemoveInput {
    /// The element.
    pub(super) id: ID,
}

pub(super) fn operation(input: WireframeOperationInput) -> Result<Operation> {
    let object = |props: Option<Json>| match props.map(|props| props.0) {
        None | Some(serde_json::Value::Null) => Ok(serde_json::Map::new()),
        Some(serde_json::Value::Object(props)) => Ok(props),
        Some(_) => {
            let message = "`props` is an object: {\"text\": \"Save\"}, for example.";
            Err(Error::field(ProblemCode::Invalid, "operations", message))
        }
    };
    Ok(match input {
        WireframeOperationInput::Add(add) => Operation::Add(Add {
            id: add.id.map(|id| id.0),
            component: add.component,
            parent: add.parent_id.map(|id| id.0),
            frame: [add.x, add.y, add.width, add.height],
            props: object(add.props)?,
        }),
        WireframeOperationInput::Set(set) => Operation::Set(Set {
            id: set.id.0,
            frame: [set.x, set.y, set.width, set.height],
            props: object(set.props)?,
        }),
        WireframeOperationInput::Move(place) => Operation::Move(Move {
            id: place.id.0,
            parent: match place.parent_id {
                MaybeUndefined::Undefined => None,
                MaybeUndefined::Null => Some(None),
                MaybeUndefined::Value(id) => Some(Some(id.0)),
            },
            before: place.before.map(|id| id.0),
        }),
        WireframeOperationInput::Remove(remove) => Operation::Remove(remove.id.0),
    })
}
