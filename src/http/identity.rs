//! Who sends a request: the bearer token in its `Authorization`.

use axum::http::{HeaderMap, header};

use crate::accounts::{self, Actor};
use crate::app::App;
use crate::error::{Error, Result};

/// The signed-in person; `None` where no token was sent. A token that is not valid is an error, so
/// that nobody works signed out without noticing.
pub(super) async fn from_headers(app: &App, headers: &HeaderMap) -> Result<Option<Actor>> {
    let Some(value) = headers.get(header::AUTHORIZATION) else { return Ok(None) };
    from_authorization(app, value.to_str().map_err(|_error| Error::Unauthenticated)?).await
}

/// As [`from_headers`], for the value alone; an empty one is as good as none.
pub(super) async fn from_authorization(app: &App, value: &str) -> Result<Option<Actor>> {
    let value = value.trim();
    if value.is_empty() {
        return Ok(None);
    }
    match value.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => {
            accounts::authenticate(app, token.trim()).await.map(Some)
        }
        _ => Err(Error::Unauthenticated),
    }
}
