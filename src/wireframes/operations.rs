//! The edits that programs ask for, checked against the wireframe as it is: all of them can be made, or
//! none is.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::document::{Document, Edit, MAX_DEPTH, MAX_ELEMENTS, Patch};
use super::element::{self, Element};
use super::order;

/// Operations of one edit.
pub const MAX_OPERATIONS: usize = 1_000;

/// One thing to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Operation {
    /// Adds an element above its siblings.
    Add(Add),
    /// Changes an element's frame or props; what is absent stays.
    Set(Set),
    /// Puts an element elsewhere among the others.
    Move(Move),
    /// Takes an element away, with all that is in it.
    Remove(String),
}

/// An element to be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Add {
    /// Its name; one is made where there is none.
    pub id: Option<String>,
    /// What it shows.
    pub component: String,
    /// What it is in.
    pub parent: Option<String>,
    /// Left, top, width and height.
    pub frame: [f64; 4],
    /// What its component is told.
    pub props: Map<String, Value>,
}

/// What to change of an element.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Set {
    /// Which.
    pub id: String,
    /// Left, top, width and height.
    pub frame: [Option<f64>; 4],
    /// The props to set; null removes one.
    pub props: Map<String, Value>,
}

/// Where an element is to be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Move {
    /// Which.
    pub id: String,
    /// What it is to be in: `None` where it is, `Some(None)` at the top level.
    pub parent: Option<Option<String>>,
    /// The sibling right above it; on top of all where there is none.
    pub before: Option<String>,
}

/// Why an operation cannot be done, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Impossible {
    /// Which one, from 0.
    pub operation: usize,
    /// What is wrong and what to do.
    pub message: String,
}

/// Says whether a component exists and may be told these props.
pub trait Library {
    /// The sentence for whoever gets it wrong.
    fn check(&self, component: &str, props: &Map<String, Value>) -> Result<(), String>;
}

/// Turns operations into edits of the document. `fresh` makes names for elements that have none.
pub fn plan(
    document: &Document,
    operations: &[Operation],
    library: &dyn Library,
    mut fresh: impl FnMut() -> String,
) -> Result<Vec<Edit>, Impossible> {
    if operations.len() > MAX_OPERATIONS {
        let message = format!("One edit has at most {MAX_OPERATIONS} operations; send them in several.");
        return Err(Impossible { operation: MAX_OPERATIONS, message });
    }
    let mut plan = Plan { document, library, changed: HashMap::new(), edits: Vec::new(), added: 0 };
    for (at, operation) in operations.iter().enumerate() {
        plan.take(operation, &mut fresh).map_err(|message| Impossible { operation: at, message })?;
    }
    Ok(plan.edits)
}

struct Plan<'a> {
    document: &'a Document,
    library: &'a dyn Library,
    /// Elements as the edits so far leave them.
    changed: HashMap<String, Option<Element>>,
    edits: Vec<Edit>,
    added: usize,
}

