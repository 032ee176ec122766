//! Reads an update of Yjs before anything else does, and lets through only what a wireframe consists of:
//! maps, plain values and deletions. Texts, arrays, subdocuments, links and moves are refused, as is
//! whatever is malformed, so that the library behind gets nothing unexpected to work on.
//!
//! The format is that of Yjs' `encodeStateAsUpdate`, version 1 (`src/utils/encoding.js` of Yjs 13).

use std::collections::{BTreeMap, BTreeSet};

use yrs::StateVector;
use yrs::block::ClientID;

/// The name of the only root that a wireframe's document has.
pub const ROOT: &str = "elements";
/// How deep a plain value nests.
const MAX_DEPTH: usize = 32;
/// Yjs' own identifiers of clients have 32 bits, the format allows 53.
const MAX_CLIENT: u64 = (1 << 53) - 1;
const YMAP: u64 = 1;

/// Why an update is not let through; a sentence for whoever wrote the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed(pub &'static str);

type Result<T> = std::result::Result<T, Malformed>;

/// What an update brings and what it builds on.
#[derive(Debug, Default)]
pub struct Scan {
    /// What each client has written: from which of its clocks to which, without a gap.
    written: BTreeMap<u64, (u32, u32)>,
    /// Up to which clock of other items it refers to something.
    needed: BTreeMap<u64, u32>,
    /// What each client's items refer to within the update: an item's own clock, and the other's name.
    links: BTreeMap<u64, Vec<(u32, u64, u32)>>,
    /// The item that is being read.
    at: (u64, u32),
    /// Whether it says itself that it leaves something out.
    skips: bool,
    /// How many maps it brings.
    pub maps: usize,
    /// How many clocks it fills with what is deleted, which takes no more bytes however long it is.
    pub deleted: u64,
}

impl Scan {
    /// Whether everything that it builds on is there, so that all of it can take effect.
    pub fn is_complete(&self, known: &StateVector) -> bool {
        let known = |client: u64| known.get(&ClientID::new(client));
        let seamless = self.written.iter().all(|(client, (from, _))| *from <= known(*client));
        let there = |(client, clock): (&u64, &u32)| {
            let written = self.written.get(client).map_or(0, |(_, to)| *to);
            *clock <= known(*client).max(written)
        };
        !self.skips && seamless && self.needed.iter().all(there)
    }

    /// Whether the items can be taken one after the other, each behind those that it refers to: none is, through
    /// others, its own foundation.
    fn is_ordered(&self) -> bool {
        let mut taken: BTreeMap<u64, usize> = BTreeMap::new();
        let next = |taken: &BTreeMap<u64, usize>, client: u64| {
            self.links.get(&client).and_then(|links| links.get(taken.get(&client).copied().unwrap_or(0)))
        };
        for &client in self.links.keys() {
            let (mut path, mut on_path) = (vec![client], BTreeSet::from([client]));
            while let Some(&top) = path.last() {
                let Some(&(_, other, clock)) = next(&taken, top) else {
                    path.pop();
                    on_path.remove(&top);
                    continue;
                };
                let is_within =
                    self.written.get(&other).is_some_and(|&(from, to)| (from..to).contains(&clock));
                let is_taken = next(&taken, other).is_none_or(|&(reached, ..)| clock < reached);
                if !is_within || is_taken {
                    *taken.entry(top).or_default() += 1;
                } else if on_path.insert(other) {
                    path.push(other);
                } else {
                    return false;
                }
            }
        }
        true
    }

    fn need(&mut self, client: u64, clock: u32) {
        let needed = self.needed.entry(client).or_default();
        *needed = clock.max(*needed);
    }
}

/// Reads an update to its end.
pub fn scan(update: &[u8]) -> Result<Scan> {
    let mut reader = Reader(update);
    let mut scan = Scan::default();
    for _ in 0..reader.count()? {
        client_structs(&mut reader, &mut scan)?;
    }
    for _ in 0..reader.count()? {
        let client = reader.client()?;
        for _ in 0..reader.count()? {
            let (clock, length) = (reader.clock()?, reader.clock()?);
            scan.need(client, end(clock, length)?);
        }
    }
    if !reader.0.is_empty() {
        return Err(Malformed("The update goes on after its end"));
    }
    if scan.is_ordered() {
        Ok(scan)
    } else {
        Err(Malformed("Items of the update build on one another in a circle"))
    }
}

fn end(clock: u32, length: u32) -> Result<u32> {
    let end = clock.checked_add(length).filter(|end| i32::try_from(*end).is_ok());
    end.ok_or(Malformed("A clock is out of range"))
}

/// What one client has written, in the order of its clock.
fn client_structs(reader: &mut Reader<'_>, scan: &mut Scan) -> Result<()> {
    let structs = reader.count()?;
    let client = reader.client()?;
    let from = reader.clock()?;
    let mut clock = from;
    for _ in 0..structs {
        scan.at = (client, clock);
        let length = structure(reader, scan)?;
        clock = end(clock, length)?;
    }
    if structs > 0 && scan.written.insert(client, (from, clock)).is_some() {
        return Err(Malformed("A client stands twice in the update"));
    }
    Ok(())
}

