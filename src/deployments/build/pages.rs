//! The pages of a build.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::preview::graph::Module;
use crate::preview::import_map;
use crate::preview::language::{Language, Script};
use crate::preview::page::{attribute, linked_file, rewritten};
use crate::preview::resolve::Resolution;
use crate::preview::transform::transform;

use super::modules::{failed, key, options};
use super::output::Output;
use super::plan::{Page, Plan};
use super::sheets::Files;
use super::{Failure, Input};

/// Adds every page.
pub(super) fn emit(
    input: &Input,
    plan: &Plan,
    imports: &BTreeMap<String, String>,
    output: &mut Output,
) -> Result<(), Failure> {
    for page in &plan.pages {
        let html = {
            let files = RefCell::new(Files::new(input, output));
            let failure = RefCell::new(None);
            let head = head(input, page, imports, &mut files.borrow_mut())?;
            let replace = |address: &str| {
                replaced(input, page, address, imports, &mut files.borrow_mut()).unwrap_or_else(|error| {
                    failure.replace(Some(error));
                    None
                })
            };
            let html = rewritten(&page.html, &page.markup, &head, &replace);
            if let Some(failure) = failure.into_inner() {
                return Err(failure);
            }
            html.map_err(|message| Failure::new(format!("{}: {message}", page.path)))?
        };
        output.add_fixed(&page.path, html.into_bytes());
    }
    Ok(())
}

/// The page's import map, its style sheets in the order of their imports, and what to load ahead.
fn head(
    input: &Input,
    page: &Page,
    imports: &BTreeMap<String, String>,
    files: &mut Files<'_>,
) -> Result<String, Failure> {
    let mut head = String::new();
    let has_modules = !page.graph.eager.is_empty() || !page.markup.imports.is_empty();
    if has_modules {
        let json = serde_json::json!({ "imports": page_imports(input, page, imports) }).to_string();
        let _ = write!(head, "<script type=\"importmap\">{}</script>", json.replace('<', "\\u003c"));
    }
    for module in &page.graph.eager {
        let is_style = matches!(Language::of(&module.path), Language::Style | Language::StyleModule);
        if is_style && module.query.is_empty() {
            let _ = write!(
                head,
                "<link rel=\"stylesheet\" href=\"{}\">",
                attribute(&files.address(&module.path)?)
            );
        }
    }
    let packages = page.graph.packages.iter();
    let eager = |path: &String| page.graph.eager.iter().any(|module| module.path == *path);
    let packages =
        packages.filter(|(_, importers)| importers.iter().any(eager)).map(|(specifier, _)| specifier.clone());
    for key in packages.chain(page.graph.eager.iter().map(key)) {
        if let Some(address) = imports.get(&key).filter(|address| address.starts_with('/')) {
            let _ = write!(head, "<link rel=\"modulepreload\" href=\"{}\">", attribute(address));
        }
    }
    Ok(head)
}

/// The site's import map with what the page's own scripts look up, and the page's own entries.
fn page_imports(input: &Input, page: &Page, imports: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut all = imports.clone();
    for import in &page.markup.imports {
        if let Resolution::File { path, query } = input.project.resolve(&page.path, &import.specifier)
            && let Some(lookup) = import_map::key(&page.path, &import.specifier)
            && let Some(address) = imports.get(&key(&Module { path, query }))
        {
            all.insert(lookup, address.clone());
        }
    }
    all
}

/// The address on the site of what a page links; `None` where it stays.
fn replaced(
    input: &Input,
    page: &Page,
    address: &str,
    imports: &BTreeMap<String, String>,
    files: &mut Files<'_>,
) -> Result<Option<String>, Failure> {
    let Some(path) = linked_file(&input.project, &page.path, address) else { return Ok(None) };
    let module = Module { path: path.clone(), query: String::new() };
    match Language::of(&path) {
        Language::Page => Ok(None),
        Language::Script(_) if imports.contains_key(&key(&module)) => Ok(imports.get(&key(&module)).cloned()),
        Language::Script(Script::JavaScript) if !path.starts_with("public/") => {
            let text =
                String::from_utf8_lossy(input.contents.get(&path).map(Vec::as_slice).unwrap_or_default());
            let built = transform(Script::JavaScript, &text, &options(input));
            let code = built.map_err(|problems| failed(&path, &problems))?.code;
            Ok(Some(files.output.add(&path, "js", code.into_bytes())))
        }
        _ => files.address(&path).map(Some),
    }
}
