//! Which models there are, who provides them, and what they cost.

use std::sync::Arc;

use secrecy::ExposeSecret as _;

use super::providers::builtin::Builtin;
use super::providers::openai::{self, OpenAi, Timeouts};
use super::providers::prices::Prices;
use super::providers::{Provider, Usage};
use crate::config::Config;
use crate::error::{Context as _, Error, ProblemCode, Result};

/// The name of the generator that needs no key and no network.
pub const BUILTIN: &str = "builtin";
const DEFAULT_BASE_URL: &str = "https://api.openai.com/v1";
const DEFAULT_MODEL: &str = "gpt-5.1";

/// A model as clients see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelInfo {
    /// The name that messages use.
    pub name: String,
    /// Who provides it: a host name, or the server itself.
    pub provider: String,
    /// Whether it answers messages that name none.
    pub default: bool,
    /// Whether it is the built-in generator.
    pub builtin: bool,
}

/// The models of this server.
pub struct Models {
    list: Vec<ModelInfo>,
    remote: Option<Arc<dyn Provider>>,
    builtin: Arc<dyn Provider>,
    prices: Prices,
}

impl std::fmt::Debug for Models {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Models").field("list", &self.list).finish_non_exhaustive()
    }
}

impl Models {
    /// Prepares what the settings name. A provider counts as connected when a key or an address is set.
    pub fn new(config: &Config) -> Result<Self> {
        let prices: Prices = config.model_prices.parse().context("read MODEL_PRICES")?;
        let builtin: Arc<dyn Provider> = Arc::new(Builtin);
        let connected = config.openai_api_key.is_some() || config.openai_base_url.is_some();
        let mut list = Vec::new();
        let mut remote = None;
        if connected {
            let base_url = config.openai_base_url.as_ref().map_or(DEFAULT_BASE_URL, |url| url.as_str());
            let timeouts = Timeouts::default();
            let http = openai::http_client(&timeouts).context("prepare the model provider")?;
            let key = config.openai_api_key.as_ref().map(|key| key.expose_secret().to_owned().into());
            let provider = OpenAi::new(base_url, key, http, timeouts).context("prepare OPENAI_BASE_URL")?;
            remote = Some(Arc::new(provider) as Arc<dyn Provider>);
            let host = url::Url::parse(base_url).ok().and_then(|url| url.host_str().map(str::to_owned));
            let default = config.model.as_deref().unwrap_or(DEFAULT_MODEL);
            for name in std::iter::once(default).chain(config.models.split(',')).map(str::trim) {
                let known = name.is_empty()
                    || name == BUILTIN
                    || list.iter().any(|model: &ModelInfo| model.name == name);
                if !known {
                    let provider = host.clone().unwrap_or_default();
                    list.push(ModelInfo { name: name.to_owned(), provider, default: false, builtin: false });
                }
            }
        }
        list.push(ModelInfo {
            name: BUILTIN.into(),
            provider: BUILTIN.into(),
            default: false,
            builtin: true,
        });
        let default = if config.model.as_deref() == Some(BUILTIN) { list.len() - 1 } else { 0 };
        list[default].default = true;
        Ok(Self { list, remote, builtin, prices })
    }

    /// All models, the default first unless it is the built-in generator.
    pub fn list(&self) -> &[ModelInfo] {
        &self.list
    }

    /// The model that a message means.
    pub fn resolve(&self, name: Option<&str>) -> Result<String> {
        let found = match name {
            Some(name) => self.list.iter().find(|model| model.name == name),
            None => self.list.iter().find(|model| model.default),
        };
        found.map(|model| model.name.clone()).ok_or_else(|| {
            let names: Vec<&str> = self.list.iter().map(|model| model.name.as_str()).collect();
            let mut message = format!(
                "There is no model {:?} on this server; it has {}.",
                name.unwrap_or_default(),
                names.join(", ")
            );
            message.push_str(match self.remote {
                Some(_) => " Its setting MODELS adds others.",
                None => " Its settings OPENAI_API_KEY or OPENAI_BASE_URL, and MODEL, connect others.",
            });
            Error::field(ProblemCode::Invalid, "model", message)
        })
    }

    /// Who answers for a model; `None` where its provider is no longer connected.
    pub(super) fn provider(&self, model: &str) -> Option<Arc<dyn Provider>> {
        if model == BUILTIN { Some(Arc::clone(&self.builtin)) } else { self.remote.clone() }
    }

    /// What a turn cost in US dollars; `None` where the model's price is not configured.
    pub fn cost(&self, model: &str, usage: Usage) -> Option<f64> {
        if model == BUILTIN { Some(0.0) } else { self.prices.cost(model, usage) }
    }
}
