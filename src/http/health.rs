//! Whether the process lives, and whether it can do its work.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde_json::json;

use super::Edge;

/// The process answers.
pub(super) async fn live() -> impl IntoResponse {
    Json(json!({ "status": "ok" }))
}

/// The process can serve: its database answers and it is not about to stop.
pub(super) async fn ready(State(edge): State<Edge>) -> impl IntoResponse {
    let database = edge.app.db.ping().await.is_ok();
    let stopping = edge.app.shutdown.is_cancelled();
    let status = if database && !stopping { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let word = match (database, stopping) {
        (_, true) => "stopping",
        (false, _) => "database unavailable",
        (true, false) => "ok",
    };
    (status, Json(json!({ "status": word })))
}
