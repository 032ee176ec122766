//! Vite's dev server, the peer of previews.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use futures::StreamExt as _;
use serde_json::Value;
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

use super::crawl::Site;
use super::sample::Files;
use super::server::free_port;

/// A project that Vite serves, with Vite itself beside it.
pub struct Project {
    folder: TempDir,
    vite: PathBuf,
}

/// A running dev server. It is killed when it is dropped.
pub struct Server {
    pub site: Site,
    process: Child,
}

/// The socket on which Vite tells its pages what changed.
pub struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Project {
    pub fn new(files: &Files) -> Self {
        let vite = PathBuf::from(super::peer("vite"));
        // Beside the modules, so that those are found; its cache is its own.
        let folder = TempDir::new_in(&vite).expect("a folder");
        let project = Self { folder, vite };
        for (path, text) in files {
            project.write(path, text);
        }
        project.write(
            "vite.config.js",
            "import react from \"@vitejs/plugin-react\";\n\
             export default { plugins: [react()], cacheDir: \".vite\", clearScreen: false };\n",
        );
        project
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("/"))).expect("a folder");
        fs::write(path, text).expect("written");
    }

    pub fn start(&self) -> Server {
        let port = free_port();
        let process = Command::new("node")
            .arg(self.vite.join("node_modules/vite/bin/vite.js"))
            .args(["--host", "127.0.0.1", "--strictPort", "--port", &port.to_string()])
            .current_dir(self.folder.path())
            .stdout(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("Vite starts");
        Server { site: Site::new(port, format!("127.0.0.1:{port}")), process }
    }
}

impl Server {
    pub async fn stop(mut self) {
        self.process.kill().await.expect("Vite stops");
    }

    /// Listens as a page does.
    pub async fn socket(&self) -> Socket {
        let client = self.site.get("/@vite/client", "*/*").await.expect("Vite's client");
        let (_, after) = client.split_once("const wsToken = \"").expect("Vite's client has a token");
        let token = after.split('"').next().unwrap_or_default();
        let address = format!("ws://127.0.0.1:{}/?token={token}", self.site.port);
        let mut request = address.into_client_request().expect("an address");
        request.headers_mut().insert("sec-websocket-protocol", "vite-hmr".parse().expect("a header"));
        let connected = tokio_tungstenite::connect_async_with_config(request, None, true).await;
        Socket(connected.expect("a socket").0)
    }
}

impl Socket {
    /// The address of the module that changed next.
    pub async fn update(&mut self) -> String {
        loop {
            let message = self.0.next().await.expect("the socket is open").expect("a message");
            let Message::Text(text) = message else { continue };
            let message: Value = serde_json::from_str(&text).expect("JSON");
            if message["type"] == "update" {
                let update = &message["updates"][0];
                return format!("{}?t={}", update["path"].as_str().expect("a path"), update["timestamp"]);
            }
        }
    }
}
