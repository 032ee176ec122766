//! The peers: how each is started and asked.

use std::path::Path;

use maquette_peers::{token, type_id};
use serde_json::json;
use tokio::process::Command;
use uuid::Uuid;

use crate::database::Database;
use crate::maquette::Maquette;
use crate::process::{Process, free_port};

const SECRET: &str = "the peers' own secret of 32 characters and more";
const NODE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../node");

const QUERY: &str = "{ projects(first: 20) { nodes { id name description createdAt updatedAt \
     owner { id displayName } headVersion { id number message createdAt } \
     files(first: 10) { nodes { path size hash updatedAt } } } } }";
const WRITE: &str = "mutation($project: ID!, $path: String!, $text: String!) { \
     fileWrite(projectId: $project, input: { path: $path, text: $text }) { file { path size hash updatedAt } \
     userErrors { message } } }";

/// The same with PostGraphile's names.
const POSTGRAPHILE_QUERY: &str = "{ projects(first: 20) { nodes { id: rowId name description createdAt updatedAt \
     owner: userByOwnerId { id: rowId displayName } headVersion: versionByHeadVersionId { id: rowId number message createdAt } \
     files: filesByProjectId(first: 10, orderBy: PATH_ASC) { nodes { path size hash: blobId updatedAt } } } } }";
const POSTGRAPHILE_WRITE: &str = "mutation($project: UUID!, $path: String!, $text: String!) { \
     fileWrite(projectId: $project, path: $path, text: $text) { path size hash: blobId updatedAt } }";

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Maquette,
    Floor,
    Stock,
    Mercurius,
    /// The same in as many processes as the machine has cores.
    MercuriusTwice,
    Yoga,
    PostGraphile,
}

pub const ALL: [Kind; 7] = [
    Kind::Maquette,
    Kind::Floor,
    Kind::Stock,
    Kind::Mercurius,
    Kind::MercuriusTwice,
    Kind::Yoga,
    Kind::PostGraphile,
];

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Maquette => "Maquette",
            Self::Floor => "floor: axum + sqlx, no GraphQL",
            Self::Stock => "async-graphql-axum, data loaders",
            Self::Mercurius => "Mercurius, JIT, loaders",
            Self::MercuriusTwice => "Mercurius, two processes",
            Self::Yoga => "GraphQL Yoga, DataLoader",
            Self::PostGraphile => "PostGraphile 5",
        }
    }

    /// Whether it is one of the servers by which the aims are set: each as one process, as one starts it.
    pub fn is_peer(self) -> bool {
        matches!(self, Self::Mercurius | Self::Yoga | Self::PostGraphile)
    }

    pub fn query(self) -> String {
        let query = if self == Self::PostGraphile { POSTGRAPHILE_QUERY } else { QUERY };
        json!({ "query": query }).to_string()
    }

    /// The body of a write, with the project, the path and the text as they will stand in JSON.
    pub fn write(self, project: &str, path: &str, text: &str) -> String {
        let query = if self == Self::PostGraphile { POSTGRAPHILE_WRITE } else { WRITE };
        // What async-graphql calls an identifier of this kind.
        let query = if self == Self::Stock { query.replace("ID!", "UUID!") } else { query.to_owned() };
        json!({ "query": query, "variables": { "project": project, "path": path, "text": text } }).to_string()
    }

    pub fn project(self, id: Uuid) -> String {
        if self == Self::Maquette { type_id("prj", id) } else { id.to_string() }
    }

    pub fn path(self, writes: bool) -> &'static str {
        if writes && self == Self::Floor { "/write" } else { "/graphql" }
    }

    /// The tokens of all viewers.
    pub fn tokens(self, maquette: &Maquette) -> Vec<String> {
        match self {
            Self::Maquette => maquette.tokens.clone(),
            _ => maquette.viewers.iter().map(|viewer| token(SECRET, viewer.id)).collect(),
        }
    }

    /// Starts a peer.
    pub async fn start(self, database: &Database) -> Process {
        let mut command = match self {
            Self::Maquette => unreachable!("it runs already"),
            Self::Floor => Command::new(beside("floor")),
            Self::Stock => Command::new(beside("stock")),
            Self::Mercurius | Self::MercuriusTwice => node("mercurius"),
            Self::Yoga => node("yoga"),
            Self::PostGraphile => node("postgraphile"),
        };
        command.env("DATABASE_URL", &database.url).env("SECRET", SECRET);
        if self == Self::MercuriusTwice {
            command.env("PROCESSES", "2");
        }
        Process::start(&mut command, free_port()).await
    }
}

fn beside(name: &str) -> std::path::PathBuf {
    std::env::current_exe().expect("a path").with_file_name(name)
}

fn node(server: &str) -> Command {
    let mut command = node_itself();
    command.arg(Path::new(NODE).join("start.js")).arg(server);
    command
}

/// Node as the peers' package has it.
pub fn node_itself() -> Command {
    let mut command = Command::new(Path::new(NODE).join("node_modules/.bin/node"));
    command.env("NODE_ENV", "production").current_dir(NODE);
    command
}
