//! A foreign repository's objects: loose ones and those in packs.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::io::Read as _;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use flate2::bufread::ZlibDecoder;

use super::packs::{Pack, Stored};
use super::{Limits, Unreadable, delta};
use crate::versions::objects::{Kind, ObjectId, object_id};

/// All objects of a repository, read and verified one by one.
pub(super) struct Store {
    loose: HashMap<ObjectId, Bytes>,
    packs: Vec<Pack>,
    limits: Limits,
    progress: Mutex<Progress>,
}

/// What reading leaves behind.
struct Progress {
    /// What is left of [`Limits::total_bytes`].
    bytes_left: u64,
    recent: Recent,
}

/// Where an object is stored.
enum Place<'a> {
    Loose(&'a Bytes),
    Packed(Position),
}

/// A pack's number and an offset in it.
type Position = (usize, usize);

/// Why one step towards an object failed; the object's id is added by whoever asked for it.
type Fault = fn(ObjectId) -> Unreadable;

impl Store {
    /// Sorts out the files below `objects/`. Also returns sentences about packs that cannot be
    /// used.
    pub(super) fn open(files: &BTreeMap<String, Bytes>, limits: Limits) -> (Self, Vec<String>) {
        let mut loose = HashMap::new();
        let mut packs = Vec::new();
        let mut notes = Vec::new();
        for (path, data) in files {
            let Some(path) = path.strip_prefix("objects/") else { continue };
            if let Some(name) = path.strip_prefix("pack/").and_then(|name| name.strip_suffix(".pack")) {
                let index = files.get(&format!("objects/pack/{name}.idx"));
                match index.and_then(|index| Pack::open(data.clone(), index.clone())) {
                    Some(pack) => packs.push(pack),
                    None => notes.push(format!("The pack {name} has no index that can be read.")),
                }
            } else if let Some(id) = path.split_once('/').and_then(|(a, b)| format!("{a}{b}").parse().ok()) {
                loose.insert(id, data.clone());
            }
        }
        let progress = Progress { bytes_left: limits.total_bytes, recent: Recent::default() };
        (Self { loose, packs, limits, progress: Mutex::new(progress) }, notes)
    }

    /// The object's kind and content, verified against its id.
    pub(super) fn read(&self, id: ObjectId) -> Result<(Kind, Bytes), Unreadable> {
        let (kind, content) = match self.find(id).ok_or(Unreadable::Missing(id))? {
            Place::Loose(file) => self.loose(file),
            Place::Packed(position) => self.packed(position),
        }
        .map_err(|fault| fault(id))?;
        if object_id(kind, &content) != Ok(id) {
            return Err(Unreadable::Damaged(id));
        }
        Ok((kind, content))
    }

