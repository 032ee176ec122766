//! Edits of a document: what they do to an element, how they stand in the document, what takes them back.

use std::collections::HashMap;

use serde_json::Value;
use yrs::{Any, Map as _, MapPrelim, MapRef, Out, TransactionMut};

use crate::wireframes::element::Element;

/// One step of an edit.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Puts an element there, whole.
    Put(Element),
    /// Changes some of an element; nothing where there is no such element.
    Patch(Patch),
    /// Takes an element away.
    Delete(String),
}

/// Some of an element.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Patch {
    /// Which element.
    pub id: String,
    /// What it is in; `Some(None)` for the top level.
    pub parent: Option<Option<String>>,
    /// Its place among its siblings.
    pub order: Option<String>,
    /// The left edge.
    pub x: Option<f64>,
    /// The upper edge.
    pub y: Option<f64>,
    /// The width.
    pub width: Option<f64>,
    /// The height.
    pub height: Option<f64>,
    /// Single props; `None` removes one.
    pub props: Vec<(String, Option<Value>)>,
}

impl Edit {
    /// The element that it is about.
    pub fn id(&self) -> &str {
        match self {
            Self::Put(element) => &element.id,
            Self::Patch(patch) => &patch.id,
            Self::Delete(id) => id,
        }
    }

    /// What takes this edit back from an element as it was before.
    pub(super) fn inverse(&self, before: Option<&Element>) -> Option<Self> {
        match (self, before) {
            (Self::Put(element), None) => Some(Self::Delete(element.id.clone())),
            (Self::Put(_) | Self::Delete(_), Some(before)) => Some(Self::Put(before.clone())),
            (Self::Patch(patch), Some(before)) => Some(Self::Patch(patch.inverse(before))),
            (Self::Patch(_) | Self::Delete(_), None) => None,
        }
    }

    /// Does to an element what the edit does.
    pub fn apply_to(&self, element: &mut Option<Element>) {
        match self {
            Self::Put(put) => *element = Some(put.clone()),
            Self::Patch(patch) => {
                if let Some(element) = element {
                    patch.apply_to(element);
                }
            }
            Self::Delete(_) => *element = None,
        }
    }

    pub(super) fn write(&self, root: &MapRef, txn: &mut TransactionMut<'_>) {
        match self {
            Self::Put(element) => drop(root.insert(txn, element.id.as_str(), whole(element))),
            Self::Patch(patch) => patch.write(root, txn),
            Self::Delete(id) => drop(root.remove(txn, id)),
        }
    }
}

impl Patch {
    /// What brings the same fields back to what they were.
    fn inverse(&self, before: &Element) -> Self {
        let props = self.props.iter().map(|(key, _)| (key.clone(), before.props.get(key).cloned()));
        Self {
            id: self.id.clone(),
            parent: self.parent.as_ref().map(|_| before.parent.clone()),
            order: self.order.as_ref().map(|_| before.order.clone()),
            x: self.x.map(|_| before.x),
            y: self.y.map(|_| before.y),
            width: self.width.map(|_| before.width),
            height: self.height.map(|_| before.height),
            props: props.collect(),
        }
    }

    fn apply_to(&self, element: &mut Element) {
        let Self { id: _, parent, order, x, y, width, height, props } = self.clone();
        element.parent = parent.unwrap_or_else(|| element.parent.take());
        element.order = order.unwrap_or_else(|| std::mem::take(&mut element.order));
        element.x = x.unwrap_or(element.x);
        element.y = y.unwrap_or(element.y);
        element.width = width.unwrap_or(element.width);
        element.height = height.unwrap_or(element.height);
        for (key, value) in props {
            match value {
                Some(value) => drop(element.props.insert(key, value)),
                None => drop(element.props.remove(&key)),
            }
        }
    }

    fn write(&self, root: &MapRef, txn: &mut TransactionMut<'_>) {
        let Some(Out::YMap(map)) = root.get(txn, &self.id) else { return };
        if let Some(parent) = &self.parent {
            map.insert(txn, "parent", text_or_null(parent.as_deref()));
        }
        if let Some(order) = &self.order {
            map.insert(txn, "order", order.as_str());
        }
        for (key, number) in [("x", self.x), ("y", self.y), ("width", self.width), ("height", self.height)] {
            if let Some(number) = number {
                map.insert(txn, key, number);
            }
        }
        if self.props.is_empty() {
            return;
        }
        let Some(Out::YMap(props)) = map.get(txn, "props") else { return };
        for (key, value) in &self.props {
            match value {
                Some(value) => drop(props.insert(txn, key.as_str(), any(value))),
                None => drop(props.remove(txn, key)),
            }
        }
    }
}

/// An element as it stands in the document.
fn whole(element: &Element) -> MapPrelim {
    let props: MapPrelim = element.props.iter().map(|(key, value)| (key.as_str(), any(value))).collect();
    let fields: [(&str, yrs::In); 8] = [
        ("component", element.component.as_str().into()),
        ("parent", text_or_null(element.parent.as_deref()).into()),
        ("x", element.x.into()),
        ("y", element.y.into()),
        ("width", element.width.into()),
        ("height", element.height.into()),
        ("order", element.order.as_str().into()),
        ("props", yrs::In::Map(props)),
    ];
    MapPrelim::from(fields)
}

fn text_or_null(text: Option<&str>) -> Any {
    text.map_or(Any::Null, Any::from)
}

/// A plain value as the document keeps it.
fn any(value: &Value) -> Any {
    match value {
        Value::Null => Any::Null,
        Value::Bool(value) => Any::from(*value),
        Value::Number(number) => Any::from(number.as_f64().unwrap_or_default()),
        Value::String(text) => Any::from(text.as_str()),
        Value::Array(items) => Any::from(items.iter().map(any).collect::<Vec<_>>()),
        Value::Object(fields) => {
            Any::from(fields.iter().map(|(key, value)| (key.clone(), any(value))).collect::<HashMap<_, _>>())
        }
    }
}
