//! Maquette: the self-hosted backend of an AI app builder, in one binary and behind one GraphQL
//! schema.
//!
//! # The way in
//! A request comes through [`http`] (host, path, who asks) to [`graphql`] (convert), which calls a
//! domain (decide), which calls its `store` (read and write). What others are to know goes out
//! through [`streams`], what is to be done later through [`jobs`].
//!
//! # Invariants
//! Each is held by a test.
//! - Only [`graphql`] and [`http`] know `async_graphql` and `axum`.
//! - Only [`db`] and what stores rows know SQL.
//! - A domain calls another domain's public functions, never its store.
//! - An event leaves only after its transaction has committed.
//! - Transactions may rerun, so they do nothing but read and write the database.
//! - Time and randomness come from [`app::App`].

use std::sync::Arc;

use tokio::net::TcpListener;

pub mod accounts;
pub mod app;
pub mod blobs;
pub mod browser;
pub mod clock;
pub mod commands;
pub mod config;
pub mod conversations;
pub mod db;
pub mod deployments;
pub mod diagnostics;
pub mod error;
pub mod generation;
pub mod graphql;
pub mod http;
pub mod ids;
pub mod jobs;
pub mod maintenance;
pub mod media_type;
pub mod paging;
pub mod presence;
pub mod preview;
pub mod projects;
pub mod rates;
pub mod revocations;
pub mod secrets;
pub mod streams;
pub mod versions;
pub mod wireframes;
mod worker;

#[cfg(test)]
mod invariants;

use app::App;
use clock::Clock;
use config::Config;
use error::{Context as _, Result};
use migration::MigratorTrait as _;

/// Brings the database's schema up to date.
pub async fn migrate(db: &db::Db) -> Result<()> {
    migration::Migrator::up(db.migrations(), None).await.context("migrate the database")
}

/// Opens the database and everything around it, without serving anything.
pub async fn open(config: Config, clock: Arc<dyn Clock>, port: u16) -> Result<App> {
    // Fails only where a provider was installed already, which is just as well.
    let _installed = rustls::crypto::ring::default_provider().install_default();
    let db = db::Db::open(&config.database_url).await?;
    migrate(&db).await?;
    App::open(config, db, clock, port).await
}

/// Serves until `app.shutdown` is cancelled, then lets what is under way come to an end.
pub async fn serve(app: App, listener: TcpListener) -> Result<()> {
    if app.db.is_embedded() {
        jobs::release_all(&app.db).await?;
    }
    let worker = tokio::spawn(worker::run(app.clone()));
    let watcher = tokio::spawn(revocations::run(app.clone()));
    tokio::spawn(wireframes::rooms::run(app.clone()));
    let presence = tokio::spawn(presence::run(app.clone()));
    http::serve(app, listener).await?;
    presence.await.context("stop publishing who is where")?;
    watcher.await.context("stop watching rights")?;
    worker.await.context("stop the worker")
}
