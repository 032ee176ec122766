//! Whether what pages and style sheets refer to exists.

use super::super::language::Language;
use super::super::markup::Markup;
use super::super::page::relative_to_page;
use super::super::position::{Position, Problem};
use super::super::resolve::{Resolution, is_elsewhere};
use super::super::styles::Sheet;
use super::{Check, imports};
use crate::diagnostics::Diagnostic;

/// Checks the scripts, style sheets and files that a page loads.
pub(super) fn check_page(check: &Check<'_>, path: &str, page: &Markup, diagnostics: &mut Vec<Diagnostic>) {
    for script in &page.scripts {
        let is_found = exists(check, path, &script.address);
        if !is_found && script.is_module {
            let message = missing(check, path, &script.address);
            diagnostics.push(Problem::error(script.position, "missing-file", message).at(path));
        } else if !is_found {
            diagnostics.push(
                Problem::warning(script.position, "missing-file", missing(check, path, &script.address))
                    .at(path),
            );
        } else if !script.is_module {
            diagnostics.extend(classic(check, path, &script.address, script.position));
        }
    }
    for reference in page.styles.iter().chain(&page.references) {
        if !exists(check, path, &reference.address) {
            let message = missing(check, path, &reference.address);
            diagnostics.push(Problem::warning(reference.position, "missing-file", message).at(path));
        }
    }
    for import in &page.imports {
        diagnostics.extend(imports::problems(check, path, import).iter().map(|problem| problem.at(path)));
    }
}

/// Checks the files that a style sheet refers to.
pub(super) fn check_sheet(check: &Check<'_>, path: &str, sheet: &Sheet, diagnostics: &mut Vec<Diagnostic>) {
    for reference in &sheet.references {
        let is_package =
            reference.is_import && !reference.address.contains('.') && !reference.address.starts_with('/');
        if !is_package && !exists(check, path, &reference.address) {
            let message = missing(check, path, &reference.address);
            diagnostics.push(Problem::warning(reference.position, "missing-file", message).at(path));
        }
    }
}

/// A script that is loaded as a plain one and yet is a module fails to parse in a browser.
fn classic(check: &Check<'_>, page: &str, address: &str, position: Position) -> Option<Diagnostic> {
    let target = super::super::page::linked_file(check.project, page, address)?;
    let is_module = check.project.scan(&target).is_some_and(|scan| scan.is_module || !scan.is_plain);
    let message = format!("`{target}` is a module, so its script tag needs type=\"module\".");
    is_module.then(|| Problem::error(position, "not-a-module-script", message).at(page))
}

fn exists(check: &Check<'_>, from: &str, address: &str) -> bool {
    let address = address.trim();
    if address.is_empty()
        || address.starts_with('#')
        || address.contains(['{', '\\'])
        || is_elsewhere(address)
    {
        return true;
    }
    match check.project.resolve(from, &relative_to_page(address)) {
        Resolution::Missing { sought } => is_page(check, &sought),
        _ => true,
    }
}

/// Whether an address without extension is one of the app's own routes.
fn is_page(check: &Check<'_>, sought: &str) -> bool {
    let has_page = |path: String| Language::of(&path) == Language::Page && check.project.has(&path);
    sought.is_empty() || has_page(format!("{sought}.html")) || has_page(format!("{sought}/index.html"))
}

fn missing(check: &Check<'_>, from: &str, address: &str) -> String {
    let hint = match check.project.resolve(from, &relative_to_page(address)) {
        Resolution::Missing { sought } => {
            check.project.suggestion(&sought).map(|path| format!(" Did you mean `{path}`?"))
        }
        _ => None,
    };
    format!("`{address}` does not exist.{}", hint.unwrap_or_default())
}
