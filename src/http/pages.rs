//! The first page and the playground, from the build that is part of the binary.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};

use crate::browser;
use crate::preview::assets::media_type;

/// Introduces the server.
pub(super) async fn home() -> Response {
    page("home/index.html")
}

/// Where the playground is.
pub(super) async fn to_playground() -> Redirect {
    Redirect::permanent("/playground/")
}

/// The playground's page.
pub(super) async fn playground() -> Response {
    page("playground/index.html")
}

/// The canvas, on which wireframes are drawn together.
pub(super) async fn canvas() -> Response {
    page("playground/canvas.html")
}

/// What the playground's pages load. The names carry fingerprints.
pub(super) async fn asset(Path(path): Path<String>) -> Response {
    let Some(bytes) = browser::file(&format!("playground/{path}")) else {
        return (StatusCode::NOT_FOUND, "Nothing here.\n").into_response();
    };
    let head = [
        (header::CONTENT_TYPE, media_type(&path)),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    (head, bytes.into_owned()).into_response()
}

fn page(path: &str) -> Response {
    let Some(bytes) = browser::file(path) else {
        let text = "The browser side was not built into this binary; `make run` builds it.\n";
        return (StatusCode::NOT_FOUND, text).into_response();
    };
    let head = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    (head, bytes.into_owned()).into_response()
}
