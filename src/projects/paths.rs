//! Which paths a project's files can have.
//!
//! A path that is accepted here can be written on every common file system and into a git tree,
//! and is spelled in one way only.

use unicode_normalization::UnicodeNormalization as _;

/// Checks a path; the error says what is wrong with it.
pub fn check(path: &str, most_bytes: u64) -> Result<(), String> {
    if path.is_empty() {
        return Err("The path is empty.".into());
    }
    if path.len() as u64 > most_bytes {
        return Err(format!("The path has {} bytes; at most {most_bytes} are allowed.", path.len()));
    }
    if path.starts_with('/') {
        return Err("Paths are relative to the project: leave out the first \"/\".".into());
    }
    if path.contains('\\') {
        return Err("Use \"/\" between folders; a path cannot contain \"\\\".".into());
    }
    if path.chars().any(|character| character.is_control() || is_invisible(character)) {
        return Err("A path cannot contain control or invisible characters.".into());
    }
    if !unicode_normalization::is_nfc(path) {
        let spelling: String = path.nfc().collect();
        return Err(format!("The path must be in Unicode's form NFC: {spelling:?}."));
    }
    path.split('/').try_for_each(check_segment)
}

fn check_segment(segment: &str) -> Result<(), String> {
    match segment {
        "" => return Err("A path cannot contain an empty folder name (\"//\") or end with \"/\".".into()),
        "." | ".." => return Err(format!("A path cannot contain {segment:?}.")),
        _ => {}
    }
    if segment.ends_with(['.', ' ']) {
        return Err(format!("{segment:?} ends with a dot or a space, which Windows cannot store."));
    }
    if segment.starts_with(' ') {
        return Err(format!("{segment:?} begins with a space."));
    }
    if segment.len() > 255 {
        return Err("A file or folder name can have 255 bytes.".into());
    }
    if segment.contains(['<', '>', ':', '"', '|', '?', '*']) {
        return Err(format!("{segment:?} contains one of < > : \" | ? *, which Windows cannot store."));
    }
    let folded = segment.to_ascii_lowercase();
    if is_git_folder(&folded) {
        return Err(format!("{segment:?} is a name that git keeps for itself."));
    }
    let stem = folded.split('.').next().unwrap_or_default().trim_end();
    if is_device(stem) {
        return Err(format!("{segment:?} is the name of a device on Windows."));
    }
    Ok(())
}

/// Names under which some file system finds `.git`: git refuses them as well
/// (`verify_path` and `is_ntfs_dotgit` in git's `read-cache.c` and `path.c`).
fn is_git_folder(folded: &str) -> bool {
    let stripped = folded.trim_end_matches(['.', ' ']);
    stripped == ".git" || stripped == "git~1"
}

fn is_device(stem: &str) -> bool {
    matches!(stem, "con" | "prn" | "aux" | "nul")
        || ["com", "lpt"].iter().any(|port| {
            stem.strip_prefix(port).is_some_and(|number| {
                number.len() == 1 && number.bytes().all(|b| b.is_ascii_digit() && b != b'0')
            })
        })
}

/// Characters that HFS+ ignores in names, so that `.g\u{200c}it` would be `.git`
/// (`next_hfs_char` in git's `utf8.c`).
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{206a}'..='\u{206f}' | '\u{feff}')
}

/// The folders that a path lies in, from the outermost: `a`, `a/b` for `a/b/c`.
pub fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_paths_are_accepted() {
        for path in [
            "a",
            "src/App.tsx",
            ".env",
            ".github/workflows/ci.yml",
            "ä/日本語.md",
            "git/x",
            "a.git",
            "console.ts",
            "com10",
            "[id].tsx",
            "a b/c d.txt",
        ] {
            assert_eq!(check(path, 512), Ok(()), "{path}");
        }
    }

    #[test]
    fn dangerous_paths_are_refused() {
        for path in [
            "",
            "/a",
            "a/",
            "a//b",
            ".",
            "..",
            "a/../b",
            "a\\b",
            "a\0b",
            "a\nb",
            ".git",
            ".GIT/config",
            "a/.Git",
            "git~1",
            "GIT~1/x",
            "a.",
            "a ",
            "a./b",
            "e\u{301}",
            ".g\u{200c}it",
            "nul",
            "CON.txt",
            "com1",
            "a:b",
            "x/ y",
            "a?b",
        ] {
            assert!(check(path, 512).is_err(), "{path:?}");
        }
        assert!(check(&"a".repeat(513), 512).is_err());
    }

    #[test]
    fn folders_of_a_path() {
        assert_eq!(folders("a/b/c").collect::<Vec<_>>(), ["a", "a/b"]);
        assert_eq!(folders("a").count(), 0);
    }
}
