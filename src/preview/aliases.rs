//! Short names for folders and files that a project defines for its imports.
//!
//! They come from `paths` and `baseUrl` in the `tsconfig` family and from `imports` in
//! package.json. Bundlers define aliases in JavaScript, which is not run; what nearly everybody
//! defines there (`@/` and `~/` for the source folder) holds where nothing else is configured.

use std::collections::BTreeMap;

use serde_json::Value;

/// Files that may define aliases, the first taking precedence.
pub const CONFIGURATIONS: [&str; 4] =
    ["tsconfig.app.json", "tsconfig.json", "jsconfig.json", "tsconfig.base.json"];

/// The aliases of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aliases {
    /// Patterns with at most one `*`, and what they stand for, the longest pattern first.
    patterns: Vec<(String, Vec<String>)>,
    /// Folders in which bare specifiers are looked for first.
    bases: Vec<String>,
}

impl Aliases {
    /// Reads the aliases; `configuration` gives the parsed contents of one of
    /// [`CONFIGURATIONS`] or of package.json.
    pub fn new<'v>(configuration: impl Fn(&str) -> Option<&'v Value>) -> Self {
        let mut patterns = BTreeMap::new();
        let mut bases = Vec::new();
        for name in CONFIGURATIONS {
            let Some(options) = configuration(name).map(|value| &value["compilerOptions"]) else { continue };
            let base = options["baseUrl"].as_str().map(|base| joined("", base));
            for (pattern, targets) in options["paths"].as_object().into_iter().flatten() {
                let targets = targets.as_array().into_iter().flatten().filter_map(Value::as_str);
                let targets = targets.map(|target| joined(base.as_deref().unwrap_or(""), target)).collect();
                patterns.entry(pattern.clone()).or_insert(targets);
            }
            bases.extend(base);
        }
        let package = configuration("package.json").map(|package| &package["imports"]);
        for (pattern, target) in package.and_then(Value::as_object).into_iter().flatten() {
            let target =
                target.as_str().or_else(|| target["browser"].as_str()).or_else(|| target["default"].as_str());
            if let Some(target) = target {
                patterns.entry(pattern.clone()).or_insert_with(|| vec![joined("", target)]);
            }
        }
        for prefix in ["@", "~"] {
            let pattern = format!("{prefix}/*");
            patterns.entry(pattern).or_insert_with(|| vec!["src/*".to_owned(), "*".to_owned()]);
        }
        let mut patterns: Vec<_> = patterns.into_iter().collect();
        patterns.sort_by_key(|(pattern, _)| std::cmp::Reverse(pattern.len()));
        Self { patterns, bases }
    }

    /// The paths, without extension, that a specifier may stand for, most likely first; empty
    /// where no alias applies.
    pub fn candidates(&self, specifier: &str) -> Vec<String> {
        let matching = self.patterns.iter().find_map(|(pattern, targets)| {
            let rest = match pattern.split_once('*') {
                None => (pattern == specifier).then_some("")?,
                Some((start, end)) => specifier.strip_prefix(start)?.strip_suffix(end)?,
            };
            Some(targets.iter().map(|target| target.replacen('*', rest, 1)).collect())
        });
        matching.unwrap_or_default()
    }

    /// The paths, without extension, where `baseUrl` would look for a bare specifier.
    pub fn base_candidates(&self, specifier: &str) -> impl Iterator<Item = String> {
        self.bases.iter().map(move |base| joined(base, specifier))
    }
}

/// A relative path seen from a folder, both within the project, without `.` and `..`; what would
/// leave the project stops at its root, as in a browser.
pub fn joined(folder: &str, relative: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Aliases, joined};

    fn aliases(files: &[(&str, Value)]) -> Aliases {
        Aliases::new(|name| files.iter().find(|(file, _)| *file == name).map(|(_, value)| value))
    }

    #[test]
    fn the_usual_alias_needs_no_configuration() {
        let aliases = aliases(&[]);
        assert_eq!(aliases.candidates("@/lib/utils"), ["src/lib/utils", "lib/utils"]);
        assert_eq!(aliases.candidates("~/a"), ["src/a", "a"]);
        assert_eq!(aliases.candidates("react"), [""; 0]);
        assert_eq!(aliases.candidates("@scope/name"), [""; 0]);
    }

    #[test]
    fn configured_aliases_win() {
        let config = json!({ "compilerOptions": { "baseUrl": "./app", "paths": {
            "@/*": ["./*"], "@/ui/*": ["./components/ui/*", "../shared/*"], "config": ["settings.ts"]
        } } });
        let package = json!({ "imports": { "#lib/*": "./lib/*.js", "#x": { "browser": "./x.web.js" } } });
        let aliases = aliases(&[("tsconfig.json", config), ("package.json", package)]);
        assert_eq!(aliases.candidates("@/a/b"), ["app/a/b"]);
        assert_eq!(aliases.candidates("@/ui/b"), ["app/components/ui/b", "shared/b"]);
        assert_eq!(aliases.candidates("config"), ["app/settings.ts"]);
        assert_eq!(aliases.candidates("#lib/a"), ["lib/a.js"]);
        assert_eq!(aliases.candidates("#x"), ["x.web.js"]);
        assert_eq!(aliases.base_candidates("a/b").collect::<Vec<_>>(), ["app/a/b"]);
    }

    #[test]
    fn paths_stay_within_the_project() {
        for (folder, relative, path) in [
            ("src/a", "../b", "src/b"),
            ("src", "./../../../x", "x"),
            ("", "/src//x/", "src/x"),
            ("a/./b", ".", "a/b"),
        ] {
            assert_eq!(joined(folder, relative), path);
        }
    }
}
