//! The files as the turn wants them: a version's, with edits laid over it in memory.

use std::collections::BTreeMap;

use bytes::Bytes;

use crate::app::App;
use crate::blobs::Staged;
use crate::error::Result;
use crate::projects::paths;
use crate::secrets::is_secret;
use crate::versions::merge::Files;
use crate::versions::objects::ObjectId;

/// Contents that a turn has made and nobody has stored yet, by git's id.
pub(crate) type Overlay = BTreeMap<ObjectId, Bytes>;

/// Staged edits. Secret-looking files are there, so that they stay as they are, but invisible.
#[derive(Debug)]
pub(super) struct Staging {
    base: Files,
    files: Files,
    contents: BTreeMap<ObjectId, Staged>,
    overlay: Overlay,
    renames: Vec<(String, String)>,
}

impl Staging {
    /// Lays nothing over these files.
    pub(super) fn new(base: Files) -> Self {
        Self {
            files: base.clone(),
            base,
            contents: BTreeMap::new(),
            overlay: Overlay::new(),
            renames: Vec::new(),
        }
    }

    /// The files that the turn began with.
    pub(super) fn base(&self) -> &Files {
        &self.base
    }

    /// The files as the turn wants them.
    pub(super) fn files(&self) -> &Files {
        &self.files
    }

    /// The renames, former and later path, in order.
    pub(super) fn renames(&self) -> &[(String, String)] {
        &self.renames
    }

    /// Whether the turn wants anything to change.
    pub(super) fn is_unchanged(&self) -> bool {
        self.base == self.files
    }

    /// The contents that the turn made.
    pub(super) fn contents(&self) -> impl Iterator<Item = &Staged> {
        self.contents.values()
    }

    /// The contents that the turn made, for those who read the staged files.
    pub(super) fn overlay(&self) -> &Overlay {
        &self.overlay
    }

    /// A content that the turn made.
    pub(super) fn content(&self, id: &ObjectId) -> Option<&Staged> {
        self.contents.get(id)
    }

    /// The paths that the model may know of.
    pub(super) fn visible(&self) -> impl Iterator<Item = (&str, ObjectId)> {
        self.files.iter().map(|(path, id)| (path.as_str(), *id)).filter(|(path, _)| !is_secret(path))
    }

    /// The id of a visible file's content.
    pub(super) fn get(&self, path: &str) -> Option<ObjectId> {
        if is_secret(path) { None } else { self.files.get(path).copied() }
    }

    /// A file's content.
    pub(super) async fn read(&self, app: &App, id: ObjectId) -> Result<Bytes> {
        match self.contents.get(&id) {
            Some(staged) => Ok(staged.bytes.clone()),
            None => app.blobs.get(id).await,
        }
    }

    /// Why a path cannot be written, for the model.
    pub(super) fn refusal(&self, app: &App, path: &str) -> Option<String> {
        if let Err(message) = paths::check(path, app.config.limits.path_bytes) {
            return Some(message);
        }
        if is_secret(path) {
            return Some(format!("{path:?} is for secrets: only people may write it. Ask the user to."));
        }
        let below = format!("{path}/");
        let folder =
            self.files.range(below.clone()..).next().is_some_and(|(other, _)| other.starts_with(&below));
        let file = paths::folders(path).find(|folder| self.files.contains_key(*folder));
        if folder || file.is_some() {
            let in_the_way = file.unwrap_or(path);
            return Some(format!("{in_the_way:?} cannot be a file and a folder at once."));
        }
        let most = app.config.limits.project_files;
        if !self.files.contains_key(path) && self.files.len() as u64 >= most {
            return Some(format!("A project can have {most} files."));
        }
        None
    }

    /// Stages a content; answers its id, and whether the file is new.
    pub(super) fn write(&mut self, path: &str, content: Bytes) -> Result<(ObjectId, bool)> {
        let staged = Staged::new(content)?;
        let id = staged.id;
        self.overlay.insert(id, staged.bytes.clone());
        self.contents.insert(id, staged);
        Ok((id, self.files.insert(path.to_owned(), id).is_none()))
    }

    /// Stages a deletion.
    pub(super) fn delete(&mut self, path: &str) {
        self.files.remove(path);
    }

    /// Stages a rename; answers the content's id.
    pub(super) fn rename(&mut self, from: &str, to: &str) -> Option<ObjectId> {
        let id = self.files.remove(from)?;
        self.files.insert(to.to_owned(), id);
        self.renames.push((from.to_owned(), to.to_owned()));
        Some(id)
    }
}
