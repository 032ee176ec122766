//! What changed between two states of the files, with renames recognised.
//!
//! It decides which files belong together; how their lines differ is `patch`'s affair. The work
//! is bounded, so that no set of files makes it slow: beyond the bounds, a rename is shown as a
//! deletion and an addition, which is never wrong.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::hash::Hash;

use bytes::Bytes;

use super::objects::ObjectId;
use super::trees::Difference;

pub(super) mod lines;
#[cfg(test)]
mod tests;

/// Contents by id, fetched beforehand.
pub type Contents = HashMap<ObjectId, Bytes>;

/// What happened to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// It was not there before.
    Added,
    /// It has another content.
    Modified,
    /// It is gone.
    Deleted,
    /// It has another path, and perhaps another content.
    Renamed,
}

/// One file that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// Its path; the former one if it was deleted.
    pub path: String,
    /// Its former path, if it was renamed.
    pub old_path: Option<String>,
    /// What happened.
    pub kind: ChangeKind,
    /// The id of its former content; `None` if it was added.
    pub old: Option<ObjectId>,
    /// The id of its content; `None` if it was deleted.
    pub new: Option<ObjectId>,
    /// For a rename, how much of the content stayed, in per cent.
    pub similarity: Option<u8>,
}

/// The same file under two paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    /// The former path.
    pub from: String,
    /// The path it has since.
    pub to: String,
    /// How much of the content stayed, in per cent.
    pub similarity: u8,
}

/// Git's threshold: a file of which half stayed is the same file.
const MIN_SIMILARITY: u8 = 50;
/// Beyond as many deleted or added files, only identical contents are matched.
const MAX_CANDIDATES: usize = 400;
/// Larger contents, in bytes, are matched only if they are identical.
pub const MAX_CANDIDATE_BYTES: usize = 1024 * 1024;
/// No more of all candidates' bytes are looked at.
pub const MAX_TOTAL_BYTES: usize = 32 * 1024 * 1024;
/// How many pieces of contents may be compared before the search for similar pairs ends.
const MAX_COMPARISONS: usize = 10_000_000;

/// The changes by path, renames matched. `contents` should have what [`candidates`] names; files
/// whose content is missing there are matched only if they are identical.
pub fn file_changes(differences: &[Difference], contents: &Contents) -> Vec<FileChange> {
    let renames = renames(differences, contents);
    let by_path: BTreeMap<&str, &Difference> =
        differences.iter().map(|difference| (difference.path.as_str(), difference)).collect();
    let sources: BTreeSet<&str> = renames.iter().map(|rename| rename.from.as_str()).collect();
    let targets: BTreeMap<&str, &Rename> =
        renames.iter().map(|rename| (rename.to.as_str(), rename)).collect();
    let change = |difference: &&Difference| {
        let Difference { path, old, new } = (*difference).clone();
        let rename = targets.get(path.as_str());
        let (kind, old) = match (rename, old, new) {
            (Some(rename), ..) => {
                (ChangeKind::Renamed, by_path.get(rename.from.as_str()).and_then(|d| d.old))
            }
            (None, None, _) => (ChangeKind::Added, None),
            (None, Some(_), None) => (ChangeKind::Deleted, old),
            (None, Some(_), Some(_)) => (ChangeKind::Modified, old),
        };
        let (old_path, similarity) = rename.map(|r| (r.from.clone(), r.similarity)).unzip();
        FileChange { path, old_path, kind, old, new, similarity }
    };
    by_path.values().filter(|difference| !sources.contains(difference.path.as_str())).map(change).collect()
}

/// The contents that [`file_changes`] wants to compare after matching the identical ones.
pub fn candidates(differences: &[Difference]) -> BTreeSet<ObjectId> {
    let (_, deleted, added) = exact_renames(differences);
    if !worth_comparing(&deleted, &added) {
        return BTreeSet::new();
    }
    deleted.iter().chain(&added).map(|side| side.id).collect()
}

/// The files that moved: each deleted and each added file at most once, the most similar first.
pub fn renames(differences: &[Difference], contents: &Contents) -> Vec<Rename> {
    let (mut renames, deleted, added) = exact_renames(differences);
    if worth_comparing(&deleted, &added) {
        renames.extend(similar_renames(&deleted, &added, contents));
    }
    renames
}

fn worth_comparing(deleted: &[Side<'_>], added: &[Side<'_>]) -> bool {
    (1..=MAX_CANDIDATES).contains(&deleted.len()) && (1..=MAX_CANDIDATES).contains(&added.len())
}

/// A file that is on one side only.
#[derive(Clone, Copy)]
struct Side<'a> {
    path: &'a str,
    id: ObjectId,
}

impl<'a> Side<'a> {
    fn name(&self) -> &'a str {
        self.path.rsplit('/').next().unwrap_or(self.path)
    }
}

/// Matches identical contents, those that kept their file name first, and returns what is left
/// of the deleted and the added files. Empty files are not matched: they say nothing.
fn exact_renames(differences: &[Difference]) -> (Vec<Rename>, Vec<Side<'_>>, Vec<Side<'_>>) {
    let (mut deleted, mut added) = (Vec::new(), Vec::new());
    for Difference { path, old, new } in differences {
        match (*old, *new) {
            (Some(id), None) => deleted.push(Side { path, id }),
            (None, Some(id)) => added.push(Side { path, id }),
            _ => {}
        }
    }
    let mut renames = match_equal(&mut deleted, &mut added, |side| (side.id, side.name()));
    renames.extend(match_equal(&mut deleted, &mut added, |side| side.id));
    (renames, deleted, added)
}

