//! The modules of a build, and the import map that leads to them.
//!
//! Within a module, imports of files become their paths from the root, which are keys of the
//! import map. So a module's contents, and with them its name, change only with its own text and
//! with where its imports are, not with what they contain.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::preview::aliases::joined;
use crate::preview::assets;
use crate::preview::data;
use crate::preview::graph::{Module, computed, url_target};
use crate::preview::language::Language;
use crate::preview::position::Problem;
use crate::preview::resolve::{Resolution, escaped, folder, is_relative};
use crate::preview::scan::ImportKind;
use crate::preview::styles;
use crate::preview::transform::{Options, Rewrite, Target, linked};

use super::output::Output;
use super::plan::Plan;
use super::sheets::Files;
use super::workers;
use super::{Failure, Input};

/// The modules under construction.
struct Modules<'m> {
    input: &'m Input,
    plan: &'m Plan,
    /// Addresses of workers, by file.
    workers: BTreeMap<String, String>,
    files: RefCell<Files<'m>>,
    /// What went wrong where no error can be returned.
    failure: RefCell<Option<Failure>>,
}

/// Adds every module of the plan, and to the import map where it is.
pub(super) fn emit(
    input: &Input,
    plan: &Plan,
    imports: &mut BTreeMap<String, String>,
    output: &mut Output,
) -> Result<(), Failure> {
    let mut workers = BTreeMap::new();
    for path in plan.workers() {
        workers.insert(path.to_owned(), workers::emit(input, path, imports, output)?);
    }
    let computed = computed_keys(input, plan);
    let files = RefCell::new(Files::new(input, output));
    let modules = Modules { input, plan, workers, files, failure: RefCell::default() };
    for module in plan.modules() {
        if is_plain_style(module) && plan.is_linked(module) && !is_named(input, plan, module) {
            continue;
        }
        let code = modules.code(module)?;
        let address = modules.files.borrow_mut().output.add(&module.path, "js", code.into_bytes());
        for key in computed.get(module).into_iter().flatten() {
            imports.entry(key.clone()).or_insert_with(|| address.clone());
        }
        imports.insert(key(module), address);
    }
    modules.failure.into_inner().map_or(Ok(()), Err)
}

/// The key of a module in the import map.
pub(super) fn key(module: &Module) -> String {
    let query = if module.query.is_empty() { String::new() } else { format!("?{}", module.query) };
    format!("/{}{query}", escaped(&module.path))
}

/// Options for building any module of the project.
pub(super) fn options(input: &Input) -> Options {
    Options {
        jsx_import_source: input.project.jsx_import_source().map(str::to_owned),
        ..Options::new(Target::Published)
    }
}

/// A module that links a style sheet and waits for it.
pub(super) fn loader(address: &str) -> String {
    let address = serde_json::Value::from(address);
    format!(
        "await new Promise(done=>{{const link=document.createElement(\"link\");link.rel=\"stylesheet\";\
         link.href={address};link.onload=link.onerror=done;document.head.append(link)}});\nexport default \"\";\n"
    )
}

/// Problems of a file as the reason of a failure.
pub(super) fn failed(path: &str, problems: &[Problem]) -> Failure {
    let line = |problem: &Problem| {
        format!("{path}:{}:{}: {}", problem.position.line, problem.position.column, problem.message)
    };
    Failure { log: problems.iter().map(line).collect() }
}

fn is_plain_style(module: &Module) -> bool {
    Language::of(&module.path) == Language::Style && module.query.is_empty()
}

/// Whether something asks for the style sheet by name or on demand, so that there must be a module.
fn is_named(input: &Input, plan: &Plan, module: &Module) -> bool {
    let target = Resolution::File { path: module.path.clone(), query: String::new() };
    plan.modules().into_iter().any(|importer| {
        let imports = input.project.scan(&importer.path).into_iter().flat_map(|scan| &scan.imports);
        imports
            .filter(|import| import.kind != ImportKind::Static || !import.names.is_empty())
            .any(|import| input.project.resolve(&importer.path, &import.specifier) == target)
    })
}

