//! A wireframe's document: what everybody's edits come together in (a Yjs document, by `yrs`), beside the
//! elements that can be read from it.
//!
//! Whatever concurrent edits make of it, the elements are a forest: what is out of range is brought back,
//! what would be its own ancestor, or whose parent is gone, goes to the top level. The document repairs
//! itself so, by edits of its own; since the rules depend on nothing but the document, all replicas
//! repair it alike.

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Map as Props, Value};
use yrs::block::ClientID;
use yrs::types::{DeepObservable as _, Event, PathSegment};
use yrs::updates::decoder::Decode as _;
use yrs::{Doc, Map as _, MapRef, Options, ReadTxn as _, StateVector, Transact as _, TransactionMut, Update};

use super::element::Element;
use super::scan::{self, Malformed, ROOT, Scan};
use reading::Raw;

mod edits;
mod reading;
mod repair;

pub use edits::{Edit, Patch};

/// Elements of one wireframe.
pub const MAX_ELEMENTS: usize = 5_000;
/// Size of one update.
pub const MAX_UPDATE_BYTES: usize = 1024 * 1024;
/// Clocks that an update fills with what is deleted. Nobody has deleted as much; whoever claims so in the name
/// of another client uses up the numbers of what that one is about to draw.
pub const MAX_DELETED: u64 = 1 << 24;
/// Elements in elements.
pub const MAX_DEPTH: usize = 32;

/// The document, and its elements as they are.
pub struct Document {
    /// The number that its own edits carry.
    pub client: u32,
    doc: Doc,
    root: MapRef,
    /// Elements that the transaction under way has touched.
    touched: Arc<Mutex<HashSet<String>>>,
    elements: HashMap<String, Element>,
    /// Whether the elements are in order though the document itself is not.
    is_damaged: bool,
}

/// What an edit has done to a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// The edit as others' documents take it; empty where nothing has changed.
    pub update: Vec<u8>,
    /// Elements that are new or other than before.
    pub changed: Vec<Element>,
    /// Elements that are gone.
    pub removed: Vec<String>,
    /// Whether the document has put something right, which whoever made the edit does not know.
    pub is_repaired: bool,
}

/// Why an update was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It builds on something that is not here: its sender has to send all that is missing.
    Incomplete,
    /// It can never be taken.
    Malformed(&'static str),
    /// The library failed on it: the document must not be used any more.
    Broken,
}

impl From<Malformed> for Refusal {
    fn from(Malformed(why): Malformed) -> Self {
        Self::Malformed(why)
    }
}

impl Document {
    /// An empty document, whose own edits carry this number.
    pub fn new(client: u32) -> Self {
        let document = Self::unwatched(client);
        document.watch();
        document
    }

