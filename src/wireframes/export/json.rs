//! The format of our own: all that a wireframe is, to be read back by any server.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::wireframes::element::{self, Drawing, Element};
use crate::wireframes::order;

const FORMAT: &str = "maquette-wireframe";
const VERSION: u32 = 1;
/// Elements of one wireframe.
const MAX_ELEMENTS: usize = 5_000;

#[derive(Serialize, Deserialize)]
struct Document<D> {
    format: String,
    version: u32,
    #[serde(flatten)]
    drawing: D,
}

/// Why a text is no wireframe, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportProblem(pub String);

/// A drawing as JSON.
pub fn json(drawing: &Drawing) -> String {
    let document = Document { format: FORMAT.to_owned(), version: VERSION, drawing };
    // Plain values can always be written.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

/// Reads what [`json`] wrote, or what somebody wrote like it: each element as if it were drawn.
pub fn parse(text: &str) -> Result<Drawing, ImportProblem> {
    let problem = |message: String| Err(ImportProblem(message));
    let document: Document<Drawing> = match serde_json::from_str(text) {
        Ok(document) => document,
        Err(error) => return problem(format!("This is no wireframe in JSON: {error}.")),
    };
    if document.format != FORMAT || document.version != VERSION {
        return problem(format!("This server reads \"format\": \"{FORMAT}\" in \"version\": {VERSION}."));
    }
    let drawing = document.drawing;
    if drawing.elements.len() > MAX_ELEMENTS {
        return problem(format!("A wireframe has at most {MAX_ELEMENTS} elements."));
    }
    let parents: HashMap<&str, Option<&str>> =
        drawing.elements.iter().map(|element| (element.id.as_str(), element.parent.as_deref())).collect();
    if parents.len() < drawing.elements.len() {
        return problem("Two elements have the same id.".to_owned());
    }
    for element in &drawing.elements {
        if let Err(message) = check(element, &parents) {
            return problem(format!("Element {:?}: {message}", element.id));
        }
    }
    Ok(drawing)
}

fn check(element: &Element, parents: &HashMap<&str, Option<&str>>) -> Result<(), String> {
    const MOST: f64 = element::MAX_COORDINATE;
    let Element { id, component, parent, x, y, width, height, order, props } = element;
    if !element::is_id(id) {
        return Err("an id has 1 to 64 letters, digits, - or _.".to_owned());
    }
    if !element::is_component(component) {
        return Err(format!("{component:?} cannot name a component."));
    }
    if ![x, y].iter().all(|number| (-MOST..=MOST).contains(*number))
        || ![width, height].iter().all(|number| (element::MIN_SIDE..=MOST).contains(*number))
    {
        return Err(format!("its frame is out of range: up to {MOST} CSS pixels, sides of 1 at least."));
    }
    if !order::is_valid(order) {
        return Err(format!("{order:?} is no place among siblings: letters and digits, no 0 at the end."));
    }
    let size: usize = props.iter().map(|(key, value)| element::prop_size(key, value)).sum();
    if size > element::MAX_PROPS || !props.keys().all(|key| element::is_prop(key)) {
        return Err(format!("its props are too large: at most {} bytes.", element::MAX_PROPS));
    }
    let mut seen = HashSet::from([id.as_str()]);
    let mut above = parent.as_deref();
    while let Some(id) = above {
        if !seen.insert(id) {
            return Err("it is in itself.".to_owned());
        }
        above = *parents.get(id).ok_or_else(|| format!("there is no element {id:?} for it to be in."))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(parent: &str) -> String {
        format!(
            r#"{{"format":"maquette-wireframe","version":1,"name":"N","width":100,"height":200,"elements":[
            {{"id":"a","component":"Box","parentId":null,"x":0,"y":0.5,"width":10,"height":10,"order":"V","props":{{}}}},
            {{"id":"b","component":"Text","parentId":"{parent}","x":0,"y":0,"width":10,"height":10,"order":"V","props":{{"text":"Hi"}}}}]}}"#
        )
    }

    #[test]
    fn what_is_written_is_read() {
        let read = parse(&drawing("a")).unwrap();
        assert_eq!(read.elements.len(), 2);
        assert_eq!(parse(&json(&read)), Ok(read));
    }

    #[test]
    fn what_cannot_be_drawn_is_refused_with_its_element() {
        for (text, expected) in [
            ("{}", "no wireframe"),
            (&drawing("b"), "\"b\": it is in itself"),
            (&drawing("c"), "\"b\": there is no element \"c\""),
            (&drawing("a").replace("\"b\"", "\"a\""), "same id"),
            (&drawing("a").replace("0.5", "1e9"), "\"a\": its frame"),
            (&drawing("a").replace("\"version\":1", "\"version\":9"), "\"version\": 1"),
        ] {
            let ImportProblem(message) = parse(text).unwrap_err();
            assert!(message.contains(expected), "{message}");
        }
    }
}