/// Reads one struct, and says how many clocks it takes.
fn structure(reader: &mut Reader<'_>, scan: &mut Scan) -> Result<u32> {
    const ORIGIN: u8 = 0x80;
    const RIGHT_ORIGIN: u8 = 0x40;
    const ENTRY: u8 = 0x20;
    let info = reader.byte()?;
    let kind = info & 0x1f;
    match kind {
        0 => return reader.deleted(scan),
        10 => {
            scan.skips = true;
            return reader.length();
        }
        _ => {}
    }
    if info & ORIGIN != 0 {
        reader.reference(scan)?;
    }
    if info & RIGHT_ORIGIN != 0 {
        reader.reference(scan)?;
    }
    // What stands beside another item is in the same map as that one.
    if info & (ORIGIN | RIGHT_ORIGIN) == 0 {
        match reader.number()? {
            0 => reader.reference(scan)?,
            1 if reader.text()? == ROOT.as_bytes() => {}
            _ => return Err(Malformed("A wireframe's document has one root, the map `elements`")),
        }
        if info & ENTRY == 0 {
            return Err(Malformed("A wireframe consists of maps only; lists and texts have no place in it"));
        }
        reader.text()?;
    }
    match kind {
        1 => reader.deleted(scan),
        7 if reader.number()? == YMAP => {
            scan.maps += 1;
            Ok(1)
        }
        8 => {
            let length = reader.length()?;
            for _ in 0..length {
                reader.value(MAX_DEPTH)?;
            }
            Ok(length)
        }
        _ => Err(Malformed("A wireframe consists of maps and plain values only")),
    }
}

/// What is left to read.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn bytes(&mut self, count: usize) -> Result<&'a [u8]> {
        let (bytes, rest) = self.0.split_at_checked(count).ok_or(Malformed("The update breaks off"))?;
        self.0 = rest;
        Ok(bytes)
    }

    fn byte(&mut self) -> Result<u8> {
        Ok(self.bytes(1)?[0])
    }

    /// An unsigned number of seven bits a byte, the lowest first.
    fn number(&mut self) -> Result<u64> {
        let mut number = 0;
        for shift in (0..63).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Malformed("A number is out of range"))
    }

    /// How many things follow, each of which takes a byte at least.
    fn count(&mut self) -> Result<u64> {
        let count = self.number()?;
        if count > self.0.len() as u64 { Err(Malformed("The update breaks off")) } else { Ok(count) }
    }

    fn client(&mut self) -> Result<u64> {
        Some(self.number()?).filter(|id| *id <= MAX_CLIENT).ok_or(Malformed("A client is out of range"))
    }

    fn clock(&mut self) -> Result<u32> {
        end(u32::try_from(self.number()?).unwrap_or(u32::MAX), 0)
    }

    fn length(&mut self) -> Result<u32> {
        Some(self.clock()?).filter(|length| *length > 0).ok_or(Malformed("Something has no length"))
    }

    /// The length of what is deleted.
    fn deleted(&mut self, scan: &mut Scan) -> Result<u32> {
        let length = self.length()?;
        scan.deleted += u64::from(length);
        Ok(length)
    }

    /// Another item that this one builds on.
    fn reference(&mut self, scan: &mut Scan) -> Result<()> {
        let (client, clock) = (self.client()?, self.clock()?);
        scan.need(client, end(clock, 1)?);
        let (own, at) = scan.at;
        scan.links.entry(own).or_default().push((at, client, clock));
        Ok(())
    }

    fn text(&mut self) -> Result<&'a [u8]> {
        let length = self.count()?;
        let text = self.bytes(length as usize)?;
        std::str::from_utf8(text).map(str::as_bytes).map_err(|_why| Malformed("A text is not UTF-8"))
    }

    /// A plain value, as lib0's `readAny` knows them.
    fn value(&mut self, depth: usize) -> Result<()> {
        let deeper = || depth.checked_sub(1).ok_or(Malformed("A value nests too deep"));
        match self.byte()? {
            // undefined, null, false, true
            127 | 126 | 121 | 120 => {}
            125 => drop(self.number()?),
            124 => drop(self.bytes(4)?),
            123 | 122 => drop(self.bytes(8)?),
            119 => drop(self.text()?),
            118 => {
                let depth = deeper()?;
                for _ in 0..self.count()? {
                    self.text()?;
                    self.value(depth)?;
                }
            }
            117 => {
                let depth = deeper()?;
                for _ in 0..self.count()? {
                    self.value(depth)?;
                }
            }
            _ => return Err(Malformed("A value is of a kind that JSON does not have")),
        }
        Ok(())
    }
}