    /// A document that begins with what a log has, however large, and adds nothing to it: what has to be
    /// repaired is left to [`Document::mend`].
    pub fn load<'a>(client: u32, log: impl Iterator<Item = &'a [u8]>) -> Result<Self, Refusal> {
        let mut document = Self::unwatched(client);
        // One transaction, and nobody who is told of each step: that is most of what it would cost.
        let taken = catch_unwind(AssertUnwindSafe(|| {
            let mut txn = document.doc.transact_mut();
            for update in log {
                if !scan::scan(update)?.is_complete(&txn.state_vector()) {
                    return Err(Refusal::Incomplete);
                }
                txn.apply_update(decoded(update)?).map_err(|_why| Refusal::Broken)?;
            }
            Ok(())
        }));
        taken.unwrap_or(Err(Refusal::Broken))?;
        if document.doc.transact().has_missing_updates() {
            return Err(Refusal::Broken);
        }
        document.watch();
        document.touch_all();
        document.settle(Vec::new(), false);
        Ok(document)
    }

    fn unwatched(client: u32) -> Self {
        let options = Options { client_id: ClientID::new(u64::from(client)), ..Options::default() };
        let doc = Doc::with_options(options);
        let root = doc.get_or_insert_map(ROOT);
        Self { client, doc, root, touched: Arc::default(), elements: HashMap::new(), is_damaged: false }
    }

    /// Notes from here on which elements are touched.
    fn watch(&self) {
        let notes = Arc::clone(&self.touched);
        self.root.observe_deep("elements", move |txn, events| {
            let mut touched = notes.lock().unwrap_or_else(PoisonError::into_inner);
            for event in events.iter() {
                let Event::Map(event) = event else { continue };
                match event.path().front() {
                    Some(PathSegment::Key(id)) => drop(touched.insert(id.to_string())),
                    Some(PathSegment::Index(_)) => {}
                    None => touched.extend(event.keys(txn).keys().map(ToString::to_string)),
                }
            }
        });
    }

    fn touch_all(&self) {
        let all: Vec<String> = self.root.keys(&self.doc.transact()).map(str::to_owned).collect();
        self.touched.lock().unwrap_or_else(PoisonError::into_inner).extend(all);
    }

    /// The elements, each behind the one that it is in, siblings from the bottom up.
    pub fn elements(&self) -> Vec<Element> {
        let mut children: HashMap<Option<&str>, Vec<&Element>> = HashMap::new();
        for element in self.elements.values() {
            children.entry(element.parent.as_deref()).or_default().push(element);
        }
        for siblings in children.values_mut() {
            siblings.sort_unstable_by(|a, b| (&b.order, &b.id).cmp(&(&a.order, &a.id)));
        }
        let mut waiting = children.remove(&None).unwrap_or_default();
        let mut ordered = Vec::with_capacity(self.elements.len());
        while let Some(element) = waiting.pop() {
            waiting.extend(children.remove(&Some(element.id.as_str())).unwrap_or_default());
            ordered.push(element.clone());
        }
        ordered
    }

    /// One element.
    pub fn element(&self, id: &str) -> Option<&Element> {
        self.elements.get(id)
    }

    /// All elements, by their names.
    pub fn by_id(&self) -> &HashMap<String, Element> {
        &self.elements
    }

    /// What the document has seen of everybody.
    pub fn state_vector(&self) -> StateVector {
        self.doc.transact().state_vector()
    }

    /// All that somebody lacks who has seen so much.
    pub fn missing(&self, seen: &StateVector) -> Vec<u8> {
        self.doc.transact().encode_state_as_update_v1(seen)
    }

    /// Takes somebody's update, or refuses it whole.
    pub fn apply_update(&mut self, update: &[u8]) -> Result<Change, Refusal> {
        if update.len() > MAX_UPDATE_BYTES {
            return Err(Refusal::Malformed("An update has at most 1 MiB"));
        }
        let scan = scan::scan(update)?;
        if scan.maps > 0 && self.elements.len() + scan.maps / 2 > MAX_ELEMENTS {
            return Err(Refusal::Malformed("A wireframe has at most 5,000 elements"));
        }
        if scan.deleted > MAX_DELETED {
            return Err(Refusal::Malformed("An update has at most 16,777,216 clocks of what is deleted"));
        }
        let update = self.take(update, &scan)?;
        Ok(self.settle(update, true))
    }

    /// Takes what the log has, however large, and adds nothing to it: what has to be repaired is left to
    /// [`Document::mend`].
    pub fn restore(&mut self, update: &[u8]) -> Result<Change, Refusal> {
        let scan = scan::scan(update)?;
        let update = self.take(update, &scan)?;
        Ok(self.settle(update, false))
    }

    /// Repairs what [`Document::restore`] has left; none where all is in order.
    pub fn mend(&mut self) -> Option<Change> {
        if !std::mem::take(&mut self.is_damaged) {
            return None;
        }
        self.touch_all();
        Some(self.settle(Vec::new(), true)).filter(|change| !change.update.is_empty())
    }

    fn take(&mut self, update: &[u8], scan: &Scan) -> Result<Vec<u8>, Refusal> {
        if !scan.is_complete(&self.state_vector()) {
            return Err(Refusal::Incomplete);
        }
        // What the scan lets through is not expected to make the library fail; if it does, the document
        // is given up, not the process.
        let taken = catch_unwind(AssertUnwindSafe(|| {
            let update = decoded(update)?;
            self.transact(|_, txn| txn.apply_update(update).map_err(|_why| Refusal::Broken))
        }));
        let update = taken.unwrap_or(Err(Refusal::Broken))?;
        if self.doc.transact().has_missing_updates() {
            return Err(Refusal::Broken);
        }
        Ok(update)
    }

    /// Makes an edit, and says how to take it back.
    pub fn edit(&mut self, edits: &[Edit]) -> (Change, Vec<Edit>) {
        let mut back = Vec::with_capacity(edits.len());
        let elements = &self.elements;
        let mut before: HashMap<&str, Option<Element>> = HashMap::new();
        for edit in edits {
            let id = edit.id();
            let now = before.entry(id).or_insert_with(|| elements.get(id).cloned());
            back.extend(edit.inverse(now.as_ref()));
            edit.apply_to(now);
        }
        back.reverse();
        let update = self.transact(|root, txn| {
            for edit in edits {
                edit.write(root, txn);
            }
            Ok(())
        });
        // The edit itself cannot be refused.
        (self.settle(update.unwrap_or_default(), true), back)
    }

    /// Runs a transaction, and answers it as an update; empty where it changes nothing.
    fn transact(
        &self,
        work: impl FnOnce(&MapRef, &mut TransactionMut<'_>) -> Result<(), Refusal>,
    ) -> Result<Vec<u8>, Refusal> {
        let mut txn = self.doc.transact_mut();
        work(&self.root, &mut txn)?;
        txn.commit();
        let changed = !txn.insert_set().is_empty() || !txn.delete_set().is_empty();
        Ok(if changed { txn.encode_update_v1() } else { Vec::new() })
    }

    /// Reads again what a transaction has touched, and repairs it in the document too, or only among the
    /// elements.
    fn settle(&mut self, mut update: Vec<u8>, repairs_document: bool) -> Change {
        let mut before = HashMap::new();
        let mut is_repaired = false;
        // A repair touches elements in turn; what it leaves is in order.
        for _ in 0..3 {
            let touched = std::mem::take(&mut *self.touched.lock().unwrap_or_else(PoisonError::into_inner));
            if touched.is_empty() {
                break;
            }
            let repairs = self.read(touched, &mut before);
            if repairs.is_empty() {
                break;
            }
            if !repairs_document {
                self.is_damaged = true;
                break;
            }
            let repaired = self.transact(|root, txn| {
                for repair in &repairs {
                    repair.write(root, txn);
                }
                Ok(())
            });
            let repaired = repaired.unwrap_or_default();
            is_repaired |= !repaired.is_empty();
            update = merged(update, repaired);
        }
        let mut change = Change { update, is_repaired, ..Change::default() };
        for (id, before) in before {
            match (before, self.elements.get(&id)) {
                (Some(_), None) => change.removed.push(id),
                (before, Some(after)) if before.as_ref() != Some(after) => change.changed.push(after.clone()),
                _ => {}
            }
        }
        change.changed.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        change.removed.sort_unstable();
        change
    }

    /// Reads touched elements into `self.elements`; answers what has to be repaired.
    fn read(
        &mut self,
        touched: HashSet<String>,
        before: &mut HashMap<String, Option<Element>>,
    ) -> Vec<repair::Repair> {
        let mut repairs = Vec::new();
        let (mut placed, mut gone) = (Vec::new(), HashSet::new());
        {
            let txn = self.doc.transact();
            for id in touched {
                let known = self.elements.remove(&id);
                let raw = self.root.get(&txn, &id).map(|value| Raw::read(&txn, &id, &value));
                match raw {
                    Some(Some(raw)) => {
                        repairs.extend(raw.repairs);
                        if known.as_ref().is_none_or(|known| known.parent != raw.element.parent) {
                            placed.push(id.clone());
                        }
                        self.elements.insert(id.clone(), raw.element);
                    }
                    Some(None) => repairs.push(repair::Repair::remove(&id)),
                    None => {}
                }
                if !self.elements.contains_key(&id) {
                    gone.insert(id.clone());
                }
                before.entry(id).or_insert(known);
            }
        }
        repairs.extend(repair::forest(&mut self.elements, placed, &gone, before));
        repairs
    }
}

fn decoded(update: &[u8]) -> Result<Update, Refusal> {
    Update::decode_v1(update).map_err(|_why| Refusal::Malformed("The update is malformed"))
}

/// Two updates as one.
fn merged(first: Vec<u8>, second: Vec<u8>) -> Vec<u8> {
    match (first.is_empty(), second.is_empty()) {
        (_, true) => first,
        (true, _) => second,
        // They are our own, so they can be read.
        _ => yrs::merge_updates_v1([&first, &second]).unwrap_or(first),
    }
}

/// Several updates as one.
pub fn merge(updates: &[&[u8]]) -> Option<Vec<u8>> {
    yrs::merge_updates_v1(updates).ok()
}

/// The props of an element that was read, in the order of their names.
fn sorted(props: impl IntoIterator<Item = (String, Value)>) -> Props<String, Value> {
    let mut props: Vec<_> = props.into_iter().collect();
    props.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    props.into_iter().collect()
}

#[cfg(test)]
mod tests;
