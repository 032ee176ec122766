//! What a build consists of: its pages, and the modules they reach.

use std::collections::{BTreeMap, BTreeSet};

use crate::preview::graph::{Graph, Module};
use crate::preview::language::Language;
use crate::preview::markup::{self, Markup};
use crate::preview::page::{roots_of, shell};

use super::{Failure, Input};

/// A page of the site.
pub(super) struct Page {
    pub(super) path: String,
    pub(super) html: String,
    pub(super) markup: Markup,
    pub(super) graph: Graph,
}

/// The pages of a site.
pub(super) struct Plan {
    pub(super) pages: Vec<Page>,
}

impl Plan {
    pub(super) fn new(input: &Input) -> Result<Self, Failure> {
        let project = &input.project;
        let mut sources = BTreeMap::new();
        for path in project.files().keys().filter(|path| is_page(path)) {
            let bytes = input.contents.get(path).map(Vec::as_slice).unwrap_or_default();
            sources.insert(path.clone(), String::from_utf8_lossy(bytes).into_owned());
        }
        if sources.is_empty() {
            let html = shell(project, &input.title)
                .ok_or_else(|| Failure::new("There is nothing to publish: add index.html or src/App.tsx."))?;
            sources.insert("index.html".to_owned(), html);
        }
        let pages = sources.into_iter().map(|(path, html)| {
            let markup = markup::markup(&html);
            let graph = Graph::of(project, &roots_of(&path, &markup));
            Page { path, html, markup, graph }
        });
        Ok(Self { pages: pages.collect() })
    }

    /// Every module of every page, each once.
    pub(super) fn modules(&self) -> BTreeSet<&Module> {
        self.pages.iter().flat_map(|page| page.graph.modules()).collect()
    }

    /// Files that workers start with.
    pub(super) fn workers(&self) -> BTreeSet<&str> {
        self.pages.iter().flat_map(|page| &page.graph.workers).map(String::as_str).collect()
    }

    /// Bare specifiers that pages reach.
    pub(super) fn packages(&self) -> BTreeSet<&str> {
        self.pages.iter().flat_map(|page| page.graph.packages.keys()).map(String::as_str).collect()
    }

    /// Whether the style sheet is linked by every page that reaches it, so that importing it does
    /// nothing more.
    pub(super) fn is_linked(&self, module: &Module) -> bool {
        self.pages.iter().all(|page| page.graph.eager.contains(module) || !page.graph.lazy.contains(module))
    }
}

/// Whether the file is a page of the site; what is in `public` is copied as it is.
pub(super) fn is_page(path: &str) -> bool {
    Language::of(path) == Language::Page && !path.starts_with("public/")
}
