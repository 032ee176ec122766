//! Removing the folders that no version has any more, and telling which contents versions have.

use std::collections::HashSet;

use super::objects::{EntryType, ObjectId, Tree};
use super::store;
use crate::app::App;
use crate::clock::Timestamp;
use crate::error::{Error, Result};

/// Folders that are read at once.
const BATCH: usize = 500;

/// Takes all that versions hold out of `unused`, and removes the folders that were stored before a
/// time and that no version has.
pub(crate) async fn collect(app: &App, unused: &mut HashSet<ObjectId>, before: Timestamp) -> Result<()> {
    // The old ones are chosen before the roots are read: a version made later names folders that
    // it has just stored, or those of a version that is read here.
    let mut old = store::trees_before(app.db.read(), before).await?;
    let mut seen: HashSet<ObjectId> = HashSet::new();
    let mut waiting: Vec<ObjectId> = store::roots(app.db.read()).await?;
    seen.extend(&waiting);
    while !waiting.is_empty() {
        let batch = waiting.split_off(waiting.len().saturating_sub(BATCH));
        let found = store::trees(app.db.read(), &batch).await?;
        for id in batch {
            let bytes = found.get(&id).ok_or_else(|| {
                Error::internal("collect contents", format!("the folder {id} of a version is missing"))
            })?;
            for entry in Tree::decode(id, bytes)?.entries {
                match entry.kind {
                    EntryType::File => _ = unused.remove(&entry.id),
                    EntryType::Folder if seen.insert(entry.id) => waiting.push(entry.id),
                    EntryType::Folder => {}
                }
            }
        }
    }
    old.retain(|id| !seen.contains(id));
    for batch in old.chunks(BATCH) {
        app.db.transact(|tx| async move { store::remove_trees(&tx, batch, before).await }).await?;
    }
    Ok(())
}
