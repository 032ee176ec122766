//! What a wireframe consists of, whoever drew it and wherever it is kept: plain values, no rules.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The farthest that something can be away, and the longest that a side can be, in CSS pixels.
pub const MAX_COORDINATE: f64 = 100_000.0;
/// The shortest side, in CSS pixels.
pub const MIN_SIDE: f64 = 1.0;
/// Size of an element's props, in bytes of JSON.
pub const MAX_PROPS: usize = 16 * 1024;

/// Whether a text can name an element.
pub fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// Whether a text can name a component.
pub fn is_component(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.starts_with(|letter: char| letter.is_ascii_uppercase())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Whether a text can name a prop.
pub fn is_prop(text: &str) -> bool {
    (1..=64).contains(&text.len())
}

/// What a prop counts towards [`MAX_PROPS`].
pub fn prop_size(key: &str, value: &Value) -> usize {
    key.len() + value.to_string().len() + 4
}

/// One thing on the canvas.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Element {
    /// Names it within its wireframe, for as long as it exists.
    pub id: String,
    /// The name of the component that it shows.
    pub component: String,
    /// The element that it is in; none at the top level.
    #[serde(rename = "parentId")]
    pub parent: Option<String>,
    /// CSS pixels from the left edge of the parent's frame, or of the canvas.
    pub x: f64,
    /// CSS pixels from the upper edge of the parent's frame, or of the canvas.
    pub y: f64,
    /// In CSS pixels.
    pub width: f64,
    /// In CSS pixels.
    pub height: f64,
    /// Its place among its siblings: those whose text is greater lie above.
    pub order: String,
    /// What the component is told.
    pub props: Map<String, Value>,
}

/// A wireframe as it is drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Drawing {
    /// What people call it.
    pub name: String,
    /// Of the canvas, in CSS pixels.
    pub width: u32,
    /// Of the canvas, in CSS pixels.
    pub height: u32,
    /// Everything on it.
    pub elements: Vec<Element>,
}

impl Drawing {
    /// What lies directly in an element, or at the top level, from the bottom up.
    pub fn children(&self, parent: Option<&str>) -> Vec<&Element> {
        let mut children: Vec<&Element> =
            self.elements.iter().filter(|element| element.parent.as_deref() == parent).collect();
        children.sort_by(|a, b| (&a.order, &a.id).cmp(&(&b.order, &b.id)));
        children
    }

    /// An element and all that is in it, each behind what it is in.
    pub fn within(&self, id: &str) -> Vec<&Element> {
        let mut within: Vec<&Element> = self.elements.iter().filter(|element| element.id == id).collect();
        let mut at = 0;
        while let Some(outer) = within.get(at) {
            let inside = self.children(Some(&outer.id));
            within.extend(inside);
            at += 1;
        }
        within
    }

    /// Where an element's upper left corner is on the canvas.
    pub fn position(&self, element: &Element) -> (f64, f64) {
        let by_id: HashMap<&str, &Element> =
            self.elements.iter().map(|element| (element.id.as_str(), element)).collect();
        let (mut x, mut y) = (element.x, element.y);
        let mut parent = element.parent.as_deref();
        // No chain of parents is longer than all elements are many.
        for _ in 0..self.elements.len() {
            let Some(above) = parent.and_then(|id| by_id.get(id)) else { break };
            x += above.x;
            y += above.y;
            parent = above.parent.as_deref();
        }
        (x, y)
    }
}
