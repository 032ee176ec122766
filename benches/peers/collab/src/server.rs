//! The servers: how each is started, and how one gets into a room of it.

use std::io;
use std::path::Path;
use std::time::Duration;

use tempfile::TempDir;
use tokio::process::Command;
use tokio::time::{Instant, interval_at, timeout};

use crate::maquette::Maquette;
use crate::process::{Process, free_port};
use crate::socket::Socket;
use crate::wire::{Framing, Message};

const NODE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/node");
/// Nobody waits longer to get into a room.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often somebody who is quiet shows that they are there.
pub const SIGN: Duration = Duration::from_secs(20);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Maquette,
    Hocuspocus,
    /// The same, but that it sends every update by itself.
    HocuspocusUnmerged,
    YWebsocket,
    /// The same with its store, which it has for documents only.
    YWebsocketStored,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Maquette => "Maquette",
            Self::Hocuspocus => "Hocuspocus 4.7",
            Self::HocuspocusUnmerged => "Hocuspocus 4.7, `flushDelay: false`",
            Self::YWebsocket => "y-websocket's server",
            Self::YWebsocketStored => "y-websocket's server, LevelDB",
        }
    }
}

/// A running server with what it keeps.
pub struct Server {
    pub kind: Kind,
    process: Option<Process>,
    maquette: Option<Maquette>,
    folder: TempDir,
    rooms: usize,
}

/// A document of a server.
#[derive(Clone)]
pub struct Room {
    /// What it is called there.
    name: String,
}

/// Somebody in a room, who has all that is drawn in it.
pub struct Client {
    pub socket: Socket,
    pub framing: Framing,
    /// What the server had at the time.
    pub state: Vec<u8>,
}

impl Client {
    /// Looks on until the server has closed; shows now and then that it is there, as Hocuspocus wants it.
    pub async fn stay(mut self) {
        let mut signs = interval_at(Instant::now() + SIGN, SIGN);
        loop {
            tokio::select! {
                message = self.socket.next() => if message.is_none() { break },
                _ = signs.tick() => {
                    let _closed = self.socket.send_binary(&self.framing.question()).await;
                }
            }
        }
        println!("  one who looked on was closed: {:?}", self.socket.closed);
    }
}

impl Server {
    pub async fn start(kind: Kind) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        // All are one person's, as the peers know no persons.
        let limits = "[limits]\nsockets_per_account = 100000\npresence_sessions_per_account = 100000\n";
        std::fs::write(folder.path().join("maquette.toml"), limits).expect("a file");
        let mut server = Self { kind, process: None, maquette: None, folder, rooms: 0 };
        server.run().await;
        if kind == Kind::Maquette {
            server.maquette = Some(Maquette::register(server.port()).await);
        }
        server
    }

    async fn run(&mut self) {
        let port = self.maquette.as_ref().map_or_else(free_port, |maquette| maquette.port);
        self.process = Some(Process::start(&mut self.command(), port).await);
    }

    fn command(&self) -> Command {
        let folder = self.folder.path();
        let mut command = match self.kind {
            Kind::Maquette => {
                let mut command = Command::new(std::env::var("MAQUETTE").expect("MAQUETTE is the binary"));
                command.arg("serve").env_clear().env("LOG_LEVEL", "error").current_dir(folder);
                return command;
            }
            Kind::Hocuspocus | Kind::HocuspocusUnmerged => node("hocuspocus.js"),
            Kind::YWebsocket | Kind::YWebsocketStored => {
                node("node_modules/@y/websocket-server/src/server.js")
            }
        };
        command.env("DATABASE", folder.join("documents.db")).env("HOST", "127.0.0.1");
        if self.kind == Kind::HocuspocusUnmerged {
            command.env("UNMERGED", "1");
        }
        if self.kind == Kind::YWebsocketStored {
            command.env("YPERSISTENCE", folder.join("documents"));
        }
        command
    }

    /// Stops the server as its operator would, and starts it with what it has kept.
    pub async fn restart(&mut self) {
        self.process.take().expect("it runs").stop().await;
        self.run().await;
    }

    pub async fn stop(mut self) {
        self.process.take().expect("it runs").stop().await;
    }

    pub fn process(&self) -> &Process {
        self.process.as_ref().expect("it runs")
    }

    fn port(&self) -> u16 {
        self.process().port
    }

    /// An empty room.
    pub async fn room(&mut self) -> Room {
        self.rooms += 1;
        let name = match &self.maquette {
            Some(maquette) => maquette.wireframe(self.rooms).await,
            None => format!("room-{}", self.rooms),
        };
        Room { name }
    }

    /// The way into a room, which takes a moment to learn where one needs a ticket.
    pub async fn way(&self, room: &Room) -> String {
        match (&self.maquette, self.kind) {
            (Some(maquette), _) => maquette.ticket(&room.name).await,
            (None, Kind::YWebsocket | Kind::YWebsocketStored) => format!("/{}", room.name),
            (None, _) => "/".to_owned(),
        }
    }

    /// Gets into a room, and is there once it has what is in it.
    pub async fn enter(&self, room: &Room) -> Client {
        let way = self.way(room).await;
        self.enter_by(room, &way).await
    }

    pub async fn enter_by(&self, room: &Room, way: &str) -> Client {
        let entered = timeout(PATIENCE, self.try_enter(room, way)).await;
        let Ok(entered) = entered else { panic!("{}: nobody answers in {}", self.kind.name(), room.name) };
        entered.unwrap_or_else(|error| panic!("{}: {error}", self.kind.name()))
    }

    async fn try_enter(&self, room: &Room, way: &str) -> io::Result<Client> {
        let hocuspocus = matches!(self.kind, Kind::Hocuspocus | Kind::HocuspocusUnmerged);
        let framing = if hocuspocus { Framing::named(&room.name) } else { Framing::Plain };
        let mut socket = Socket::open(self.port(), way, None).await?;
        if hocuspocus {
            socket.send_binary(&framing.authentication()).await?;
        }
        socket.send_binary(&framing.step1()).await?;
        loop {
            let Some(message) = socket.next().await else {
                return Err(io::Error::other(format!("closed: {:?}", socket.closed)));
            };
            match framing.read(message) {
                Message::Step1 => socket.send_binary(&framing.nothing()).await?,
                Message::Step2(update) => {
                    let state = update.to_vec();
                    return Ok(Client { socket, framing, state });
                }
                _ => {}
            }
        }
    }
}

/// Node as the peers' package has it.
fn node(script: &str) -> Command {
    let mut command = Command::new(Path::new(NODE).join("node_modules/.bin/node"));
    command.arg(script).env("NODE_ENV", "production").current_dir(NODE).stderr(std::process::Stdio::null());
    command
}
