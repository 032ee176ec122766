//! Which commit a repository is at.

use std::collections::{BTreeMap, HashMap};

use bytes::Bytes;

use crate::versions::objects::ObjectId;

/// The commit that is checked out, or the tip of the likeliest branch; otherwise why there is
/// none, in a sentence for the user.
pub(super) fn head(files: &BTreeMap<String, Bytes>) -> Result<ObjectId, String> {
    let packed = packed_refs(files);
    let resolve = |name: &str| resolve(files, &packed, name);
    let loose = files.keys().map(String::as_str).filter(|name| name.starts_with("refs/heads/"));
    let mut branches: Vec<&str> = loose.chain(packed.keys().copied()).collect();
    branches.sort_unstable();
    let likely = ["HEAD", "refs/heads/main", "refs/heads/master"];
    if let Some(id) = likely.into_iter().chain(branches).find_map(resolve) {
        return Ok(id);
    }
    Err(if files.keys().any(|path| path.starts_with("reftable/")) {
        "The history was not read: its branches are kept in git's reftable format, which is not supported."
    } else {
        "No history was read: the repository has no branch with a commit."
    }
    .to_owned())
}

/// Follows a name to an id, through other names if need be.
fn resolve(
    files: &BTreeMap<String, Bytes>,
    packed: &HashMap<&str, ObjectId>,
    name: &str,
) -> Option<ObjectId> {
    /// As many names may stand for each other as git allows (`SYMREF_MAXDEPTH`).
    const MAX_DEPTH: usize = 5;
    let mut name = name;
    for _ in 0..MAX_DEPTH {
        let Some(text) = files.get(name).and_then(|file| std::str::from_utf8(file).ok()) else {
            return packed.get(name).copied();
        };
        match text.trim_end().strip_prefix("ref:") {
            Some(target) => name = target.trim(),
            None => return text.trim_end().parse().ok(),
        }
    }
    None
}

/// The branches in `packed-refs`.
fn packed_refs(files: &BTreeMap<String, Bytes>) -> HashMap<&str, ObjectId> {
    let text = files.get("packed-refs").and_then(|file| std::str::from_utf8(file).ok()).unwrap_or_default();
    let line = |line: &'_ str| -> Option<(usize, ObjectId)> {
        let (id, name) = line.split_once(' ')?;
        name.starts_with("refs/heads/").then_some((id.len() + 1, id.parse().ok()?))
    };
    text.lines().filter_map(|text| line(text).map(|(at, id)| (text[at..].trim_end(), id))).collect()
}
