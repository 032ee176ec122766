//! Where an archive's entries belong in a project.

use unicode_normalization::UnicodeNormalization as _;

use crate::projects::paths;

/// What becomes of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A file of the project, by its path.
    File(String),
    /// A file of the repository beside the project's files, by its path within `.git`.
    Repository(String),
    /// Nothing: systems and tools leave it behind and make it again.
    Nowhere,
    /// Nothing, which the user should know.
    LeftOut(&'static str),
}

/// Where a path from an archive or a history belongs; the error says what is wrong with it.
pub(super) fn place(path: &str, most_bytes: u64) -> Result<Place, String> {
    if let Some(inside) = path.strip_prefix(".git/") {
        return Ok(Place::Repository(inside.to_owned()));
    }
    let segments = || path.split('/');
    if is_litter(path) {
        return Ok(Place::Nowhere);
    }
    if segments().any(|segment| segment == ".git") {
        let sentence = "The git repository of a folder within the project, or a link to one, was left out.";
        return Ok(Place::LeftOut(sentence));
    }
    if segments().rev().skip(1).any(|segment| segment == "node_modules") {
        let sentence = "The folder node_modules was left out: packages come from what package.json names.";
        return Ok(Place::LeftOut(sentence));
    }
    let path: String = path.nfc().collect();
    paths::check(&path, most_bytes).map(|()| Place::File(path))
}

/// What macOS and Windows leave in every folder.
pub(super) fn is_litter(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    path.split('/').next() == Some("__MACOSX") || matches!(name, ".DS_Store" | "Thumbs.db" | "desktop.ini")
}

/// The folder that all of these paths lie in, with its `/`; empty where there is none.
pub(super) fn top_folder<'a>(paths: impl IntoIterator<Item = &'a str>) -> &'a str {
    let mut paths = paths.into_iter().filter(|path| !is_litter(path));
    let folder = |path: &'a str| path.find('/').map_or("", |end| &path[..=end]);
    let Some(top) = paths.next().map(folder) else { return "" };
    if matches!(top, ".git/" | "../" | "./" | "/") || paths.any(|path| folder(path) != top) {
        ""
    } else {
        top
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_have_their_places() {
        let file = |path: &str| Ok(Place::File(path.to_owned()));
        assert_eq!(place("src/a.ts", 512), file("src/a.ts"));
        assert_eq!(place("e\u{301}.txt", 512), file("\u{e9}.txt"), "macOS writes names like this");
        assert_eq!(place(".gitignore", 512), file(".gitignore"));
        assert_eq!(place(".git/HEAD", 512), Ok(Place::Repository("HEAD".into())));
        assert_eq!(place("a/.DS_Store", 512), Ok(Place::Nowhere));
        assert_eq!(place("__MACOSX/a/._b", 512), Ok(Place::Nowhere));
        for path in [".git", "a/.git/HEAD", "node_modules/react/index.js", "a/node_modules/b"] {
            assert!(matches!(place(path, 512), Ok(Place::LeftOut(_))), "{path}");
        }
        assert_eq!(place("node_modules", 512), file("node_modules"));
        for path in ["../a", "/a", "a/../../b", "a\\..\\b", "C:/a", "", "a//b", ".GIT/config", "nul"] {
            assert!(place(path, 512).is_err(), "{path}");
        }
    }

    #[test]
    fn one_folder_around_everything_is_no_part_of_the_project() {
        assert_eq!(top_folder(["app/a", "app/src/b", "__MACOSX/app/._a"]), "app/");
        assert_eq!(top_folder(["app/.git/HEAD", "app/a"]), "app/");
        assert_eq!(top_folder(["app/a", "b"]), "");
        assert_eq!(top_folder([".git/HEAD", ".git/config"]), "");
        assert_eq!(top_folder(["../a", "../b"]), "");
        assert_eq!(top_folder(["a"]), "");
        assert_eq!(top_folder([]), "");
    }
}
