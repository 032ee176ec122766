//! What every domain function gets: the database, streams, jobs, contents, clock, randomness,
//! settings. Holds no rules of its own.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;

use rand::RngExt as _;
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;

use crate::accounts;
use crate::blobs::Blobs;
use crate::clock::{Clock, Timestamp};
use crate::config::Config;
use crate::db::Db;
use crate::deployments;
use crate::error::{Context as _, Result};
use crate::generation::Models;
use crate::ids::Id;
use crate::jobs::Jobs;
use crate::presence;
use crate::preview;
use crate::revocations::Revocations;
use crate::streams::Streams;
use crate::wireframes;

/// The running server's parts; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// What [`App`] gives access to.
pub struct Parts {
    /// The operator's settings.
    pub config: Config,
    /// The database.
    pub db: Db,
    /// The event log.
    pub streams: Streams,
    /// The queue of background work.
    pub jobs: Jobs,
    /// File contents.
    pub blobs: Blobs,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Where clients reach the server, its previews and its deployed apps.
    pub addresses: Addresses,
    /// Passwords, tokens and known sessions.
    pub accounts: accounts::Memory,
    /// Which models there are, and what they cost.
    pub models: Models,
    /// What previews keep in memory.
    pub preview: preview::Memory,
    /// Who is where in projects.
    pub presence: presence::Memory,
    /// What deployed apps keep in memory.
    pub deployments: deployments::Memory,
    /// The wireframes that somebody draws.
    pub wireframes: wireframes::Memory,
    /// The rights that whoever stays connected relies on.
    pub revocations: Revocations,
    /// Calls the outside world: model providers, the module CDN, our own published addresses.
    pub http: reqwest::Client,
    /// Cancelled when the server is to stop.
    pub shutdown: CancellationToken,
}

/// Where clients reach the server.
#[derive(Clone, Debug)]
pub struct Addresses {
    /// The API's address, without a trailing slash.
    pub public_url: String,
    /// Address of a preview, with `{label}`.
    pub preview: String,
    /// Address of a deployed app, with `{label}`.
    pub apps: String,
    /// Where this process listens, as it can reach itself.
    pub listener: SocketAddr,
    /// Whether only this machine can reach the server.
    pub loopback: bool,
}

impl Addresses {
    /// The address of the preview with this label.
    pub fn preview_of(&self, label: &str) -> String {
        format!("{}/", self.preview.replacen("{label}", label, 1))
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("addresses", &self.addresses).finish_non_exhaustive()
    }
}

impl App {
    /// Opens everything; the database's schema must be current. `port` is the one listened on.
    pub async fn open(config: Config, db: Db, clock: Arc<dyn Clock>, port: u16) -> Result<Self> {
        let addresses = Addresses {
            public_url: config.public_url(port),
            preview: config.preview_template(port),
            apps: config.apps_template(port),
            listener: SocketAddr::new(reachable(config.host), port),
            loopback: config.host.is_loopback() && config.public_url.is_none(),
        };
        let streams = Streams::start(db.clone(), Arc::clone(&clock), rand::random()).await?;
        let blobs = Blobs::open(db.clone(), &config.storage_url)?;
        let accounts = accounts::Memory::new(&signing_secret(&config)?, &addresses.public_url);
        let models = Models::new(&config)?;
        let preview = preview::Memory::new(&config.module_cdn_url);
        let presence = presence::Memory::new(Arc::clone(&clock), &config.limits);
        let deployments = deployments::Memory::new(random_label());
        let http = reqwest::Client::builder()
            .user_agent(concat!("maquette/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(std::time::Duration::from_secs(10))
            .build()
            .context("prepare the HTTP client")?;
        let jobs = Jobs::new(std::time::Duration::from_secs(config.worker_lease_seconds));
        Ok(Self(Arc::new(Parts {
            config,
            db,
            streams,
            jobs,
            blobs,
            clock,
            addresses,
            accounts,
            models,
            preview,
            presence,
            deployments,
            wireframes: wireframes::Memory::default(),
            revocations: Revocations::default(),
            http,
            shutdown: CancellationToken::new(),
        })))
    }

    /// The time at this moment.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A fresh identifier; later ones sort behind earlier ones.
    pub fn new_id<I: Id>(&self) -> I {
        let id = uuid::Builder::from_unix_timestamp_millis(self.now().millis(), &self.random());
        I::from_uuid(id.into_uuid())
    }

    /// Unpredictable bytes.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        rand::rng().fill(&mut bytes[..]);
        bytes
    }

    /// An unguessable name that fits into a host name: 25 characters, 128 bits.
    pub fn random_label(&self) -> String {
        random_label()
    }
}

fn random_label() -> String {
    const ALPHABET: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let mut rest: u128 = rand::random();
    (0..25)
        .map(|_| {
            let letter = ALPHABET[(rest % 36) as usize];
            rest /= 36;
            char::from(letter)
        })
        .collect()
}

/// An address at which a listener on `host` answers this machine.
fn reachable(host: IpAddr) -> IpAddr {
    match host {
        IpAddr::V4(Ipv4Addr::UNSPECIFIED) => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(Ipv6Addr::UNSPECIFIED) => Ipv6Addr::LOCALHOST.into(),
        host => host,
    }
}

/// The operator's secret, or one that is made once and kept in the data folder.
fn signing_secret(config: &Config) -> Result<SecretString> {
    if let Some(secret) = &config.jwt_secret {
        return Ok(secret.clone());
    }
    let path = config.data_dir.join("jwt-secret");
    match std::fs::read_to_string(&path) {
        Ok(secret) if secret.trim().len() >= 32 => Ok(secret.trim().to_owned().into()),
        _ => write_secret(&config.data_dir, &path),
    }
}

fn write_secret(folder: &PathBuf, path: &PathBuf) -> Result<SecretString> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let secret: String = rand::random::<[u8; 32]>().iter().map(|byte| format!("{byte:02x}")).collect();
    std::fs::create_dir_all(folder).context("create the data folder")?;
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)
        .context("create the file of the signing secret")?;
    file.write_all(secret.as_bytes()).context("write the signing secret")?;
    file.sync_all().context("write the signing secret")?;
    Ok(secret.into())
}
