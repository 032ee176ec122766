//! Folders as git trees: writing, listing, finding and comparing them while reading only what
//! is needed, one batch of reads for each level of nesting.
//!
//! It must not know where trees are kept: a [`TreeSource`] reads them, the caller stores them.

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;

use super::objects::{self, Entry, EntryType, Kind, ObjectId, Tree};

#[cfg(test)]
mod tests;

/// A path is at most 512 bytes long, so no deeper nesting can hold a file of a project.
const MAX_DEPTH: usize = 256;

/// Where trees are read from.
pub trait TreeSource: Sync {
    /// What can go wrong while reading.
    type Error: From<objects::Error> + Send;

    /// The trees with these ids, in the same order and number. A tree that does not exist is an
    /// error. All functions here ask for each level of nesting at once, so a database can answer
    /// with one statement a level; an id may occur twice in a call.
    fn trees(&self, ids: &[ObjectId]) -> impl Future<Output = Result<Vec<Tree>, Self::Error>> + Send;
}

/// What a project's files become by path: the id of the content, or `None` where it is deleted.
pub type Changes = BTreeMap<String, Option<ObjectId>>;

/// The outcome of [`write()`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The tree of the root folder.
    pub root: ObjectId,
    /// Ids and bytes of the trees that differ from the base's, innermost folders first. The
    /// caller may have stored some of them before.
    pub trees: Vec<(ObjectId, Vec<u8>)>,
}

/// Applies the changes to the base (or to nothing), reading and writing only the folders they
/// touch. Folders without a file vanish. A file takes the place of a folder of the same name and
/// the other way around; deleting what does not exist changes nothing.
pub async fn write<S: TreeSource>(
    base: Option<ObjectId>,
    changes: &Changes,
    source: &S,
) -> Result<Written, S::Error> {
    let mut folders = plan(changes)?;
    folders[0].base_id = base;
    let mut level = vec![0];
    while !level.is_empty() {
        read_level(&mut folders, &level, source).await?;
        level = level.iter().flat_map(|&index| folders[index].folders.values().copied()).collect();
    }
    let mut trees = Vec::new();
    let mut built: Vec<Option<ObjectId>> = vec![None; folders.len()];
    // A folder stands before all that it contains, so the innermost are built first.
    for (index, folder) in folders.iter_mut().enumerate().skip(1).rev() {
        let tree = folder.apply(&built);
        if !tree.entries.is_empty() {
            built[index] = Some(folder.encode(&tree, &mut trees)?);
        }
    }
    // Only the root may be empty.
    let tree = folders[0].apply(&built);
    let root = folders[0].encode(&tree, &mut trees)?;
    Ok(Written { root, trees })
}

/// A folder that a change touches, and what becomes of its names.
#[derive(Default)]
struct Folder<'a> {
    base_id: Option<ObjectId>,
    base: Tree,
    files: BTreeMap<&'a str, Option<ObjectId>>,
    /// Where the touched folders within it stand in the plan.
    folders: BTreeMap<&'a str, usize>,
}

impl Folder<'_> {
    /// Turns the base into the folder after the change; `built` has the trees of the folders
    /// within it, `None` where no file is left.
    fn apply(&mut self, built: &[Option<ObjectId>]) -> Tree {
        let mut entries = std::mem::take(&mut self.base.entries);
        let folder = |name: &str| self.folders.get(name).map(|&index| built[index]);
        let stays = |entry: &Entry| match entry.kind {
            EntryType::File => {
                !self.files.contains_key(entry.name.as_str()) && folder(&entry.name).flatten().is_none()
            }
            EntryType::Folder => {
                folder(&entry.name).is_none()
                    && self.files.get(entry.name.as_str()).copied().flatten().is_none()
            }
        };
        let entry = |kind, name: &str, id| Entry { name: name.to_owned(), kind, id };
        entries.retain(stays);
        entries.extend(self.files.iter().filter_map(|(name, id)| Some(entry(EntryType::File, name, (*id)?))));
        entries.extend(
            self.folders.iter().filter_map(|(name, at)| Some(entry(EntryType::Folder, name, built[*at]?))),
        );
        entries.sort_by(Entry::git_order);
        Tree { entries }
    }

    /// The id of what the folder became; its bytes go to `trees` unless it is as it was.
    fn encode(&self, tree: &Tree, trees: &mut Vec<(ObjectId, Vec<u8>)>) -> Result<ObjectId, objects::Error> {
        let bytes = tree.encode();
        let id = objects::object_id(Kind::Tree, &bytes)?;
        if self.base_id != Some(id) {
            trees.push((id, bytes));
        }
        Ok(id)
    }
}

