//! What a file exports, through any number of `export … from`.

use std::collections::HashSet;

use super::super::data::is_identifier;
use super::super::facts::Facts;
use super::super::language::Language;
use super::super::project::Project;
use super::super::resolve::{Resolution, distance};

/// What a name is on the other side of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::preview) enum Found {
    /// A value, and maybe a type as well.
    Value,
    /// A type and no value.
    Type,
    /// Not exported.
    Nothing,
    /// Not to be known, as with exports of packages and of files with errors.
    Unknown,
}

/// What the file at `path` exports under a name.
pub(in crate::preview) fn find_export(project: &Project, path: &str, name: &str) -> Found {
    let mut seen = HashSet::new();
    let mut pending = vec![path.to_owned()];
    let mut best = Found::Nothing;
    while let Some(path) = pending.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        match own_export(project, &path, name) {
            Found::Nothing => {}
            found @ (Found::Value | Found::Unknown) => return found,
            Found::Type => best = Found::Type,
        }
        // `export *` passes everything on but the default export.
        for star in
            project.scan(&path).iter().flat_map(|scan| &scan.exports.stars).filter(|_| name != "default")
        {
            match project.resolve(&path, star) {
                Resolution::File { path, .. } => pending.push(path),
                _ => return Found::Unknown,
            }
        }
    }
    best
}

fn own_export(project: &Project, path: &str, name: &str) -> Found {
    let found = |is_found: bool| if is_found { Found::Value } else { Found::Nothing };
    match (project.facts(path), Language::of(path)) {
        (Some(Facts::Script(scan)), _) if scan.exports.is_opaque || scan.has_errors() => Found::Unknown,
        (Some(Facts::Script(scan)), _) if scan.exports.has_value(name) => Found::Value,
        (Some(Facts::Script(scan)), _) => {
            if scan.exports.has_type(name) {
                Found::Type
            } else {
                Found::Nothing
            }
        }
        (Some(Facts::Data(data)), _) if data.problems.is_empty() => {
            found(name == "default" || data.names.iter().any(|own| own == name))
        }
        (Some(Facts::Style(sheet)), Language::StyleModule) => {
            found(name == "default" || (is_identifier(name) && sheet.classes.iter().any(|own| own == name)))
        }
        (Some(Facts::Style(_)), _) | (None, Language::Other) => found(name == "default"),
        _ => Found::Unknown,
    }
}

/// A name that the file exports and that was probably meant.
pub(super) fn similar_export(project: &Project, path: &str, name: &str) -> Option<String> {
    let names: Vec<&String> = match project.facts(path)? {
        Facts::Script(scan) => scan.exports.values.iter().chain(&scan.exports.types).collect(),
        Facts::Data(data) => data.names.iter().collect(),
        Facts::Style(sheet) => sheet.classes.iter().collect(),
        _ => return None,
    };
    let near = names.into_iter().filter(|own| *own != "default").map(|own| {
        let distance = if own.eq_ignore_ascii_case(name) { 0 } else { distance(own, name) };
        (distance, own)
    });
    near.min().filter(|(distance, _)| *distance <= name.len().div_ceil(3)).map(|(_, own)| own.clone())
}
