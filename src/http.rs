//! The HTTP edge: which host and path leads where, who asks, and what every answer carries.
//!
//! Previews and deployed apps live on hosts of their own: the API never answers there, nor they
//! on the API's host.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio_util::task::TaskTracker;
use tower_http::cors::{AllowOrigin, CorsLayer};
use tower_http::timeout::RequestBodyTimeoutLayer;
use tracing::Instrument as _;

use crate::app::App;
use crate::config::Switch;
use crate::error::Result;
use crate::graphql::{MaquetteSchema, schema};
use crate::rates::Buckets;

mod apps;
mod collab;
mod documents;
mod execution;
mod exports;
mod graphql;
mod guard;
mod health;
mod hosts;
mod identity;
mod listener;
mod multipart;
mod origin;
mod pages;
mod previews;
mod quota;
mod sockets;
mod sse;
mod subscription;
mod websocket;

use documents::Documents;
pub use hosts::Area;
use quota::Meter;
use sockets::Sockets;
use subscription::Audiences;

/// A body that stops for so long has been given up.
const BODY_GOES_ON: Duration = Duration::from_secs(20);

/// What the handlers share.
#[derive(Clone)]
struct Edge {
    app: App,
    schema: MaquetteSchema,
    documents: Arc<Documents>,
    audiences: Arc<Audiences>,
    sockets: Sockets,
    meter: Arc<dyn Meter>,
    /// What is open, so that the server can wait for its end.
    connections: TaskTracker,
}

/// Names one request in answers and logs.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// Answers on a listener until `app.shutdown` is cancelled, then for as long as it takes to finish
/// what is under way, within bounds.
pub async fn serve(app: App, listener: TcpListener) -> Result<()> {
    let (shutdown, most) = (app.shutdown.clone(), app.config.limits.connections as usize);
    let connections = TaskTracker::new();
    let router = router(Edge::new(app, connections.clone())?);
    listener::run(listener, router, connections, most, shutdown).await;
    Ok(())
}

impl Edge {
    fn new(app: App, connections: TaskTracker) -> Result<Self> {
        Ok(Self {
            schema: schema(app.clone()),
            documents: Arc::new(Documents::new(&app.config)?),
            audiences: Arc::default(),
            sockets: Sockets::default(),
            meter: Arc::new(Buckets::default()),
            connections,
            app,
        })
    }
}

/// Everything the server answers.
fn router(edge: Edge) -> Router {
    let mut api = Router::new()
        .route("/graphql", get(graphql::get).post(graphql::post))
        .route("/collab/{wireframe}", get(collab::upgrade))
        .route("/exports/{token}", get(exports::get))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready));
    if edge.app.config.introspection == Switch::On {
        api = api.route("/schema.graphql", get(graphql::sdl));
    }
    if edge.app.config.playground == Switch::On {
        api = api
            .route("/", get(pages::home))
            .route("/playground", get(pages::to_playground))
            .route("/playground/", get(pages::playground))
            .route("/playground/canvas", get(pages::canvas))
            .route("/playground/{*path}", get(pages::asset));
    }
    let api = api
        // The handlers count the bytes of bodies themselves, each with the limit that fits.
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyTimeoutLayer::new(BODY_GOES_ON))
        .layer(cors(&edge.app.config.cors_origins))
        .fallback(not_found)
        .with_state(edge.clone());
    Router::new()
        .fallback_service(api)
        .layer(middleware::from_fn_with_state(edge.clone(), dispatch))
        .layer(middleware::from_fn_with_state(edge, trace))
}

/// Leads a request to the host's own router.
async fn dispatch(State(edge): State<Edge>, request: Request, next: Next) -> Response {
    match hosts::area(&edge.app.addresses, request.headers()) {
        Area::Api => next.run(request).await,
        Area::Preview(label) => previews::answer(&edge, &label, request).await,
        Area::App(label) => apps::serve(&edge.app, label, &request.into_parts().0).await,
    }
}

/// Gives every request a name, and every answer a line in the log.
async fn trace(State(edge): State<Edge>, mut request: Request, next: Next) -> Response {
    const HEADER: HeaderName = HeaderName::from_static("x-request-id");
    let id = format!("{:016x}", u64::from_be_bytes(edge.app.random()));
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let span = tracing::info_span!("request", id, %method, path);
    request.extensions_mut().insert(RequestId(id.clone()));
    let started = std::time::Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    span.in_scope(|| {
        tracing::debug!(status = response.status().as_u16(), elapsed = ?started.elapsed(), "answered");
    });
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

async fn not_found() -> Response {
    (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], "Nothing here.\n")
        .into_response()
}

/// Browsers on these origins may call the API; `*` stands for all.
fn cors(origins: &str) -> CorsLayer {
    let list: Vec<HeaderValue> =
        origins.split(',').filter_map(|origin| HeaderValue::from_str(origin.trim()).ok()).collect();
    let origins = if origins.trim() == "*" { AllowOrigin::any() } else { AllowOrigin::list(list) };
    CorsLayer::new()
        .allow_origin(origins)
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::ACCEPT,
            HeaderName::from_static("last-event-id"),
            HeaderName::from_static("graphql-require-preflight"),
            HeaderName::from_static("apollo-require-preflight"),
        ])
        .allow_methods([axum::http::Method::GET, axum::http::Method::POST])
        .expose_headers([
            HeaderName::from_static("x-request-id"),
            HeaderName::from_static("ratelimit-limit"),
            HeaderName::from_static("ratelimit-remaining"),
            HeaderName::from_static("ratelimit-reset"),
            header::RETRY_AFTER,
        ])
}
