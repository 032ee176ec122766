//! The format in which wireframes leave and come back: versioned JSON. What comes back may be from
//! anywhere, so that everything a wireframe promises is checked; whether its components exist is for
//! whoever has a library.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::wireframes::element::{Drawing, Element};

/// What `format` says.
const FORMAT: &str = "maquette-wireframe";
/// The version that is written, and the highest that is read.
const VERSION: u64 = 1;
/// Bytes of a file at most.
const LARGEST: usize = 16 * 1024 * 1024;
/// Elements at most.
const MOST_ELEMENTS: usize = 5_000;
/// Bytes of an element's props at most.
const MOST_PROPS: usize = 16 * 1024;
/// Elements within one another at most.
const DEEPEST: usize = 32;
/// How far from its origin anything may be, and how large, in pixels.
const FARTHEST: f64 = 100_000.0;
/// The sides of a canvas, in pixels.
const CANVAS: std::ops::RangeInclusive<u32> = 1..=20_000;

/// Why a file is no wireframe.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {message}")]
pub struct ImportProblem {
    /// Where, such as `elements[3].width`; empty when it is about the whole.
    pub at: String,
    /// What is wrong, for the person who imports it.
    pub message: String,
}

#[derive(Deserialize)]
struct File {
    version: u64,
    name: String,
    width: u32,
    height: u32,
    elements: Vec<Value>,
}

/// Writes a wireframe.
pub fn json(drawing: &Drawing) -> String {
    let file = json!({
        "format": FORMAT,
        "version": VERSION,
        "name": drawing.name,
        "width": drawing.width,
        "height": drawing.height,
        "elements": drawing.elements,
    });
    format!("{file:#}\n")
}

/// Reads what [`json`] has written, and nothing that a wireframe could not hold.
pub fn parse(text: &str) -> Result<Drawing, ImportProblem> {
    if text.len() > LARGEST {
        return problem("", format!("is larger than {} MB", LARGEST / 1024 / 1024));
    }
    let value: Value = serde_json::from_str(text).or_else(|error| problem("", format!("is not JSON: {error}")))?;
    if value.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return problem("format", format!("must be “{FORMAT}”"));
    }
    let file: File = serde_json::from_value(value).or_else(|error| problem("", error.to_string()))?;
    if file.version == 0 || file.version > VERSION {
        return problem("version", format!("is {}; up to {VERSION} can be read", file.version));
    }
    for (at, side) in [("width", file.width), ("height", file.height)] {
        if !CANVAS.contains(&side) {
            return problem(at, format!("must be from {} to {}", CANVAS.start(), CANVAS.end()));
        }
    }
    if file.name.trim().is_empty() || file.name.chars().count() > 200 {
        return problem("name", "must have 1 to 200 characters".to_owned());
    }
    if file.elements.len() > MOST_ELEMENTS {
        return problem("elements", format!("has more than {MOST_ELEMENTS} entries"));
    }
    let mut elements = Vec::with_capacity(file.elements.len());
    for (index, value) in file.elements.into_iter().enumerate() {
        let at = format!("elements[{index}]");
        let element: Element = serde_json::from_value(value).or_else(|error| problem(&at, error.to_string()))?;
        check(&element, &at)?;
        elements.push(element);
    }
    check_tree(&elements)?;
    Ok(Drawing { name: file.name, width: file.width, height: file.height, elements })
}

fn problem<T>(at: &str, message: String) -> Result<T, ImportProblem> {
    Err(ImportProblem { at: at.to_owned(), message })
}

fn check(element: &Element, at: &str) -> Result<(), ImportProblem> {
    let word = |text: &str, most: usize| {
        (1..=most).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    if !word(&element.id, 64) {
        return problem(&format!("{at}.id"), "must be 1 to 64 letters, digits, - or _".to_owned());
    }
    if !word(&element.component, 64) {
        return problem(&format!("{at}.component"), "must be the name of a component".to_owned());
    }
    if element.order.is_empty() || element.order.len() > 256 || !element.order.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return problem(&format!("{at}.order"), "must be 1 to 256 letters or digits".to_owned());
    }
    for (name, number) in [("x", element.x), ("y", element.y)] {
        if number.is_nan() || number.abs() > FARTHEST {
            return problem(&format!("{at}.{name}"), format!("must be from -{FARTHEST} to {FARTHEST}"));
        }
    }
    for (name, number) in [("width", element.width), ("height", element.height)] {
        if number.is_nan() || number <= 0.0 || number > FARTHEST {
            return problem(&format!("{at}.{name}"), format!("must be more than 0 and at most {FARTHEST}"));
        }
    }
    if size(&element.props) > MOST_PROPS {
        return problem(&format!("{at}.props"), format!("are larger than {} KB", MOST_PROPS / 1024));
    }
    Ok(())
}

fn size(props: &Map<String, Value>) -> usize {
    serde_json::to_vec(props).map_or(usize::MAX, |bytes| bytes.len())
}

/// Every id is there once, every parent exists, and none is in itself.
fn check_tree(elements: &[Element]) -> Result<(), ImportProblem> {
    let mut ids = HashSet::new();
    let by_id: HashMap<&str, &Element> = elements.iter().map(|element| (element.id.as_str(), element)).collect();
    for (index, element) in elements.iter().enumerate() {
        if !ids.insert(&element.id) {
            return problem(&format!("elements[{index}].id"), format!("“{}” is there more than once", element.id));
        }
        let mut depth = 0;
        let mut parent = element.parent.as_deref();
        while let Some(id) = parent {
            let at = format!("elements[{index}].parentId");
            let Some(above) = by_id.get(id) else {
                return problem(&at, format!("there is no element “{id}”"));
            };
            depth += 1;
            if depth > DEEPEST {
                return problem(&at, format!("is within itself, or more than {DEEPEST} levels deep"));
            }
            parent = above.parent.as_deref();
        }
    }
    Ok(())
}
