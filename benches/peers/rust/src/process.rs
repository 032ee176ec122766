//! Servers as processes of their own, with the processor time and the memory of all that belong to them.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use tokio::net::TcpStream;
use tokio::process::{Child, Command};

/// A running server, which is killed when it is dropped.
pub struct Process {
    pub port: u16,
    child: Child,
}

impl Process {
    /// Starts a server that is told its port as PORT, and waits until it listens.
    pub async fn start(command: &mut Command, port: u16) -> Self {
        let child = command
            .env("PORT", port.to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("the server starts");
        let process = Self { port, child };
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            assert!(started.elapsed() < Duration::from_secs(60), "{command:?} does not listen");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        process
    }

    /// Asks the server to stop, and waits until it has.
    pub async fn stop(mut self) {
        for id in self.ids() {
            // Workers may have gone with their parent.
            let _gone = Command::new("kill").arg(id.to_string()).stderr(Stdio::null()).status().await;
        }
        self.child.wait().await.expect("the server stops");
    }

    pub fn processor(&self) -> Duration {
        self.ids().into_iter().map(|id| processor(id, false)).sum()
    }

    /// Resident memory in KB; memory that processes share counts for each.
    pub fn memory(&self) -> f64 {
        self.ids().into_iter().map(memory).sum()
    }

    fn ids(&self) -> Vec<u32> {
        let id = self.child.id().expect("it runs");
        let mut ids = vec![id];
        ids.extend(children(id));
        ids
    }
}

/// The processor time that a process has used, `with_ended` with that of its children that have ended. The
/// kernel counts in hundredths of a second.
pub fn processor(id: u32, with_ended: bool) -> Duration {
    let count = if with_ended { 4 } else { 2 };
    let ticks =
        fields(id).iter().skip(11).take(count).map(|ticks| ticks.parse::<u64>().unwrap_or(0)).sum::<u64>();
    Duration::from_millis(ticks * 10)
}

pub fn parent(id: u32) -> u32 {
    fields(id).get(1).and_then(|id| id.parse().ok()).unwrap_or(0)
}

pub fn children(id: u32) -> Vec<u32> {
    let processes = fs::read_dir("/proc").expect("Linux").flatten();
    let ids = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    ids.filter(|&child| parent(child) == id).collect()
}

/// What the kernel says of a process, from its state on; nothing where it has ended.
fn fields(id: u32) -> Vec<String> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    let fields = stat.rsplit_once(") ").map(|(_, fields)| fields).unwrap_or_default();
    fields.split(' ').map(str::to_owned).collect()
}

fn memory(id: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("0 kB");
    line.trim().trim_end_matches(" kB").parse::<f64>().expect("a number") * 1.024
}

/// A port that nobody listens on.
pub fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").port()
}
