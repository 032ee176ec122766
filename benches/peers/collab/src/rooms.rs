//! A thousand rooms of three editors each, who make two edits a second; and what quiet rooms cost.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep};

use crate::drawing::{Editor, Ledger, elements, places, reach};
use crate::server::{Client, Kind, Room, Server};
use crate::times::Times;
use crate::wire::Message;

const ROOMS: usize = 1_000;
const EDITORS: usize = 3;
const PERIOD: Duration = Duration::from_millis(500);
const WARM: Duration = Duration::from_secs(2);
const SPAN: Duration = Duration::from_secs(15);
/// Elements of a document whose memory is measured.
const ELEMENTS: usize = 100;
/// Documents that nobody has open are put away by then.
const PUT_AWAY: Duration = Duration::from_secs(90);
/// Rooms that are looked at once more in the end.
const CHECKED: usize = 50;

pub struct Outcome {
    pub p50: f64,
    pub p99: f64,
    /// From an edit until it is acknowledged as durable, where the server says so.
    pub durable: Option<f64>,
    /// Microseconds of the processor an update that was delivered.
    pub processor: f64,
    /// Per cent of a core.
    pub share: f64,
    pub delivered: f64,
    pub lost: u64,
    /// KB of memory a room of one quiet editor, its connection included, and after all have gone.
    pub quiet: f64,
    pub left: f64,
}

pub async fn measure(kind: Kind) -> Outcome {
    let (quiet, left) = quiet(kind).await;
    println!("  a quiet room {quiet:.1} KB, one that was left {left:.1} KB");
    let mut server = Server::start(kind).await;
    let mut rooms = Vec::new();
    for _ in 0..ROOMS {
        rooms.push(server.room().await);
    }
    let ledger = Ledger::new(ROOMS * EDITORS, 64);
    let durable = Arc::new(Times::default());
    // Nobody draws while others come in: a server that has too much to do would keep them outside.
    let drawing = Arc::new(AtomicBool::new(false));
    let mut tasks = Vec::new();
    for number in 0..ROOMS * EDITORS {
        let mut client = server.enter(&rooms[number / EDITORS]).await;
        let (editor, made) = Editor::new(number);
        client.socket.send_binary(&client.framing.update(&made)).await.expect("sent");
        let seen = Seen { number, moves: [0; EDITORS] };
        let (ledger, durable, drawing) = (Arc::clone(&ledger), Arc::clone(&durable), Arc::clone(&drawing));
        let hand = Hand { number, client, editor, seen, ledger, durable, drawing };
        tasks.push(tokio::spawn(hand.run()));
    }
    println!("  all are in their rooms");
    drawing.store(true, Ordering::Relaxed);
    sleep(WARM).await;
    ledger.reset();
    durable.reset();
    let (before, begun) = (server.process().processor(), Instant::now());
    sleep(SPAN).await;
    let processor = server.process().processor().saturating_sub(before).as_secs_f64();
    let seconds = begun.elapsed().as_secs_f64();
    let delivered = ledger.times.count() as f64;
    let (p50, p99) = (ledger.times.percentile(50.0), ledger.times.percentile(99.0));
    let durable = (durable.count() > 0).then(|| durable.percentile(99.0));
    drawing.store(false, Ordering::Relaxed);
    sleep(Duration::from_secs(3)).await;
    tasks.iter().for_each(tokio::task::JoinHandle::abort);
    let mut lost = 0;
    for task in tasks {
        lost += u64::from(task.await.is_ok());
    }
    lost += SEEN.with_borrow_mut(|seen| seen.drain(..).map(|seen| seen.behind(&ledger)).sum::<u64>());
    lost += unkept(&server, &rooms, &ledger).await;
    server.stop().await;
    println!("  p50 {p50:.1} ms, p99 {p99:.1} ms, durable {durable:?}, {lost} lost");
    Outcome {
        p50,
        p99,
        durable,
        processor: processor * 1e6 / delivered,
        share: processor / seconds * 100.0,
        delivered: delivered / seconds,
        lost,
        quiet,
        left,
    }
}

/// Elements that are not where their editors have put them, for somebody who comes afterwards.
async fn unkept(server: &Server, rooms: &[Room], ledger: &Ledger) -> u64 {
    let mut unkept = 0;
    for number in (0..ROOMS).step_by(ROOMS / CHECKED) {
        let client = server.enter(&rooms[number]).await;
        let places = places(&client.state);
        for editor in number * EDITORS..(number + 1) * EDITORS {
            let place = places.iter().find(|(id, _)| *id == format!("e{editor}")).map(|(_, y)| *y);
            unkept += u64::from(place != Some(f64::from(ledger.newest(editor))));
        }
    }
    unkept
}