impl Plan<'_> {
    fn take(&mut self, operation: &Operation, fresh: &mut impl FnMut() -> String) -> Result<(), String> {
        match operation {
            Operation::Add(add) => self.add(add, fresh),
            Operation::Set(set) => self.set(set),
            Operation::Move(place) => self.place(place),
            Operation::Remove(id) => self.remove(id),
        }
    }

    fn element(&self, id: &str) -> Option<&Element> {
        match self.changed.get(id) {
            Some(changed) => changed.as_ref(),
            None => self.document.element(id),
        }
    }

    fn existing(&self, id: &str) -> Result<&Element, String> {
        self.element(id).ok_or_else(|| format!("There is no element {id:?} in this wireframe."))
    }

    /// All elements as they are after the edits so far.
    fn all(&self) -> impl Iterator<Item = &Element> {
        let untouched =
            self.document.by_id().values().filter(|element| !self.changed.contains_key(&element.id));
        untouched.chain(self.changed.values().flatten())
    }

    fn push(&mut self, edit: Edit, id: &str) {
        let mut element = self.element(id).cloned();
        edit.apply_to(&mut element);
        self.changed.insert(id.to_owned(), element);
        self.edits.push(edit);
    }

    fn add(&mut self, add: &Add, fresh: &mut impl FnMut() -> String) -> Result<(), String> {
        self.added += 1;
        if self.document.by_id().len() + self.added > MAX_ELEMENTS {
            return Err(format!("A wireframe has at most {MAX_ELEMENTS} elements."));
        }
        let id = add.id.clone().unwrap_or_else(fresh);
        if !element::is_id(&id) {
            return Err(format!("{id:?} cannot name an element: use 1 to 64 letters, digits, - or _."));
        }
        if self.element(&id).is_some() {
            return Err(format!("There is an element {id:?} already; leave `id` out to get a fresh one."));
        }
        check_frame(add.frame.map(Some))?;
        check_size(&add.props)?;
        self.library.check(&add.component, &add.props)?;
        if let Some(parent) = &add.parent {
            self.existing(parent)?;
            self.check_depth(parent, 1)?;
        }
        let [x, y, width, height] = add.frame;
        let order = order::after(self.last(add.parent.as_deref(), &id).as_deref());
        let (component, parent, props) = (add.component.clone(), add.parent.clone(), add.props.clone());
        let element = Element { id: id.clone(), component, parent, x, y, width, height, order, props };
        self.push(Edit::Put(element), &id);
        Ok(())
    }

    fn set(&mut self, set: &Set) -> Result<(), String> {
        let element = self.existing(&set.id)?;
        check_frame(set.frame)?;
        let [x, y, width, height] = set.frame;
        let value = |value: &Value| Some(value.clone()).filter(|value| !value.is_null());
        let props = set.props.iter().map(|(key, prop)| (key.clone(), value(prop))).collect();
        let patch = Patch { id: set.id.clone(), x, y, width, height, props, ..Patch::default() };
        let edit = Edit::Patch(patch);
        if !set.props.is_empty() {
            let mut after = Some(element.clone());
            edit.apply_to(&mut after);
            let after = after.map(|element| element.props).unwrap_or_default();
            check_size(&after)?;
            self.library.check(&element.component, &after)?;
        }
        self.push(edit, &set.id);
        Ok(())
    }

    fn place(&mut self, place: &Move) -> Result<(), String> {
        let element = self.existing(&place.id)?;
        let parent = place.parent.clone().unwrap_or_else(|| element.parent.clone());
        if let Some(parent) = &parent {
            self.existing(parent)?;
            if self.is_within(parent, &place.id) {
                return Err(format!("{:?} cannot be in itself, nor in what is in it.", place.id));
            }
            self.check_depth(parent, 1 + self.height(&place.id))?;
        }
        let order = match &place.before {
            None => order::after(self.last(parent.as_deref(), &place.id).as_deref()),
            Some(before) => {
                let above = self.existing(before)?;
                if above.parent != parent || *before == place.id {
                    return Err(format!(
                        "{before:?} is not a sibling there; `before` names what is to lie right above."
                    ));
                }
                let below = self
                    .siblings(parent.as_deref(), &place.id)
                    .filter(|sibling| (&sibling.order, &sibling.id) < (&above.order, &above.id));
                let below = below.map(|sibling| sibling.order.as_str()).max();
                order::between(below, Some(&above.order))
            }
        };
        let parent = place.parent.is_some().then_some(parent);
        let patch = Patch { id: place.id.clone(), parent, order: Some(order), ..Patch::default() };
        self.push(Edit::Patch(patch), &place.id);
        Ok(())
    }

    fn remove(&mut self, id: &str) -> Result<(), String> {
        self.existing(id)?;
        let mut within = vec![id.to_owned()];
        let mut at = 0;
        while let Some(parent) = within.get(at).cloned() {
            let inside = self.all().filter(|element| element.parent.as_deref() == Some(&parent));
            let inside: Vec<String> = inside.map(|element| element.id.clone()).collect();
            within.extend(inside);
            at += 1;
        }
        // From the innermost out, so that what takes it back puts parents first.
        for id in within.iter().rev() {
            self.push(Edit::Delete(id.clone()), id);
        }
        Ok(())
    }

    fn siblings<'s>(
        &'s self,
        parent: Option<&'s str>,
        apart_from: &'s str,
    ) -> impl Iterator<Item = &'s Element> {
        self.all().filter(move |element| element.parent.as_deref() == parent && element.id != apart_from)
    }

    fn last(&self, parent: Option<&str>, apart_from: &str) -> Option<String> {
        self.siblings(parent, apart_from).map(|sibling| sibling.order.clone()).max()
    }

    fn is_within(&self, inner: &str, outer: &str) -> bool {
        std::iter::successors(self.element(inner), |element| self.element(element.parent.as_deref()?))
            .take(MAX_DEPTH + 1)
            .any(|element| element.id == outer)
    }

    fn check_depth(&self, parent: &str, levels: usize) -> Result<(), String> {
        let above =
            std::iter::successors(self.element(parent), |element| self.element(element.parent.as_deref()?));
        if above.take(MAX_DEPTH).count() + levels > MAX_DEPTH {
            return Err(format!("Elements are in one another at most {MAX_DEPTH} deep."));
        }
        Ok(())
    }

    /// How many levels there are in an element.
    fn height(&self, id: &str) -> usize {
        let mut level = vec![id.to_owned()];
        for height in 0..MAX_DEPTH {
            let inside =
                self.all().filter(|element| element.parent.as_ref().is_some_and(|id| level.contains(id)));
            level = inside.map(|element| element.id.clone()).collect();
            if level.is_empty() {
                return height;
            }
        }
        MAX_DEPTH
    }
}

fn check_frame(frame: [Option<f64>; 4]) -> Result<(), String> {
    const MOST: f64 = element::MAX_COORDINATE;
    let [x, y, width, height] = frame;
    for (name, number) in [("x", x), ("y", y)] {
        if number.is_some_and(|number| !(-MOST..=MOST).contains(&number)) {
            return Err(format!("`{name}` must be from -{MOST} to {MOST} CSS pixels."));
        }
    }
    for (name, number) in [("width", width), ("height", height)] {
        if number.is_some_and(|number| !(element::MIN_SIDE..=MOST).contains(&number)) {
            return Err(format!("`{name}` must be from {} to {MOST} CSS pixels.", element::MIN_SIDE));
        }
    }
    Ok(())
}

fn check_size(props: &Map<String, Value>) -> Result<(), String> {
    if props.keys().any(|key| !element::is_prop(key)) {
        return Err("A prop's name has 1 to 64 bytes.".to_owned());
    }
    let size: usize = props.iter().map(|(key, value)| element::prop_size(key, value)).sum();
    if size > element::MAX_PROPS {
        return Err(format!(
            "An element's props have at most {} bytes; these have {size}.",
            element::MAX_PROPS
        ));
    }
    Ok(())
}
