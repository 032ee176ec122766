//! A server of the test's own: its own database, its own folder, a free port.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use maquette::app::App;
use maquette::clock::{Clock, SystemClock, Timestamp};
use maquette::config::Config;
use sea_orm::{ConnectionTrait as _, Database};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::Client;

/// A running server. Its database and folder go when it is dropped.
pub struct TestApp {
    pub app: App,
    pub port: u16,
    pub clock: Arc<TestClock>,
    server: JoinHandle<()>,
    settings: Vec<(&'static str, String)>,
    folder: TempDir,
}

/// The machine's clock, which a test can set forward.
#[derive(Default)]
pub struct TestClock {
    offset: AtomicI64,
}

impl TestClock {
    pub fn advance(&self, by: Duration) {
        self.offset.fetch_add(by.as_micros() as i64, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp(SystemClock.now().0 + self.offset.load(Ordering::SeqCst))
    }
}

/// How a test wants its server.
#[derive(Default)]
pub struct Builder {
    settings: Vec<(&'static str, String)>,
}

impl Builder {
    /// As the environment variable of that name in lower case would.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.settings.push((name, value.into()));
        self
    }

    pub async fn start(self) -> TestApp {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().display();
        let mut settings = vec![
            ("database_url", database_url(&folder).await),
            ("storage_url", format!("file://{path}/blobs")),
            ("data_dir", path.to_string()),
        ];
        settings.extend(self.settings);
        let clock = Arc::new(TestClock::default());
        let (app, port, server) = serve(&settings, &clock, 0).await;
        TestApp { app, port, clock, server, settings, folder }
    }
}

impl TestApp {
    pub async fn start() -> Self {
        Self::builder().start().await
    }

    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The folder that holds the server's data.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// The settings of the server, for commands that run beside it.
    pub fn settings(&self) -> &[(&'static str, String)] {
        &self.settings
    }

    /// A client that nobody is signed in with.
    pub fn client(&self) -> Client {
        Client::new(self.port)
    }

    /// A client with a fresh account.
    pub async fn signed_up(&self, name: &str) -> Client {
        self.client().sign_up(name).await
    }

    /// Stops the server as a deployment would, and starts it again on the same data and port.
    pub async fn restart(&mut self) {
        self.app.shutdown.cancel();
        (&mut self.server).await.expect("the server stops");
        let (app, port, server) = serve(&self.settings, &self.clock, self.port).await;
        (self.app, self.port, self.server) = (app, port, server);
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.app.shutdown.cancel();
        self.server.abort();
    }
}

async fn serve(
    settings: &[(&'static str, String)],
    clock: &Arc<TestClock>,
    port: u16,
) -> (App, u16, JoinHandle<()>) {
    let config = Config::with(settings.iter().cloned()).expect("usable settings");
    let listener = TcpListener::bind(("127.0.0.1", port)).await.expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let app =
        maquette::open(config, Arc::clone(clock) as Arc<dyn Clock>, port).await.expect("the server opens");
    let served = app.clone();
    let server =
        tokio::spawn(async move { maquette::serve(served, listener).await.expect("the server serves") });
    (app, port, server)
}

/// A fresh database: a file, or one of the PostgreSQL server that the environment names.
async fn database_url(folder: &TempDir) -> String {
    let Ok(server) = std::env::var("MAQUETTE_TEST_POSTGRES") else {
        return format!("sqlite://{}/maquette.db", folder.path().display());
    };
    let name = format!("maquette_test_{:016x}", rand::random::<u64>());
    let connection = Database::connect(format!("{server}/postgres")).await.expect("PostgreSQL answers");
    connection.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database");
    connection.close().await.expect("the connection closes");
    format!("{server}/{name}")
}