/// The touched folders, the root first and each before those within it.
fn plan(changes: &Changes) -> Result<Vec<Folder<'_>>, objects::Error> {
    let mut folders = vec![Folder::default()];
    for (path, id) in changes {
        let mut at = 0;
        let mut segments: Vec<&str> = path.split('/').collect();
        let name = segments.pop().unwrap_or_default();
        for segment in segments {
            let next = folders.len();
            let index = *folders[at].folders.entry(segment).or_insert(next);
            if index == next {
                folders.push(Folder::default());
            }
            at = index;
        }
        folders[at].files.insert(name, *id);
    }
    let added: BTreeSet<&str> = changes.iter().filter_map(|(path, id)| id.map(|_| path.as_str())).collect();
    match added.iter().flat_map(|path| ancestors(path)).find(|folder| added.contains(folder)) {
        Some(path) => Err(objects::Error::FileAndFolder(path.to_owned())),
        None => Ok(folders),
    }
}

/// The folders a path lies in, outermost first.
pub fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// Reads the bases of one level of folders and tells those within them which theirs are.
async fn read_level<S: TreeSource>(
    folders: &mut [Folder<'_>],
    level: &[usize],
    source: &S,
) -> Result<(), S::Error> {
    let (indices, ids): (Vec<usize>, Vec<ObjectId>) =
        level.iter().filter_map(|&index| Some((index, folders[index].base_id?))).unzip();
    for (index, tree) in indices.into_iter().zip(read(source, &ids).await?) {
        for entry in tree.entries.iter().filter(|entry| entry.kind == EntryType::Folder) {
            if let Some(&child) = folders[index].folders.get(entry.name.as_str()) {
                folders[child].base_id = Some(entry.id);
            }
        }
        folders[index].base = tree;
    }
    Ok(())
}

async fn read<S: TreeSource>(source: &S, ids: &[ObjectId]) -> Result<Vec<Tree>, S::Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let trees = source.trees(ids).await?;
    match ids.get(trees.len()) {
        Some(unanswered) => Err(objects::Error::Missing(*unanswered).into()),
        None => Ok(trees),
    }
}

/// A file that two trees do not have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Difference {
    /// Its path from the root folder.
    pub path: String,
    /// Its content in the older tree, if it is there.
    pub old: Option<ObjectId>,
    /// Its content in the newer tree, if it is there.
    pub new: Option<ObjectId>,
}

/// The files that differ between two root folders, by path. Folders that are equal are not read.
pub async fn diff<S: TreeSource>(
    older: Option<ObjectId>,
    newer: Option<ObjectId>,
    source: &S,
) -> Result<Vec<Difference>, S::Error> {
    let mut differences = Vec::new();
    let mut level = Vec::new();
    if older != newer {
        level.push((String::new(), [older, newer]));
    }
    for _ in 0..MAX_DEPTH {
        if level.is_empty() {
            differences.sort_by(|a: &Difference, b| a.path.cmp(&b.path));
            return Ok(differences);
        }
        let ids: Vec<ObjectId> = level.iter().flat_map(|(_, ids)| ids.iter().copied().flatten()).collect();
        let mut trees = read(source, &ids).await?.into_iter();
        let mut deeper = Vec::new();
        for (prefix, ids) in level {
            let [old, new] = ids.map(|id| id.and_then(|_| trees.next()).unwrap_or_default());
            compare(&prefix, old, new, &mut differences, &mut deeper);
        }
        level = deeper;
    }
    Err(objects::Error::TooDeep.into())
}

