//! What an operator can set: typed, checked at start, unknown keys of the file refused.
//!
//! Values come from the built-in defaults, then `maquette.toml`, then the environment (into which
//! the command line loads `.env`); the later wins. Nothing else in the crate reads the
//! environment, but for a crash point of debug builds (`db/crash.rs`).

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format as _, Serialized, Toml};
use ipnet::IpNet;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use url::Url;

mod limits;

pub use limits::{Limit, Limits};

/// All settings.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Address to listen on.
    pub host: IpAddr,
    /// Port to listen on; 0 takes a free one.
    pub port: u16,
    /// `sqlite://PATH` or `postgres://…`.
    pub database_url: SecretString,
    /// Where large file contents go: `file://PATH`.
    pub storage_url: String,
    /// Where clients reach this server, without a trailing slash.
    #[serde(default, deserialize_with = "optional_url")]
    pub public_url: Option<Url>,
    /// Address of a preview; `{label}` is replaced.
    pub preview_base_url: Option<String>,
    /// Address of a deployed app; `{label}` is replaced.
    pub apps_base_url: Option<String>,
    /// Who may create an account.
    pub registration: Registration,
    /// Origins that may call the API from a browser, separated by commas; `*` for all.
    pub cors_origins: String,
    /// Proxies whose word on where a request comes from (`X-Forwarded-For`) counts.
    #[serde(deserialize_with = "networks")]
    pub trusted_proxies: Vec<IpNet>,
    /// Signs access tokens and links; generated into the data folder where absent.
    pub jwt_secret: Option<SecretString>,
    /// Where generated secrets and the instance lock are kept.
    pub data_dir: PathBuf,
    /// Seconds for which a server may be silent before another takes over what it works on.
    pub worker_lease_seconds: u64,
    /// Whether documents may ask about the schema.
    pub introspection: Switch,
    /// Whether mistakes in names are answered with similar names of the schema.
    pub suggestions: Switch,
    /// Whether the playground and the first page are served.
    pub playground: Switch,
    /// A manifest of the only documents that are executed.
    pub trusted_documents: Option<PathBuf>,
    /// Key for the model provider.
    pub openai_api_key: Option<SecretString>,
    /// Address of an API that speaks OpenAI's protocol.
    #[serde(default, deserialize_with = "optional_url")]
    pub openai_base_url: Option<Url>,
    /// The model used where a message names none.
    pub model: Option<String>,
    /// Further models that clients may name, separated by commas.
    pub models: String,
    /// Prices in US dollars per million tokens: `name=input/cached/output`, separated by commas.
    pub model_prices: String,
    /// Serves npm packages as ES modules to previews and builds.
    #[serde(deserialize_with = "url")]
    pub module_cdn_url: Url,
    /// What is logged: `error`, `warn`, `info`, `debug`, `trace`, or a filter as in `info,sqlx=warn`.
    pub log_level: String,
    /// How it is logged.
    pub log_format: LogFormat,
    /// Sizes and counts that bound what clients can do.
    pub limits: Limits,
}

/// Who may create an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Registration {
    /// Everybody.
    Open,
    /// Only admins, for others.
    Closed,
}

/// Whether something is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Switch {
    /// It is.
    On,
    /// It is not.
    Off,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people at a terminal.
    Pretty,
    /// One JSON object a line.
    Json,
}

/// The names in the environment; anything else there is somebody else's.
const ENVIRONMENT: &[&str] = &[
    "HOST",
    "PORT",
    "DATABASE_URL",
    "STORAGE_URL",
    "PUBLIC_URL",
    "PREVIEW_BASE_URL",
    "APPS_BASE_URL",
    "REGISTRATION",
    "CORS_ORIGINS",
    "TRUSTED_PROXIES",
    "JWT_SECRET",
    "DATA_DIR",
    "WORKER_LEASE_SECONDS",
    "INTROSPECTION",
    "SUGGESTIONS",
    "PLAYGROUND",
    "TRUSTED_DOCUMENTS",
    "OPENAI_API_KEY",
    "OPENAI_BASE_URL",
    "MODEL",
    "MODELS",
    "MODEL_PRICES",
    "MODULE_CDN_URL",
    "LOG_LEVEL",
    "LOG_FORMAT",
];

/// Shorter ones expire while the database is busy, longer ones leave people waiting.
const WORKER_LEASE: RangeInclusive<u64> = 2..=600;

/// A setting that cannot be used, with a sentence for the operator.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ConfigError(String);

