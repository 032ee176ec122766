//! Version ranges as package.json writes them.

use std::fmt::Write as _;

use semver::{Version, VersionReq};

/// Whether an npm range allows any version of a major.
pub fn allows_major(range: &str, major: u64) -> bool {
    range.split("||").any(|alternative| alternative_allows(alternative.trim(), major))
}

fn alternative_allows(range: &str, major: u64) -> bool {
    let comparators = match range.split_once(" - ") {
        Some((from, to)) => format!(">={}, <={}", from.trim(), to.trim()),
        None => {
            range.split_whitespace().collect::<Vec<_>>().join(", ").replace(">=, ", ">=").replace(">, ", ">")
        }
    };
    let Ok(requirement) = VersionReq::parse(&comparators.replace(['v', 'V'], "")) else {
        // Tags such as `latest`, and addresses: nothing says that another major is meant.
        return true;
    };
    let first = Version::new(major, 0, 0);
    let last = Version::new(major, u64::from(u32::MAX), u64::from(u32::MAX));
    requirement.matches(&last) || requirement.matches(&first) || exact_major(&comparators) == Some(major)
}

/// The major of a range that starts with a plain version, whose minor and patch do not matter.
fn exact_major(range: &str) -> Option<u64> {
    let digits = range.trim_start_matches(['=', '^', '~', 'v', ' ']);
    digits.split(['.', '-']).next()?.parse().ok().filter(|_| !range.starts_with(['<', '>']))
}

/// The name and version for a package's address: ranges that only npm can resolve (files, git,
/// workspaces) become no version at all, which means the latest.
pub(super) fn for_url(name: &str, range: &str) -> (String, String) {
    let range = range.trim();
    if let Some(alias) = range.strip_prefix("npm:") {
        let at = alias.rfind('@').filter(|at| *at > 0).unwrap_or(alias.len());
        let (name, version) = alias.split_at(at);
        return (name.to_owned(), escaped(version.trim_start_matches('@')));
    }
    let is_foreign = range.contains([':', '/']) || matches!(range, "*" | "latest" | "");
    (name.to_owned(), if is_foreign { String::new() } else { escaped(range) })
}

/// The version in the address of a package, such as `18.3.1` in `https://esm.sh/react@18.3.1`.
pub(super) fn in_url(url: &str) -> Option<String> {
    let rest = url.split("react@").nth(1).or_else(|| url.split("react-dom@").nth(1))?;
    let version: String =
        rest.chars().take_while(|c| c.is_ascii_alphanumeric() || ".^~-".contains(*c)).collect();
    (!version.is_empty()).then_some(version)
}

/// A range in a form that an address can hold.
fn escaped(range: &str) -> String {
    let mut text = String::with_capacity(range.len());
    for byte in range.bytes() {
        if byte.is_ascii_alphanumeric() || b".^~-+*_".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}
