//! Style sheets of a build: fingerprinted and minified, with everything they refer to.

use std::collections::{BTreeMap, BTreeSet};

use crate::preview::language::Language;
use crate::preview::page::relative_to_page;
use crate::preview::resolve::{Resolution, escaped, is_elsewhere};
use crate::preview::styles;

use super::modules::failed;
use super::output::{Output, extension};
use super::{Failure, Input};

/// How long a chain of style sheets that import each other may be.
const MOST_NESTED_IMPORTS: usize = 50;

/// The files of a project that are added as they are asked for, each once.
pub(super) struct Files<'f> {
    input: &'f Input,
    /// Where they are added.
    pub(super) output: &'f mut Output,
    addresses: BTreeMap<String, String>,
    /// Style sheets that are being added: one that imports itself must end somewhere.
    open: BTreeSet<String>,
}

impl<'f> Files<'f> {
    pub(super) fn new(input: &'f Input, output: &'f mut Output) -> Self {
        Self { input, output, addresses: BTreeMap::new(), open: BTreeSet::new() }
    }

    /// The address of a file on the site, which is added where it is not yet.
    pub(super) fn address(&mut self, path: &str) -> Result<String, Failure> {
        if let Some(address) = self.addresses.get(path) {
            return Ok(address.clone());
        }
        if let Some(public) = path.strip_prefix("public/") {
            return Ok(format!("/{}", escaped(public)));
        }
        let bytes = self.input.contents.get(path).map(Vec::as_slice).unwrap_or_default();
        let is_style = matches!(Language::of(path), Language::Style | Language::StyleModule);
        let is_chain_short = self.open.len() < MOST_NESTED_IMPORTS;
        let address = if is_style && is_chain_short && self.open.insert(path.to_owned()) {
            let css = self.sheet(path, &String::from_utf8_lossy(bytes))?;
            self.open.remove(path);
            self.output.add(path, "css", css.into_bytes())
        } else {
            self.output.add(path, extension(path), bytes.to_vec())
        };
        self.addresses.insert(path.to_owned(), address.clone());
        Ok(address)
    }

    fn sheet(&mut self, path: &str, source: &str) -> Result<String, Failure> {
        let scoped = if Language::of(path) == Language::StyleModule {
            styles::scoped(path, source).map_err(|problems| failed(path, &problems))?.css
        } else {
            source.to_owned()
        };
        let mut addresses = BTreeMap::new();
        for reference in styles::references(&scoped) {
            if let Some(target) = target(self.input, path, &reference.address) {
                let (_, fragment) = split_fragment(&reference.address);
                let address = self.address(&target)?;
                addresses.insert(reference.address.clone(), format!("{address}{fragment}"));
            }
        }
        let linked = styles::replaced(&scoped, |reference| addresses.get(&reference.address).cloned());
        Ok(styles::minified(&linked))
    }
}

/// The file that an address in a style sheet means.
fn target(input: &Input, path: &str, address: &str) -> Option<String> {
    if address.trim().is_empty() || address.starts_with('#') || is_elsewhere(address) {
        return None;
    }
    match input.project.resolve(path, &relative_to_page(address)) {
        Resolution::File { path, .. } => Some(path),
        _ => None,
    }
}

/// An address without and its `?query#fragment`, which icon fonts and sprites use.
pub(super) fn split_fragment(address: &str) -> (&str, &str) {
    address.split_at(address.find(['?', '#']).unwrap_or(address.len()))
}
