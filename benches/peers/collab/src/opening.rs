//! How long it takes to open a document with a long past.

use std::time::{Duration, Instant};

use tokio::time::sleep;

use crate::drawing::{Editor, FIRST_CLIENT, clocks};
use crate::server::{Client, Kind, Room, Server};
use crate::wire::Message;

const EDITS: u32 = 100_000;
const EDITORS: usize = 200;
/// How often it is opened after a restart, and while others have it open.
const COLD: usize = 7;
const WARM: usize = 50;
/// Debounced stores have come by then.
const STORED: Duration = Duration::from_secs(12);

pub struct Outcome {
    /// Seconds that the edits took.
    pub written: f64,
    /// Milliseconds from a restart's first connection until all is there: median and most.
    pub cold: (f64, f64),
    /// The same of a document that is open: median and most.
    pub warm: (f64, f64),
    /// What is sent, in KB.
    pub kilobytes: f64,
    pub lost: bool,
}

pub async fn measure(kind: Kind) -> Outcome {
    let mut server = Server::start(kind).await;
    let room = server.room().await;
    let mut client = server.enter(&room).await;
    let (editors, made): (Vec<_>, Vec<_>) = (0..EDITORS).map(Editor::new).unzip();
    let begun = Instant::now();
    for update in &made {
        client.socket.send_binary(&client.framing.update(update)).await.expect("sent");
    }
    let each = EDITS / EDITORS as u32;
    for step in 1..=each {
        for editor in &editors {
            client.socket.send_binary(&client.framing.update(&editor.step(step))).await.expect("sent");
        }
        // As fast as the server takes them, without filling all buffers between us.
        settled(&mut client, editors[0].begin() + 2 * step).await;
    }
    let written = begun.elapsed().as_secs_f64();
    println!("  drawn in {written:.1} s");
    drop(client);
    sleep(STORED).await;

    let all = editors[0].begin() + 2 * each;
    let mut cold = Vec::new();
    let mut lost = false;
    let mut kilobytes = 0.0;
    for _ in 0..COLD {
        server.restart().await;
        sleep(Duration::from_millis(500)).await;
        let (time, state) = open(&server, &room).await;
        lost |= clocks(&state, EDITORS).iter().any(|&clock| clock != all);
        kilobytes = state.len() as f64 / 1000.0;
        cold.push(time);
    }
    let _keeps_it_open = server.enter(&room).await;
    let mut warm = Vec::new();
    for _ in 0..WARM {
        warm.push(open(&server, &room).await.0);
    }
    server.stop().await;
    let outcome = Outcome { written, cold: middle(cold), warm: middle(warm), kilobytes, lost };
    println!("  cold {:?} ms, warm {:?} ms, {kilobytes:.0} KB, lost: {lost}", outcome.cold, outcome.warm);
    outcome
}

/// Opens the document: milliseconds from the connection until the state is there, and the state. Where the
/// server answers before it has read its store, what comes later is waited for.
async fn open(server: &Server, room: &Room) -> (f64, Vec<u8>) {
    let way = server.way(room).await;
    let begun = Instant::now();
    let mut client = server.enter_by(room, &way).await;
    let mut time = begun.elapsed();
    let mut state = client.state.clone();
    // Small where it was answered from an empty document, whose content comes as an update.
    while state.len() < 1_000 {
        let Some(message) = client.socket.next().await else { break };
        if let Message::Update(update) = client.framing.read(message) {
            time = begun.elapsed();
            state = update.to_vec();
        }
    }
    (time.as_secs_f64() * 1000.0, state)
}

/// Waits until the server has taken all that was sent: it answers in order.
async fn settled(client: &mut Client, clock: u32) {
    let seen: Vec<(u64, u32)> = (0..EDITORS as u64).map(|editor| (FIRST_CLIENT + editor, clock)).collect();
    client.socket.send_binary(&client.framing.step1_from(&seen)).await.expect("sent");
    while let Some(message) = client.socket.next().await {
        if matches!(client.framing.read(message), Message::Step2(_)) {
            return;
        }
    }
    panic!("closed: {:?}", client.socket.closed);
}

fn middle(mut times: Vec<f64>) -> (f64, f64) {
    times.sort_by(f64::total_cmp);
    (times[times.len() / 2], times[times.len() - 1])
}
