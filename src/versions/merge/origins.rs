//! Which file of the base each side's files were: renames, told by the agent or recognised.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Files, Missing, Sides};
use crate::versions::diff::{self, Contents};
use crate::versions::objects::ObjectId;
use crate::versions::trees::Difference;

/// One side's files with where each came from.
pub(super) struct Origins<'a> {
    files: &'a Files,
    /// Paths by the base's path, for files that moved.
    moved: BTreeMap<&'a str, &'a str>,
    /// The paths they moved to.
    targets: BTreeSet<&'a str>,
}

impl<'a> Origins<'a> {
    fn new(files: &'a Files, moved: BTreeMap<&'a str, &'a str>) -> Self {
        let targets = moved.values().copied().collect();
        Self { files, moved, targets }
    }

    /// Path and content that the base's file has on this side; `None` if it is gone.
    pub(super) fn of(&self, base_path: &'a str) -> Option<(&'a str, ObjectId)> {
        let path = match self.moved.get(base_path) {
            Some(path) => path,
            None if self.targets.contains(base_path) => return None,
            None => base_path,
        };
        self.files.get_key_value(path).map(|(path, id)| (path.as_str(), *id))
    }

    /// The files that were none of the base's.
    pub(super) fn added(&self, base: &'a Files) -> impl Iterator<Item = (&'a str, ObjectId)> {
        let of_base = |path: &str| {
            base.contains_key(path) && !self.moved.contains_key(path) || self.targets.contains(path)
        };
        self.files.iter().filter(move |(path, _)| !of_base(path)).map(|(path, id)| (path.as_str(), *id))
    }

    /// Whether this side changed, moved or deleted the base's file.
    fn touched(&self, base: &'a Files, path: &'a str) -> bool {
        self.of(path) != base.get(path).map(|id| (path, *id))
    }

    /// Adds the renames that the files' contents show, of those files that `matters` tells.
    fn recognise(
        mut self,
        base: &'a Files,
        matters: impl Fn(&'a str) -> bool,
        contents: &Contents,
    ) -> Result<Self, Missing> {
        let gone = base.iter().filter(|(path, _)| self.of(path).is_none() && matters(path));
        let gone = gone.map(|(path, id)| Difference { path: path.clone(), old: Some(*id), new: None });
        let mut differences: Vec<Difference> = gone.collect();
        if differences.is_empty() {
            return Ok(self);
        }
        // A path that the base has too cannot be told apart from a file written over it.
        let added = self.added(base).filter(|(path, _)| !base.contains_key(*path));
        differences.extend(added.map(|(path, id)| Difference {
            path: path.to_owned(),
            old: None,
            new: Some(id),
        }));
        let missing: BTreeSet<ObjectId> =
            diff::candidates(&differences).into_iter().filter(|id| !contents.contains_key(id)).collect();
        if !missing.is_empty() {
            return Err(Missing(missing));
        }
        for rename in diff::renames(&differences, contents) {
            let (Some((from, _)), Some((to, _))) =
                (base.get_key_value(&rename.from), self.files.get_key_value(&rename.to))
            else {
                continue;
            };
            self.moved.insert(from, to);
            self.targets.insert(to);
        }
        Ok(self)
    }
}

/// Both sides' origins, the person's first.
pub(super) fn trace<'a>(
    sides: &Sides<'a>,
    contents: &Contents,
) -> Result<(Origins<'a>, Origins<'a>), Missing> {
    let person = Origins::new(sides.person, BTreeMap::new());
    let agent = Origins::new(sides.agent, told_renames(sides));
    // A file that the person moved is the same as one deleted and one added, unless the agent
    // touched it. One that the agent moved is not even then: the addition may be refused.
    let person = person.recognise(sides.base, |path| agent.touched(sides.base, path), contents);
    let changed = sides.person != sides.base;
    let agent = agent.recognise(sides.base, |_| changed, contents);
    match (person, agent) {
        (Err(mut one), Err(other)) => {
            one.0.extend(other.0);
            Err(one)
        }
        (person, agent) => Ok((person?, agent?)),
    }
}

/// The agent's renames from first to last path. One of a file that it made itself is none.
fn told_renames<'a>(sides: &Sides<'a>) -> BTreeMap<&'a str, &'a str> {
    let mut origins: HashMap<&str, &str> = HashMap::new();
    let mut left: BTreeSet<&str> = BTreeSet::new();
    for (from, to) in sides.agent_renames {
        let origin = match origins.remove(from.as_str()) {
            Some(origin) => Some(origin),
            None if left.contains(from.as_str()) => None,
            None => sides.base.get_key_value(from).map(|(path, _)| path.as_str()),
        };
        left.insert(from);
        match origin {
            Some(origin) => origins.insert(to, origin),
            None => origins.remove(to.as_str()),
        };
        // What stood there before is overwritten, and none of the base's any more.
        left.insert(to);
    }
    let arrived = |(path, origin): (&str, &'a str)| {
        sides.agent.get_key_value(path).filter(|_| path != origin).map(|(path, _)| (origin, path.as_str()))
    };
    origins.into_iter().filter_map(arrived).collect()
}
