//! The server as its operators run it: a process on a folder.

use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait as _, Database};
use tempfile::TempDir;
use tokio::process::{Child, Command};

use crate::client::Client;

/// Where a server keeps its data. Replicas share one.
pub struct Site {
    folder: TempDir,
    database_url: String,
    model_url: String,
    public_url: String,
}

impl Site {
    /// An empty one; with an address of a PostgreSQL server in a fresh database there.
    pub async fn new(postgres: Option<&str>, model_url: String) -> Arc<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let database_url = match postgres {
            Some(server) => database(server).await,
            None => format!("sqlite://{}/maquette.db", folder.path().display()),
        };
        let public_url = format!("http://localhost:{}", free_port());
        Arc::new(Self { folder, database_url, model_url, public_url })
    }
}

async fn database(server: &str) -> String {
    let name = format!("maquette_faults_{:016x}", rand::random::<u64>());
    let connection = Database::connect(format!("{server}/postgres")).await.expect("PostgreSQL answers");
    connection.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database");
    connection.close().await.expect("the connection closes");
    format!("{server}/{name}")
}

/// A server that can be killed and started again. Its process ends when this is dropped.
pub struct Server {
    site: Arc<Site>,
    pub port: u16,
    process: Child,
}

impl Server {
    /// Starts one, and waits until it is ready.
    pub async fn start(site: &Arc<Site>) -> Self {
        let port = free_port();
        let process = spawn(site, port, None);
        let mut server = Self { site: Arc::clone(site), port, process };
        server.ready().await;
        server
    }

    pub fn client(&self) -> Client {
        Client::new(self.port)
    }

    /// Waits until it answers.
    pub async fn ready(&mut self) {
        assert!(self.ready_or_ended().await, "the server ended\n{}", self.log());
    }

    /// Waits until it answers, or has ended; whether it answers.
    pub async fn ready_or_ended(&mut self) -> bool {
        let deadline = Instant::now() + Duration::from_secs(60);
        let client = Client::new(self.port);
        loop {
            if let Ok(answer) = client.http().get(client.url("/health/ready")).send().await
                && answer.status() == 200
            {
                return true;
            }
            if self.process.try_wait().expect("a process").is_some() {
                return false;
            }
            assert!(Instant::now() < deadline, "the server does not get ready\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// SIGKILL, as the kernel's out-of-memory killer sends it.
    pub async fn kill(&mut self) {
        self.process.kill().await.expect("a process to kill");
    }

    /// Asks it to stop, and waits until it has.
    pub async fn stop(&mut self) {
        self.signal("TERM").await;
        assert!(self.ends_within(Duration::from_secs(20)).await, "it does not stop\n{}", self.log());
    }

    /// Stops its time, as a machine that sleeps does.
    pub async fn freeze(&self) {
        self.signal("STOP").await;
    }

    /// Lets its time go on.
    pub async fn thaw(&self) {
        self.signal("CONT").await;
    }

    async fn signal(&self, signal: &str) {
        let id = self.process.id().expect("a running process").to_string();
        let sent = Command::new("kill").args([&format!("-{signal}"), &id]).status().await;
        assert!(sent.is_ok_and(|status| status.success()), "{signal} was sent");
    }

    /// Starts it again on the same data and port, without waiting; it ends itself after that many
    /// commits, before anybody hears of the last.
    pub fn spawn_again(&mut self, commits: Option<usize>) {
        self.process = spawn(&self.site, self.port, commits);
    }

    /// Starts it again, and waits until it is ready.
    pub async fn start_again(&mut self) {
        self.spawn_again(None);
        self.ready().await;
    }

    /// Whether it ends itself before the time is over.
    pub async fn ends_within(&mut self, time: Duration) -> bool {
        tokio::time::timeout(time, self.process.wait()).await.is_ok()
    }

    /// The end of what it has logged since the beginning.
    pub fn log(&self) -> String {
        let log = std::fs::read_to_string(log_path(&self.site, self.port)).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(40)..].join("\n")
    }
}

fn log_path(site: &Site, port: u16) -> std::path::PathBuf {
    site.folder.path().join(format!("{port}.log"))
}

fn spawn(site: &Site, port: u16, commits: Option<usize>) -> Child {
    let folder: &Path = site.folder.path();
    let log =
        std::fs::OpenOptions::new().create(true).append(true).open(log_path(site, port)).expect("a log");
    let mut command = Command::new(env!("CARGO_BIN_EXE_maquette"));
    command
        .arg("serve")
        .current_dir(folder)
        .env_clear()
        .env("PORT", port.to_string())
        // Where a balancer before the replicas would listen: what one signs, the others accept.
        .env("PUBLIC_URL", &site.public_url)
        .env("DATABASE_URL", &site.database_url)
        .env("STORAGE_URL", format!("file://{}/blobs", folder.display()))
        .env("DATA_DIR", folder)
        .env("JWT_SECRET", "a secret that all replicas of this test share")
        .env("OPENAI_BASE_URL", &site.model_url)
        .env("MODEL", "fake")
        // Others take over within seconds, but not while a busy machine only pauses.
        .env("WORKER_LEASE_SECONDS", "5")
        .env("LOG_LEVEL", "info,sqlx=error")
        .stdout(Stdio::from(log.try_clone().expect("a handle")))
        .stderr(Stdio::from(log))
        .kill_on_drop(true);
    if let Some(commits) = commits {
        command.env("MAQUETTE_CRASH_AFTER_COMMITS", commits.to_string());
    }
    command.spawn().expect("the server starts")
}

/// A port below those that systems hand out, so that nothing else takes it while its server is down.
fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = (std::process::id() % 9_000) as u16;
    loop {
        let port = 20_000 + (first + NEXT.fetch_add(1, Ordering::SeqCst)) % 10_000;
        if std::net::TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}
