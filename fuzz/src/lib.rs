//! What the fuzz targets share: the document of a wireframe, as `src/wireframes` has it, and what always
//! holds for it.
//!
//! `src/wireframes` here is a link to the crate's own folder.

#[allow(dead_code, reason = "the rest of the crate uses what the targets do not")]
pub mod wireframes {
    pub mod document;
    pub mod element;
    pub mod operations;
    pub mod order;
    pub mod scan;
}

use std::collections::HashSet;

use serde_json::{Map, Value};
use wireframes::document::{Change, Document, MAX_DEPTH, MAX_ELEMENTS, Refusal};
use wireframes::element::{Element, MAX_COORDINATE, MAX_PROPS, MIN_SIDE, is_component, is_id};
use wireframes::operations::Library;
use yrs::StateVector;

/// What panics and is caught, as the document does with what fails in the library, is no finding; what is not
/// caught still ends the process.
pub fn let_panics_be_caught() {
    drop(std::panic::take_hook());
}

/// All components that are named like components, with any props.
pub struct Anything;

impl Library for Anything {
    fn check(&self, component: &str, _props: &Map<String, Value>) -> Result<(), String> {
        if is_component(component) { Ok(()) } else { Err("no component".to_owned()) }
    }
}

/// Everything that a document holds, which a document that restores it holds as well.
pub fn check(document: &Document) {
    let elements = document.elements();
    assert_eq!(elements.len(), document.by_id().len(), "all elements hang together");
    assert!(elements.len() <= MAX_ELEMENTS);
    let mut depths = std::collections::HashMap::new();
    for element in &elements {
        check_one(element);
        // Whatever an element is in comes before it.
        let depth = element.parent.as_ref().map_or(1, |parent| depths[parent] + 1);
        assert!(depth <= MAX_DEPTH, "{} lies {depth} deep", element.id);
        assert!(depths.insert(element.id.clone(), depth).is_none(), "{} is there twice", element.id);
    }
    let all = document.missing(&StateVector::default());
    let mut loaded = Document::load(2, [all.as_slice()].into_iter()).expect("what is there can be loaded");
    assert_eq!(loaded.elements(), elements, "what was loaded is the same");
    let mended = loaded.mend();
    assert_eq!(mended, None, "what was repaired needs no repair");
    assert_eq!(loaded.state_vector(), document.state_vector());
}

fn check_one(element: &Element) {
    assert!(is_id(&element.id), "{:?}", element.id);
    assert!(is_component(&element.component), "{:?}", element.component);
    for coordinate in [element.x, element.y] {
        assert!(coordinate.abs() <= MAX_COORDINATE, "{element:?}");
    }
    for side in [element.width, element.height] {
        assert!((MIN_SIDE..=MAX_COORDINATE).contains(&side), "{element:?}");
    }
    assert!(wireframes::order::is_valid(&element.order), "{:?}", element.order);
    let props: usize =
        element.props.iter().map(|(key, value)| wireframes::element::prop_size(key, value)).sum();
    assert!(props <= MAX_PROPS, "{} holds {props} bytes", element.id);
}

/// Lets a document take an update; if it is refused, nothing has changed. None where the library fails on it, which
/// cannot be foreseen of every update: then the document is read anew from its log, and nothing holds for this one.
pub fn take(document: &mut Document, update: &[u8]) -> Option<Result<Change, Refusal>> {
    let (elements, seen) = (document.elements(), document.state_vector());
    let taken = document.apply_update(update);
    match &taken {
        Err(Refusal::Broken) => return None,
        Err(_) => {
            assert_eq!(document.elements(), elements, "what is refused changes nothing");
            assert_eq!(document.state_vector(), seen, "what is refused changes nothing");
        }
        Ok(change) => says_what_happened(&elements, document, change),
    }
    Some(taken)
}

/// A change tells exactly what is other than before.
pub fn says_what_happened(before: &[Element], document: &Document, change: &Change) {
    let changed: HashSet<&str> = change.changed.iter().map(|element| element.id.as_str()).collect();
    for element in document.by_id().values() {
        let same = before.iter().any(|one| one == element);
        assert_eq!(same, !changed.contains(element.id.as_str()), "{}: same, or told", element.id);
    }
    for element in &change.changed {
        assert_eq!(document.element(&element.id), Some(element));
    }
    let gone: HashSet<&str> =
        before.iter().map(|one| one.id.as_str()).filter(|id| document.element(id).is_none()).collect();
    assert_eq!(gone, change.removed.iter().map(String::as_str).collect(), "what is gone is told");
}

/// Lets two documents learn from each other until they know the same; they are then the same.
pub fn meet(one: &mut Document, other: &mut Document) {
    // Repairs of one may want repairs of the other.
    for _ in 0..8 {
        let update = other.missing(&one.state_vector());
        let heard = one.apply_update(&update).expect("one takes what the other has");
        let update = one.missing(&other.state_vector());
        let told = other.apply_update(&update).expect("the other takes what one has");
        if heard.update.is_empty() && told.update.is_empty() {
            break;
        }
    }
    assert_eq!(one.state_vector(), other.state_vector(), "both have seen the same");
    assert_eq!(one.elements(), other.elements(), "both are the same");
}
