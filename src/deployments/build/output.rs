//! The files of a build under construction, and their names.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::preview::assets::media_type;
use crate::preview::language::{Language, is_tooling};
use crate::secrets::is_secret;

use super::{BuiltFile, Input, compression, plan};

/// How many hexadecimal digits of a hash make a fingerprint.
const FINGERPRINT_DIGITS: usize = 10;

/// Files that configure or describe a project and mean nothing to its visitors.
const PROJECT_FILES: [&str; 9] = [
    "package.json",
    "package-lock.json",
    "pnpm-lock.yaml",
    "yarn.lock",
    "bun.lockb",
    "bun.lock",
    "components.json",
    "Dockerfile",
    "LICENSE",
];

/// The files so far, by path.
#[derive(Default)]
pub(super) struct Output {
    files: BTreeMap<String, (Vec<u8>, bool)>,
}

impl Output {
    /// Adds a file whose name shall contain its fingerprint, and returns its address.
    pub(super) fn add(&mut self, name: &str, extension: &str, bytes: Vec<u8>) -> String {
        let path = format!("assets/{}-{}.{extension}", sanitized(name), fingerprint([bytes.as_slice()]));
        let address = format!("/{path}");
        self.files.insert(path, (bytes, true));
        address
    }

    /// Adds a file at a path that is unique to its contents already, and returns its address.
    pub(super) fn add_at(&mut self, path: String, bytes: Vec<u8>) -> String {
        let address = format!("/{path}");
        self.files.insert(path, (bytes, true));
        address
    }

    /// Adds a file at a fixed path, unless there is one.
    pub(super) fn add_fixed(&mut self, path: &str, bytes: Vec<u8>) {
        self.files.entry(path.to_owned()).or_insert((bytes, false));
    }

    /// Copies what a visitor may ask for by its own address, as in the preview: all of `public`,
    /// and outside of the source folder everything that is no source and no configuration.
    pub(super) fn copy_rest(&mut self, input: &Input) {
        for (path, bytes) in &input.contents {
            if is_secret(path) || !input.project.has(path) {
                continue;
            }
            if let Some(public) = path.strip_prefix("public/") {
                self.add_fixed(public, bytes.clone());
            } else if is_asked_for(path) {
                self.add_fixed(path, bytes.clone());
            }
        }
    }

    /// The finished files, compressed.
    pub(super) fn into_files(self) -> Vec<BuiltFile> {
        let files = self.files.into_iter().map(|(path, (bytes, immutable))| {
            let mime = media_type(&path);
            let (gzip, brotli) = compression::compressed(&mime, &bytes);
            BuiltFile { path, bytes, mime, immutable, gzip, brotli }
        });
        files.collect()
    }
}

fn is_asked_for(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_source = path.starts_with("src/")
        || plan::is_page(path)
        || matches!(name.rsplit_once('.'), Some((_, "ts" | "tsx" | "jsx" | "mts" | "cts" | "map")));
    let is_project_file = PROJECT_FILES.contains(&name)
        || Language::of(path) == Language::JsonWithComments
        || (!path.contains('/') && name.to_ascii_lowercase().ends_with(".md"));
    !is_source && !is_project_file && !is_tooling(path)
}

/// What tells these contents from others.
pub(super) fn fingerprint<'b>(parts: impl IntoIterator<Item = &'b [u8]>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let mut digits = String::new();
    for byte in &hash.finalize()[..FINGERPRINT_DIGITS / 2] {
        // Writing to a string cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

/// A file's name without folder and extension, in characters that need no escaping anywhere.
pub(super) fn sanitized(path: &str) -> String {
    let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let safe: String = stem
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' })
        .take(60)
        .collect();
    if safe.is_empty() { "file".to_owned() } else { safe }
}

/// The extension of a path, `bin` without one.
pub(super) fn extension(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or("bin", |(_, extension)| extension)
}
