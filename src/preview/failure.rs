//! The module that is served in place of one that cannot be built: it shows what is wrong.
//!
//! Browsers link all modules before they run any, and stop where an imported name is not exported
//! (ECMA-262, `InitializeEnvironment` of source text modules). So that the page gets to hear what
//! is wrong with the file rather than that it lacks a name, the stand-in exports every name that
//! the project takes from it. It thereby depends on the importers, too: its address, which names a
//! state of the file alone, must not be cached for ever.

use std::collections::BTreeSet;

use super::check::exports::{Found, find_export};
use super::project::Project;
use super::resolve::Resolution;
use crate::diagnostics::Diagnostic;

/// The code of the module that stands in for `path`.
pub fn failure(project: &Project, path: &str, diagnostics: &[Diagnostic]) -> String {
    let exports: Vec<String> = wanted_names(project, path)
        .into_iter()
        .map(|name| format!("nothing as {}", serde_json::Value::from(name)))
        .collect();
    format!("const nothing = undefined;\nexport {{ {} }};\n{}", exports.join(", "), thrown(diagnostics))
}

/// Code that shows what is wrong and stops, for where nothing is imported from it.
pub fn thrown(diagnostics: &[Diagnostic]) -> String {
    let json = serde_json::json!(diagnostics).to_string();
    let first = diagnostics.first().map_or_else(String::new, |diagnostic| {
        format!("{}:{}:{}: {}", diagnostic.path, diagnostic.line, diagnostic.column, diagnostic.message)
    });
    let message = serde_json::Value::from(first);
    format!(
        "import {{ fail }} from \"{}\";\nfail({json});\nthrow new SyntaxError({message});\n",
        super::page::CLIENT
    )
}

/// The names that others import from the file, also through `export * from` it; always the
/// default export, which the page that is made where a project has none imports.
fn wanted_names(project: &Project, path: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::from(["default".to_owned()]);
    let mut doors = vec![path.to_owned()];
    let mut next = 0;
    while let Some(door) = doors.get(next).cloned() {
        next += 1;
        let leads_here = |importer: &str, specifier: &str| {
            matches!(
                project.resolve(importer, specifier),
                Resolution::File { path, query } if path == door && query.is_empty()
            )
        };
        for (importer, facts) in project.all_facts() {
            let imports = facts.imports().iter().filter(|import| leads_here(importer, &import.specifier));
            let taken = imports.flat_map(|import| &import.names).map(|taken| &taken.name);
            names.extend(taken.filter(|name| !comes_from_elsewhere(project, &door, path, name)).cloned());
            let stars = project.scan(importer).into_iter().flat_map(|scan| &scan.exports.stars);
            let passes_on = stars.into_iter().any(|specifier| leads_here(importer, specifier));
            if passes_on && !doors.iter().any(|known| known == importer) {
                doors.push(importer.to_owned());
            }
        }
    }
    names
}

/// Whether `door` passes the name on from another file than `path`: two sources would make it
/// ambiguous.
fn comes_from_elsewhere(project: &Project, door: &str, path: &str, name: &str) -> bool {
    let stars = project.scan(door).into_iter().flat_map(|scan| &scan.exports.stars);
    stars.into_iter().any(|specifier| match project.resolve(door, specifier) {
        Resolution::File { path: other, .. } if other != path => {
            find_export(project, &other, name) == Found::Value
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::super::project::tests::project;
    use super::{failure, wanted_names};
    use crate::diagnostics::{Diagnostic, Severity};

    #[test]
    fn what_is_imported_is_exported() {
        let project = project(&[
            ("index.html", "<script type=module>import { start } from '/src/broken.ts'</script>"),
            ("src/broken.ts", "export const a = ;"),
            ("src/sound.ts", "export const shared = 1"),
            ("src/index.ts", "export * from './broken'; export * from './sound'"),
            ("src/App.tsx", "import Broken, { a as b } from './broken'; export { c } from './broken'"),
            ("src/far.ts", "import { shared, far } from '.'; import text from './broken?raw'"),
        ]);
        let names: Vec<_> = wanted_names(&project, "src/broken.ts").into_iter().collect();
        assert_eq!(names, ["a", "c", "default", "far", "start"]);
        let problem = Diagnostic {
            path: "src/broken.ts".into(),
            line: 1,
            column: 18,
            severity: Severity::Error,
            code: "syntax".into(),
            message: "Unexpected token".into(),
        };
        let code = failure(&project, "src/broken.ts", &[problem]);
        assert!(code.contains("export { nothing as \"a\", nothing as \"c\","), "{code}");
        assert!(code.contains("fail([{"), "{code}");
        assert!(code.contains("throw new SyntaxError(\"src/broken.ts:1:18: Unexpected token\")"), "{code}");
    }
}
