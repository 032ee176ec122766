//! The server as its users run it: the release binary, in a process of its own.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

/// A server's data and address, which outlive its process.
pub struct Home {
    folder: TempDir,
    pub port: u16,
    settings: Vec<(&'static str, String)>,
}

/// A running server. It is killed when it is dropped.
pub struct Server {
    process: Child,
    /// From the start of the process to the first `200` of `/health/ready`.
    pub ready: Duration,
}

impl Home {
    /// An empty one, with settings as in the environment.
    pub fn new(settings: &[(&'static str, String)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self { folder, port: free_port(), settings: settings.to_vec() }
    }

    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    pub async fn start(&self) -> Server {
        let path = self.folder.path().display();
        let started = Instant::now();
        let process = Command::new(env!("CARGO_BIN_EXE_maquette"))
            .arg("serve")
            .env_clear()
            .env("PORT", self.port.to_string())
            .env("DATABASE_URL", format!("sqlite://{path}/maquette.db"))
            .env("STORAGE_URL", format!("file://{path}/blobs"))
            .env("DATA_DIR", path.to_string())
            .env("LOG_LEVEL", "warn")
            .envs(self.settings.iter().map(|(name, value)| (name, value)))
            .current_dir(self.folder.path())
            .stdout(Stdio::inherit())
            .kill_on_drop(true)
            .spawn()
            .expect("the server starts");
        while !is_ready(self.port).await {
            assert!(started.elapsed() < Duration::from_mins(1), "the server is not ready");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        Server { process, ready: started.elapsed() }
    }
}

impl Server {
    /// Asks the server to stop, and waits until it has.
    pub async fn stop(mut self) {
        let id = self.process.id().expect("it runs").to_string();
        Command::new("kill").arg(id).status().await.expect("a signal is sent");
        self.process.wait().await.expect("the server stops");
    }

    /// Resident memory in MB; `peak` is the most it ever had.
    pub fn memory(&self, peak: bool) -> f64 {
        let status = self.proc("status");
        let name = if peak { "VmHWM:" } else { "VmRSS:" };
        let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("the kernel knows");
        let kib: f64 = line.trim().trim_end_matches(" kB").parse().expect("a number");
        kib * 1024.0 / 1_000_000.0
    }

    /// The processor time that it has used. The kernel counts in hundredths of a second.
    pub fn processor(&self) -> Duration {
        let stat = self.proc("stat");
        let (_, after_name) = stat.rsplit_once(") ").expect("the kernel's format");
        let ticks: u64 =
            after_name.split(' ').skip(11).take(2).map(|ticks| ticks.parse::<u64>().expect("a number")).sum();
        Duration::from_millis(ticks * 10)
    }

    fn proc(&self, file: &str) -> String {
        let id = self.process.id().expect("it runs");
        fs::read_to_string(format!("/proc/{id}/{file}")).expect("Linux")
    }
}

/// A port that nobody listens on.
pub fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").port()
}

async fn is_ready(port: u16) -> bool {
    let ask = async {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream
            .write_all(b"GET /health/ready HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
            .await?;
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).await?;
        std::io::Result::Ok(answer.ends_with(b"200"))
    };
    ask.await.unwrap_or(false)
}
