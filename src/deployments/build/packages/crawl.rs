//! Fetching packages and everything they import, from one host and within limits.

use std::collections::{BTreeMap, BTreeSet};

use futures::{StreamExt as _, stream};
use url::Url;

use crate::preview::language::{Language, Script};
use crate::preview::project::Project;
use crate::preview::scan::{ImportKind, scan};
use crate::preview::styles;

use super::super::plan::Plan;
use super::super::{Failure, Fetch, Limits};

/// How many files are fetched at the same time.
const CONCURRENCY: usize = 8;

/// Everything that was fetched.
#[derive(Default)]
pub(in super::super) struct Fetched {
    /// Files by the address they came from in the end.
    pub(in super::super) files: BTreeMap<Url, File>,
    /// Where each address that was asked for led.
    redirects: BTreeMap<Url, Url>,
    /// Bare specifiers that lead to fetched files.
    pub(in super::super) roots: BTreeMap<String, Url>,
    /// Bare specifiers that fetched files import.
    pub(in super::super) bare: BTreeSet<String>,
}

/// A fetched file.
pub(in super::super) struct File {
    pub(in super::super) bytes: Vec<u8>,
    pub(in super::super) kind: Kind,
}

/// What a fetched file is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Kind {
    Script,
    Style,
    /// Something a style sheet refers to.
    Other,
}

impl Kind {
    pub(in super::super) fn extension(self, url: &Url) -> &str {
        match self {
            Self::Script => "js",
            Self::Style => "css",
            Self::Other => url.path().rsplit_once('.').map_or("bin", |(_, extension)| extension),
        }
    }
}

impl Fetched {
    /// How many files there are.
    pub(in super::super) fn count(&self) -> usize {
        self.files.len()
    }

    /// The address of the file that an address led to.
    pub(in super::super) fn found(&self, url: &Url) -> Option<&Url> {
        self.redirects.get(url)
    }
}

/// An address to fetch, what is expected there, and the package that asks for it.
struct Wanted {
    url: Url,
    kind: Kind,
    package: String,
}

/// Fetches every package of the plan that the server does not have.
pub(in super::super) async fn fetch(
    project: &Project,
    plan: &Plan,
    fetch: &impl Fetch,
    limits: Limits,
) -> Result<Fetched, Failure> {
    let mut crawl = Crawl {
        project,
        limits,
        fetched: Fetched::default(),
        wanted: Vec::new(),
        seen: BTreeSet::new(),
        bytes: 0,
        failures: BTreeMap::new(),
    };
    for specifier in plan.packages() {
        crawl.want_package(specifier);
    }
    let finished = tokio::time::timeout(limits.time, crawl.run(fetch)).await;
    if finished.is_err() {
        let message = format!("was not fetched within {} seconds", limits.time.as_secs());
        crawl.failures.insert("A package".to_owned(), message);
    }
    crawl.finish()
}

struct Crawl<'c> {
    project: &'c Project,
    limits: Limits,
    fetched: Fetched,
    wanted: Vec<Wanted>,
    /// Every address that was ever wanted.
    seen: BTreeSet<Url>,
    bytes: usize,
    /// Why packages cannot be had, by package.
    failures: BTreeMap<String, String>,
}

