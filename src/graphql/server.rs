//! What clients can learn about the server itself.

use async_graphql::{Context, Object, SimpleObject};

use super::deployments::DeploymentProvider;
use super::errors::ApiError;

/// Queries about the server.
#[derive(Default)]
pub struct ServerQuery;

#[Object]
impl ServerQuery {
    /// Version, limits, model providers and deployment providers of this server.
    async fn server(&self, ctx: &Context<'_>) -> Result<Server, ApiError> {
        let app = super::app(ctx)?;
        let limits = app.config.limits.list();
        let limit = |limit: &crate::config::Limit| Limit {
            name: limit.name.to_owned(),
            value: limit.value,
            unit: limit.unit.to_owned(),
            description: limit.description.to_owned(),
        };
        Ok(Server {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            limits: limits.iter().map(limit).collect(),
            models: app.models.list().iter().map(ModelInfo::from).collect(),
            deployment_providers: vec![DeploymentProvider::Local],
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
    /// The models that messages can name.
    models: Vec<ModelInfo>,
    /// Where deployments can be published.
    deployment_providers: Vec<DeploymentProvider>,
}

/// A model that messages can name.
#[derive(Debug, SimpleObject)]
pub struct ModelInfo {
    /// Its name.
    name: String,
    /// Who provides it.
    provider: String,
    /// Whether it answers messages that name none.
    default: bool,
    /// True for the built-in generator, which needs no key and no network.
    builtin: bool,
}

impl From<&crate::generation::models::ModelInfo> for ModelInfo {
    fn from(model: &crate::generation::models::ModelInfo) -> Self {
        Self {
            name: model.name.clone(),
            provider: model.provider.clone(),
            default: model.default,
            builtin: model.builtin,
        }
    }
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
