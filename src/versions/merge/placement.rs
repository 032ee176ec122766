//! Which of the agent's moves and additions find their place free.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use crate::versions::trees::ancestors;

/// The wishes that cannot be granted, since their path is a file that stays, a folder of one, or
/// inside one. `staying` are the person's paths that stay where they are; `wishes` are the paths
/// that the agent asks for, with the person's path that it wants to move there, if it is a move.
/// A move that is refused stays, and may be in the way of further wishes.
pub(super) fn refused<'a>(
    mut staying: Vec<&'a str>,
    wishes: &BTreeMap<&'a str, Option<&'a str>>,
) -> BTreeSet<&'a str> {
    let mut refused = BTreeSet::new();
    if wishes.is_empty() {
        return refused;
    }
    while let Some(path) = staying.pop() {
        let folder = format!("{path}/");
        let inside = wishes.range::<str, _>((Bound::Included(folder.as_str()), Bound::Unbounded));
        let inside = inside.take_while(|(wish, _)| wish.starts_with(&folder));
        let at_or_above = ancestors(path).chain([path]).filter_map(|path| wishes.get_key_value(path));
        for (wish, moved_from) in inside.chain(at_or_above) {
            if refused.insert(*wish) {
                staying.extend(*moved_from);
            }
        }
    }
    refused
}
