//! One room with a thousand readers and one who draws: how many updates a second reach all in time.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::{Instant, MissedTickBehavior, interval, interval_at, sleep};

use crate::drawing::{Editor, Ledger, clocks, reach};
use crate::server::{Client, Kind, Room, SIGN, Server};
use crate::wire::Message;

const READERS: usize = 1_000;
const IN_TIME: f64 = 250.0;
const SPAN: f64 = 4.0;
/// Updates a second, until not all reach all in time.
const RATES: [u32; 26] = [
    20, 40, 60, 70, 80, 90, 100, 110, 130, 150, 170, 200, 250, 300, 350, 400, 500, 600, 800, 1_000, 1_250,
    1_500, 1_750, 2_000, 2_500, 3_000,
];
/// Frames an update below which a server is said to merge.
const MERGED: f64 = 0.95;

pub struct Outcome {
    /// The highest rate in time, and the highest of those at which each update came by itself.
    pub most: Option<Rate>,
    pub most_unmerged: Option<Rate>,
    /// KB of the server's memory a reader.
    pub kilobytes: f64,
    /// Readers that had not all in the end.
    pub behind: u64,
}

#[derive(Clone, Copy)]
pub struct Rate {
    pub rate: u32,
    pub p99: f64,
    /// Per cent of a core.
    pub processor: f64,
    /// Frames that a reader got an update.
    pub frames: f64,
}

pub async fn measure(kind: Kind) -> Outcome {
    let mut server = Server::start(kind).await;
    WAITING.with_borrow_mut(Vec::clear);
    let room = server.room().await;
    let (editor, made) = Editor::new(0);
    let mut first = server.enter(&room).await;
    first.socket.send_binary(&first.framing.update(&made)).await.expect("sent");
    let first = tokio::spawn(first.stay());
    sleep(Duration::from_millis(500)).await;
    let ledger = Ledger::new(1, 4096);
    // What the first readers cost besides, they cost once.
    let mut readers = JoinSet::new();
    read(&server, &room, &ledger, editor.begin(), &mut readers, 50).await;
    let before = server.process().memory();
    read(&server, &room, &ledger, editor.begin(), &mut readers, READERS - 50).await;
    sleep(Duration::from_secs(2)).await;
    first.abort();
    let kilobytes = (server.process().memory() - before) / (READERS - 50) as f64;

    let writer = server.enter(&room).await;
    let mut drawing = Drawing { editor, writer, number: 0, ledger: Arc::clone(&ledger) };
    drawing.at(&server, 10, 1.0).await;
    let (mut most, mut most_unmerged) = (None, None);
    for rate in RATES {
        let mut found = None;
        // Once more, as something else may have had the machine.
        for _ in 0..2 {
            found = drawing.at(&server, rate, SPAN).await.filter(|rate| rate.p99 < IN_TIME);
            if found.is_some() {
                break;
            }
        }
        let Some(rate) = found else { break };
        most = Some(rate);
        if rate.frames > MERGED {
            most_unmerged = most;
        }
    }
    drawing.settle().await;
    // Somebody who comes afterwards has all as well.
    let late = server.enter(&room).await;
    let all = drawing.editor.begin() + 2 * drawing.number;
    let mut behind = u64::from(clocks(&late.state, 1) != [all]);
    readers.abort_all();
    while let Some(ended) = readers.join_next().await {
        behind += u64::from(ended.is_ok());
    }
    behind +=
        SEEN.with_borrow_mut(|seen| seen.drain(..).filter(|&number| number != drawing.number).count() as u64);
    server.stop().await;
    Outcome { most, most_unmerged, kilobytes, behind }
}

async fn read(
    server: &Server,
    room: &Room,
    ledger: &Arc<Ledger>,
    begin: u32,
    readers: &mut JoinSet<()>,
    count: usize,
) {
    for _ in 0..count {
        let client = server.enter(room).await;
        readers.spawn(Reader { client, ledger: Arc::clone(ledger), begin, seen: Seen(0) }.run());
    }
}

/// The one who draws.
struct Drawing {
    editor: Editor,
    writer: Client,
    number: u32,
    ledger: Arc<Ledger>,
}

