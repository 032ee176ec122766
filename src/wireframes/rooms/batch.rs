//! Edits that are committed together, as few events.

use std::collections::HashMap;

use crate::error::{Error, Result};
use crate::wireframes::document::{Change, merge};
use crate::wireframes::element::Element;

/// Several changes, one after the other, as one.
pub(super) fn together(changes: &[&Change]) -> Result<Option<Change>> {
    let [first, .., _] = changes else { return Ok(changes.first().map(|only| (*only).clone())) };
    let updates: Vec<&[u8]> = changes.iter().map(|change| change.update.as_slice()).collect();
    let update = merge(&updates).ok_or_else(|| Error::internal("merge edits", "they cannot be read"))?;
    let mut after: HashMap<&str, Option<&Element>> = HashMap::with_capacity(first.changed.len());
    for change in changes {
        after.extend(change.changed.iter().map(|element| (element.id.as_str(), Some(element))));
        after.extend(change.removed.iter().map(|id| (id.as_str(), None)));
    }
    let mut whole = Change { update, ..Change::default() };
    for (id, element) in after {
        match element {
            Some(element) => whole.changed.push(element.clone()),
            None => whole.removed.push(id.to_owned()),
        }
    }
    whole.changed.sort_unstable_by(|a, b| a.id.cmp(&b.id));
    whole.removed.sort_unstable();
    Ok(Some(whole))
}
