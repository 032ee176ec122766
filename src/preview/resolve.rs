//! From a specifier or an address to the file or package that it means.

use std::fmt::Write as _;

use super::aliases::joined;
use super::packages;
use super::project::Project;

/// Extensions that a specifier may leave out, in the order in which they are tried.
const EXTENSIONS: [&str; 8] = ["tsx", "ts", "jsx", "js", "mjs", "mts", "json", "d.ts"];

/// What a specifier means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// A file of the project.
    File {
        /// Its path.
        path: String,
        /// What followed `?` in the specifier; empty without.
        query: String,
    },
    /// A package, by its bare specifier.
    Package,
    /// A part of Node, which no browser has.
    Node,
    /// Something outside the project: another origin, or the server's own modules.
    Elsewhere,
    /// A file that does not exist.
    Missing {
        /// The path that was looked for, without extension as in the specifier.
        sought: String,
    },
}

impl Project {
    /// What a specifier means in a file.
    pub fn resolve(&self, importer: &str, specifier: &str) -> Resolution {
        let (address, query) = specifier.split_once('?').unwrap_or((specifier, ""));
        let address = address.split('#').next().filter(|address| !address.is_empty()).unwrap_or(address);
        if is_elsewhere(specifier) {
            return Resolution::Elsewhere;
        }
        let sought = match address.strip_prefix('/') {
            Some(rooted) => joined("", rooted),
            None if is_relative(address) => joined(folder(importer), address),
            None => return self.resolve_bare(address, query),
        };
        let sought = decoded(&sought);
        // What is in `public` is served at the root.
        let public = || address.starts_with('/').then(|| self.exact(&format!("public/{sought}"))).flatten();
        match self.find(&sought).or_else(public) {
            Some(path) => Resolution::File { path, query: query.to_owned() },
            None => Resolution::Missing { sought },
        }
    }

    fn resolve_bare(&self, specifier: &str, query: &str) -> Resolution {
        let candidates = self.aliases().candidates(specifier);
        let bases = self.aliases().base_candidates(specifier);
        if let Some(path) =
            candidates.iter().cloned().chain(bases).find_map(|candidate| self.find(&candidate))
        {
            return Resolution::File { path, query: query.to_owned() };
        }
        match candidates.into_iter().next() {
            Some(sought) => Resolution::Missing { sought },
            None if packages::is_node(specifier) => Resolution::Node,
            None => Resolution::Package,
        }
    }

    /// The file that a path without extension means, as bundlers find it: the file itself, one
    /// with an extension, TypeScript for its JavaScript name, or a folder's index.
    pub fn find(&self, path: &str) -> Option<String> {
        let with_extension =
            |stem: &str| EXTENSIONS.iter().find_map(|extension| self.exact(&format!("{stem}.{extension}")));
        self.exact(path)
            .or_else(|| with_extension(path))
            .or_else(|| self.typescript_of(path))
            .or_else(|| with_extension(format!("{path}/index").trim_start_matches('/')))
    }

    /// TypeScript asks for `./a.js` where it means `./a.ts`.
    fn typescript_of(&self, path: &str) -> Option<String> {
        let (stem, extension) = path.rsplit_once('.')?;
        let alternatives: &[&str] = match extension {
            "js" => &["ts", "tsx", "jsx"],
            "jsx" => &["tsx"],
            "mjs" => &["mts"],
            _ => &[],
        };
        alternatives.iter().find_map(|extension| self.exact(&format!("{stem}.{extension}")))
    }

    fn exact(&self, path: &str) -> Option<String> {
        self.has(path).then(|| path.to_owned())
    }

    /// The file that was probably meant where a path leads nowhere: the same name in another
    /// case, with another extension or in another folder, or a slip of the keyboard away.
    pub fn suggestion(&self, sought: &str) -> Option<&str> {
        let wanted = stem(sought);
        let name = wanted.rsplit('/').next().unwrap_or(wanted).to_lowercase();
        let scored = self.files().keys().filter_map(|path| {
            let candidate = stem(path);
            let own = candidate.rsplit('/').next().unwrap_or(candidate).to_lowercase();
            let score = if candidate.eq_ignore_ascii_case(wanted) {
                0
            } else if own == name && name != "index" {
                1
            } else if folder(candidate) == folder(wanted) && distance(&own, &name) <= name.len() / 4 {
                2
            } else {
                return None;
            };
            Some((score, path.as_str()))
        });
        scored.min().map(|(_, path)| path)
    }
}

/// Whether a specifier is resolved against the address of its importer.
pub fn is_relative(specifier: &str) -> bool {
    specifier == "." || specifier == ".." || specifier.starts_with("./") || specifier.starts_with("../")
}

/// Whether an address leaves the project: another origin, a scheme, or the server's own files.
pub fn is_elsewhere(address: &str) -> bool {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme);
    let has_scheme = scheme.is_some_and(|scheme| {
        scheme != "node"
            && !scheme.is_empty()
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    });
    has_scheme || address.starts_with("//") || address.starts_with("/__maquette/")
}

/// The folder of a path, without a slash at its end.
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The path without its extension.
fn stem(path: &str) -> &str {
    match path.rsplit_once('.') {
        Some((stem, extension)) if !extension.contains('/') && !stem.is_empty() => stem,
        _ => path,
    }
}

