//! Who sends a request: the bearer token in its `Authorization`, and where it comes from.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use ipnet::IpNet;

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

/// Where a request comes from.
pub(super) fn client(app: &App, request: &Parts) -> Client {
    let connection = request.extensions.get::<ConnectInfo<SocketAddr>>();
    let agent = request.headers.get(header::USER_AGENT);
    Client {
        address: connection.map(|ConnectInfo(address)| {
            origin(address.ip().to_canonical(), &request.headers, &app.config.trusted_proxies)
        }),
        user_agent: agent.and_then(|agent| agent.to_str().ok()).map(str::to_owned),
    }
}

/// The address behind all proxies that are trusted. What anybody else says in `X-Forwarded-For` does not
/// count: each proxy appends whom it was asked by, so the list is read from its end.
fn origin(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|network| network.contains(address));
    let lists = headers.get_all("x-forwarded-for").iter().rev().filter_map(|list| list.to_str().ok());
    let mut hops = lists.flat_map(|list| list.rsplit(','));
    let mut address = peer;
    while is_trusted(&address)
        && let Some(hop) = hops.next().and_then(hop)
    {
        address = hop;
    }
    address
}

/// An address as proxies write it: some add the port.
fn hop(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let address = text.parse().or_else(|_error| text.parse::<SocketAddr>().map(|address| address.ip()));
    address.ok().map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin_of(peer: &str, lists: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for list in lists {
            headers.append("x-forwarded-for", list.parse().unwrap());
        }
        let trusted: [IpNet; 2] = ["10.0.0.0/8".parse().unwrap(), "::1/128".parse().unwrap()];
        origin(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn only_trusted_proxies_say_where_a_request_comes_from() {
        assert_eq!(origin_of("203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
        assert_eq!(origin_of("10.0.0.7", &[]), "10.0.0.7");
        assert_eq!(origin_of("10.0.0.7", &["198.51.100.1"]), "198.51.100.1");
        // What the client itself wrote stands before what the proxy saw.
        assert_eq!(origin_of("::1", &["192.0.2.1, 198.51.100.1", "10.1.2.3"]), "198.51.100.1");
        assert_eq!(origin_of("10.0.0.7", &["198.51.100.1:4711"]), "198.51.100.1");
        assert_eq!(origin_of("10.0.0.7", &["[2001:db8::5]:4711"]), "2001:db8::5");
        assert_eq!(origin_of("10.0.0.7", &["198.51.100.1, unknown"]), "10.0.0.7");
    }
}
