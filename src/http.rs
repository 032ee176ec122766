//! The HTTP edge: which host and path leads where, who asks, and what every answer carries.
//!
//! Previews and deployed apps live on hosts of their own: the API never answers there, nor they
//! on the API's host.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tower_http::cors::{AllowOrigin, CorsLayer};
use tracing::Instrument as _;

use crate::app::App;
use crate::error::{Context as _, Result};
use crate::graphql::{MaquetteSchema, schema};

mod apps;
mod documents;
mod exports;
mod graphql;
mod guard;
mod health;
mod hosts;
mod identity;
mod multipart;
mod pages;
mod previews;
mod websocket;

use documents::Documents;
pub use hosts::Area;

/// What the handlers share.
#[derive(Clone)]
pub struct Edge {
    app: App,
    schema: MaquetteSchema,
    documents: Arc<Documents>,
}

/// Names one request in answers and logs.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// Answers on a listener until `app.shutdown` is cancelled.
pub async fn serve(app: App, listener: TcpListener) -> Result<()> {
    let shutdown = app.shutdown.clone();
    let router = router(app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, router)
        .with_graceful_shutdown(async move { shutdown.cancelled().await })
        .await
        .context("serve")
}

/// Everything the server answers.
pub fn router(app: App) -> Router {
    let documents = Arc::new(Documents::new(&app.config.limits));
    let edge = Edge { schema: schema(app.clone()), documents, app };
    let api = Router::new()
        .route("/graphql", get(graphql::get).post(graphql::post))
        .route("/exports/{token}", get(exports::get))
        .route("/schema.graphql", get(graphql::sdl))
        .route("/", get(pages::home))
        .route("/playground", get(pages::to_playground))
        .route("/playground/", get(pages::playground))
        .route("/playground/{*path}", get(pages::asset))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        // The handlers count the bytes of bodies themselves, each with the limit that fits.
        .layer(DefaultBodyLimit::disable())
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
            HeaderName::from_static("graphql-require-preflight"),
            HeaderName::from_static("apollo-require-preflight"),
        ])
        .allow_methods([axum::http::Method::GET, axum::http::Method::POST])
        .expose_headers([HeaderName::from_static("x-request-id")])
}