/// A path with its percent escapes resolved; left alone where they are not valid.
pub fn decoded(path: &str) -> String {
    if !path.contains('%') {
        return path.to_owned();
    }
    let bytes = path.as_bytes();
    let mut text = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escape = path.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        if let Some(byte) = escape.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            text.push(byte);
            at += 3;
        } else {
            text.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(text).unwrap_or_else(|_| path.to_owned())
}

/// The path part of an address, escaped as the URL standard has browsers do it, so that it equals
/// what a browser makes of the same specifier.
pub fn escaped(path: &str) -> String {
    let mut text = String::with_capacity(path.len() + 1);
    for byte in path.bytes() {
        if byte <= b' ' || byte >= 0x7f || b"\"#<>?`{}%".contains(&byte) {
            // Writing to a string cannot fail.
            let _ = write!(text, "%{byte:02X}");
        } else {
            text.push(char::from(byte));
        }
    }
    text
}

/// How many characters must change to make one word the other, up to swaps (Levenshtein).
pub fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, character) in one.chars().take(64).enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], line + 1);
        for (column, theirs) in other.iter().enumerate() {
            let cost = diagonal + usize::from(character != *theirs);
            diagonal = row[column + 1];
            row[column + 1] = cost.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::super::project::tests::project;
    use super::{Resolution, decoded, distance, escaped};

    #[test]
    fn specifiers_are_resolved_as_bundlers_do() {
        let project = project(&[
            ("src/main.tsx", ""),
            ("src/App.tsx", ""),
            ("src/lib/index.ts", ""),
            ("src/lib/util.ts", ""),
            ("src/lib/util.css", ""),
            ("src/data.json", "{}"),
            ("src/types.d.ts", ""),
            ("src/My File.tsx", ""),
            ("public/vite.svg", ""),
            ("index.js", ""),
        ]);
        for (specifier, path) in [
            ("./App", "src/App.tsx"),
            ("./App.tsx", "src/App.tsx"),
            ("./App.js", "src/App.tsx"),
            ("./lib", "src/lib/index.ts"),
            ("./lib/", "src/lib/index.ts"),
            ("./lib/util", "src/lib/util.ts"),
            ("./lib/util.css", "src/lib/util.css"),
            ("../src/data", "src/data.json"),
            ("./types", "src/types.d.ts"),
            ("/src/App", "src/App.tsx"),
            ("/vite.svg", "public/vite.svg"),
            ("@/lib/util", "src/lib/util.ts"),
            ("./My File", "src/My File.tsx"),
            ("./My%20File", "src/My File.tsx"),
            ("..", "index.js"),
        ] {
            let found = project.resolve("src/main.tsx", specifier);
            assert_eq!(found, Resolution::File { path: path.into(), query: String::new() }, "{specifier}");
        }
        let raw = project.resolve("src/main.tsx", "./data.json?raw");
        assert_eq!(raw, Resolution::File { path: "src/data.json".into(), query: "raw".into() });
        let missing = |sought: &str| Resolution::Missing { sought: sought.into() };
        assert_eq!(project.resolve("src/main.tsx", "./Nope"), missing("src/Nope"));
        assert_eq!(project.resolve("src/main.tsx", "@/nope"), missing("src/nope"));
        assert_eq!(project.resolve("src/main.tsx", "./vite.svg"), missing("src/vite.svg"));
        for elsewhere in
            ["https://a/b.js", "//a/b.js", "data:text/javascript,1", "/__maquette/client.js", "blob:x"]
        {
            assert_eq!(project.resolve("src/main.tsx", elsewhere), Resolution::Elsewhere, "{elsewhere}");
        }
        assert_eq!(project.resolve("src/main.tsx", "react"), Resolution::Package);
        assert_eq!(project.resolve("src/main.tsx", "@scope/a/b"), Resolution::Package);
        assert_eq!(project.resolve("src/main.tsx", "node:fs"), Resolution::Node);
        assert_eq!(project.resolve("src/main.tsx", "path"), Resolution::Node);
    }

    #[test]
    fn the_file_that_was_meant_is_suggested() {
        let project =
            project(&[("src/components/Button.tsx", ""), ("src/hooks/useStore.ts", ""), ("src/App.tsx", "")]);
        for (sought, path) in [
            ("src/components/button", Some("src/components/Button.tsx")),
            ("src/components/Buton", Some("src/components/Button.tsx")),
            ("src/Button", Some("src/components/Button.tsx")),
            ("src/App.jsx", Some("src/App.tsx")),
            ("src/store/useStore", Some("src/hooks/useStore.ts")),
            ("src/Missing", None),
        ] {
            assert_eq!(project.suggestion(sought), path, "{sought}");
        }
    }

    #[test]
    fn paths_are_escaped_as_browsers_do() {
        assert_eq!(escaped("src/[id]/Ä b'(1).tsx"), "src/[id]/%C3%84%20b'(1).tsx");
        assert_eq!(decoded("a%20b%C3%84%zz%4"), "a bÄ%zz%4");
        assert_eq!((distance("kitten", "sitting"), distance("", "ab"), distance("a", "a")), (3, 2, 0));
    }
}
