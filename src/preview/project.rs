//! A project at one moment: its files, and what is known about each.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;

use serde_json::Value;

use super::aliases::{Aliases, CONFIGURATIONS};
use super::data;
use super::facts::{BlobId, Facts, FactsCache};
use super::language::Language;
use super::markup::Markup;
use super::packages::{Packages, Registry};
use super::scan::Scan;
use crate::secrets::is_secret;

/// How many hexadecimal digits of a blob's id make the version in an address.
const VERSION_DIGITS: usize = 12;

/// Where a project's contents come from.
pub trait Sources: Send + Sync {
    /// Why contents cannot be had.
    type Error: Send;

    /// The contents of several files, in the order asked for. Called once for a project.
    fn contents(
        &self,
        files: &[(String, BlobId)],
    ) -> impl Future<Output = Result<Vec<Vec<u8>>, Self::Error>> + Send;
}

/// A project's files at one moment, without its secrets, and everything needed to link them.
#[derive(Clone, Debug)]
pub struct Project {
    files: BTreeMap<String, BlobId>,
    facts: BTreeMap<String, Arc<Facts>>,
    packages: Packages,
    aliases: Aliases,
    jsx_import_source: Option<String>,
}

impl Project {
    /// Loads a project with a single read for everything that is not known yet. The work of
    /// finding out runs where blocking is allowed.
    pub async fn load<S: Sources>(
        files: BTreeMap<String, BlobId>,
        sources: &S,
        cache: &FactsCache,
        registry: &Registry,
    ) -> Result<Self, S::Error> {
        let wanted = Self::wanted(&files, cache);
        let contents = if wanted.is_empty() { Vec::new() } else { sources.contents(&wanted).await? };
        let (cache, registry) = (cache.clone(), registry.clone());
        let assemble = move || {
            let contents = wanted.into_iter().map(|(path, _)| path).zip(contents).collect();
            Self::assemble(files, &contents, &cache, &registry)
        };
        match tokio::task::spawn_blocking(assemble).await {
            Ok(project) => Ok(project),
            // The closure above does not panic, and nobody cancels it.
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }

    /// The files whose contents [`Self::assemble`] needs: those not known, and configuration.
    pub fn wanted(files: &BTreeMap<String, BlobId>, cache: &FactsCache) -> Vec<(String, BlobId)> {
        let is_wanted = |path: &str, blob: BlobId| {
            let language = Language::of(path);
            is_configuration(path) || (language.has_facts() && cache.get(language, blob).is_none())
        };
        let visible = files.iter().filter(|(path, _)| is_visible(path));
        visible
            .filter(|(path, blob)| is_wanted(path, **blob))
            .map(|(path, blob)| (path.clone(), *blob))
            .collect()
    }

    /// Puts a project together from its files and the contents of those that are
    /// [`Self::wanted`]. Secrets are left out, as if they did not exist. CPU-bound.
    pub fn assemble(
        mut files: BTreeMap<String, BlobId>,
        contents: &BTreeMap<String, Vec<u8>>,
        cache: &FactsCache,
        registry: &Registry,
    ) -> Self {
        files.retain(|path, _| is_visible(path));
        let missing = files.iter().filter_map(|(path, blob)| {
            let known = cache.get(Language::of(path), *blob);
            let bytes = contents.get(path).map(Vec::as_slice);
            known.is_none().then_some((path.as_str(), *blob, bytes?))
        });
        let found: BTreeMap<&str, Arc<Facts>> = cache.facts(missing).into_iter().collect();
        let facts = files.iter().filter_map(|(path, blob)| {
            let facts = found.get(path.as_str()).cloned().or_else(|| cache.get(Language::of(path), *blob))?;
            Some((path.clone(), facts))
        });
        let facts: BTreeMap<String, Arc<Facts>> = facts.collect();
        let configuration = configuration(contents);
        let page_map = match facts.get("index.html").map(AsRef::as_ref) {
            Some(Facts::Page(page)) => page.import_map.clone(),
            _ => BTreeMap::new(),
        };
        let jsx_import_source = CONFIGURATIONS.iter().find_map(|name| {
            configuration.get(*name)?["compilerOptions"]["jsxImportSource"].as_str().map(str::to_owned)
        });
        Self {
            packages: Packages::new(registry, configuration.get("package.json"), &page_map),
            aliases: Aliases::new(|name| configuration.get(name)),
            jsx_import_source,
            files,
            facts,
        }
    }

    /// The files, by path.
    pub fn files(&self) -> &BTreeMap<String, BlobId> {
        &self.files
    }

    /// Whether a file exists.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The paths below a folder, which ends with a slash or is empty.
    pub fn below(&self, folder: &str) -> impl Iterator<Item = &str> {
        let folder = folder.to_owned();
        let from = self.files.range(folder.clone()..);
        from.map(|(path, _)| path.as_str()).take_while(move |path| path.starts_with(&folder))
    }

    /// What is known about a file.
    pub fn facts(&self, path: &str) -> Option<&Facts> {
        self.facts.get(path).map(AsRef::as_ref)
    }

    /// Everything that is known, by path.
    pub fn all_facts(&self) -> impl Iterator<Item = (&str, &Facts)> {
        self.facts.iter().map(|(path, facts)| (path.as_str(), facts.as_ref()))
    }

    /// What is known about a script.
    pub fn scan(&self, path: &str) -> Option<&Scan> {
        match self.facts(path) {
            Some(Facts::Script(scan)) => Some(scan),
            _ => None,
        }
    }

    /// What is known about a page.
    pub fn page(&self, path: &str) -> Option<&Markup> {
        match self.facts(path) {
            Some(Facts::Page(page)) => Some(page),
            _ => None,
        }
    }

    /// Where packages come from.
    pub fn packages(&self) -> &Packages {
        &self.packages
    }

    /// The short names of folders.
    pub fn aliases(&self) -> &Aliases {
        &self.aliases
    }

    /// The package whose `jsx-runtime` JSX calls, where the project does not use React's.
    pub fn jsx_import_source(&self) -> Option<&str> {
        self.jsx_import_source.as_deref()
    }

    /// What tells one state of a file from another in an address.
    pub fn version(&self, path: &str) -> Option<String> {
        self.files.get(path).map(|blob| {
            let mut digits = blob.to_string();
            digits.truncate(VERSION_DIGITS);
            digits
        })
    }
}

/// Whether the preview may know of a file at all. Installed packages come from elsewhere.
fn is_visible(path: &str) -> bool {
    !is_secret(path) && !path.split('/').any(|part| part == "node_modules")
}

fn is_configuration(path: &str) -> bool {
    path == "package.json" || CONFIGURATIONS.contains(&path)
}

fn configuration(contents: &BTreeMap<String, Vec<u8>>) -> BTreeMap<&str, Value> {
    let files = contents.iter().filter(|(path, _)| is_configuration(path));
    let parsed = files.filter_map(|(path, bytes)| {
        let text = std::str::from_utf8(bytes).ok()?;
        Some((path.as_str(), data::parse(text, true).ok()?))
    });
    parsed.collect()
}

#[cfg(test)]
pub(in crate::preview) mod tests {
    use std::collections::BTreeMap;