impl Crawl<'_> {
    /// Fetches wave by wave, so that what is found does not depend on which answer comes first.
    async fn run(&mut self, fetch: &impl Fetch) {
        while !self.wanted.is_empty() && self.failures.is_empty() {
            let wave = std::mem::take(&mut self.wanted);
            if self.fetched.redirects.len() + wave.len() > self.limits.files {
                let message =
                    format!("needs more than the {} files that a build may fetch", self.limits.files);
                self.failures.insert(wave[0].package.clone(), message);
                return;
            }
            let room = self.limits.bytes.saturating_sub(self.bytes);
            let answers = wave.into_iter().map(|wanted| async move {
                let answer = fetch.fetch(&wanted.url, room).await;
                (wanted, answer)
            });
            let mut answers: Vec<_> = stream::iter(answers).buffer_unordered(CONCURRENCY).collect().await;
            answers.sort_by(|(one, _), (other, _)| one.url.cmp(&other.url));
            for (wanted, answer) in answers {
                self.take(wanted, answer);
            }
        }
    }

    fn take(&mut self, wanted: Wanted, answer: Result<(Url, Vec<u8>), String>) {
        let (url, bytes) = match answer {
            Ok(answer) => answer,
            Err(reason) => {
                let message = format!("cannot be fetched from {}: {reason}", wanted.url);
                self.failures.entry(wanted.package).or_insert(message);
                return;
            }
        };
        self.fetched.redirects.insert(wanted.url.clone(), url.clone());
        if self.fetched.files.contains_key(&url) {
            return;
        }
        self.bytes += bytes.len();
        if url.origin() != wanted.url.origin() || self.bytes > self.limits.bytes {
            let message = if self.bytes > self.limits.bytes {
                format!("needs more than the {} MB that a build may fetch", self.limits.bytes >> 20)
            } else {
                format!("leads to another host, {url}")
            };
            self.failures.entry(wanted.package).or_insert(message);
            return;
        }
        self.read(&wanted, &url, &bytes);
        self.fetched.files.insert(url, File { bytes, kind: wanted.kind });
    }

    /// Notes what a file refers to.
    fn read(&mut self, wanted: &Wanted, url: &Url, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes);
        match wanted.kind {
            Kind::Other => {}
            Kind::Style => {
                for reference in styles::references(&text) {
                    let kind = if reference.is_import { Kind::Style } else { Kind::Other };
                    self.want(url, &reference.address, kind, &wanted.package);
                }
            }
            Kind::Script => {
                for import in scan(Script::JavaScript, &text).imports {
                    if !matches!(import.kind, ImportKind::Type | ImportKind::Computed) {
                        self.want(url, &import.specifier, Kind::Script, &wanted.package);
                    }
                }
            }
        }
    }

    fn want(&mut self, base: &Url, specifier: &str, kind: Kind, package: &str) {
        let Some(url) = resolved(base, specifier) else {
            if kind == Kind::Script && !specifier.contains(':') {
                self.fetched.bare.insert(specifier.to_owned());
                self.want_package(specifier);
            }
            return;
        };
        if url.origin() != base.origin() {
            // A package may link to other places from its styles; scripts must all be included.
            if kind == Kind::Script {
                self.failures.entry(package.to_owned()).or_insert(format!("imports {url} from another host"));
            }
            return;
        }
        self.want_url(url, kind, package);
    }

    fn want_package(&mut self, specifier: &str) {
        let address = self.project.packages().package(specifier).url;
        if self.fetched.roots.contains_key(specifier) || address.starts_with('/') {
            return;
        }
        match Url::parse(&address) {
            Ok(url) => {
                let kind = if is_style(&url) { Kind::Style } else { Kind::Script };
                self.fetched.roots.insert(specifier.to_owned(), url.clone());
                self.want_url(url, kind, specifier);
            }
            Err(error) => {
                self.failures.insert(specifier.to_owned(), format!("has no valid address: {error}"));
            }
        }
    }

    fn want_url(&mut self, url: Url, kind: Kind, package: &str) {
        if self.seen.insert(url.clone()) {
            self.wanted.push(Wanted { url, kind, package: package.to_owned() });
        }
    }

    fn finish(self) -> Result<Fetched, Failure> {
        if self.failures.is_empty() {
            return Ok(self.fetched);
        }
        let mut log: Vec<String> =
            self.failures.iter().map(|(package, reason)| format!("{package} {reason}.")).collect();
        log.push(
            "A published app contains all its packages. Remove these, or try again when this server reaches the network \
             that they come from."
                .to_owned(),
        );
        Err(Failure { log })
    }
}

fn is_style(url: &Url) -> bool {
    Language::of(url.path()) == Language::Style
}

/// The address that a specifier of a fetched file means; `None` where it is bare.
pub(in super::super) fn resolved(base: &Url, specifier: &str) -> Option<Url> {
    let is_address = specifier.starts_with(['/', '.'])
        || specifier.starts_with("https://")
        || specifier.starts_with("http://");
    let is_style_address = is_style(base) && !specifier.contains(':');
    if is_address || is_style_address { base.join(specifier).ok() } else { None }
}
