//! Packages: which of them are shared by the server, and where the others come from.
//!
//! React is part of the server, so that previews work offline. Everything else, and React where
//! package.json asks for another major version, comes from a content delivery network that serves
//! packages as ES modules, as esm.sh does: `{cdn}/{name}@{version}{/subpath}?external=react,…`.
//! `external` leaves imports of React bare, so that the page's import map decides them and there
//! is only ever one React in a page.

mod versions;

use std::collections::BTreeMap;

use serde_json::Value;

use super::language::Language;

pub use versions::allows_major;

/// The shared modules: specifier, and file below [`MODULES`].
pub const REACT: [(&str, &str); 5] = [
    ("react", "react.js"),
    ("react-dom", "react-dom.js"),
    ("react-dom/client", "react-dom-client.js"),
    ("react/jsx-runtime", "react-jsx-runtime.js"),
    ("react/jsx-dev-runtime", "react-jsx-dev-runtime.js"),
];

/// Where the shared modules are served on every preview origin.
pub const MODULES: &str = "/__maquette/modules/";

/// Modules of Node that no browser has, apart from those always written with `node:`.
const NODE: [&str; 26] = [
    "assert",
    "async_hooks",
    "buffer",
    "child_process",
    "cluster",
    "crypto",
    "dgram",
    "dns",
    "fs",
    "fs/promises",
    "http",
    "http2",
    "https",
    "module",
    "net",
    "os",
    "path",
    "perf_hooks",
    "process",
    "readline",
    "stream",
    "tls",
    "url",
    "vm",
    "worker_threads",
    "zlib",
];

/// Where packages come from; the same for all projects of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registry {
    /// The network's origin, without a slash at its end.
    pub cdn: String,
    /// The version of the React that is part of the server, such as `19.2.0`.
    pub react: String,
}

impl Registry {
    /// The default network with the given embedded React.
    pub fn new(react: &str) -> Self {
        Self { cdn: "https://esm.sh".to_owned(), react: react.to_owned() }
    }

    fn react_major(&self) -> u64 {
        self.react.split('.').next().and_then(|major| major.parse().ok()).unwrap_or(0)
    }
}

/// Where a package comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// The address its module is loaded from.
    pub url: String,
    /// Whether package.json lists it, or the server has it.
    pub is_declared: bool,
}

/// The packages of one project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packages {
    registry: Registry,
    declared: BTreeMap<String, String>,
    /// The React that the page's own import map brings, if it does.
    page_react: Option<String>,
}

impl Packages {
    /// Reads the dependencies out of package.json, and from the page's own import map whether it
    /// brings a React of its own.
    pub fn new(registry: &Registry, package: Option<&Value>, page_map: &BTreeMap<String, String>) -> Self {
        let mut declared = BTreeMap::new();
        for section in ["peerDependencies", "optionalDependencies", "devDependencies", "dependencies"] {
            let entries = package.and_then(|package| package[section].as_object()).into_iter().flatten();
            declared
                .extend(entries.filter_map(|(name, range)| Some((name.clone(), range.as_str()?.to_owned()))));
        }
        let mut family = REACT.iter().filter_map(|(specifier, _)| page_map.get(*specifier));
        let page_react = family.next().map(|url| versions::in_url(url).unwrap_or_default());
        Self { registry: registry.clone(), declared, page_react }
    }

    /// Where the module of a bare specifier comes from.
    pub fn package(&self, specifier: &str) -> Package {
        let shared = REACT.iter().find(|(name, _)| *name == specifier);
        if let Some((_, file)) = shared.filter(|_| self.shares_react()) {
            return Package { url: format!("{MODULES}{file}"), is_declared: true };
        }
        let (name, subpath) = split(specifier);
        let range = self.declared.get(name);
        let is_react = matches!(name, "react" | "react-dom");
        let version = match (&self.page_react, range) {
            (Some(version), _) if is_react => version.clone(),
            (_, Some(_)) if name == "react-dom" => self.react_range().to_owned(),
            (_, Some(range)) => range.clone(),
            (_, None) if is_react && self.declared.contains_key("react") => self.react_range().to_owned(),
            (_, None) if is_react => self.registry.react.clone(),
            (_, None) => String::new(),
        };
        let is_declared = range.is_some() || is_react;
        Package { url: self.url(name, &version, subpath), is_declared }
    }

    /// The address in a preview's import map for a bare specifier. A style sheet of a package is no
    /// module, so a small module in the address itself links it.
    pub fn module_address(&self, specifier: &str) -> String {
        let Package { url, .. } = self.package(specifier);
        if !is_style(specifier) {
            return url;
        }
        let code = format!(
            "const l=document.createElement('link');l.rel='stylesheet';l.href='{url}';\
             await new Promise(d=>{{l.onload=l.onerror=d;document.head.append(l)}})"
        );
        format!("data:text/javascript,{}", super::resolve::escaped(&code))
    }

    /// Whether pages use the React that is part of the server.
    pub fn shares_react(&self) -> bool {
        self.page_react.is_none() && allows_major(self.react_range(), self.registry.react_major())
    }

    /// The range of versions of React that package.json asks for.
    fn react_range(&self) -> &str {
        self.declared.get("react").map_or("*", String::as_str)
    }

    fn url(&self, name: &str, range: &str, subpath: &str) -> String {
        let (name, version) = versions::for_url(name, range);
        let version = if version.is_empty() { version } else { format!("@{version}") };
        let external = match name.as_str() {
            // React itself must not leave React out; its other entry points share the first.
            "react" if subpath.is_empty() => "",
            _ if is_style(subpath) => "",
            "react" | "react-dom" => "?external=react",
            _ => "?external=react,react-dom",
        };
        format!("{}/{name}{version}{subpath}{external}", self.registry.cdn.trim_end_matches('/'))
    }

    /// The network's origin, for a caller that fetches packages.
    pub fn cdn(&self) -> &str {
        &self.registry.cdn
    }
}

fn is_style(specifier: &str) -> bool {
    Language::of(specifier) == Language::Style
}

/// Whether a bare specifier names a part of Node, which no browser has.
pub fn is_node(specifier: &str) -> bool {
    specifier.starts_with("node:") || NODE.contains(&specifier)
}

/// A bare specifier's package name and the rest, which starts with a slash or is empty.
pub fn split(specifier: &str) -> (&str, &str) {
    let scope = if specifier.starts_with('@') { specifier.find('/').map_or(0, |slash| slash + 1) } else { 0 };
    let end = specifier[scope..].find('/').map_or(specifier.len(), |slash| scope + slash);
    specifier.split_at(end)
}

#[cfg(test)]
mod tests;
