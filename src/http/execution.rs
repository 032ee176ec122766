//! Executes what was admitted, whichever way it came in: within a time, with panics as coded errors.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use async_graphql::parser::types::OperationType;
use async_graphql::{Request, Response};
use futures::FutureExt as _;

use super::documents::Admitted;
use super::{Edge, RequestId};
use crate::accounts::{Actor, Client};
use crate::app::App;
use crate::error::Error;
use crate::graphql::ApiError;

/// Who asks.
#[derive(Clone, Debug)]
pub(super) struct Caller {
    /// Who is signed in, if anybody.
    pub(super) actor: Option<Actor>,
    /// Where the request comes from.
    pub(super) client: Client,
    /// What answers and logs call the request.
    pub(super) id: RequestId,
}

impl Caller {
    /// Says in a request who asks.
    pub(super) fn sign(&self, request: Request) -> Request {
        let request = request.data(self.client.clone());
        match self.actor {
            Some(actor) => request.data(actor),
            None => request,
        }
    }
}

/// Executes a query or a mutation.
pub(super) async fn execute(edge: &Edge, admitted: Admitted, caller: &Caller) -> Result<Response, ApiError> {
    let request = caller.sign(admitted.request);
    let schema = edge.schema.clone();
    let execution = async move { schema.execute(request).await };
    if admitted.kind == OperationType::Mutation {
        // On a task of its own: neither a client that goes away nor one that has waited long enough
        // undoes half of what was asked for.
        within(&edge.app, tokio::spawn(execution)).await
    } else {
        within(&edge.app, AssertUnwindSafe(execution).catch_unwind()).await
    }
}

/// Waits as long as a request may take. An error of the execution itself is a panic.
pub(super) async fn within<T, E>(
    app: &App,
    execution: impl Future<Output = Result<T, E>>,
) -> Result<T, ApiError> {
    let seconds = app.config.limits.request_seconds;
    match tokio::time::timeout(Duration::from_secs(seconds), execution).await {
        Ok(Ok(outcome)) => Ok(outcome),
        Ok(Err(_panic)) => Err(Error::internal("execute", "a panic").into()),
        Err(_elapsed) => Err(ApiError::timeout(seconds)),
    }
}
