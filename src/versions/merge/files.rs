//! The merge of all files of a project.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;

use super::origins::trace;
use super::placement::refused;
use super::{Conflict, Content, Files, Merged, Missing, Sides, text};
use crate::versions::diff::Contents;
use crate::versions::diff::lines::is_binary;
use crate::versions::objects::ObjectId;

/// Merges the agent's files into the person's.
///
/// Changes follow files that the other side renamed, in both directions. A file that one side
/// deleted stays as the person has it if the other changed it, and so does whatever stands where
/// the agent wants to add or move something. Each time the person's side prevails over a change
/// of the agent's, there is a conflict.
pub fn files(sides: &Sides<'_>, contents: &Contents) -> Result<Merged, Missing> {
    let (person, agent) = trace(sides, contents)?;
    let mut merge = Merge::new(contents);
    for (path, base) in sides.base {
        merge.base_file(path, *base, person.of(path), agent.of(path));
    }
    merge.staying.extend(person.added(sides.base).map(|(path, _)| path));
    for (path, id) in agent.added(sides.base) {
        merge.wishes.insert(path, Wish { moved_from: None, id });
    }
    merge.finish(sides.person)
}

/// A path that the agent wants a file at.
struct Wish<'a> {
    /// The person's path of the file that is to move there; `None` for a file that the agent
    /// added.
    moved_from: Option<&'a str>,
    /// The person's content of the file to move, or the added one's.
    id: ObjectId,
}

/// The merge as far as it got. All paths are the person's, unless said otherwise.
struct Merge<'a> {
    contents: &'a Contents,
    /// Contents that were needed and not there.
    missing: BTreeSet<ObjectId>,
    /// Files that stay where they are.
    staying: Vec<&'a str>,
    /// By the path that the agent wants.
    wishes: BTreeMap<&'a str, Wish<'a>>,
    /// Contents that change, whether their files move or not.
    changed: BTreeMap<&'a str, Content>,
    deletes: BTreeSet<&'a str>,
    conflicts: Vec<Conflict>,
}

impl<'a> Merge<'a> {
    fn new(contents: &'a Contents) -> Self {
        Self {
            contents,
            missing: BTreeSet::new(),
            staying: Vec::new(),
            wishes: BTreeMap::new(),
            changed: BTreeMap::new(),
            deletes: BTreeSet::new(),
            conflicts: Vec::new(),
        }
    }

    /// Decides about a file of the base, given path and content that each side has for it.
    fn base_file(
        &mut self,
        path: &'a str,
        base: ObjectId,
        person: Option<(&'a str, ObjectId)>,
        agent: Option<(&'a str, ObjectId)>,
    ) {
        match (person, agent) {
            (None, None) => {}
            (None, Some(agents)) => {
                if agents != (path, base) {
                    let rejected = if agents.1 == base { None } else { self.rejected(agents.1) };
                    self.conflict(agents.0, rejected);
                }
            }
            (Some(persons), None) => {
                if persons == (path, base) {
                    self.deletes.insert(path);
                } else {
                    self.staying.push(persons.0);
                    self.conflict(persons.0, None);
                }
            }
            (Some(persons), Some(agents)) => {
                self.place(path, persons, agents.0);
                self.merge_content(persons.0, [base, persons.1, agents.1]);
            }
        }
    }

    /// Decides where a file goes that both sides have.
    fn place(&mut self, base: &str, (person, id): (&'a str, ObjectId), agent: &'a str) {
        if agent == base || agent == person {
            self.staying.push(person);
        } else if person == base {
            self.wishes.insert(agent, Wish { moved_from: Some(person), id });
        } else {
            // Each side gave it another name.
            self.staying.push(person);
            self.conflict(person, None);
        }
    }

    fn merge_content(&mut self, path: &'a str, [base, person, agent]: [ObjectId; 3]) {
        if agent == base || agent == person {
            return;
        }
        if person == base {
            self.changed.insert(path, Content::Existing(agent));
            return;
        }
        let ids = [base, person, agent];
        let [Some(base), Some(persons), Some(agents)] = ids.map(|id| self.content(id)) else { return };
        if [base, persons, agents].into_iter().any(|content| is_binary(content)) {
            let rejected = self.rejected(agent);
            self.conflict(path, rejected);
            return;
        }
        let merged = text(base, persons, agents);
        if merged.text != **persons {
            let content = if merged.text == **agents {
                Content::Existing(agent)
            } else {
                Content::Combined(merged.text)
            };
            self.changed.insert(path, content);
        }
        for rejected in merged.rejected {
            self.conflict(path, Some(rejected));
        }
    }

    fn finish(mut self, person: &Files) -> Result<Merged, Missing> {
        let moves = self.wishes.iter().map(|(path, wish)| (*path, wish.moved_from)).collect();
        let refused = refused(std::mem::take(&mut self.staying), &moves);
        let mut writes: BTreeMap<&str, Content> = BTreeMap::new();
        for (path, Wish { moved_from, id }) in std::mem::take(&mut self.wishes) {
            match (moved_from, refused.contains(path)) {
                (None, false) => {
                    writes.insert(path, Content::Existing(id));
                }
                (Some(from), false) => {
                    let content = self.changed.remove(from).unwrap_or(Content::Existing(id));
                    writes.insert(path, content);
                    self.deletes.insert(from);
                }
                (Some(from), true) => self.conflict(from, None),
                (None, true) if person.get(path) == Some(&id) => {}
                (None, true) => {
                    let rejected = self.rejected(id);
                    self.conflict(path, rejected);
                }
            }
        }
        if !self.missing.is_empty() {
            return Err(Missing(self.missing));
        }
        writes.extend(self.changed);
        let deletes = self.deletes.iter().filter(|path| !writes.contains_key(**path));
        let deletes = deletes.map(|path| (*path).to_owned()).collect();
        let news = |path: &str, content: &Content| match content {
            Content::Existing(id) => person.get(path) != Some(id),
            Content::Combined(_) => true,
        };
        let writes = writes.into_iter().filter(|(path, content)| news(path, content));
        let writes = writes.map(|(path, content)| (path.to_owned(), content)).collect();
        Ok(Merged { writes, deletes, conflicts: self.conflicts })
    }

    fn conflict(&mut self, path: &str, rejected: Option<String>) {
        self.conflicts.push(Conflict { path: path.to_owned(), rejected });
    }

    fn content(&mut self, id: ObjectId) -> Option<&'a Bytes> {
        let content = self.contents.get(&id);
        if content.is_none() {
            self.missing.insert(id);
        }
        content
    }

    /// The agent's whole text; `None` if it is binary.
    fn rejected(&mut self, id: ObjectId) -> Option<String> {
        let content = self.content(id).filter(|content| !is_binary(content))?;
        String::from_utf8(content.to_vec()).ok()
    }
}
