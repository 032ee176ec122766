//! What a wireframe consists of.

use async_graphql::{ID, SimpleObject};

use crate::graphql::ready::plain;
use crate::graphql::scalars::Json;
use crate::wireframes::element::Element;

/// One thing on the canvas.
#[derive(Clone, Debug, SimpleObject)]
pub struct WireframeElement {
    /// Names it within its wireframe.
    id: ID,
    /// The name of the component that it shows.
    component: String,
    /// The element that it is in; null at the top level.
    parent_id: Option<ID>,
    /// CSS pixels from the left edge of the parent's frame, or of the canvas at the top level.
    x: f64,
    /// CSS pixels from the upper edge of the parent's frame, or of the canvas at the top level.
    y: f64,
    /// In CSS pixels.
    width: f64,
    /// In CSS pixels.
    height: f64,
    /// Stacking order among siblings: compared by bytes, the greater lies above.
    order: String,
    /// What its component is told.
    props: Json,
}

plain!(WireframeElement, "id": id, "component": component, "x": x, "y": y, "width": width, "height": height,
    "order": order, "props": props);

impl From<Element> for WireframeElement {
    fn from(element: Element) -> Self {
        let Element { id, component, parent, x, y, width, height, order, props } = element;
        Self {
            id: ID(id),
            component,
            parent_id: parent.map(ID),
            x,
            y,
            width,
            height,
            order,
            props: Json(props.into()),
        }
    }
}

/// A place in a project's files.
#[derive(Clone, Debug, SimpleObject)]
pub struct WireframeCodePlace {
    /// The file.
    pub(super) path: String,
    /// The line in it, from 1.
    pub(super) line: i32,
}