/// A pair of folders of the same path, older and newer, still to be compared.
type FolderPair = (String, [Option<ObjectId>; 2]);

/// Sorts what differs between two folders into files and folders still to be read.
fn compare(
    prefix: &str,
    older: Tree,
    newer: Tree,
    differences: &mut Vec<Difference>,
    deeper: &mut Vec<FolderPair>,
) {
    /// A name's file and folder, each on the older and the newer side.
    #[derive(Default)]
    struct Sides {
        file: [Option<ObjectId>; 2],
        folder: [Option<ObjectId>; 2],
    }
    let mut names: BTreeMap<String, Sides> = BTreeMap::new();
    for (side, entry) in unequal(older, newer) {
        let sides = names.entry(entry.name).or_default();
        match entry.kind {
            EntryType::File => sides.file[side] = Some(entry.id),
            EntryType::Folder => sides.folder[side] = Some(entry.id),
        }
    }
    for (name, Sides { file, folder }) in names {
        let path = format!("{prefix}{name}");
        if folder[0] != folder[1] {
            deeper.push((format!("{path}/"), folder));
        }
        if file[0] != file[1] {
            differences.push(Difference { path, old: file[0], new: file[1] });
        }
    }
}

/// The entries that only one of two folders has, with the side that has it.
fn unequal(older: Tree, newer: Tree) -> impl Iterator<Item = (usize, Entry)> {
    let (mut older, mut newer) = (older.entries.into_iter().peekable(), newer.entries.into_iter().peekable());
    std::iter::from_fn(move || {
        // Most entries are equal, and both sides are in the same order.
        while older.peek().is_some() && older.peek() == newer.peek() {
            older.next();
            newer.next();
        }
        let older_first = match (older.peek(), newer.peek()) {
            (Some(old), Some(new)) => old.git_order(new).is_le(),
            (old, _) => old.is_some(),
        };
        if older_first { older.next().map(|entry| (0, entry)) } else { newer.next().map(|entry| (1, entry)) }
    })
}

/// All files below a root folder whose paths start with the folder `prefix` (such as `src`, or
/// empty for all), by path.
pub async fn list<S: TreeSource>(
    root: ObjectId,
    prefix: &str,
    source: &S,
) -> Result<BTreeMap<String, ObjectId>, S::Error> {
    let prefix = prefix.trim_end_matches('/');
    let folder = match prefix {
        "" => Some(root),
        _ => entry(root, prefix, source).await?.filter(|found| found.kind == EntryType::Folder).map(|f| f.id),
    };
    let below = diff(None, folder, source).await?;
    let full = |path: String| if prefix.is_empty() { path } else { format!("{prefix}/{path}") };
    Ok(below.into_iter().filter_map(|file| Some((full(file.path), file.new?))).collect())
}

/// The content's id of the file with this path, if it exists and is no folder.
pub async fn find<S: TreeSource>(
    root: ObjectId,
    path: &str,
    source: &S,
) -> Result<Option<ObjectId>, S::Error> {
    let found = entry(root, path, source).await?;
    Ok(found.filter(|found| found.kind == EntryType::File).map(|found| found.id))
}

async fn entry<S: TreeSource>(root: ObjectId, path: &str, source: &S) -> Result<Option<Entry>, S::Error> {
    let mut found = Entry { name: String::new(), kind: EntryType::Folder, id: root };
    for name in path.split('/') {
        if found.kind == EntryType::File {
            return Ok(None);
        }
        let trees = read(source, &[found.id]).await?;
        match trees.first().and_then(|tree| tree.get(name)) {
            Some(next) => found = next.clone(),
            None => return Ok(None),
        }
    }
    Ok(Some(found))
}
