//! Whether imports lead somewhere, and the other side has what they name.

use super::super::facts::Facts;
use super::super::language::Language;
use super::super::position::Problem;
use super::super::resolve::Resolution;
use super::super::scan::{Import, ImportKind, Scan};
use super::super::{graph, packages};
use super::Check;
use super::exports::{Found, find_export, similar_export};
use crate::diagnostics::Diagnostic;

/// Languages that only a compiler which does not run here turns into CSS or JavaScript.
const UNSUPPORTED: [(&str, &str); 7] = [
    (".scss", "Sass is not compiled here. Use a .css file; browsers understand nesting and variables."),
    (".sass", "Sass is not compiled here. Use a .css file; browsers understand nesting and variables."),
    (".less", "Less is not compiled here. Use a .css file; browsers understand nesting and variables."),
    (".styl", "Stylus is not compiled here. Use a .css file; browsers understand nesting and variables."),
    (".vue", "Vue's single-file components are not compiled here. Write React components in .tsx files."),
    (".svelte", "Svelte components are not compiled here. Write React components in .tsx files."),
    (".mdx", "MDX is not compiled here. Write a React component in a .tsx file."),
];

/// Checks every import of a script.
pub(super) fn check(check: &Check<'_>, path: &str, scan: &Scan, diagnostics: &mut Vec<Diagnostic>) {
    let is_declaration = path.ends_with(".d.ts");
    for import in &scan.imports {
        if import.kind == ImportKind::Computed || (is_declaration && import.kind == ImportKind::Type) {
            continue;
        }
        diagnostics.extend(problems(check, path, import).iter().map(|problem| problem.at(path)));
    }
}

/// What is wrong with one import of the file at `path`.
pub(super) fn problems(check: &Check<'_>, path: &str, import: &Import) -> Vec<Problem> {
    let project = check.project;
    if matches!(import.kind, ImportKind::Url | ImportKind::Worker) {
        let is_missing = graph::url_target(project, path, &import.specifier).is_none()
            && !super::super::resolve::is_elsewhere(&import.specifier);
        return is_missing.then(|| missing(check, import, &import.specifier)).into_iter().collect();
    }
    match project.resolve(path, &import.specifier) {
        Resolution::Missing { sought } => vec![missing(check, import, &sought)],
        Resolution::File { path: target, query } => {
            let mut problems = unsupported(import, &target, &query);
            if problems.is_empty() && query.is_empty() {
                problems = names(check, import, &target);
            }
            problems
        }
        Resolution::Node if check.runs(path) && import.kind != ImportKind::Type => {
            let message =
                format!("`{}` is a part of Node and does not exist in a browser.", import.specifier);
            vec![Problem::error(import.position, "node-module", message)]
        }
        Resolution::Package if check.runs(path) && import.kind != ImportKind::Type => package(check, import),
        _ => Vec::new(),
    }
}

fn missing(check: &Check<'_>, import: &Import, sought: &str) -> Problem {
    let hint = match check.project.suggestion(sought) {
        Some(path) => format!(" Did you mean `{path}`?"),
        None => " Create it, or remove the import.".to_owned(),
    };
    let message = format!("Cannot find `{}`: there is no file `{sought}`.{hint}", import.specifier);
    match import.kind {
        // Types that are missing are missed by no browser.
        ImportKind::Type => Problem::warning(import.position, "unresolved-import", message),
        _ => Problem::error(import.position, "unresolved-import", message),
    }
}

fn unsupported(import: &Import, target: &str, query: &str) -> Vec<Problem> {
    let language = UNSUPPORTED.iter().find(|(extension, _)| target.ends_with(extension));
    let message = match language {
        Some((_, message)) if !matches!(query, "raw" | "url") => *message,
        None if matches!(query, "react" | "component") => {
            "SVG files are not compiled to components here. Import the file's address, or write the drawing as JSX."
        }
        _ => return Vec::new(),
    };
    vec![Problem::error(import.position, "unsupported-import", message)]
}

fn package(check: &Check<'_>, import: &Import) -> Vec<Problem> {
    let (name, _) = packages::split(&import.specifier);
    let is_in_page_map = check.project.page("index.html").is_some_and(|page| {
        let covers = |key: &String| {
            *key == import.specifier || (key.ends_with('/') && import.specifier.starts_with(key.as_str()))
        };
        page.import_map.keys().any(covers)
    });
    if is_in_page_map || check.project.packages().package(&import.specifier).is_declared {
        return Vec::new();
    }
    let message = format!("`{name}` is not in package.json, so its latest version is used.");
    vec![Problem::warning(import.position, "undeclared-package", message)]
}

/// Names that the target does not export.
fn names(check: &Check<'_>, import: &Import, target: &str) -> Vec<Problem> {
    import
        .names
        .iter()
        .filter_map(|name| {
            let wanted = name.name.as_str();
            let message = match find_export(check.project, target, wanted) {
                Found::Value | Found::Unknown => return None,
                Found::Type if name.is_type || import.kind == ImportKind::Type => return None,
                Found::Type if import.kind == ImportKind::Reexport => {
                    format!("`{wanted}` is a type in `{target}`; write `export type {{ {wanted} }}`.")
                }
                Found::Type => {
                    format!("`{wanted}` is only a type in `{target}` and cannot be used as a value.")
                }
                Found::Nothing => nothing(check, target, wanted),
            };
            // A missing type is missed by no browser.
            Some(if name.is_type || import.kind == ImportKind::Type {
                Problem::warning(name.position, "missing-export", message)
            } else {
                Problem::error(name.position, "missing-export", message)
            })
        })
        .collect()
}

fn nothing(check: &Check<'_>, target: &str, wanted: &str) -> String {
    let project = check.project;
    let is_data = matches!(
        Language::of(target),
        Language::Json | Language::StyleModule | Language::Style | Language::Other
    );
    if wanted == "default" && !is_data {
        let hint = match named_exports(check, target).as_slice() {
            [] => " Add one.".to_owned(),
            [only] => format!(" Write `import {{ {only} }}`, or add a default export."),
            names => format!(" It exports {}.", listed(names)),
        };
        return format!("`{target}` has no default export.{hint}");
    }
    if let Some(similar) = similar_export(project, target, wanted) {
        return format!("`{target}` does not export `{wanted}`. Did you mean `{similar}`?");
    }
    let is_default = matches!(find_export(project, target, "default"), Found::Value);
    if is_default && !is_data {
        return format!(
            "`{target}` does not export `{wanted}`. It has a default export: write `import {wanted} from`."
        );
    }
    format!("`{target}` does not export `{wanted}`.")
}

fn named_exports(check: &Check<'_>, target: &str) -> Vec<String> {
    match check.project.facts(target) {
        Some(Facts::Script(scan)) => scan.exports.values.clone(),
        _ => Vec::new(),
    }
}

fn listed(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(5).map(|name| format!("`{name}`")).collect();
    let more = if names.len() > 5 { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}
