//! GraphQL over POST and GET.

use async_graphql::Name;
use async_graphql::parser::types::OperationType;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Extension, FromRequestParts as _, Query, Request, State, WebSocketUpgrade};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::{Edge, RequestId, identity, multipart, websocket};
use crate::error::Error;
use crate::graphql::{ApiError, mask};

const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");

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
    let request = match Query::<async_graphql::Request>::try_from_uri(&parts.uri) {
        Ok(Query(request)) => request,
        Err(_error) => {
            return refuse(&id, StatusCode::BAD_REQUEST, bad_request("The address holds no `query`."));
        }
    };
    answer(edge, id, &parts, request, false).await
}

/// An operation in the body.
pub(super) async fn post(
    State(edge): State<Edge>,
    Extension(id): Extension<RequestId>,
    request: Request,
) -> Response {
    if multipart::is_form(request.headers()) {
        return form(edge, id, request).await;
    }
    let (parts, body) = request.into_parts();
    let media_type =
        parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !media_type.trim_start().to_ascii_lowercase().starts_with("application/json") {
        let message = "Send the operation as application/json, with files as multipart/form-data.";
        return refuse(&id, StatusCode::UNSUPPORTED_MEDIA_TYPE, bad_request(message));
    }
    let limit = edge.app.config.limits.request_bytes as usize;
    let bytes: Bytes = match axum::body::to_bytes(body, limit).await {
        Ok(bytes) => bytes,
        Err(_error) => {
            let message = format!("A request may have {limit} bytes.");
            return refuse(&id, StatusCode::PAYLOAD_TOO_LARGE, bad_request(message));
        }
    };
    match serde_json::from_slice::<async_graphql::Request>(&bytes) {
        Ok(request) => answer(edge, id, &parts, request, true).await,
        Err(error) => {
            let message = format!("The body is not a GraphQL request: {error}.");
            refuse(&id, StatusCode::BAD_REQUEST, bad_request(message))
        }
    }
}

/// An operation with files.
async fn form(edge: Edge, id: RequestId, request: Request) -> Response {
    let mut parts = Request::new(());
    *parts.method_mut() = request.method().clone();
    *parts.uri_mut() = request.uri().clone();
    *parts.headers_mut() = request.headers().clone();
    *parts.extensions_mut() = request.extensions().clone();
    let (parts, ()) = parts.into_parts();
    match multipart::read(request, &edge.app.config.limits).await {
        Ok(request) => answer(edge, id, &parts, request, true).await,
        Err((status, error)) => refuse(&id, status, error.into()),
    }
}

fn bad_request(message: impl Into<String>) -> ApiError {
    Error::BadInput(message.into()).into()
}

async fn answer(
    edge: Edge,
    id: RequestId,
    parts: &Parts,
    request: async_graphql::Request,
    may_change: bool,
) -> Response {
    let actor = match identity::from_headers(&edge.app, &parts.headers).await {
        Ok(actor) => actor,
        Err(Error::Unauthenticated) => {
            return refuse(&id, StatusCode::UNAUTHORIZED, Error::Unauthenticated.into());
        }
        Err(error) => return refuse(&id, StatusCode::INTERNAL_SERVER_ERROR, error.into()),
    };
    let mut request = request.data(identity::client(parts));
    if !may_change && !is_query(&mut request) {
        let message = "GET is for queries; send other operations with POST.";
        let mut response = refuse(&id, StatusCode::METHOD_NOT_ALLOWED, bad_request(message));
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("POST"));
        return response;
    }
    if let Some(actor) = actor {
        request = request.data(actor);
    }
    // On a task of its own: a client that goes away does not undo half of what it asked for.
    let task = tokio::spawn(async move { edge.schema.execute(request).await });
    let Ok(mut response) = task.await else {
        return refuse(&id, StatusCode::INTERNAL_SERVER_ERROR, Error::internal("execute", "a panic").into());
    };
    for error in &mut response.errors {
        mask(error, &id.0);
    }
    ([(header::CONTENT_TYPE, JSON)], Json(response)).into_response()
}

/// Whether the operation that would run is a query. A document that cannot be parsed passes, for
/// its execution says what is wrong.
fn is_query(request: &mut async_graphql::Request) -> bool {
    let name = request.operation_name.clone();
    let Ok(document) = request.parsed_query() else { return true };
    document
        .operations
        .iter()
        .filter(|(operation, _)| name.is_none() || operation.map(Name::as_str) == name.as_deref())
        .all(|(_, operation)| operation.node.ty == OperationType::Query)
}

fn refuse(id: &RequestId, status: StatusCode, error: ApiError) -> Response {
    let mut error = async_graphql::Error::from(error).into_server_error(async_graphql::Pos::default());
    mask(&mut error, &id.0);
    let body = json!({ "errors": [{ "message": error.message, "extensions": error.extensions }] });
    (status, [(header::CONTENT_TYPE, JSON)], Json(body)).into_response()
}