/// Takes the pairs with equal keys from both lists, each file once, in the lists' order.
fn match_equal<'a, K: Hash + Eq>(
    deleted: &mut Vec<Side<'a>>,
    added: &mut Vec<Side<'a>>,
    key: impl Fn(&Side<'a>) -> K,
) -> Vec<Rename> {
    let mut targets: HashMap<K, VecDeque<&str>> = HashMap::new();
    for side in added.iter().filter(|side| !is_empty_blob(side.id)) {
        targets.entry(key(side)).or_default().push_back(side.path);
    }
    let mut renames = Vec::new();
    let mut taken = HashSet::new();
    deleted.retain(|from| {
        let Some(to) = targets.get_mut(&key(from)).and_then(VecDeque::pop_front) else { return true };
        renames.push(Rename { from: from.path.to_owned(), to: to.to_owned(), similarity: 100 });
        !taken.insert(to)
    });
    added.retain(|side| !taken.contains(side.path));
    renames
}

fn is_empty_blob(id: ObjectId) -> bool {
    id.as_bytes() == gix_hash::ObjectId::empty_blob(gix_hash::Kind::Sha1).as_slice()
}

/// Matches similar contents, the most similar pairs first.
fn similar_renames(deleted: &[Side<'_>], added: &[Side<'_>], contents: &Contents) -> Vec<Rename> {
    let mut bytes_left = MAX_TOTAL_BYTES;
    let mut fingerprint = |side: &Side<'_>| {
        let content = contents.get(&side.id).filter(|content| content.len() <= MAX_CANDIDATE_BYTES)?;
        bytes_left = bytes_left.checked_sub(content.len())?;
        Some(Fingerprint::of(content))
    };
    let from: Vec<Option<Fingerprint>> = deleted.iter().map(&mut fingerprint).collect();
    let to: Vec<Option<Fingerprint>> = added.iter().map(&mut fingerprint).collect();

    // Files that kept their name are the likeliest, so they are compared while work is left.
    let mut pairs: Vec<(usize, usize)> =
        (0..deleted.len()).flat_map(|from| (0..added.len()).map(move |to| (from, to))).collect();
    let other_name = |&(from, to): &(usize, usize)| deleted[from].name() != added[to].name();
    pairs.sort_by_cached_key(other_name);

    let mut work_left = MAX_COMPARISONS;
    let mut found: Vec<(u8, (usize, usize))> = Vec::new();
    for pair in pairs {
        let (Some(from), Some(to)) = (&from[pair.0], &to[pair.1]) else { continue };
        if !from.may_resemble(to) {
            continue;
        }
        let Some(left) = work_left.checked_sub(from.pieces.len() + to.pieces.len()) else { break };
        work_left = left;
        let similarity = from.similarity(to);
        if similarity >= MIN_SIMILARITY {
            found.push((similarity, pair));
        }
    }
    found.sort_by_key(|(similarity, pair)| (100 - similarity, other_name(pair), *pair));

    let (mut from_taken, mut to_taken) = (BTreeSet::new(), BTreeSet::new());
    let mut renames = Vec::new();
    for (similarity, (from, to)) in found {
        if !from_taken.contains(&from) && to_taken.insert(to) {
            from_taken.insert(from);
            let (from, to) = (deleted[from].path.to_owned(), added[to].path.to_owned());
            renames.push(Rename { from, to, similarity });
        }
    }
    renames
}

/// A content as the multiset of its lines, long ones cut into pieces, each by hash and weighed
/// by its bytes; as in git's `diffcore-delta.c`.
struct Fingerprint {
    bytes: usize,
    /// Sorted by hash, each hash once.
    pieces: Vec<(u64, usize)>,
}

impl Fingerprint {
    fn of(content: &[u8]) -> Self {
        const PIECE_BYTES: usize = 64;
        let mut pieces: Vec<(u64, usize)> = content
            .split_inclusive(|byte| *byte == b'\n')
            .flat_map(|line| line.chunks(PIECE_BYTES))
            .map(|piece| (fnv1a(piece), piece.len()))
            .collect();
        pieces.sort_unstable();
        pieces.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        Self { bytes: content.len(), pieces }
    }

    /// Whether the sizes alone leave the chance of enough similarity.
    fn may_resemble(&self, other: &Self) -> bool {
        let (small, large) = (self.bytes.min(other.bytes), self.bytes.max(other.bytes));
        small > 0 && small * 100 >= large * usize::from(MIN_SIMILARITY)
    }

    /// The share of the larger content that is also in the other, in per cent.
    fn similarity(&self, other: &Self) -> u8 {
        let (mut mine, mut theirs) = (self.pieces.iter().peekable(), other.pieces.iter().peekable());
        let mut common = 0;
        while let (Some(a), Some(b)) = (mine.peek(), theirs.peek()) {
            match a.0.cmp(&b.0) {
                Ordering::Less => _ = mine.next(),
                Ordering::Greater => _ = theirs.next(),
                Ordering::Equal => {
                    common += a.1.min(b.1);
                    mine.next();
                    theirs.next();
                }
            }
        }
        (common * 100 / self.bytes.max(other.bytes).max(1)) as u8
    }
}

/// The FNV-1a hash: cheap, and the same in every run, so that the same changes always show the
/// same renames.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
