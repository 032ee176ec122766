//! Where the server is and how requests to it are signed.

use std::sync::Arc;

use async_openai::config::Config;
use reqwest::{
    Url,
    header::{AUTHORIZATION, HeaderMap, HeaderValue},
};
use secrecy::{ExposeSecret, SecretString};

/// Why an address or a key cannot be used; fit for whoever configures the server.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EndpointError {
    /// The address is none that requests could be sent to.
    #[error(
        "the model provider's address must be like https://api.openai.com/v1, without query or credentials"
    )]
    Address,
    /// The key has characters that no HTTP header may have.
    #[error("the model provider's key has characters that no key has, such as a line break")]
    Key,
}

/// The address and the key of a server.
#[derive(Clone, Debug)]
pub(super) struct Endpoint {
    base: Arc<str>,
    headers: HeaderMap,
    key: SecretString,
}

impl Endpoint {
    pub(super) fn new(base_url: &str, key: Option<SecretString>) -> Result<Self, EndpointError> {
        let base = base_url.trim().trim_end_matches('/').trim_end_matches("/chat/completions");
        let url = Url::parse(base).map_err(|_cause| EndpointError::Address)?;
        let plain = url.query().is_none() && url.fragment().is_none();
        let anonymous = url.username().is_empty() && url.password().is_none();
        if !matches!(url.scheme(), "http" | "https") || !plain || !anonymous {
            return Err(EndpointError::Address);
        }
        let key = key.filter(|key| !key.expose_secret().trim().is_empty());
        let mut headers = HeaderMap::new();
        if let Some(key) = &key {
            let bearer = format!("Bearer {}", key.expose_secret().trim());
            let mut bearer = HeaderValue::try_from(bearer).map_err(|_cause| EndpointError::Key)?;
            bearer.set_sensitive(true);
            headers.insert(AUTHORIZATION, bearer);
        }
        Ok(Self { base: base.into(), headers, key: key.unwrap_or_default() })
    }

    /// Whether requests carry a key.
    pub(super) fn has_key(&self) -> bool {
        !self.headers.is_empty()
    }

    /// The text with the key taken out, wherever a server may have echoed it.
    pub(super) fn redact(&self, text: &str) -> String {
        match self.key.expose_secret().trim() {
            "" => text.to_owned(),
            key => text.replace(key, "[key]"),
        }
    }
}

impl Config for Endpoint {
    fn headers(&self) -> HeaderMap {
        self.headers.clone()
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    fn query(&self) -> Vec<(&str, &str)> {
        Vec::new()
    }

    fn api_base(&self) -> &str {
        &self.base
    }

    fn api_key(&self) -> &SecretString {
        &self.key
    }
}