impl Drawing {
    /// Draws for a while; what came of it where all readers got all of it.
    async fn at(&mut self, server: &Server, rate: u32, seconds: f64) -> Option<Rate> {
        let count = (f64::from(rate) * seconds) as u32;
        let messages: Vec<Vec<u8>> = (1..=count)
            .map(|step| self.writer.framing.update(&self.editor.step(self.number + step)))
            .collect();
        self.ledger.reset();
        let (before, begun) = (server.process().processor(), Instant::now());
        let mut ticks = interval(Duration::from_secs(1) / rate);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
        for message in messages {
            // What the server says to the writer must not stay in its way.
            loop {
                tokio::select! {
                    biased;
                    _ = ticks.tick() => break,
                    message = self.writer.socket.next() => { message?; }
                }
            }
            self.number += 1;
            self.ledger.send(0, self.number);
            self.writer.socket.send_binary(&message).await.ok()?;
        }
        let processor = server.process().processor().saturating_sub(before).as_secs_f64();
        let processor = processor / begun.elapsed().as_secs_f64() * 100.0;
        let complete = self.settle().await;
        let frames = self.ledger.frames.load(Ordering::Relaxed) as f64 / (READERS as f64 * f64::from(count));
        let p99 = self.ledger.times.percentile(99.0);
        println!(
            "  {rate}/s: p50 {:.1} ms, p99 {p99:.1} ms, {processor:.0}% of a core, {frames:.2} frames an update{}",
            self.ledger.times.percentile(50.0),
            if complete { "" } else { ", not all arrived" }
        );
        complete.then_some(Rate { rate, p99, processor, frames })
    }

    /// Waits until all readers have all, for as long as something comes.
    async fn settle(&mut self) -> bool {
        let mut before = u64::MAX;
        loop {
            let pause = sleep(Duration::from_millis(1_500));
            tokio::pin!(pause);
            loop {
                tokio::select! {
                    () = &mut pause => break,
                    message = self.writer.socket.next() => if message.is_none() { return false },
                }
            }
            let arrived = self.ledger.times.count();
            if arrived == before {
                return WAITING.with_borrow(|lowest| lowest.iter().all(|(_, seen)| *seen == self.number));
            }
            before = arrived;
        }
    }
}

thread_local! {
    /// What each reader had seen when it was ended. All run on one thread.
    static SEEN: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
    /// What each reader has seen so far, by the reader's number.
    static WAITING: RefCell<Vec<(usize, u32)>> = const { RefCell::new(Vec::new()) };
    /// The last update with its parts, as all readers get the same bytes.
    static LAST: RefCell<(Vec<u8>, Vec<(usize, u32, u32)>)> = const { RefCell::new((Vec::new(), Vec::new())) };
}

struct Seen(u32);

impl Drop for Seen {
    fn drop(&mut self) {
        SEEN.with_borrow_mut(|seen| seen.push(self.0));
    }
}

struct Reader {
    client: Client,
    ledger: Arc<Ledger>,
    begin: u32,
    seen: Seen,
}

impl Reader {
    /// Reads until it is ended; comes back only where the server has closed, or where updates are missing.
    async fn run(mut self) {
        let own = WAITING.with_borrow_mut(|all| {
            all.push((all.len(), 0));
            all.len() - 1
        });
        let mut signs = interval_at(Instant::now() + SIGN, SIGN);
        loop {
            let message = tokio::select! {
                message = self.client.socket.next() => message,
                _ = signs.tick() => {
                    let _closed = self.client.socket.send_binary(&self.client.framing.question()).await;
                    continue;
                }
            };
            let Some(message) = message else { break };
            let Message::Update(update) = self.client.framing.read(message) else { continue };
            self.ledger.frames.fetch_add(1, Ordering::Relaxed);
            let Some((_, from, to)) = parts(update) else { continue };
            let (from, to) = ((from.max(self.begin) - self.begin) / 2, (to - self.begin) / 2);
            if from > self.seen.0 {
                println!("  a reader has {} and gets {from} to {to}", self.seen.0);
                return;
            }
            if to > self.seen.0 {
                self.ledger.see(0, self.seen.0, to);
                self.seen.0 = to;
                WAITING.with_borrow_mut(|all| all[own].1 = to);
            }
        }
        println!("  a reader was closed: {:?}", self.client.socket.closed);
    }
}

fn parts(update: &[u8]) -> Option<(usize, u32, u32)> {
    LAST.with_borrow_mut(|(bytes, parts)| {
        if bytes != update {
            *parts = reach(update);
            update.clone_into(bytes);
        }
        parts.first().copied()
    })
}
