//! GraphQL over POST and GET ([the specification](https://graphql.github.io/graphql-over-http/draft/)).

use async_graphql::parser::types::OperationType;
use axum::body::Bytes;
use axum::extract::{Extension, FromRequestParts as _, Request, State, WebSocketUpgrade};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::execution::{self, Caller};
use super::{Edge, RequestId, identity, multipart, quota, sse, websocket};
use crate::error::Error;
use response::Format;

mod request;
mod response;

pub(super) use request::{from_json, from_parameters};

/// The schema in GraphQL's own language.
pub(super) async fn sdl() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], crate::graphql::sdl())
}

/// A query in the address, or the beginning of a WebSocket.
pub(super) async fn get(
    State(edge): State<Edge>,
    Extension(id): Extension<RequestId>,
    request: Request,
) -> Response {
    let (mut parts, _) = request.into_parts();
    if parts.headers.get(header::UPGRADE).is_some() {
        return match WebSocketUpgrade::from_request_parts(&mut parts, &edge).await {
            Ok(upgrade) => websocket::upgrade(edge, upgrade, &parts, id),
            Err(refusal) => refusal.into_response(),
        };
    }
    let Some(format) = Format::of(&parts.headers) else { return not_acceptable(&id) };
    match request::from_address(parts.uri.query().unwrap_or_default()) {
        Ok(request) => answer(edge, id, format, &parts, request, false).await,
        Err(message) => format.refused(&id, StatusCode::BAD_REQUEST, Error::BadInput(message)),
    }
}

/// An operation in the body.
pub(super) async fn post(
    State(edge): State<Edge>,
    Extension(id): Extension<RequestId>,
    request: Request,
) -> Response {
    let Some(format) = Format::of(request.headers()) else { return not_acceptable(&id) };
    if multipart::is_form(request.headers()) {
        return form(edge, id, format, request).await;
    }
    let (parts, body) = request.into_parts();
    if !is_json(&parts.headers) {
        // Anything else a page of another site could send without asking first.
        let message =
            "Send the operation as application/json in UTF-8, and files as multipart/form-data.".to_owned();
        return format.refused(&id, StatusCode::UNSUPPORTED_MEDIA_TYPE, Error::BadInput(message));
    }
    let limit = edge.app.config.limits.request_bytes as usize;
    let bytes: Bytes = match axum::body::to_bytes(body, limit).await {
        Ok(bytes) => bytes,
        Err(_error) => {
            let message = format!("A request may have {limit} bytes.");
            return format.refused(&id, StatusCode::PAYLOAD_TOO_LARGE, Error::BadInput(message));
        }
    };
    match request::from_json(&bytes) {
        Ok(request) => answer(edge, id, format, &parts, request, true).await,
        Err(message) => format.refused(&id, StatusCode::BAD_REQUEST, Error::BadInput(message)),
    }
}

/// An operation with files.
async fn form(edge: Edge, id: RequestId, format: Format, request: Request) -> Response {
    let mut parts = Request::new(());
    *parts.method_mut() = request.method().clone();
    *parts.uri_mut() = request.uri().clone();
    *parts.headers_mut() = request.headers().clone();
    *parts.extensions_mut() = request.extensions().clone();
    let (parts, ()) = parts.into_parts();
    match multipart::read(request, &edge.app.config.limits).await {
        Ok(request) => answer(edge, id, format, &parts, request, true).await,
        Err((status, error)) => format.refused(&id, status, error),
    }
}

async fn answer(
    edge: Edge,
    id: RequestId,
    format: Format,
    parts: &Parts,
    request: async_graphql::Request,
    may_change: bool,
) -> Response {
    let signed_in = match identity::from_headers(&edge.app, &parts.headers).await {
        Ok(signed_in) => signed_in,
        Err(Error::Unauthenticated) => {
            let mut response = format.refused(&id, StatusCode::UNAUTHORIZED, Error::Unauthenticated);
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            return response;
        }
        Err(error) => return format.refused(&id, StatusCode::INTERNAL_SERVER_ERROR, error),
    };
    let caller =
        Caller { actor: signed_in.map(|(actor, _)| actor), client: identity::client(&edge.app, parts), id };
    let admitted = edge.documents.admit(request).await;
    let quota = match quota::spend(&edge, &caller, &admitted).await {
        Ok(quota) => quota,
        Err((quota, error)) => {
            let mut response = format.refused(&caller.id, StatusCode::TOO_MANY_REQUESTS, error);
            quota.tell(&mut response);
            quota.tell_when(&mut response);
            return response;
        }
    };
    let mut response = match admitted {
        Err(errors) => format.invalid(&caller.id, errors),
        Ok(admitted) if !may_change && admitted.kind == OperationType::Mutation => {
            let message = "GET is for queries and subscriptions; send mutations with POST.".to_owned();
            let error = Error::BadInput(message);
            let mut response = format.refused(&caller.id, StatusCode::METHOD_NOT_ALLOWED, error);
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("POST"));
            response
        }
        Ok(admitted) if admitted.kind == OperationType::Subscription => {
            if format == Format::Events {
                let until = signed_in.map(|(_, until)| until);
                sse::follow(edge, admitted, caller, until, &parts.headers).await
            } else {
                let message = "Subscriptions need Accept: text/event-stream, or a WebSocket with the \
                               subprotocol graphql-transport-ws.";
                let error = Error::BadInput(message.to_owned());
                format.refused(&caller.id, StatusCode::BAD_REQUEST, error)
            }
        }
        Ok(admitted) => match execution::execute(&edge, admitted, &caller).await {
            Ok(response) => format.executed(&caller.id, response),
            Err(error) => {
                let status =
                    StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                format.refused(&caller.id, status, error)
            }
        },
    };
    quota.tell(&mut response);
    response
}

/// Whether a body is JSON in UTF-8, the only encoding that JSON has.
fn is_json(headers: &HeaderMap) -> bool {
    let Some(value) = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    let mut parts = value.split(';').map(|part| part.trim().to_ascii_lowercase());
    parts.next().as_deref() == Some("application/json")
        && parts.all(|part| match part.strip_prefix("charset=") {
            Some(charset) => matches!(charset.trim_matches('"'), "utf-8" | "utf8"),
            None => true,
        })
}

fn not_acceptable(id: &RequestId) -> Response {
    let message = "Responses are application/graphql-response+json, application/json or text/event-stream; \
                   accept one of them.";
    Format::Json.refused(id, StatusCode::NOT_ACCEPTABLE, Error::BadInput(message.to_owned()))
}
