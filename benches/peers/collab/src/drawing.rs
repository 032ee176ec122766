//! Who draws: an editor with an element of its own that it moves about, and what others learn of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::Instant;

use yrs::updates::decoder::Decode as _;
use yrs::{Any, ClientID, Doc, Map as _, MapPrelim, MapRef, ReadTxn as _, StateVector, Transact as _, Update};

use crate::times::Times;

/// Editors have the clients' numbers from here on, by which their edits are known.
pub const FIRST_CLIENT: u64 = 1_000_000;
/// Edits whose times are remembered: no reader is ever so far behind and in time.
const SLOTS: usize = 4096;

/// The updates of one editor in Yjs' format: the first makes its element, each other one moves it.
pub struct Editor {
    doc: Doc,
    element: MapRef,
    /// Its clock before the first move.
    begin: u32,
}

/// What an element has beside its place.
fn element() -> MapPrelim {
    MapPrelim::from([
        ("component", Any::from("Button")),
        ("parent", Any::Null),
        ("x", Any::from(0)),
        ("y", Any::from(0)),
        ("width", Any::from(120)),
        ("height", Any::from(40)),
        ("order", Any::from("V")),
    ])
}

/// An update that makes so many elements.
pub fn elements(count: usize) -> Vec<u8> {
    let doc = Doc::with_client_id(FIRST_CLIENT - 1);
    let map = doc.get_or_insert_map("elements");
    let mut change = doc.transact_mut();
    for number in 0..count {
        let element = map.insert(&mut change, format!("element-{number}"), element());
        element.insert(&mut change, "props", MapPrelim::from([("text", Any::from("Continue"))]));
    }
    change.encode_update_v1()
}

impl Editor {
    /// The editor with the update that makes its element.
    pub fn new(number: usize) -> (Self, Vec<u8>) {
        let doc = Doc::with_client_id(FIRST_CLIENT + number as u64);
        let map = doc.get_or_insert_map("elements");
        let mut change = doc.transact_mut();
        let made = map.insert(&mut change, format!("e{number}"), element());
        made.insert(&mut change, "props", MapPrelim::from([("text", Any::from("Continue"))]));
        let update = change.encode_update_v1();
        drop(change);
        let begin = doc.transact().state_vector().get(&doc.client_id());
        (Self { doc, element: made, begin }, update)
    }

    /// Moves the element to its next place, which is the number of the move.
    pub fn step(&self, number: u32) -> Vec<u8> {
        let mut change = self.doc.transact_mut();
        self.element.insert(&mut change, "x", f64::from(number % 1_000));
        self.element.insert(&mut change, "y", f64::from(number));
        change.encode_update_v1()
    }

    pub fn begin(&self) -> u32 {
        self.begin
    }
}

/// When each editor made its moves, and how long they took to others.
pub struct Ledger {
    start: Instant,
    editors: Vec<Track>,
    pub times: Times,
    pub frames: AtomicU64,
    pub lost: AtomicU64,
}

struct Track {
    sent: Vec<AtomicU64>,
    newest: AtomicU32,
}

impl Ledger {
    pub fn new(editors: usize, slots: usize) -> Arc<Self> {
        assert!(slots <= SLOTS);
        let track = || Track { sent: (0..slots).map(|_| AtomicU64::new(0)).collect(), newest: AtomicU32::new(0) };
        Arc::new(Self {
            start: Instant::now(),
            editors: (0..editors).map(|_| track()).collect(),
            times: Times::default(),
            frames: AtomicU64::new(0),
            lost: AtomicU64::new(0),
        })
    }

    fn now(&self) -> u64 {
        self.start.elapsed().as_micros() as u64
    }

    /// Notes that an editor makes its move of this number: they count from 1.
    pub fn send(&self, editor: usize, number: u32) {
        let track = &self.editors[editor];
        track.sent[number as usize % track.sent.len()].store(self.now(), Ordering::Relaxed);
        track.newest.store(number, Ordering::Relaxed);
    }

    pub fn newest(&self, editor: usize) -> u32 {
        self.editors[editor].newest.load(Ordering::Relaxed)
    }

    /// Somebody who had seen an editor's moves up to one sees them up to another. A move that was overtaken
    /// was seen when the one that overtook it was.
    pub fn see(&self, editor: usize, before: u32, to: u32) {
        let now = self.now();
        let track = &self.editors[editor];
        for number in before + 1..=to {
            let sent = track.sent[number as usize % track.sent.len()].load(Ordering::Relaxed);
            self.times.note(now.saturating_sub(sent));
        }
    }

    /// How long ago an editor made a move, in microseconds.
    pub fn since(&self, editor: usize, number: u32) -> u64 {
        let track = &self.editors[editor];
        let sent = track.sent[number as usize % track.sent.len()].load(Ordering::Relaxed);
        self.now().saturating_sub(sent)
    }

    pub fn reset(&self) {
        self.times.reset();
        self.frames.store(0, Ordering::Relaxed);
    }
}

/// The parts of an update: for each editor the clocks from which and to which it reaches.
pub fn reach(update: &[u8]) -> Vec<(usize, u32, u32)> {
    let Ok(update) = Update::decode_v1(update) else { return Vec::new() };
    let inserted = update.insertions(true);
    let parts = inserted.client_ids().filter_map(|client: ClientID| {
        let editor = client.get().checked_sub(FIRST_CLIENT)? as usize;
        let ranges = inserted.get(&client)?;
        Some((editor, ranges.clock_start()?, ranges.clock_end()?))
    });
    parts.collect()
}

/// Where each element is, in a document that is given as one update.
pub fn places(state: &[u8]) -> Vec<(String, f64)> {
    let doc = Doc::new();
    let map = doc.get_or_insert_map("elements");
    doc.transact_mut().apply_update(Update::decode_v1(state).expect("an update")).expect("it applies");
    let read = doc.transact();
    let ids: Vec<String> = map.keys(&read).map(str::to_owned).collect();
    let place = |id: String| {
        let element = map.get(&read, &id)?.cast::<MapRef>().ok()?;
        let y = element.get(&read, "y")?.cast::<f64>().ok()?;
        Some((id, y))
    };
    ids.into_iter().filter_map(place).collect()
}

/// The clocks of a document that is given as one update.
pub fn clock(state: &[u8], editor: usize) -> u32 {
    let doc = Doc::new();
    doc.transact_mut().apply_update(Update::decode_v1(state).expect("an update")).expect("it applies");
    let vector: StateVector = doc.transact().state_vector();
    vector.get(&ClientID::new(FIRST_CLIENT + editor as u64))
}
