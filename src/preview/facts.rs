//! What is known about each file's contents, kept by blob.
//!
//! An edit of one file makes one file's facts to be found out; everything else is looked up. Facts
//! speak of one file alone: how files go together is for [`super::resolve`] and [`super::check`].

use std::sync::Arc;

use moka::sync::Cache;

use super::data::{self, Data};
use super::language::Language;
use super::markup::{self, Markup};
use super::nesting;
use super::position::{Position, Problem};
use super::scan::{self, Import, Scan};
use super::styles::{self, Sheet};

/// A file's contents are named by the id that git gives them.
pub type BlobId = crate::versions::objects::ObjectId;

/// What is known about one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Facts {
    /// Of a script.
    Script(Scan),
    /// Of a style sheet.
    Style(Sheet),
    /// Of a JSON file.
    Data(Data),
    /// Of a page.
    Page(Markup),
    /// Of a file that should be text and is not.
    Unreadable(Problem),
}

impl Facts {
    /// Finds out about a file. Takes about 50 µs for a usual module.
    pub fn of(language: Language, bytes: &[u8]) -> Option<Self> {
        if !language.has_facts() {
            return None;
        }
        let Ok(text) = std::str::from_utf8(bytes) else {
            let message = "This file is not valid UTF-8 text.";
            return Some(Self::Unreadable(Problem::error(Position::START, "not-text", message)));
        };
        Some(match language {
            Language::Script(dialect) => Self::Script(scan::scan(dialect, text)),
            Language::Style => Self::Style(styles::sheet(text, false)),
            Language::StyleModule => Self::Style(styles::sheet(text, true)),
            Language::Json => Self::Data(data::data(text, false)),
            Language::JsonWithComments => Self::Data(data::data(text, true)),
            Language::Page => Self::Page(markup::markup(text)),
            Language::Other => return None,
        })
    }

    /// What the file's scripts refer to.
    pub fn imports(&self) -> &[Import] {
        match self {
            Self::Script(scan) => &scan.imports,
            Self::Page(page) => &page.imports,
            _ => &[],
        }
    }

    /// What is wrong with the file itself.
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::Script(scan) => &scan.problems,
            Self::Style(sheet) => &sheet.problems,
            Self::Data(data) => &data.problems,
            Self::Page(page) => &page.problems,
            Self::Unreadable(problem) => std::slice::from_ref(problem),
        }
    }
}

/// Facts by language and blob, shared by all projects: equal files have equal facts.
#[derive(Clone)]
pub struct FactsCache {
    entries: Cache<(Language, BlobId), Arc<Facts>>,
}

impl FactsCache {
    /// A cache that holds the facts of up to so many files.
    pub fn new(files: u64) -> Self {
        Self { entries: Cache::new(files) }
    }

    /// Whether the facts of a blob are known already.
    pub fn get(&self, language: Language, blob: BlobId) -> Option<Arc<Facts>> {
        self.entries.get(&(language, blob))
    }

    /// Keeps the facts of a blob, for a caller that found them while transforming it.
    pub fn insert(&self, language: Language, blob: BlobId, facts: Arc<Facts>) {
        self.entries.insert((language, blob), facts);
    }

    /// The facts of many files, those known looked up and the others found out. Reserves stack
    /// once for all of them. A file of which nothing can be known has none.
    pub fn facts<'f>(
        &self,
        files: impl Iterator<Item = (&'f str, BlobId, &'f [u8])>,
    ) -> Vec<(&'f str, Arc<Facts>)> {
        nesting::with_stack(8 << 20, || {
            files
                .filter_map(|(path, blob, bytes)| {
                    Some((path, self.find_out(Language::of(path), blob, bytes)?))
                })
                .collect()
        })
    }

    fn find_out(&self, language: Language, blob: BlobId, bytes: &[u8]) -> Option<Arc<Facts>> {
        if let Some(known) = self.get(language, blob) {
            return Some(known);
        }
        let facts = Arc::new(Facts::of(language, bytes)?);
        self.insert(language, blob, Arc::clone(&facts));
        Some(facts)
    }
}
