//! What the command line can do, apart from reading its arguments.
//!
//! Commands answer with a sentence for the operator where they fail.

use std::sync::Arc;

use secrecy::SecretString;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::accounts::{self, NewAccount, User};
use crate::app::App;
use crate::clock::SystemClock;
use crate::config::{Config, LogFormat};
use crate::error::Error;

/// Runs the server until it is told to stop.
pub async fn serve(config: Config) -> Result<(), String> {
    log(&config)?;
    let address = (config.host, config.port);
    let listener = TcpListener::bind(address).await.map_err(|error| {
        format!("cannot listen on {}:{}: {error}. Another PORT may be free.", address.0, address.1)
    })?;
    let port = listener.local_addr().map_err(|error| error.to_string())?.port();
    let app = crate::open(config, Arc::new(SystemClock), port).await.map_err(explain)?;
    tracing::info!("Maquette is ready at {}", app.addresses.public_url);
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

/// What an operator gave an account from the terminal.
#[derive(Debug)]
pub struct Granted {
    /// The account.
    pub user: User,
    /// Its password, where the operator chose none.
    pub generated: Option<SecretString>,
}

/// Creates an account that runs the server. Without a password one is made up.
pub async fn create_admin(
    config: Config,
    email: String,
    name: Option<String>,
    password: Option<SecretString>,
) -> Result<Granted, String> {
    let app = open_quietly(config).await?;
    let (password, generated) = chosen_or_generated(&app, password);
    let account = NewAccount { email, password, display_name: name, setup_code: None };
    let user = accounts::create_admin(&app, account).await.map_err(explain)?;
    Ok(Granted { user, generated })
}

/// Replaces a password that was forgotten, and ends all sessions of the account. Without a password
/// one is made up.
pub async fn reset_password(
    config: Config,
    email: &str,
    password: Option<SecretString>,
) -> Result<Granted, String> {
    let app = open_quietly(config).await?;
    let (password, generated) = chosen_or_generated(&app, password);
    let user = accounts::reset_password(&app, email, &password).await.map_err(explain)?;
    Ok(Granted { user, generated })
}

/// Opens the server's data beside a server that may be running on it.
async fn open_quietly(config: Config) -> Result<App, String> {
    let port = config.port;
    crate::open(config, Arc::new(SystemClock), port).await.map_err(explain)
}

fn chosen_or_generated(app: &App, chosen: Option<SecretString>) -> (SecretString, Option<SecretString>) {
    match chosen {
        Some(chosen) => (chosen, None),
        None => {
            let generated = SecretString::from(app.random_label());
            (generated.clone(), Some(generated))
        }
    }
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
        LogFormat::Pretty => builder.with_target(false).try_init(),
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
