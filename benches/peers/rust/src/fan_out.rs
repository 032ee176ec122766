//! One publisher, many readers of one stream over WebSockets.
//!
//! Each event carries `seq/NNN`, by which readers know when it was sent. On Maquette and Yoga publishing is
//! `fileWrite`, a durable write; on y-websocket's server an update of the publisher's awareness.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::stream::{self, StreamExt as _};
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;

use crate::database::Database;
use crate::maquette::Maquette;
use crate::report::{FanOutRow, Report};

mod server;
mod tally;

use server::{Kind, Publisher, Server};
use tally::Tally;

const READERS: usize = 1_000;
const MORE_READERS: usize = 3_000;
const IDLE: usize = 10_000;
/// Events a second, until 1,000 readers do not get all of them in time.
const RATES: [u32; 17] = [10, 15, 20, 25, 30, 40, 50, 60, 75, 90, 110, 130, 150, 175, 200, 250, 300];
const SECONDS: u32 = 6;
const IN_TIME: f64 = 250.0;
/// Longer than two of the servers' pings.
const HELD: Duration = Duration::from_secs(45);

pub async fn measure(report: &mut Report, database: &Database, maquette: &mut Maquette) {
    let mut rows = Vec::new();
    for kind in [Kind::Maquette, Kind::Yoga, Kind::YWebsocket] {
        let (p99, processor) = steady(kind, READERS, database, maquette).await.0;
        let most = most(kind, database, maquette).await;
        let (more, kilobytes) = steady(kind, MORE_READERS, database, maquette).await;
        let idle = idle(kind, database, maquette).await;
        rows.push(FanOutRow {
            name: kind.name(),
            most,
            p99,
            processor,
            more_p99: more.0,
            subscribed: kilobytes,
            idle: idle.0,
            held: idle.1,
        });
    }
    report.fan_out(rows);
}

/// Readers of one stream, connected.
struct Room {
    server: Server,
    tally: Arc<Tally>,
    readers: JoinSet<()>,
    /// KB of the server's memory that each took.
    kilobytes: f64,
}

impl Room {
    async fn open(
        kind: Kind,
        readers: usize,
        subscribes: bool,
        database: &Database,
        maquette: &mut Maquette,
    ) -> Self {
        let server = Server::start(kind, database, maquette).await;
        let tally = Arc::new(Tally::default());
        let before = server.process(maquette).memory();
        let mut tasks = JoinSet::new();
        {
            let sockets = stream::iter(0..readers).map(|number| server.connect(number, subscribes));
            let mut sockets = std::pin::pin!(sockets.buffer_unordered(64));
            while let Some(mut socket) = sockets.next().await {
                let tally = Arc::clone(&tally);
                tasks.spawn(async move {
                    while let Some(message) = socket.next().await {
                        tally.receive(message);
                    }
                    tally.closed();
                });
            }
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
        let kilobytes = (server.process(maquette).memory() - before) / readers as f64;
        Self { server, tally, readers: tasks, kilobytes }
    }

    /// Publishes so many events a second; answers with the 99th percentile in milliseconds, `None` where
    /// not all events reached all readers.
    async fn publish(&self, publisher: &Arc<Publisher>, rate: u32, seconds: u32) -> Option<f64> {
        self.tally.reset();
        let count = (rate * seconds) as usize;
        let mut ticks = tokio::time::interval(Duration::from_secs(1) / rate);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
        let mut sent = JoinSet::new();
        for number in 0..count {
            ticks.tick().await;
            self.tally.send(number);
            let publisher = Arc::clone(publisher);
            sent.spawn(async move { publisher.publish(number).await });
        }
        let expected = count * self.readers.len();
        let patience = Instant::now();
        while self.tally.received() < expected && patience.elapsed() < Duration::from_secs(5) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let complete = self.tally.received() >= expected;
        let p99 = self.tally.percentile(99.0);
        println!(
            "  {} readers, {rate}/s: p50 {:.1} ms, p99 {p99:.1} ms, {} of {expected}",
            self.readers.len(),
            self.tally.percentile(50.0),
            self.tally.received()
        );
        complete.then_some(p99)
    }

    async fn close(self, maquette: &mut Maquette) {
        drop(self.readers);
        self.server.stop(maquette).await;
    }
}

/// The 99th percentile and the processor's share at 20 events a second, and KB of memory a reader.
async fn steady(
    kind: Kind,
    readers: usize,
    database: &Database,
    maquette: &mut Maquette,
) -> ((Option<f64>, f64), f64) {
    println!("{}: {readers} readers", kind.name());
    let room = Room::open(kind, readers, true, database, maquette).await;
    let publisher = Arc::new(room.server.publisher().await);
    room.publish(&publisher, 2, 1).await;
    let before = room.server.process(maquette).processor();
    let started = Instant::now();
    let p99 = room.publish(&publisher, 20, SECONDS).await;
    let processor = room.server.process(maquette).processor().saturating_sub(before);
    let share = processor.as_secs_f64() / started.elapsed().as_secs_f64() * 100.0;
    let kilobytes = room.kilobytes;
    room.close(maquette).await;
    ((p99, share), kilobytes)
}

/// The most events a second that reach all in time.
async fn most(kind: Kind, database: &Database, maquette: &mut Maquette) -> u32 {
    println!("{}: how many events a second", kind.name());
    let room = Room::open(kind, READERS, true, database, maquette).await;
    let publisher = Arc::new(room.server.publisher().await);
    room.publish(&publisher, 2, 1).await;
    let mut most = 0;
    for rate in RATES {
        let mut reached = false;
        // Once more, as something else may have had the machine.
        for _ in 0..2 {
            reached =
                reached || room.publish(&publisher, rate, SECONDS).await.is_some_and(|p99| p99 < IN_TIME);
            room.tally.settle().await;
        }
        if !reached {
            break;
        }
        most = rate;
    }
    room.close(maquette).await;
    most
}

/// KB of memory a connection that was acknowledged and asks for nothing, and how many are still there after
/// a while.
async fn idle(kind: Kind, database: &Database, maquette: &mut Maquette) -> (f64, usize) {
    println!("{}: {IDLE} idle connections", kind.name());
    let room = Room::open(kind, IDLE, false, database, maquette).await;
    tokio::time::sleep(HELD).await;
    let (kilobytes, held) = (room.kilobytes, IDLE - room.tally.gone());
    println!("  {kilobytes:.1} KB each, {held} held");
    room.close(maquette).await;
    (kilobytes, held)
}
