//! Workers of a build. They have no import map, so the modules of each are kept together in a
//! folder named by the fingerprint of all of them, and import each other by address.

use std::collections::BTreeMap;

use crate::preview::assets;
use crate::preview::data;
use crate::preview::graph::{Graph, Module, Roots};
use crate::preview::language::Language;
use crate::preview::position::Position;
use crate::preview::resolve::{Resolution, escaped};
use crate::preview::scan::{Import, ImportKind};
use crate::preview::transform::{Rewrite, linked};

use super::modules::{failed, options};
use super::output::{Output, fingerprint, sanitized};
use super::{Failure, Input};

/// Adds a worker with all its modules and returns its address.
pub(super) fn emit(
    input: &Input,
    path: &str,
    packages: &BTreeMap<String, String>,
    output: &mut Output,
) -> Result<String, Failure> {
    let specifier = format!("/{}", escaped(path));
    let (names, position) = (Vec::new(), Position::START);
    let imports = vec![Import { specifier, kind: ImportKind::Static, names, position }];
    let graph = Graph::of(&input.project, &Roots { page: "index.html", imports });
    let contents = |path: &str| input.contents.get(path).map(Vec::as_slice).unwrap_or_default();
    let used = graph.packages.keys().filter_map(|specifier| packages.get(specifier));
    let parts = graph.modules().flat_map(|module| [module.path.as_bytes(), contents(&module.path)]);
    let folder =
        format!("assets/{}-{}", sanitized(path), fingerprint(parts.chain(used.map(String::as_bytes))));
    for module in graph.modules() {
        let code = code(input, module, &folder, packages)?;
        output.add_at(file(&folder, module), code.into_bytes());
    }
    Ok(format!("/{}", escaped(&file(&folder, &Module { path: path.to_owned(), query: String::new() }))))
}

/// Where a module of the worker is.
fn file(folder: &str, module: &Module) -> String {
    let query = if module.query.is_empty() { String::new() } else { format!(".{}", module.query) };
    format!("{folder}/{}{query}.js", module.path)
}

fn code(
    input: &Input,
    module: &Module,
    folder: &str,
    packages: &BTreeMap<String, String>,
) -> Result<String, Failure> {
    let path = module.path.as_str();
    let text = String::from_utf8_lossy(input.contents.get(path).map(Vec::as_slice).unwrap_or_default());
    let linker = |specifier: &str, _| match input.project.resolve(path, specifier) {
        Resolution::File { path, query } => {
            Rewrite::To(format!("/{}", escaped(&file(folder, &Module { path, query }))))
        }
        Resolution::Package => packages.get(specifier).cloned().map_or(Rewrite::Keep, Rewrite::To),
        _ => Rewrite::Keep,
    };
    Ok(match (module.query.as_str(), Language::of(path)) {
        ("", Language::Script(dialect)) => {
            linked(dialect, &text, &options(input), &linker).map_err(|problems| failed(path, &problems))?.code
        }
        ("", Language::Json) => data::module(&text).map_err(|problem| failed(path, &[problem]))?,
        ("raw", _) => assets::default_export(&text),
        // There is no document in a worker to be styled, and nothing shows images.
        _ => assets::default_export(""),
    })
}
