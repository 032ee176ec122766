//! What the command line can do, apart from reading its arguments.
//!
//! Commands answer with a sentence for the operator where they fail.

use std::io::IsTerminal as _;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::accounts;
use crate::clock::SystemClock;
use crate::config::{Config, LogFormat};
use crate::error::Error;

mod admin;
mod generate;

pub use admin::{Admin, admin};
pub use generate::{Generate, generate};

/// Runs the server until it is told to stop.
pub async fn serve(config: Config) -> Result<(), String> {
    log(&config)?;
    if let Err(error) = rlimit::increase_nofile_limit(u64::MAX) {
        tracing::warn!(%error, "the system's limit on open files stays as it is");
    }
    let address = (config.host, config.port);
    let listener = TcpListener::bind(address).await.map_err(|error| {
        format!("cannot listen on {}:{}: {error}. Another PORT may be free.", address.0, address.1)
    })?;
    let port = listener.local_addr().map_err(|error| error.to_string())?.port();
    let app = crate::open(config, Arc::new(SystemClock), port).await.map_err(explain)?;
    let address = &app.addresses.public_url;
    tracing::info!("Maquette is ready at {address}; the playground is {address}/playground");
    if let Some(code) = accounts::setup_code(&app).await.map_err(explain)? {
        tracing::info!(
            "This server has no admin yet. Register with the set-up code {code} (accountRegister's \
             setupCode) to become one, or run `maquette admin create --email YOU`."
        );
    }
    tokio::spawn(stop_on_signal(app.shutdown.clone()));
    crate::serve(app, listener).await.map_err(explain)
}

/// Brings the database's schema up to date.
pub async fn migrate(config: Config) -> Result<(), String> {
    log(&config)?;
    let db = crate::db::Db::open(&config.database_url).await.map_err(explain)?;
    crate::migrate(&db).await.map_err(explain)
}

async fn stop_on_signal(shutdown: CancellationToken) {
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_error) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
    tracing::info!("stopping");
    shutdown.cancel();
}

/// Begins to log, as the settings say.
fn log(config: &Config) -> Result<(), String> {
    let filter = tracing_subscriber::EnvFilter::try_new(&config.log_level)
        .map_err(|error| format!("LOG_LEVEL is {:?}: {error}.", config.log_level))?;
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = match config.log_format {
        LogFormat::Pretty => builder.with_target(false).with_ansi(std::io::stderr().is_terminal()).try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    };
    started.map_err(|error| error.to_string())
}

/// The operator sees causes: the terminal is theirs.
fn explain(error: Error) -> String {
    match error {
        Error::Internal(cause) => format!("{cause:?}"),
        Error::Rejected(problems) => {
            let messages: Vec<String> = problems.into_iter().map(|problem| problem.message).collect();
            messages.join(" ")
        }
        Error::NotFound(what) => format!("There is no such {what}."),
        error => format!("{error:?}"),
    }
}
