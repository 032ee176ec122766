//! What is wrong with a project: in each file, and between them.
//!
//! Errors are what keeps the app, or a part of it, from running; an agent repairs them, so a valid
//! project must have none. What each file says is known already ([`super::facts`]); linking them
//! is cheap.

pub(super) mod exports;
mod imports;
mod names;
mod pages;

use std::collections::BTreeSet;

use super::graph::Graph;
use super::language::{Language, is_tooling};
use super::page::roots;
use super::project::Project;
use crate::diagnostics::Diagnostic;

/// Everything that is wrong with a project, by file and place.
pub fn check(project: &Project) -> Vec<Diagnostic> {
    let check = Check::new(project);
    let mut diagnostics = Vec::new();
    for (path, facts) in project.all_facts() {
        diagnostics
            .extend(facts.problems().iter().filter(|_| !is_tooling(path)).map(|problem| problem.at(path)));
        match facts {
            super::facts::Facts::Script(scan) if !is_tooling(path) => {
                imports::check(&check, path, scan, &mut diagnostics);
                names::check(&check, path, scan, &mut diagnostics);
            }
            super::facts::Facts::Style(sheet) => pages::check_sheet(&check, path, sheet, &mut diagnostics),
            super::facts::Facts::Page(page) => pages::check_page(&check, path, page, &mut diagnostics),
            _ => {}
        }
    }
    diagnostics.sort();
    diagnostics.dedup();
    diagnostics
}

/// What all checks look at.
struct Check<'p> {
    project: &'p Project,
    /// Files that pages reach, and so run in a browser.
    reached: BTreeSet<String>,
    /// Whether a page loads scripts from elsewhere, which may define any global name.
    has_foreign_scripts: bool,
}

impl<'p> Check<'p> {
    fn new(project: &'p Project) -> Self {
        let pages = project.files().keys().filter(|path| Language::of(path) == Language::Page);
        let mut reached = BTreeSet::new();
        for page in pages.map(String::as_str).chain(["index.html"]) {
            reached.extend(Graph::of(project, &roots(project, page)).files().into_iter().map(str::to_owned));
        }
        let mut pages = project.all_facts().filter_map(|(path, _)| project.page(path));
        let has_foreign_scripts = pages.any(|page| page.scripts.iter().any(|script| !script.is_module));
        Self { project, reached, has_foreign_scripts }
    }

    /// Whether the file surely runs in a browser.
    fn runs(&self, path: &str) -> bool {
        self.reached.contains(path)
    }
}

#[cfg(test)]
mod tests;
