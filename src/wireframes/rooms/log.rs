//! A room's document and the log behind it: loading, and writing down now and then what the log has come
//! to, so that it need not be kept whole.

use std::sync::Arc;

use yrs::StateVector;

use super::room::Room;
use crate::app::App;
use crate::error::{Context as _, Error, Result};
use crate::ids::WireframeId;
use crate::wireframes::document::Document;
use crate::wireframes::{Wireframe, WireframeEvent, store, stream};

/// Events on top of the kept state after which it is written anew.
pub(super) const MOST_EVENTS: usize = 500;
/// Bytes of updates after which it is.
pub(super) const MOST_BYTES: usize = 256 * 1024;
/// Events that stay for followers who come back, though the state has them.
const STAY: u64 = 1_000;

/// A document with the number of the last event that is in it.
struct Loaded {
    document: Document,
    seq: u64,
    events: usize,
    bytes: usize,
}

/// Loads a wireframe's document into a room of its own.
pub(super) async fn load(app: &App, wireframe: &Wireframe) -> Result<Arc<Room>> {
    let Loaded { document, seq, events, bytes } = read(app, wireframe.id, u64::MAX).await?;
    let room = Room::new(wireframe, document, seq, (events, bytes));
    room.mend(app);
    if !app.db.is_embedded() {
        room.follow(app).await?;
    }
    Ok(room)
}

/// Reads what the log says up to an event.
async fn read(app: &App, id: WireframeId, up_to: u64) -> Result<Loaded> {
    // The state first: what it has may be trimmed from the log meanwhile, but never more than it has.
    let state = store::state(app.db.read(), id).await?;
    let (mut seq, state) = state.unwrap_or_default();
    let mut updates = Vec::new();
    let (mut events, mut bytes) = (0, 0);
    loop {
        let page = app.streams.read(stream(id), seq).await?;
        for entry in page.iter().filter(|entry| entry.seq <= up_to) {
            if entry.seq != seq + 1 {
                return Err(Error::internal("load a wireframe", format!("{id} lacks event {}", seq + 1)));
            }
            seq = entry.seq;
            if let WireframeEvent::ElementsChanged { update, .. } = entry.event()? {
                events += 1;
                bytes += update.len();
                updates.push(update);
            }
        }
        if page.last().is_none_or(|last| last.seq >= up_to) {
            break;
        }
    }
    let client = u32::from_be_bytes(app.random());
    let work = move || document_of(client, &state, &updates);
    let document = tokio::task::spawn_blocking(work).await.context("load a wireframe")??;
    Ok(Loaded { document, seq, events, bytes })
}

fn document_of(client: u32, state: &[u8], updates: &[Vec<u8>]) -> Result<Document> {
    let all =
        [state].into_iter().chain(updates.iter().map(Vec::as_slice)).filter(|update| !update.is_empty());
    Document::load(client, all)
        .map_err(|refusal| Error::internal("load a wireframe", format!("its log is refused: {refusal:?}")))
}

/// Writes down what the log has come to up to an event, makes sure that it can be read again and says
/// the same, and trims the log.
pub(super) async fn compact(app: &App, id: WireframeId, up_to: u64) -> Result<()> {
    let loaded = read(app, id, up_to).await?;
    let (seq, client) = (loaded.seq, u32::from_be_bytes(app.random()));
    let verified = move || {
        let state = loaded.document.missing(&StateVector::default());
        let again = document_of(client, &state, &[])?;
        let same = again.state_vector() == loaded.document.state_vector()
            && again.by_id() == loaded.document.by_id();
        same.then_some(state).ok_or_else(|| {
            Error::internal("compact a wireframe", format!("{id} would not come back the same"))
        })
    };
    let state = &tokio::task::spawn_blocking(verified).await.context("compact a wireframe")??;
    app.db
        .transact(|tx| async move {
            store::keep_state(&tx, id, seq, state).await?;
            app.streams.trim(&tx, stream(id), seq.saturating_sub(STAY)).await
        })
        .await
}