/// What browsers look up when a module in the assets folder imports a computed specifier.
fn computed_keys(input: &Input, plan: &Plan) -> BTreeMap<Module, Vec<String>> {
    let mut keys: BTreeMap<Module, Vec<String>> = BTreeMap::new();
    for importer in plan.modules() {
        let imports = input.project.scan(&importer.path).into_iter().flat_map(|scan| &scan.imports);
        for import in imports.filter(|import| import.kind == ImportKind::Computed) {
            let start = import.specifier.rfind('/').map_or("", |slash| &import.specifier[..=slash]);
            for module in computed(&input.project, &importer.path, &import.specifier) {
                let Some(key) = computed_key(&importer.path, start, &module.path) else { continue };
                let stem = key.rsplit_once('.').map(|(stem, _)| stem.to_owned());
                keys.entry(module).or_default().extend(stem.into_iter().chain([key]));
            }
        }
    }
    keys
}

fn computed_key(importer: &str, start: &str, target: &str) -> Option<String> {
    if !is_relative(start) {
        return Some(format!("/{}", escaped(target)));
    }
    let rest = target.strip_prefix(&joined(folder(importer), start))?;
    Some(format!("/{}{}", joined("assets", start), escaped(rest)))
}

impl Modules<'_> {
    fn code(&self, module: &Module) -> Result<String, Failure> {
        let path = module.path.as_str();
        let text =
            String::from_utf8_lossy(self.input.contents.get(path).map(Vec::as_slice).unwrap_or_default());
        Ok(match (module.query.as_str(), Language::of(path)) {
            ("", Language::Script(dialect)) => {
                let linker = |specifier: &str, kind| self.link(path, specifier, kind);
                let built = linked(dialect, &text, &options(self.input), &linker);
                built.map_err(|problems| failed(path, &problems))?.code
            }
            ("worker", _) => assets::worker(self.workers.get(path).map_or("", String::as_str)),
            ("raw", _) | ("inline", Language::Style) => assets::default_export(&text),
            ("", Language::Json | Language::JsonWithComments) => {
                data::module(&text).map_err(|problem| failed(path, &[problem]))?
            }
            ("", Language::Style) => loader(&self.address(path)?),
            ("", Language::StyleModule) => {
                let scoped = styles::scoped(path, &text).map_err(|problems| failed(path, &problems))?;
                let names = assets::class_names(&scoped);
                let is_linked = self.plan.is_linked(module);
                let link = if is_linked { String::new() } else { loader(&self.address(path)?) };
                format!("{}{names}", link.replace("export default \"\";\n", ""))
            }
            _ => assets::default_export(&self.address(path)?),
        })
    }

    fn address(&self, path: &str) -> Result<String, Failure> {
        self.files.borrow_mut().address(path)
    }

    /// What becomes of a specifier in the file at `path`.
    fn link(&self, path: &str, specifier: &str, kind: ImportKind) -> Rewrite {
        if matches!(kind, ImportKind::Url | ImportKind::Worker) {
            let Some(target) = url_target(&self.input.project, path, specifier) else { return Rewrite::Keep };
            let worker = self.workers.get(&target).cloned();
            return match worker.map_or_else(|| self.address(&target), Ok) {
                Ok(address) => Rewrite::To(address),
                Err(failure) => {
                    self.failure.replace(Some(failure));
                    Rewrite::Keep
                }
            };
        }
        let Resolution::File { path, query } = self.input.project.resolve(path, specifier) else {
            return Rewrite::Keep;
        };
        let module = Module { path, query };
        if kind == ImportKind::Static && is_plain_style(&module) && self.plan.is_linked(&module) {
            return Rewrite::RemoveOr(key(&module));
        }
        Rewrite::To(key(&module))
    }
}
