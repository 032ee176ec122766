//! nginx, the peer of published apps.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio::process::Command;

use super::server::free_port;

/// A running nginx. It stops when it is dropped.
pub struct Nginx {
    pub port: u16,
    master: u32,
    _folder: TempDir,
}

impl Nginx {
    /// Serves the folder's files the way nginx is fastest: a worker a core, no log, open files kept.
    pub async fn start(files: &Path) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, port) = (folder.path().display(), free_port());
        // Workers run as the user that starts them, who may read the files.
        let user = if is_root() { "user root;" } else { "" };
        let config = format!(
            "{user} worker_processes auto; pid {path}/pid; error_log {path}/error.log; daemon off;\n\
             events {{ worker_connections 1024; }}\n\
             http {{\n  types {{ text/plain txt; }}\n  access_log off; sendfile on; tcp_nopush on; \
             keepalive_requests 1000000000; open_file_cache max=1000;\n  \
             client_body_temp_path {path}/1; proxy_temp_path {path}/2; fastcgi_temp_path {path}/3; \
             uwsgi_temp_path {path}/4; scgi_temp_path {path}/5;\n  \
             server {{ listen 127.0.0.1:{port}; root {}; }}\n}}\n",
            files.display()
        );
        let file = folder.path().join("nginx.conf");
        fs::write(&file, config).expect("written");
        let process = Command::new(super::peer("nginx"))
            .arg("-c")
            .arg(&file)
            .arg("-e")
            .arg(folder.path().join("error.log"))
            .stdout(Stdio::null())
            .spawn()
            .expect("nginx starts");
        while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let master = process.id().expect("it runs");
        Self { port, master, _folder: folder }
    }
}

impl Drop for Nginx {
    /// Asks the master to stop, which stops its workers; killed, it would leave them behind.
    fn drop(&mut self) {
        let _gone = std::process::Command::new("kill").arg(self.master.to_string()).status();
    }
}

fn is_root() -> bool {
    fs::read_to_string("/proc/self/status").is_ok_and(|status| status.contains("\nUid:\t0\t"))
}