#[derive(Serialize)]
struct Defaults {
    host: &'static str,
    port: u16,
    database_url: &'static str,
    storage_url: &'static str,
    registration: Registration,
    cors_origins: &'static str,
    trusted_proxies: &'static str,
    data_dir: &'static str,
    worker_lease_seconds: u64,
    introspection: Switch,
    suggestions: Switch,
    playground: Switch,
    models: &'static str,
    model_prices: &'static str,
    module_cdn_url: &'static str,
    log_level: &'static str,
    log_format: LogFormat,
    limits: Limits,
}

impl Config {
    /// Reads the file (where it exists) and the environment.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        let mut figment = Figment::from(Serialized::defaults(defaults()));
        if let Some(file) = file {
            if !file.exists() {
                return Err(ConfigError(format!(
                    "The configuration file {} does not exist.",
                    file.display()
                )));
            }
            figment = figment.merge(Toml::file_exact(file));
        } else {
            figment = figment.merge(Toml::file("maquette.toml"));
        }
        // Strings only: a password that looks like a number stays what it is. An empty value is as good as none.
        let environment: BTreeMap<String, String> = Env::raw()
            .only(ENVIRONMENT)
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name.to_string().to_lowercase(), value))
            .collect();
        Self::finish(figment, environment)
    }

    /// The defaults with these settings, as if they stood in the environment, or under `[limits]` in
    /// the file for names such as `limits.page_size`; for tests and tools.
    pub fn with(settings: impl IntoIterator<Item = (&'static str, String)>) -> Result<Self, ConfigError> {
        let figment = Figment::from(Serialized::defaults(defaults()));
        Self::finish(figment, settings.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    fn finish(figment: Figment, mut strings: BTreeMap<String, String>) -> Result<Self, ConfigError> {
        let mut figment = figment;
        for (name, allowed) in [("port", 0..=65_535), ("worker_lease_seconds", WORKER_LEASE)] {
            let Some(text) = strings.remove(name) else { continue };
            let number = text.trim().parse().ok().filter(|number| allowed.contains(number));
            let number: u64 = number.ok_or_else(|| out_of_range(name, &format!("{text:?}"), &allowed))?;
            figment = figment.merge(Serialized::default(name, number));
        }
        let (limits, strings): (BTreeMap<_, _>, BTreeMap<_, _>) =
            strings.into_iter().partition(|(name, _)| name.starts_with("limits."));
        for (name, value) in limits {
            let number: u64 = value
                .parse()
                .map_err(|_error| ConfigError(format!("{name} is {value:?}; it must be a whole number.")))?;
            figment = figment.merge(Serialized::default(&name, number));
        }
        let config: Self = figment
            .merge(Serialized::globals(strings))
            .extract()
            .map_err(|error| ConfigError(format!("The configuration cannot be used: {error}")))?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), ConfigError> {
        let database = secrecy::ExposeSecret::expose_secret(&self.database_url);
        if !["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| database.starts_with(scheme)) {
            // The address may hold a password, so it is not repeated.
            return Err(ConfigError(
                "DATABASE_URL begins with sqlite:// or postgres://; other databases are not supported."
                    .into(),
            ));
        }
        if !self.storage_url.starts_with("file://") {
            let url = &self.storage_url;
            return Err(ConfigError(format!("STORAGE_URL is {url:?}; it must be file:// and a folder.")));
        }
        for (name, template) in
            [("PREVIEW_BASE_URL", &self.preview_base_url), ("APPS_BASE_URL", &self.apps_base_url)]
        {
            let Some(template) = template else { continue };
            let host = Url::parse(&template.replacen("{label}", "label", 1))
                .ok()
                .and_then(|url| url.host_str().map(str::to_owned));
            if template.matches("{label}").count() != 1
                || !host.is_some_and(|host| host.starts_with("label."))
            {
                return Err(ConfigError(format!(
                    "{name} is {template:?}; it must be an address whose host begins with {{label}}, \
                     such as https://{{label}}.preview.example.com."
                )));
            }
        }
        if let Some(secret) = &self.jwt_secret
            && secrecy::ExposeSecret::expose_secret(secret).len() < 32
        {
            return Err(ConfigError(
                "JWT_SECRET is shorter than 32 characters; `openssl rand -hex 32` makes a good one.".into(),
            ));
        }
        if !WORKER_LEASE.contains(&self.worker_lease_seconds) {
            let seconds = self.worker_lease_seconds.to_string();
            return Err(out_of_range("worker_lease_seconds", &seconds, &WORKER_LEASE));
        }
        self.limits.check().map_err(ConfigError)
    }

    /// Where clients reach this server once it listens on `port`.
    pub fn public_url(&self, port: u16) -> String {
        match &self.public_url {
            Some(url) => url.as_str().trim_end_matches('/').to_owned(),
            None => format!("http://localhost:{port}"),
        }
    }

    /// Template of preview addresses, with `{label}`.
    pub fn preview_template(&self, port: u16) -> String {
        self.preview_base_url.clone().unwrap_or_else(|| self.derived_template("preview", port))
    }

    /// Template of the addresses of deployed apps, with `{label}`.
    pub fn apps_template(&self, port: u16) -> String {
        self.apps_base_url.clone().unwrap_or_else(|| self.derived_template("apps", port))
    }

    fn derived_template(&self, area: &str, port: u16) -> String {
        match &self.public_url {
            Some(url) => {
                let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
                format!("{}://{{label}}.{area}.{}{port}", url.scheme(), url.host_str().unwrap_or("localhost"))
            }
            None => format!("http://{{label}}.{area}.localhost:{port}"),
        }
    }
}

fn out_of_range(name: &str, value: &str, allowed: &RangeInclusive<u64>) -> ConfigError {
    let (least, most) = (allowed.start(), allowed.end());
    ConfigError(format!("{} is {value}; it must be a number from {least} to {most}.", name.to_uppercase()))
}

fn url<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Url, D::Error> {
    let text = String::deserialize(from)?;
    text.parse().map_err(|error| serde::de::Error::custom(format!("{text:?} is not an address: {error}")))
}

fn optional_url<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Url>, D::Error> {
    url(from).map(Some)
}

fn networks<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<IpNet>, D::Error> {
    let text = String::deserialize(from)?;
    let network = |text: &str| text.parse().or_else(|_no_mask| text.parse::<IpAddr>().map(IpNet::from));
    let networks = text.split(',').map(str::trim).filter(|text| !text.is_empty());
    networks
        .map(|text| {
            network(text).map_err(|_error| {
                serde::de::Error::custom(format!(
                    "TRUSTED_PROXIES has {text:?}; it lists addresses and networks, such as 10.0.0.7 and 10.0.0.0/8"
                ))
            })
        })
        .collect()
}

fn defaults() -> Defaults {
    Defaults {
        host: "127.0.0.1",
        port: 3001,
        database_url: "sqlite://data/maquette.db",
        storage_url: "file://data/blobs",
        registration: Registration::Open,
        cors_origins: "",
        trusted_proxies: "",
        data_dir: "data",
        worker_lease_seconds: 15,
        introspection: Switch::On,
        suggestions: Switch::On,
        playground: Switch::On,
        models: "",
        model_prices: "",
        module_cdn_url: "https://esm.sh",
        log_level: "info",
        log_format: LogFormat::Pretty,
        limits: Limits::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(settings: &[(&'static str, &str)]) -> String {
        let settings = settings.iter().map(|(name, value)| (*name, (*value).to_owned()));
        Config::with(settings).expect_err("refused").to_string()
    }

    #[test]
    fn the_defaults_are_usable() {
        let config = Config::with([]).expect("defaults");
        assert_eq!(config.preview_template(3001), "http://{label}.preview.localhost:3001");
        assert_eq!(config.public_url(3001), "http://localhost:3001");
    }

    #[test]
    fn addresses_follow_the_public_one() {
        let config = Config::with([("public_url", "https://apps.example.com/".into())]).expect("config");
        assert_eq!(config.public_url(3001), "https://apps.example.com");
        assert_eq!(config.apps_template(3001), "https://{label}.apps.apps.example.com");
    }

    #[test]
    fn mistakes_are_named() {
        assert!(refusal(&[("port", "99999")]).contains("PORT"));
        let secret = "mysql://root:hunter2@localhost/maquette";
        let message = refusal(&[("database_url", secret)]);
        assert!(message.contains("DATABASE_URL") && !message.contains("hunter2"));
        assert!(refusal(&[("storage_url", "s3://bucket")]).contains("STORAGE_URL"));
        assert!(refusal(&[("worker_lease_seconds", "1")]).contains("from 2 to 600"));
        assert!(refusal(&[("preview_base_url", "https://preview.example.com")]).contains("{label}"));
        assert!(refusal(&[("jwt_secret", "short")]).contains("32 characters"));
        assert!(refusal(&[("registration", "maybe")]).contains("registration"));
        assert!(refusal(&[("trusted_proxies", "127.0.0.1, nginx")]).contains("nginx"));
        assert!(refusal(&[("colour", "blue")]).contains("colour"));
        assert!(refusal(&[("limits.page_size", "1")]).contains("page_size"));
        assert!(refusal(&[("limits.page_size", "many")]).contains("page_size"));
        assert!(refusal(&[("limits.colours", "7")]).contains("colours"));
    }
}
