//! Brings a document back into order: what single elements lack, and that together they are a forest.

use std::collections::{HashMap, HashSet};

use yrs::{Any, Map as _, MapPrelim, MapRef, Out, TransactionMut};

use super::MAX_DEPTH;
use crate::wireframes::element::Element;

/// One change that brings an element into order.
#[derive(Debug)]
pub(super) struct Repair {
    id: String,
    what: What,
}

#[derive(Debug)]
enum What {
    Remove,
    Set(&'static str, Any),
    NoProps,
    NoProp(String),
}

impl Repair {
    fn new(id: &str, what: What) -> Self {
        Self { id: id.to_owned(), what }
    }

    /// The element cannot be one.
    pub(super) fn remove(id: &str) -> Self {
        Self::new(id, What::Remove)
    }

    /// A number is missing or out of range.
    pub(super) fn number(id: &str, key: &'static str, number: f64) -> Self {
        Self::new(id, What::Set(key, number.into()))
    }

    /// A text is missing or not one of those that may stand there.
    pub(super) fn text(id: &str, key: &'static str, text: Option<&str>) -> Self {
        Self::new(id, What::Set(key, text.map_or(Any::Null, Any::from)))
    }

    /// There is no map of props.
    pub(super) fn no_props(id: &str) -> Self {
        Self::new(id, What::NoProps)
    }

    /// A prop may not stay.
    pub(super) fn no_prop(id: &str, key: &str) -> Self {
        Self::new(id, What::NoProp(key.to_owned()))
    }

    pub(super) fn write(&self, root: &MapRef, txn: &mut TransactionMut<'_>) {
        if matches!(self.what, What::Remove) {
            root.remove(txn, &self.id);
            return;
        }
        let Some(Out::YMap(map)) = root.get(txn, &self.id) else { return };
        match &self.what {
            What::Remove => {}
            What::Set(key, value) => drop(map.insert(txn, *key, value.clone())),
            What::NoProps => drop(map.insert(txn, "props", MapPrelim::default())),
            What::NoProp(key) => {
                if let Some(Out::YMap(props)) = map.get(txn, "props") {
                    props.remove(txn, key);
                }
            }
        }
    }
}

/// Makes a forest of the elements again, where those that were `placed` somewhere or are `gone` may have
/// broken it: what is in nothing that exists goes to the top level, as does of every cycle the element
/// with the smallest name, and what would be too deep.
pub(super) fn forest(
    elements: &mut HashMap<String, Element>,
    mut placed: Vec<String>,
    gone: &HashSet<String>,
    before: &mut HashMap<String, Option<Element>>,
) -> Vec<Repair> {
    if !gone.is_empty() {
        let parent_is_gone =
            |element: &&Element| element.parent.as_ref().is_some_and(|parent| gone.contains(parent));
        placed.extend(elements.values().filter(parent_is_gone).map(|orphan| orphan.id.clone()));
    }
    placed.sort_unstable();
    placed.dedup();
    let mut repairs = Vec::new();
    for id in placed {
        let Some(freed) = misplaced(elements, &id) else { continue };
        let Some(element) = elements.get_mut(&freed) else { continue };
        before.entry(freed.clone()).or_insert_with(|| Some(element.clone()));
        element.parent = None;
        repairs.push(Repair::text(&freed, "parent", None));
    }
    repairs
}

/// The element that has to go to the top level so that `start` is well placed.
fn misplaced(elements: &HashMap<String, Element>, start: &str) -> Option<String> {
    let mut way = vec![start];
    while let Some(parent) = way.last().and_then(|id| elements.get(*id)?.parent.as_deref()) {
        if !elements.contains_key(parent) {
            return way.last().map(|id| (*id).to_owned());
        }
        if let Some(at) = way.iter().position(|id| *id == parent) {
            return way[at..].iter().min().map(|id| (*id).to_owned());
        }
        way.push(parent);
    }
    let is_deep = way.len() > 1 && way.len() + height(elements, start) > MAX_DEPTH;
    is_deep.then(|| start.to_owned())
}

/// How many levels there are in an element.
fn height(elements: &HashMap<String, Element>, of: &str) -> usize {
    let mut level = HashSet::from([of]);
    for height in 0..MAX_DEPTH {
        let inside = |element: &&Element| element.parent.as_deref().is_some_and(|id| level.contains(id));
        level = elements.values().filter(inside).map(|element| element.id.as_str()).collect();
        if level.is_empty() {
            return height;
        }
    }
    MAX_DEPTH
}
