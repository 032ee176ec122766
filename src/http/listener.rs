//! Accepts connections and serves them, each for as long as its other side keeps up: whoever sends a
//! request's head too slowly, or does not take what is sent, loses the connection.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use socket2::SockRef;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt as _;

/// Time for a request's head, and for the next request on an open connection to begin.
const HEAD_WITHIN: Duration = Duration::from_secs(30);
/// What was sent and is not taken for so long never will be.
const TAKEN_WITHIN: Duration = Duration::from_secs(30);
/// Time for what is under way when the server is to stop.
const DRAIN_WITHIN: Duration = Duration::from_secs(15);
/// Rest after the system could not give another connection, because it is short of something.
const SHORTAGE: Duration = Duration::from_millis(100);

/// Serves until `shutdown`, then lets what is under way come to an end.
pub(super) async fn run(
    listener: TcpListener,
    router: Router,
    connections: TaskTracker,
    most: usize,
    shutdown: CancellationToken,
) {
    let places = Arc::new(Semaphore::new(most));
    loop {
        let accepted = tokio::select! {
            () = shutdown.cancelled() => break,
            accepted = async {
                // Whoever is too many waits in the system's queue.
                let place = Arc::clone(&places).acquire_owned().await;
                (place, listener.accept().await)
            } => accepted,
        };
        match accepted {
            (place, Ok((stream, address))) => {
                let connection = serve(stream, address, router.clone(), shutdown.clone());
                connections.spawn(async move {
                    connection.await;
                    drop(place);
                });
            }
            (_, Err(error)) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(SHORTAGE).await;
            }
        }
    }
    drop(listener);
    connections.close();
    if tokio::time::timeout(DRAIN_WITHIN, connections.wait()).await.is_err() {
        tracing::warn!(open = connections.len(), "the last connections are cut off");
    }
}

async fn serve(stream: TcpStream, address: SocketAddr, router: Router, shutdown: CancellationToken) {
    let socket = SockRef::from(&stream);
    // They fail where the other side is gone already, which the first read will notice.
    let _gone = socket.set_tcp_nodelay(true);
    let _gone = socket.set_tcp_user_timeout(Some(TAKEN_WITHIN));
    let service = hyper::service::service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(address));
        let request: Request = request.map(Body::new);
        router.clone().oneshot(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_WITHIN)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut connection = std::pin::pin!(connection);
    let ended = tokio::select! {
        ended = &mut connection => ended,
        () = shutdown.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, %address, "a connection broke off");
    }
}
