//! One room where everybody moves: each client sends its cursor twenty times a second, and sees all others'.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep};

use crate::drawing::{FIRST_CLIENT, Ledger};
use crate::server::{Client, Kind, Server};
use crate::wire::{Message, states};

const PERIOD: Duration = Duration::from_millis(50);
const WARM: Duration = Duration::from_secs(1);
const SPAN: Duration = Duration::from_secs(5);
const IN_TIME: f64 = 100.0;
/// At most so many of them look at what they get. The others only take it: a hundred and forty who look at each
/// other's every move keep this side busier than a server that gathers what it sends.
const WATCHERS: usize = 40;
/// How many move, until not all are seen in time.
const COUNTS: [usize; 24] = [
    10, 20, 25, 30, 35, 40, 45, 50, 55, 60, 70, 80, 90, 100, 120, 140, 160, 180, 200, 230, 260, 300, 350, 400,
];

/// What a number of movers met.
#[derive(Clone, Copy)]
pub struct Outcome {
    pub count: usize,
    pub p50: f64,
    pub p99: f64,
    /// Per cent of a core.
    pub processor: f64,
    /// Frames a second to each client.
    pub frames: f64,
    pub lost: u64,
}

/// The most that move in time.
pub async fn most(kind: Kind) -> Option<Outcome> {
    let mut server = Server::start(kind).await;
    let mut most = None;
    for count in COUNTS {
        let mut found = None;
        // Once more, as something else may have had the machine.
        for _ in 0..2 {
            let outcome = crowd(&mut server, count).await;
            println!(
                "  {count} move: p50 {:.1} ms, p99 {:.1} ms, {:.0}% of a core, {:.0} frames/s each, {} lost",
                outcome.p50, outcome.p99, outcome.processor, outcome.frames, outcome.lost
            );
            if outcome.p99 < IN_TIME && outcome.lost == 0 {
                found = Some(outcome);
                break;
            }
        }
        if found.is_none() {
            break;
        }
        most = found;
    }
    server.stop().await;
    most
}

async fn crowd(server: &mut Server, count: usize) -> Outcome {
    let room = server.room().await;
    let ledger = Ledger::new(count, 2048);
    let moving = Arc::new(AtomicBool::new(false));
    let mut tasks = Vec::new();
    for number in 0..count {
        let client = server.enter(&room).await;
        let mover = Mover { number, client, ledger: Arc::clone(&ledger), moving: Arc::clone(&moving) };
        tasks.push(tokio::spawn(mover.run(count, server.kind)));
    }
    moving.store(true, Ordering::Relaxed);
    sleep(WARM).await;
    ledger.reset();
    let (before, begun) = (server.process().processor(), Instant::now());
    sleep(SPAN).await;
    let seconds = begun.elapsed().as_secs_f64();
    let processor = server.process().processor().saturating_sub(before).as_secs_f64() / seconds * 100.0;
    let frames = ledger.frames.load(Ordering::Relaxed) as f64 / seconds / count as f64;
    let (p50, p99) = (ledger.times.percentile(50.0), ledger.times.percentile(99.0));
    moving.store(false, Ordering::Relaxed);
    // What was sent has a few seconds to arrive.
    sleep(Duration::from_secs(3)).await;
    for task in &tasks {
        task.abort();
    }
    let mut lost = ledger.lost.load(Ordering::Relaxed);
    for task in tasks {
        lost += u64::from(task.await.is_ok());
    }
    lost += SEEN.with_borrow_mut(|seen| seen.drain(..).map(|seen| behind(&ledger, &seen)).sum::<u64>());
    Outcome { count, p50, p99, processor, frames, lost }
}

thread_local! {
    /// What each mover had seen of the others when it was ended. All run on one thread.
    static SEEN: RefCell<Vec<Vec<u32>>> = const { RefCell::new(Vec::new()) };
}

/// How many of the others somebody has not seen where they came to rest.
fn behind(ledger: &Ledger, seen: &[u32]) -> u64 {
    seen.iter().enumerate().filter(|&(other, &seen)| seen < ledger.newest(other)).count() as u64
}

struct Mover {
    number: usize,
    client: Client,
    ledger: Arc<Ledger>,
    moving: Arc<AtomicBool>,
}

/// Hands over what was seen, whenever the mover ends.
struct Seen(Vec<u32>);

impl Drop for Seen {
    fn drop(&mut self) {
        SEEN.with_borrow_mut(|seen| seen.push(std::mem::take(&mut self.0)));
    }
}

impl Mover {
    /// Moves and looks until it is ended; comes back only where the server has closed.
    async fn run(mut self, count: usize, kind: Kind) {
        let watches = self.number.is_multiple_of(count.div_ceil(WATCHERS));
        let mut seen = watches.then(|| Seen(vec![0; count]));
        let phase = PERIOD.mul_f64((self.number as f64 * 0.618).fract());
        let mut ticks = interval_at(Instant::now() + phase, PERIOD);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
        let mut step = 0;
        loop {
            tokio::select! {
                _ = ticks.tick() => {
                    if self.moving.load(Ordering::Relaxed) {
                        step += 1;
                        if let Some(Seen(seen)) = &mut seen {
                            seen[self.number] = step;
                        }
                        let message = self.client.framing.awareness(
                            FIRST_CLIENT + self.number as u64, u64::from(step), &state(kind, self.number, step),
                        );
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
                    if let Message::Awareness(update) = self.client.framing.read(message) {
                        self.ledger.frames.fetch_add(1, Ordering::Relaxed);
                        if let Some(Seen(seen)) = &mut seen {
                            look(&self.ledger, self.number, seen, update);
                        }
                    }
                }
            }
        }
    }
}

/// What a client says of itself. The peers' say who they are; Maquette tells that of itself.
fn state(kind: Kind, number: usize, step: u32) -> String {
    match kind {
        Kind::Maquette => format!("{{\"x\":{number},\"y\":{step}}}"),
        _ => format!(
            "{{\"user\":{{\"name\":\"Person {number}\",\"color\":\"#3366cc\"}},\"x\":{number},\"y\":{step}}}"
        ),
    }
}

/// Takes in where the others are.
fn look(ledger: &Ledger, own: usize, seen: &mut [u32], update: &[u8]) {
    for (client, state) in states(update) {
        let Some(other) = client.checked_sub(FIRST_CLIENT).map(|number| number as usize) else { continue };
        let (Some(step), true) = (step(state), other != own && other < seen.len()) else { continue };
        let before = seen[other];
        if step > before {
            ledger.see(other, before, step);
            seen[other] = step;
        }
    }
}

/// The `y` of a state.
fn step(state: &[u8]) -> Option<u32> {
    let place = state.windows(4).position(|bytes| bytes == b"\"y\":")?;
    let digits = state[place + 4..].iter().take_while(|byte| byte.is_ascii_digit());
    Some(digits.fold(0, |number, digit| number * 10 + u32::from(digit - b'0')))
}
