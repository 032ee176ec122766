//! Writes responses as [GraphQL over HTTP](https://graphql.github.io/graphql-over-http/draft/#sec-Responses)
//! wants them: the media type that the client prefers, and the status that goes with it.

use async_graphql::ServerError;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;

use crate::graphql::{ApiError, mask};
use crate::http::{RequestId, sse};

/// How a response is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// `application/json`: 200 also where the request failed, as old clients expect.
    Json,
    /// `application/graphql-response+json`: the status says whether the request failed.
    GraphQl,
    /// `text/event-stream`: a response an event, of which a subscription has many.
    Events,
}

impl Format {
    /// What a client prefers; `None` where it takes nothing that there is.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        let mut ranges = headers.get_all(header::ACCEPT).iter().peekable();
        if ranges.peek().is_none() {
            return Some(Self::Json);
        }
        let ranges = ranges.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
        let mut best: Option<(f32, Self)> = None;
        for range in ranges {
            let mut parts = range.split(';').map(str::trim);
            let format = match parts.next().unwrap_or_default().to_ascii_lowercase().as_str() {
                "application/graphql-response+json" => Self::GraphQl,
                "application/json" | "application/*" | "*/*" => Self::Json,
                "text/event-stream" => Self::Events,
                _ => continue,
            };
            let quality = parts.find_map(|part| part.strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
            if quality > best.map_or(0.0, |(quality, _)| quality) {
                best = Some((quality, format));
            }
        }
        best.map(|(_, format)| format)
    }

    fn media_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            // What is no stream is refused in JSON.
            Self::Json | Self::Events => "application/json; charset=utf-8",
            Self::GraphQl => "application/graphql-response+json; charset=utf-8",
        })
    }

    /// The response to an operation that was executed.
    pub(super) fn executed(self, id: &RequestId, mut response: async_graphql::Response) -> Response {
        mask(&mut response.errors, &id.0);
        if self == Self::Events { sse::once(&response) } else { self.write(StatusCode::OK, &response) }
    }

    /// The response to an operation that cannot be executed: there is no `data` in it.
    pub(super) fn invalid(self, id: &RequestId, mut errors: Vec<ServerError>) -> Response {
        mask(&mut errors, &id.0);
        match self {
            Self::Json => self.write(StatusCode::OK, &Failed { errors }),
            Self::GraphQl => self.write(StatusCode::BAD_REQUEST, &Failed { errors }),
            Self::Events => sse::once(&Failed { errors }),
        }
    }

    /// The response to a request that is refused before anybody looks at its document.
    pub(super) fn refused(self, id: &RequestId, status: StatusCode, error: impl Into<ApiError>) -> Response {
        let mut errors = vec![error.into().into()];
        mask(&mut errors, &id.0);
        self.write(status, &Failed { errors })
    }

    fn write(self, status: StatusCode, body: &impl Serialize) -> Response {
        match serde_json::to_vec(body) {
            Ok(body) => (status, [(header::CONTENT_TYPE, self.media_type())], body).into_response(),
            Err(error) => {
                tracing::error!(?error, "a response could not be written");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

#[derive(Serialize)]
struct Failed {
    errors: Vec<ServerError>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(accept: &str) -> Option<Format> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_str(accept).unwrap());
        Format::of(&headers)
    }

    #[test]
    fn clients_get_what_they_prefer() {
        assert_eq!(Format::of(&HeaderMap::new()), Some(Format::Json));
        assert_eq!(of("*/*"), Some(Format::Json));
        assert_eq!(of("application/graphql-response+json, application/json;q=0.9"), Some(Format::GraphQl));
        assert_eq!(
            of("application/graphql-response+json;q=0.5,APPLICATION/JSON; charset=utf-8"),
            Some(Format::Json)
        );
        assert_eq!(of("text/html, */*;q=0.1"), Some(Format::Json));
        assert_eq!(of("application/json, text/event-stream, multipart/mixed"), Some(Format::Json));
        assert_eq!(of("text/event-stream"), Some(Format::Events));
        assert_eq!(of("text/html"), None);
        assert_eq!(of("application/json;q=0"), None);
    }
}