    use super::{BlobId, FactsCache, Project, Registry, Sources};

    /// Contents kept in memory, counting how often they are read.
    pub(in crate::preview) struct Memory {
        pub(in crate::preview) contents: BTreeMap<BlobId, Vec<u8>>,
        pub(in crate::preview) reads: std::sync::atomic::AtomicUsize,
    }

    impl Sources for Memory {
        type Error = std::convert::Infallible;

        async fn contents(&self, files: &[(String, BlobId)]) -> Result<Vec<Vec<u8>>, Self::Error> {
            self.reads.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            Ok(files.iter().map(|(_, blob)| self.contents[blob].clone()).collect())
        }
    }

    /// A blob id that depends on the contents, as git's does.
    pub(in crate::preview) fn blob(bytes: &[u8]) -> BlobId {
        crate::versions::objects::blob_id(bytes).unwrap()
    }

    /// A project of these files.
    pub(in crate::preview) fn project(files: &[(&str, &str)]) -> Project {
        let contents =
            files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), blob(text.as_bytes()))).collect();
        Project::assemble(files, &contents, &FactsCache::new(1000), &Registry::new("19.2.0"))
    }

    #[tokio::test]
    async fn loading_reads_once_and_then_only_what_changed() {
        let texts = [
            ("index.html", "<script type=module src=/src/main.tsx></script>"),
            ("src/main.tsx", "import './App'"),
            ("src/App.tsx", "export default 1"),
            ("package.json", "{}"),
            ("logo.png", "\u{0}"),
            (".env", "SECRET=1"),
        ];
        let contents =
            texts.iter().map(|(_, text)| (blob(text.as_bytes()), text.as_bytes().to_vec())).collect();
        let files: BTreeMap<_, _> =
            texts.iter().map(|(path, text)| ((*path).to_owned(), blob(text.as_bytes()))).collect();
        let memory = Memory { contents, reads: 0.into() };
        let cache = FactsCache::new(100);
        let project = Project::load(files.clone(), &memory, &cache, &Registry::new("19.2.0")).await.unwrap();
        assert_eq!(memory.reads.into_inner(), 1);
        assert!(project.has("logo.png") && !project.has(".env"));
        assert_eq!(project.scan("src/main.tsx").unwrap().imports[0].specifier, "./App");
        let again: Vec<_> = Project::wanted(&files, &cache).into_iter().map(|(path, _)| path).collect();
        assert_eq!(again, ["package.json"]);
        assert_eq!(project.below("src/").collect::<Vec<_>>(), ["src/App.tsx", "src/main.tsx"]);
    }
}
