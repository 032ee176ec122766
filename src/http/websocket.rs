//! GraphQL over WebSocket (graphql-transport-ws): the token comes with `connection_init`.

use std::sync::Arc;
use std::time::Duration;

use async_graphql::http::{WebSocketProtocols, WsMessage};
use async_graphql::{Data, Executor};
use axum::extract::WebSocketUpgrade;
use axum::extract::ws::{CloseFrame, Message, WebSocket};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use futures::stream::{self, BoxStream, StreamExt as _};
use futures::{SinkExt as _, TryStreamExt as _};

use super::documents::Documents;
use super::{Edge, RequestId, identity};
use crate::accounts::Client;
use crate::graphql::{MaquetteSchema, mask};

const PROTOCOL: &str = "graphql-transport-ws";
const MESSAGE_BYTES: usize = 1024 * 1024;

/// Accepts a socket that speaks the protocol.
pub(super) fn upgrade(edge: Edge, upgrade: WebSocketUpgrade, request: &Parts, id: RequestId) -> Response {
    let offered = request
        .headers
        .get("sec-websocket-protocol")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if !offered.split(',').any(|protocol| protocol.trim() == PROTOCOL) {
        return (StatusCode::BAD_REQUEST, format!("Connect with the subprotocol {PROTOCOL}.\n"))
            .into_response();
    }
    let client = identity::client(request);
    upgrade
        .protocols([PROTOCOL])
        .max_message_size(MESSAGE_BYTES)
        .on_upgrade(move |socket| serve(edge, socket, client, id))
}

async fn serve(edge: Edge, socket: WebSocket, client: Client, id: RequestId) {
    let (mut sink, source) = socket.split();
    let input = source.try_filter_map(async |message| {
        Ok(match message {
            Message::Text(text) => Some(text.as_bytes().to_vec()),
            Message::Binary(bytes) => Some(bytes.to_vec()),
            _ => None,
        })
    });
    let input = input
        .take_while(|message| futures::future::ready(message.is_ok()))
        .filter_map(async |message| message.ok());
    let app = edge.app.clone();
    let shutdown = app.shutdown.clone();
    let executor = Masked { schema: edge.schema, documents: edge.documents, id };
    let mut output =
        async_graphql::http::WebSocket::new(executor, Box::pin(input), WebSocketProtocols::GraphQLWS)
            .on_connection_init(move |payload| async move {
                let mut data = Data::default();
                data.insert(client);
                let authorization = payload.as_object().and_then(|payload| {
                    payload
                        .iter()
                        .find(|(key, _)| key.eq_ignore_ascii_case("authorization"))
                        .map(|(_, value)| value)
                });
                if let Some(value) = authorization.and_then(serde_json::Value::as_str) {
                    match identity::from_authorization(&app, value).await {
                        Ok(Some(actor)) => data.insert(actor),
                        Ok(None) => {}
                        Err(_error) => return Err(async_graphql::Error::new("Forbidden")),
                    }
                }
                Ok(data)
            })
            .keepalive_timeout(Duration::from_mins(2));
    loop {
        let message = tokio::select! {
            message = output.next() => message,
            () = shutdown.cancelled() => Some(WsMessage::Close(1012, "The server restarts.".to_owned())),
        };
        let sent = match message {
            Some(WsMessage::Text(text)) => sink.send(Message::Text(text.into())).await.is_ok(),
            Some(WsMessage::Close(code, reason)) => {
                // The other side may be gone already.
                let _gone = sink.send(Message::Close(Some(CloseFrame { code, reason: reason.into() }))).await;
                false
            }
            None => false,
        };
        if !sent {
            break;
        }
    }
}

/// The schema, with every error completed on its way out.
#[derive(Clone)]
struct Masked {
    schema: MaquetteSchema,
    documents: Arc<Documents>,
    id: RequestId,
}

impl Masked {
    fn completed(&self, mut response: async_graphql::Response) -> async_graphql::Response {
        response.errors.iter_mut().for_each(|error| mask(error, &self.id.0));
        response
    }
}

impl Executor for Masked {
    async fn execute(&self, mut request: async_graphql::Request) -> async_graphql::Response {
        if let Err(errors) = self.documents.admit(&mut request).await {
            return self.completed(async_graphql::Response::from_errors(errors));
        }
        let schema = self.schema.clone();
        let task = tokio::spawn(async move { schema.execute(request).await });
        let response = task.await.unwrap_or_else(|_panic| {
            let error = crate::error::Error::internal("execute an operation", "a panic");
            async_graphql::Response::from_errors(vec![crate::graphql::ApiError::from(error).into()])
        });
        self.completed(response)
    }

    fn execute_stream(
        &self,
        mut request: async_graphql::Request,
        session_data: Option<Arc<Data>>,
    ) -> BoxStream<'static, async_graphql::Response> {
        let this = self.clone();
        let responses = async move {
            match this.documents.admit(&mut request).await {
                Ok(_) => {
                    let responses = Executor::execute_stream(&this.schema, request, session_data);
                    responses.map(move |response| this.completed(response)).boxed()
                }
                Err(errors) => {
                    let response = this.completed(async_graphql::Response::from_errors(errors));
                    stream::once(async { response }).boxed()
                }
            }
        };
        stream::once(responses).flatten().boxed()
    }
}
