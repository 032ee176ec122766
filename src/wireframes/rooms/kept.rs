//! A room's document: at hand while somebody works on it, and otherwise only as it is written down, which takes
//! a small part of the memory.

use yrs::StateVector;

use crate::wireframes::document::{Document, Refusal};

/// Longer ones stay at hand: it would take too long until they are again.
const LONGEST: usize = 64 * 1024;

/// A document that may be put away.
pub(super) enum Kept {
    /// It is at hand; `stays` where it was tried in vain to put it away since it was last used.
    AtHand { document: Box<Document>, stays: bool },
    /// It is written down, by one that had seen so much and whose edits carry this number.
    PutAway { state: Box<[u8]>, seen: StateVector, client: u32 },
}

impl Kept {
    pub(super) fn new(document: Document) -> Self {
        Self::AtHand { document: Box::new(document), stays: false }
    }

    /// The document, read again where it was put away.
    pub(super) fn get(&mut self) -> Result<&mut Document, Refusal> {
        if let Self::PutAway { state, client, .. } = self {
            let read = Document::load(*client, [&**state].into_iter());
            *self = Self::new(read.map_err(|_refusal| Refusal::Broken)?);
        }
        match self {
            Self::AtHand { document, stays } => {
                *stays = false;
                Ok(document)
            }
            Self::PutAway { .. } => Err(Refusal::Broken),
        }
    }

    /// What the document has seen of everybody.
    pub(super) fn seen(&self) -> StateVector {
        match self {
            Self::AtHand { document, .. } => document.state_vector(),
            Self::PutAway { seen, .. } => seen.clone(),
        }
    }

    /// All that somebody lacks who has seen so much.
    pub(super) fn missing(&mut self, seen: &StateVector) -> Result<Vec<u8>, Refusal> {
        match self {
            Self::PutAway { state, .. } if seen.is_empty() => Ok(state.to_vec()),
            _ => Ok(self.get()?.missing(seen)),
        }
    }

    /// Whether it is written down only.
    pub(super) fn is_away(&self) -> bool {
        matches!(self, Self::PutAway { .. })
    }

    /// Puts the document away, where it is short and sure to be the same again.
    pub(super) fn put_away(&mut self) {
        let Self::AtHand { document, stays: stays @ false } = self else { return };
        *stays = true;
        let (state, client) = (document.missing(&StateVector::default()), document.client);
        if state.len() > LONGEST {
            return;
        }
        let seen = document.state_vector();
        let is_same = |again: Document| again.state_vector() == seen && again.by_id() == document.by_id();
        if Document::load(client, [state.as_slice()].into_iter()).is_ok_and(is_same) {
            *self = Self::PutAway { state: state.into(), seen, client };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wireframes::document::Edit;
    use crate::wireframes::element::Element;

    fn element(id: &str, text: &str) -> Edit {
        let props = serde_json::json!({ "text": text }).as_object().unwrap().clone();
        Edit::Put(Element {
            id: id.to_owned(),
            component: "Text".to_owned(),
            parent: None,
            x: 1.0,
            y: 2.0,
            width: 30.0,
            height: 40.0,
            order: "V".to_owned(),
            props,
        })
    }

    #[test]
    fn it_comes_back_as_it_was() {
        let mut kept = Kept::new(Document::new(7));
        kept.get().unwrap().edit(&[element("a", "one"), element("b", "two")]);
        kept.get().unwrap().edit(&[Edit::Delete("b".to_owned())]);
        let elements = kept.get().unwrap().elements();
        let (seen, missing) = (kept.seen(), kept.missing(&StateVector::default()).unwrap());
        kept.put_away();
        assert!(kept.is_away());
        assert_eq!(kept.seen(), seen);
        assert_eq!(kept.missing(&StateVector::default()).unwrap(), missing);
        assert!(kept.is_away(), "nobody has to read it for that");
        let mut other = Document::new(8);
        other.apply_update(&missing).unwrap();
        let (late, _) = kept.get().unwrap().edit(&[element("c", "three")]);
        assert_eq!(kept.get().unwrap().elements().len(), elements.len() + 1);
        assert_eq!(other.apply_update(&late.update).unwrap().changed, late.changed);
        kept.put_away();
        let only_late = kept.missing(&seen).unwrap();
        let mut third = Document::new(9);
        third.apply_update(&missing).unwrap();
        third.apply_update(&only_late).unwrap();
        assert_eq!(third.by_id(), other.by_id());
    }

    #[test]
    fn long_ones_stay_at_hand() {
        let mut kept = Kept::new(Document::new(7));
        for number in 0..20 {
            kept.get().unwrap().edit(&[element(&format!("e{number}"), &"x".repeat(4_000))]);
        }
        kept.put_away();
        assert!(matches!(kept, Kept::AtHand { stays: true, .. }));
    }
}
