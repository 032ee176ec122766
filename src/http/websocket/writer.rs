//! Writes one socket: what waits in the outbox, pings, and at the end why it is closed.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use futures::SinkExt as _;
use futures::stream::SplitSink;
use tokio::sync::oneshot;
use tokio::time::{Instant, interval_at, timeout};
use tokio_util::sync::{CancellationToken, DropGuard};

use super::outbox::Outbox;
use super::protocol::Close;

/// Bytes that are handed to the operating system at once.
const BATCH: usize = 64 * 1024;
/// Who takes nothing for so long, reads no more.
const STALLED: Duration = Duration::from_secs(10);
const PING: Duration = Duration::from_secs(15);

type Sink = SplitSink<WebSocket, Message>;

/// Writes until the session says why it closes the socket, or the other side reads no more; then
/// `gone` is cancelled.
pub(super) async fn run(
    mut sink: Sink,
    outbox: Outbox,
    mut closing: oneshot::Receiver<Close>,
    gone: CancellationToken,
) {
    let _gone: DropGuard = gone.drop_guard();
    let mut pings = interval_at(Instant::now() + PING, PING);
    loop {
        let written = tokio::select! {
            biased;
            reason = &mut closing => {
                if let Ok(reason) = reason {
                    close(&mut sink, reason).await;
                }
                return;
            }
            texts = outbox.take(BATCH) => {
                let messages = texts.into_iter().map(Message::Text);
                timeout(STALLED, write(&mut sink, messages)).await
            }
            _ = pings.tick() => {
                timeout(STALLED, write(&mut sink, std::iter::once(Message::Ping(Vec::new().into())))).await
            }
        };
        match written {
            Ok(Ok(())) => {}
            Ok(Err(_closed)) => return,
            Err(_stalled) => {
                close(&mut sink, Close::try_again("Read faster, and resume with the last cursor")).await;
                return;
            }
        }
    }
}

async fn write(sink: &mut Sink, messages: impl Iterator<Item = Message>) -> Result<(), axum::Error> {
    for message in messages {
        sink.feed(message).await?;
    }
    sink.flush().await
}

async fn close(sink: &mut Sink, Close { code, reason }: Close) {
    let frame = Message::Close(Some(CloseFrame { code, reason: reason.into() }));
    // Whoever does not read does not hear this either.
    let _unheard = timeout(Duration::from_secs(1), sink.send(frame)).await;
}