/// KB a room with a document of many elements and one who looks on, and after they have all gone.
async fn quiet(kind: Kind) -> (f64, f64) {
    let mut server = Server::start(kind).await;
    let mut clients = JoinSet::new();
    let update = elements(ELEMENTS);
    let mut before = 0.0;
    for number in 0..ROOMS + 50 {
        // What the first rooms cost besides, they cost once.
        if number == 50 {
            sleep(Duration::from_secs(2)).await;
            before = server.process().memory();
        }
        let room = server.room().await;
        let mut client = server.enter(&room).await;
        client.socket.send_binary(&client.framing.update(&update)).await.expect("sent");
        clients.spawn(client.stay());
    }
    // A store waits for ten seconds at most.
    sleep(Duration::from_secs(12)).await;
    let ended = clients.try_join_next();
    let quiet = (server.process().memory() - before) / ROOMS as f64;
    assert!(ended.is_none(), "somebody was closed");
    drop(clients);
    let begun = Instant::now();
    let mut left = quiet;
    while begun.elapsed() < PUT_AWAY {
        sleep(Duration::from_secs(5)).await;
        left = ((server.process().memory() - before) / ROOMS as f64).min(left);
    }
    server.stop().await;
    (quiet, left)
}

thread_local! {
    /// What each editor had seen of the others when it was ended. All run on one thread.
    static SEEN: RefCell<Vec<Seen>> = const { RefCell::new(Vec::new()) };
}

/// How far somebody has seen each editor of the room move.
#[derive(Clone)]
struct Seen {
    number: usize,
    moves: [u32; EDITORS],
}

impl Seen {
    fn behind(&self, ledger: &Ledger) -> u64 {
        let first = self.number / EDITORS * EDITORS;
        let others = (0..EDITORS).filter(|place| first + place != self.number);
        others.filter(|&place| self.moves[place] < ledger.newest(first + place)).count() as u64
    }
}

struct Hand {
    number: usize,
    client: Client,
    editor: Editor,
    seen: Seen,
    ledger: Arc<Ledger>,
    durable: Arc<Times>,
    drawing: Arc<AtomicBool>,
}

impl Drop for Hand {
    fn drop(&mut self) {
        SEEN.with_borrow_mut(|seen| seen.push(self.seen.clone()));
    }
}

impl Hand {
    /// Draws and looks until it is ended; comes back only where the server has closed.
    async fn run(mut self) {
        let phase = PERIOD.mul_f64((self.number as f64 * 0.618).fract());
        let mut ticks = interval_at(Instant::now() + phase, PERIOD);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
        let mut step = 0;
        // Updates of ours that are durable: the answer to the server's first message is one, the element another.
        let mut committed = 0;
        loop {
            tokio::select! {
                _ = ticks.tick() => {
                    if self.drawing.load(Ordering::Relaxed) {
                        step += 1;
                        let message = self.client.framing.update(&self.editor.step(step));
                        self.ledger.send(self.number, step);
                        if self.client.socket.send_binary(&message).await.is_err() {
                            return;
                        }
                    }
                }
                message = self.client.socket.next() => {
                    let Some(message) = message else {
                        println!("  {} was closed: {:?}", self.number, self.client.socket.closed);
                        return;
                    };
                    match self.client.framing.read(message) {
                        Message::Update(update) => look(&self.ledger, self.editor.begin(), &mut self.seen, update),
                        Message::Committed(count) => {
                            let moves = (count as u32).saturating_sub(2).min(step);
                            for number in committed + 1..=moves {
                                self.durable.note(self.ledger.since(self.number, number));
                            }
                            committed = committed.max(moves);
                        }
                        _ => {}
                    }
                }
            }
        }
    }
}

/// Takes in what the others have drawn.
fn look(ledger: &Ledger, begin: u32, seen: &mut Seen, update: &[u8]) {
    let first = seen.number / EDITORS * EDITORS;
    for (editor, _, to) in reach(update) {
        let Some(place) = editor.checked_sub(first).filter(|&place| place < EDITORS) else { continue };
        if editor == seen.number {
            continue;
        }
        // All editors make their elements in as many steps.
        let moves = to.saturating_sub(begin) / 2;
        if moves > seen.moves[place] {
            ledger.see(editor, seen.moves[place], moves);
            seen.moves[place] = moves;
        }
    }
}
