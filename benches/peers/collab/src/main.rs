//! Measures drawing together in Maquette beside Hocuspocus and y-websocket's server, and puts each part's table
//! into `benches/README.md`.
//!
//! `collab [--without-maquette] [moving] [fan-out] [rooms] [opening]`; all parts where none is named.
//! `run.sh` starts it with what it needs in the environment: MAQUETTE, the release binary.

mod drawing;
mod fan_out;
mod maquette;
mod moving;
mod opening;
#[path = "../../rust/src/process.rs"]
#[allow(dead_code, reason = "it is shared with what measures the other peers, which asks for more")]
mod process;
#[path = "../../rust/src/readme.rs"]
mod readme;
mod report;
mod rooms;
mod server;
#[path = "../../rust/src/socket.rs"]
#[allow(dead_code, reason = "as above")]
mod socket;
mod times;
mod wire;

use report::Report;
use server::Kind;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

// On one thread, which leaves what else there is to the servers.
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (options, parts): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let alone = options.iter().any(|option| option == "--without-maquette");
    let wanted = |part: &str| parts.is_empty() || parts.iter().any(|named| named == part);
    let servers = |peers: &[Kind]| -> Vec<Kind> {
        let ours = (!alone).then_some(Kind::Maquette);
        ours.into_iter().chain(peers.iter().copied()).collect()
    };
    if wanted("moving") {
        let mut report = Report::new("moving");
        let mut rows = Vec::new();
        for kind in servers(&[Kind::Hocuspocus, Kind::YWebsocket]) {
            println!("{}: everybody moves", kind.name());
            rows.push((kind, moving::most(kind).await));
        }
        report.moving(&rows);
        report.finish(!alone);
    }
    if wanted("fan-out") {
        let mut report = Report::new("fan-out");
        let mut rows = Vec::new();
        for kind in servers(&[Kind::Hocuspocus, Kind::HocuspocusUnmerged, Kind::YWebsocket]) {
            println!("{}: one writes, a thousand read", kind.name());
            rows.push((kind, fan_out::measure(kind).await));
        }
        report.fan_out(&rows);
        report.finish(!alone);
    }
    if wanted("rooms") {
        let mut report = Report::new("rooms");
        let mut rows = Vec::new();
        for kind in servers(&[Kind::Hocuspocus, Kind::YWebsocket]) {
            println!("{}: a thousand rooms", kind.name());
            rows.push((kind, rooms::measure(kind).await));
        }
        report.rooms(&rows);
        report.finish(!alone);
    }
    if wanted("opening") {
        let mut report = Report::new("opening");
        let mut rows = Vec::new();
        for kind in servers(&[Kind::Hocuspocus, Kind::YWebsocketStored]) {
            println!("{}: a document with many edits", kind.name());
            rows.push((kind, opening::measure(kind).await));
        }
        report.opening(&rows);
        report.finish(!alone);
    }
}
