//! Edits that are committed together, as few events.

use std::collections::HashMap;

use bytes::Bytes;

use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::{UserId, WireframeId};
use crate::streams::NewEvent;
use crate::wireframes::document::{Change, merge};
use crate::wireframes::element::Element;
use crate::wireframes::{WireframeEvent, protocol, stream};

/// An edit that is in the document but not in the log.
pub(super) struct Waiting {
    pub(super) actor: Option<UserId>,
    pub(super) change: Change,
    /// The socket that it came from, and how many updates that had sent with it.
    pub(super) from: Option<(u64, u64)>,
    pub(super) client_key: Option<String>,
}

/// What a commit has appended.
pub(super) struct Appended {
    pub(super) seq: u64,
    pub(super) count: usize,
    pub(super) bytes: usize,
    pub(super) updates: Vec<Bytes>,
}

/// Appends a batch to the log, edits of one person in a row as one event.
pub(super) async fn append(app: &App, wireframe: WireframeId, batch: &[Waiting]) -> Result<Option<Appended>> {
    let mut merged: Vec<(Option<UserId>, Change)> = Vec::new();
    for run in batch.chunk_by(|a, b| a.actor == b.actor) {
        let changes: Vec<&Change> =
            run.iter().map(|edit| &edit.change).filter(|change| !change.update.is_empty()).collect();
        if let Some(change) = together(&changes)? {
            merged.push((run[0].actor, change));
        }
    }
    if merged.is_empty() {
        return Ok(None);
    }
    let bytes = merged.iter().map(|(_, change)| change.update.len()).sum();
    let updates = merged.iter().map(|(_, change)| protocol::update(&change.update)).collect();
    let event = |(actor, change)| NewEvent::new(actor, &WireframeEvent::from(change));
    let events: Vec<NewEvent> = merged.into_iter().map(event).collect::<Result<_>>()?;
    let count = events.len();
    let keys = batch.iter().filter_map(|edit| edit.client_key.clone()).collect();
    let seq = app.streams.append_ordered(stream(wireframe), events, keys).await?;
    Ok(Some(Appended { seq, count, bytes, updates }))
}

/// Several changes, one after the other, as one.
fn together(changes: &[&Change]) -> Result<Option<Change>> {
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
