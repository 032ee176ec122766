//! A room whose wireframe other servers on the same database edit too.

use std::sync::{Arc, Weak};

use futures::StreamExt as _;

use super::Room;
use crate::app::App;
use crate::error::Result;
use crate::streams::Start;
use crate::wireframes::{WireframeEvent, protocol, stream};

impl Room {
    /// Follows what other servers on the same database append, for as long as the room is used.
    pub(in crate::wireframes::rooms) async fn follow(self: &Arc<Self>, app: &App) -> Result<()> {
        let from = {
            let mut inner = self.lock();
            inner.followed = Some(inner.seq);
            inner.seq
        };
        let start = Start::After(from);
        let mut entries = app.streams.follow(stream(self.wireframe), start).await?.boxed();
        let (room, app, gone) = (Arc::downgrade(self), app.clone(), self.gone.clone());
        tokio::spawn(async move {
            loop {
                let entry = tokio::select! {
                    () = gone.cancelled() => return,
                    entry = entries.next() => entry,
                };
                let Some(entry) = entry else { return };
                let event = entry.and_then(|entry| Ok((entry.seq, entry.event::<WireframeEvent>()?)));
                let Some(room) = Weak::upgrade(&room) else { return };
                match event {
                    Ok((seq, event)) => {
                        if let WireframeEvent::ElementsChanged { update, .. } = event {
                            room.hear(&app, &update);
                        }
                        room.lock().followed = Some(seq);
                    }
                    Err(error) => {
                        tracing::warn!(?error, "edits of other servers cannot be followed");
                        room.close();
                        return;
                    }
                }
            }
        });
        Ok(())
    }

    /// Takes what is in the log: an edit of another server's, or our own.
    fn hear(self: &Arc<Self>, app: &App, update: &[u8]) {
        let mut inner = self.lock();
        match inner.document.get().and_then(|document| document.restore(update)) {
            Ok(change) if change.update.is_empty() => {}
            Ok(change) => {
                let message = protocol::update(&change.update);
                inner.sockets.values().for_each(|inbox| inbox.push(&message));
                self.ring(&mut inner);
                drop(inner);
                self.mend(app);
            }
            Err(refusal) => {
                drop(inner);
                tracing::error!(?refusal, wireframe = %self.wireframe, "an edit of another server is refused");
                self.close();
            }
        }
    }
}
