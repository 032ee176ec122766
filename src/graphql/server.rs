//! What clients can learn about the server itself.

use async_graphql::{Context, Object, SimpleObject};

use super::errors::ApiError;

/// Queries about the server.
#[derive(Default)]
pub struct ServerQuery;

#[Object]
impl ServerQuery {
    /// Version, limits, model providers and deployment providers of this server.
    async fn server(&self, ctx: &Context<'_>) -> Result<Server, ApiError> {
        let limits = super::app(ctx)?.config.limits.list();
        let limit = |limit: &crate::config::Limit| Limit {
            name: limit.name.to_owned(),
            value: limit.value,
            unit: limit.unit.to_owned(),
            description: limit.description.to_owned(),
        };
        Ok(Server {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            limits: limits.iter().map(limit).collect(),
        })
    }
}

/// This server.
#[derive(Debug, SimpleObject)]
pub struct Server {
    /// The server's version.
    version: String,
    /// The bounds on what clients can do.
    limits: Vec<Limit>,
}

/// A bound on what clients can do.
#[derive(Debug, SimpleObject)]
pub struct Limit {
    /// Its name in the configuration.
    name: String,
    /// Its value.
    value: f64,
    /// What the value counts.
    unit: String,
    /// What it bounds.
    description: String,
}
