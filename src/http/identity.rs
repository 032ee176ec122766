//! Who sends a request: the bearer token in its `Authorization`, and where it comes from.

use std::net::SocketAddr;

use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use crate::accounts::{self, Actor, Client};
use crate::app::App;
use crate::clock::Timestamp;
use crate::error::{Error, Result};

/// The signed-in person, and until when; `None` where no token was sent. A token that is not valid is
/// an error, so that nobody works signed out without noticing.
pub(super) async fn from_headers(app: &App, headers: &HeaderMap) -> Result<Option<(Actor, Timestamp)>> {
    let Some(value) = headers.get(header::AUTHORIZATION) else { return Ok(None) };
    let value = value.to_str().map_err(|_error| Error::Unauthenticated)?;
    from_authorization(app, value).await
}

/// As [`from_headers`], for the value alone. An empty one is as good as none.
pub(super) async fn from_authorization(app: &App, value: &str) -> Result<Option<(Actor, Timestamp)>> {
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

/// Where a request comes from. What a proxy says in `X-Forwarded-For` does not count: anybody can
/// say it.
pub(super) fn client(request: &Parts) -> Client {
    let connection = request.extensions.get::<ConnectInfo<SocketAddr>>();
    let agent = request.headers.get(header::USER_AGENT);
    Client {
        address: connection.map(|ConnectInfo(address)| address.ip()),
        user_agent: agent.and_then(|agent| agent.to_str().ok()).map(str::to_owned),
    }
}
