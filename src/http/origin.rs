//! Which pages may open sockets: those of this server's own origin, and those of `CORS_ORIGINS`.
//!
//! Browsers do not ask before they open a socket to another origin, so the server has to look. What
//! is no browser sends no origin, and proves nothing by one.

use axum::http::{HeaderMap, header};
use url::Url;

use crate::app::App;

/// Whether the page that sends a request may open a socket.
pub(super) fn is_allowed(app: &App, headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let Ok(origin) = origin.to_str() else { return false };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    allows(origin, &app.addresses.public_url, host, &app.config.cors_origins)
}

/// `host` is the one that the request came to: behind it is this server, whatever it is called.
fn allows(origin: &str, public_url: &str, host: Option<&str>, cors_origins: &str) -> bool {
    let Ok(parsed) = Url::parse(origin) else { return false };
    let own = Url::parse(public_url).is_ok_and(|own| own.origin() == parsed.origin());
    let same_host = host.is_some_and(|host| {
        matches!(parsed.scheme(), "http" | "https")
            && origin.split_once("://").is_some_and(|(_, rest)| rest == host)
    });
    own || same_host
        || cors_origins.split(',').map(str::trim).any(|allowed| allowed == "*" || allowed == origin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_and_listed_origins_may() {
        let ours = "https://maquette.example.com";
        let cors = "https://app.example.com, http://localhost:5173";
        for (origin, allowed) in [
            (ours, true),
            ("https://app.example.com", true),
            ("http://localhost:5173", true),
            ("http://127.0.0.1:3001", true),
            ("https://evil.example.com", false),
            ("https://maquette.example.com.evil.com", false),
            ("http://x.preview.localhost:3001", false),
            ("null", false),
        ] {
            assert_eq!(allows(origin, ours, Some("127.0.0.1:3001"), cors), allowed, "{origin}");
        }
        assert!(allows("https://anywhere.example", ours, None, "*"));
    }
}
