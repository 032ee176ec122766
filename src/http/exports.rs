//! Downloads of exports, by signed links.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::Edge;
use crate::error::{Error, Result};
use crate::projects::export;

/// Streams the export that a link leads to.
pub(super) async fn get(State(edge): State<Edge>, Path(token): Path<String>) -> Response {
    match answer(&edge, &token).await {
        Ok(response) => response,
        Err(Error::NotFound(_)) => {
            let text = "This link is not valid, or no longer: ask for another one with Project.exportUrl.\n";
            (StatusCode::NOT_FOUND, text).into_response()
        }
        Err(error) => {
            tracing::error!(?error, "an export failed");
            (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong on the server.\n").into_response()
        }
    }
}

async fn answer(edge: &Edge, token: &str) -> Result<Response> {
    let export = export::open(&edge.app, token).await?;
    let headers = [
        (header::CONTENT_TYPE, export.media_type().to_owned()),
        // The name consists of letters, digits, dashes and dots.
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", export.file_name())),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (HeaderName::from_static("referrer-policy"), "no-referrer".to_owned()),
    ];
    let stream = export.stream(&edge.app).await?;
    Ok((headers, Body::from_stream(stream)).into_response())
}