    fn find(&self, id: ObjectId) -> Option<Place<'_>> {
        let packed =
            |(number, pack): (usize, &Pack)| pack.find(id).map(|offset| Place::Packed((number, offset)));
        let loose = self.loose.get(&id).map(Place::Loose);
        loose.or_else(|| self.packs.iter().enumerate().find_map(packed))
    }

    /// Reads `<kind> <size>\0<content>`.
    fn loose(&self, file: &[u8]) -> Result<(Kind, Bytes), Fault> {
        const MAX_HEADER: usize = 32;
        let inflated = self.inflate(file, self.limits.object_bytes + MAX_HEADER)?;
        let end = inflated
            .iter()
            .take(MAX_HEADER)
            .position(|byte| *byte == 0)
            .ok_or(Unreadable::Damaged as Fault)?;
        let header = std::str::from_utf8(&inflated[..end]).ok().and_then(|header| header.split_once(' '));
        let kind = header.and_then(|(kind, _)| Kind::from_bytes(kind.as_bytes()).ok());
        // The id is over the header, so a wrong size is found out when it is verified.
        Ok((kind.ok_or(Unreadable::Damaged as Fault)?, Bytes::from(inflated).slice(end + 1..)))
    }

    /// Reads an entry of a pack, following its deltas down to a whole object and applying them
    /// on the way back. Only one delta is held in memory at a time.
    fn packed(&self, position: Position) -> Result<(Kind, Bytes), Fault> {
        let mut deltas: Vec<Position> = Vec::new();
        let mut at = position;
        let (kind, mut content) = loop {
            if let Some(known) = self.progress().recent.get(at) {
                break known;
            }
            if deltas.len() > self.limits.delta_depth {
                return Err(Unreadable::TooManyDeltas);
            }
            let entry = self.packs[at.0].entry(at.1).ok_or(Unreadable::Damaged as Fault)?;
            let next = match entry.stored {
                Stored::Whole(kind) => {
                    break (kind, self.inflate_exactly(entry.deflated, entry.size)?.into());
                }
                Stored::OnOffset(offset) => Place::Packed((at.0, offset)),
                Stored::OnObject(base) => self.find(base).ok_or(Unreadable::Damaged as Fault)?,
            };
            deltas.push(at);
            match next {
                Place::Packed(base) => at = base,
                Place::Loose(file) => break self.loose(file)?,
            }
        };
        if deltas.is_empty() {
            self.progress().recent.insert(at, kind, &content);
        }
        while let Some(at) = deltas.pop() {
            let entry = self.packs[at.0].entry(at.1).ok_or(Unreadable::Damaged as Fault)?;
            let delta = self.inflate_exactly(entry.deflated, entry.size)?;
            let applied = delta::apply(&content, &delta, self.limits.object_bytes);
            content = applied.ok_or(Unreadable::Damaged as Fault)?.into();
            self.spend(content.len())?;
            self.progress().recent.insert(at, kind, &content);
        }
        Ok((kind, content))
    }

    fn inflate_exactly(&self, deflated: &[u8], size: usize) -> Result<Vec<u8>, Fault> {
        if size > self.limits.object_bytes {
            return Err(Unreadable::TooLarge);
        }
        let inflated = self.inflate(deflated, size)?;
        if inflated.len() == size { Ok(inflated) } else { Err(Unreadable::Damaged) }
    }

    /// Inflates one zlib stream of at most this many bytes, taking memory as they come.
    fn inflate(&self, deflated: &[u8], max_bytes: usize) -> Result<Vec<u8>, Fault> {
        let mut inflated = Vec::new();
        let result = ZlibDecoder::new(deflated).take(max_bytes as u64 + 1).read_to_end(&mut inflated);
        self.spend(inflated.len())?;
        match result {
            Err(_) => Err(Unreadable::Damaged),
            Ok(_) if inflated.len() > max_bytes => Err(Unreadable::TooLarge),
            Ok(_) => Ok(inflated),
        }
    }

    fn spend(&self, bytes: usize) -> Result<(), Fault> {
        let mut progress = self.progress();
        progress.bytes_left =
            progress.bytes_left.checked_sub(bytes as u64).ok_or((|_| Unreadable::TooMuch) as Fault)?;
        Ok(())
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The contents read last: likely bases of what is read next.
#[derive(Default)]
struct Recent {
    contents: HashMap<Position, (Kind, Bytes)>,
    /// Oldest first.
    order: VecDeque<Position>,
    bytes: usize,
}

impl Recent {
    const MAX_BYTES: usize = 32 * 1024 * 1024;
    /// What an entry costs beside its content.
    const OVERHEAD: usize = 128;

    fn get(&self, position: Position) -> Option<(Kind, Bytes)> {
        self.contents.get(&position).cloned()
    }

    fn insert(&mut self, position: Position, kind: Kind, content: &Bytes) {
        if self.contents.insert(position, (kind, content.clone())).is_some() {
            return;
        }
        self.order.push_back(position);
        self.bytes += content.len() + Self::OVERHEAD;
        while self.bytes > Self::MAX_BYTES
            && let Some(oldest) = self.order.pop_front()
        {
            let dropped = self.contents.remove(&oldest);
            self.bytes -= dropped.map_or(0, |(_, content)| content.len()) + Self::OVERHEAD;
        }
    }
}
