//! The export as a zip archive: the files under one folder, and beside them the history as the git
//! repository that they are checked out from.

use std::collections::{BTreeSet, HashSet};
use std::io::{BufWriter, Write};

use super::Source;
use super::zip::{DosTime, ZipWriter};
use crate::error::{Context as _, Error, Result};
use crate::media_type;
use crate::projects::Project;
use crate::projects::files::File;
use crate::versions::objects::{EntryType, Kind, ObjectId, Tree};
use crate::versions::pack::{self, PackWriter};
use crate::versions::{self, Stored, Version};

const WRITING: &str = "write an export";
/// Folders of the history that are in memory at a time.
const TREES_AT_A_TIME: usize = 500;

/// A version with its commit object.
type Committed = (Version, Vec<u8>);

/// Writes the archive; `history` begins with the first version.
pub(super) fn write(
    source: &Source,
    project: &Project,
    files: &[File],
    history: &[Committed],
    out: &mut impl Write,
) -> Result<()> {
    let mut zip = ZipWriter::new(out, DosTime::from_unix(source.app.now().seconds()));
    let top = &project.slug;
    source.contents(files, |file, content| {
        zip.add(&format!("{top}/{}", file.path), content, deflates(&file.path))
    })?;
    if let Some((head, _)) = history.last() {
        let connection = source.app.db.read();
        let checked_out = source.runtime.block_on(versions::tree_files(connection, head.tree))?;
        for (path, content) in pack::scaffold(head.commit, &checked_out).context(WRITING)? {
            zip.add(&format!("{top}/{path}"), &content, true).context(WRITING)?;
        }
        write_pack(source, &format!("{top}/.git/objects/pack"), history, &mut zip)?;
    }
    zip.finish().context(WRITING)?;
    Ok(())
}

/// Writes all objects of the history as one pack, and its index.
fn write_pack(
    source: &Source,
    folder: &str,
    history: &[Committed],
    zip: &mut ZipWriter<impl Write>,
) -> Result<()> {
    let Objects { trees, blobs } = source.runtime.block_on(objects(source, history))?;
    let commits = history.iter().map(|(version, _)| &version.commit);
    let name = pack::name(commits.chain(&trees).chain(blobs.iter().map(|blob| &blob.blob)))?;
    let count = u32::try_from(history.len() + trees.len() + blobs.len()).context(WRITING)?;

    let streamed = zip.stream(&format!("{folder}/{name}.pack")).context(WRITING)?;
    let mut pack = PackWriter::new(BufWriter::with_capacity(1 << 16, streamed), count).context(WRITING)?;
    for (version, commit) in history {
        pack.add(version.commit, Kind::Commit, commit).context(WRITING)?;
    }
    for ids in trees.chunks(TREES_AT_A_TIME) {
        let bytes = source.runtime.block_on(Stored(source.app.db.read()).bytes(ids))?;
        for (id, bytes) in ids.iter().zip(bytes) {
            pack.add(*id, Kind::Tree, &bytes).context(WRITING)?;
        }
    }
    source.contents(&blobs, |blob, content| pack.add(blob.blob, Kind::Blob, content))?;
    let (streamed, index) = pack.finish().context(WRITING)?;
    streamed
        .into_inner()
        .map_err(std::io::IntoInnerError::into_error)
        .context(WRITING)?
        .finish()
        .context(WRITING)?;
    zip.add(&format!("{folder}/{name}.idx"), &index, true).context(WRITING)
}

/// What the commits of a history stand for.
struct Objects {
    trees: Vec<ObjectId>,
    /// Contents by their ids; they have no paths here.
    blobs: Vec<File>,
}

/// Finds all folders and contents of the versions, reading each folder once.
async fn objects(source: &Source, history: &[Committed]) -> Result<Objects> {
    let connection = source.app.db.read();
    let (mut trees, mut blobs) = (HashSet::new(), BTreeSet::new());
    let roots: BTreeSet<ObjectId> = history.iter().map(|(version, _)| version.tree).collect();
    let mut level: Vec<ObjectId> = roots.into_iter().collect();
    while !level.is_empty() {
        trees.extend(level.iter().copied());
        let mut deeper = BTreeSet::new();
        for ids in level.chunks(TREES_AT_A_TIME) {
            let bytes = Stored(connection).bytes(ids).await?;
            for (id, bytes) in ids.iter().zip(bytes) {
                for entry in Tree::decode(*id, &bytes)?.entries {
                    match entry.kind {
                        EntryType::File => _ = blobs.insert(entry.id),
                        EntryType::Folder => _ = deeper.insert(entry.id),
                    }
                }
            }
        }
        level = deeper.into_iter().filter(|id| !trees.contains(id)).collect();
    }
    let ids: Vec<ObjectId> = blobs.into_iter().collect();
    let sizes = source.app.blobs.sizes(connection, &ids).await?;
    let blob = |blob: ObjectId| {
        let missing = || Error::internal("export a version", format!("{blob} is missing"));
        let size = *sizes.get(&blob).ok_or_else(missing)?;
        Ok(File { path: String::new(), blob, size, updated_at: source.app.now() })
    };
    Ok(Objects {
        trees: trees.into_iter().collect(),
        blobs: ids.into_iter().map(blob).collect::<Result<_>>()?,
    })
}

/// Whether a file of this name may become smaller: most media are compressed already.
fn deflates(path: &str) -> bool {
    let kind = media_type::of(path);
    let (group, name) = kind.split_once('/').unwrap_or((kind, ""));
    let compressed = ["zip", "gzip", "zstd", "woff", "woff2", "x-7z-compressed", "x-xz", "pdf"];
    name.ends_with("+xml") || !(matches!(group, "image" | "audio" | "video") || compressed.contains(&name))
}
