//! Names that are used and defined nowhere: the app stops with a `ReferenceError` there.

use super::super::position::Problem;
use super::super::project::Project;
use super::super::scan::{Scan, Undefined, Usage};
use super::Check;
use crate::diagnostics::Diagnostic;

/// React's own hooks, which models like to use without importing them. No browser defines them.
const HOOKS: [&str; 20] = [
    "use",
    "useState",
    "useEffect",
    "useRef",
    "useMemo",
    "useCallback",
    "useContext",
    "useReducer",
    "useId",
    "useLayoutEffect",
    "useTransition",
    "useDeferredValue",
    "useImperativeHandle",
    "useSyncExternalStore",
    "useInsertionEffect",
    "useDebugValue",
    "useActionState",
    "useOptimistic",
    "useFormStatus",
    "createContext",
];

/// What package each of a few names without a file in the project surely comes from.
const KNOWN: [(&str, &str); 4] = [
    ("React", "react"),
    ("ReactDOM", "react-dom/client"),
    ("createRoot", "react-dom/client"),
    ("useFormStatus", "react-dom"),
];

/// Checks the undefined names of a module. Plain scripts share their names with each other.
pub(super) fn check(check: &Check<'_>, path: &str, scan: &Scan, diagnostics: &mut Vec<Diagnostic>) {
    if !scan.is_module || scan.has_errors() || check.has_foreign_scripts || path.ends_with(".d.ts") {
        return;
    }
    diagnostics.extend(
        scan.undefined.iter().filter_map(|name| problem(check.project, path, name)).map(|it| it.at(path)),
    );
}

fn problem(project: &Project, path: &str, undefined: &Undefined) -> Option<Problem> {
    let name = undefined.name.as_str();
    if is_declared_globally(project, name) {
        return None;
    }
    let exporter = exporter(project, path, name);
    let hint = exporter.map_or_else(String::new, |file| format!(" `{file}` exports it."));
    let message = format!("`{name}` is used but neither defined nor imported.{hint}");
    let known = KNOWN.iter().find(|(own, _)| *own == name).map(|(_, package)| *package);
    let package = known.or_else(|| HOOKS.contains(&name).then_some("react"));
    match (undefined.usage, package) {
        (Usage::Component, _) => Some(Problem::error(undefined.position, "undefined-component", message)),
        (_, Some(package)) => {
            let message = format!("`{name}` is used but not imported; import it from \"{package}\".");
            Some(Problem::error(undefined.position, "undefined-name", message))
        }
        // Browsers define hundreds of names. Of the others only those are sure that another file
        // of the project offers.
        _ if exporter.is_some() && !is_browser_name(name) => {
            Some(Problem::warning(undefined.position, "undefined-name", message))
        }
        _ => None,
    }
}

/// Whether a declaration file of the project may declare the name for all files.
fn is_declared_globally(project: &Project, name: &str) -> bool {
    project.all_facts().any(|(path, facts)| {
        let super::super::facts::Facts::Script(scan) = facts else { return false };
        path.ends_with(".d.ts") && scan.declares(name)
    })
}

/// A file that exports a value of this name.
fn exporter<'p>(project: &'p Project, path: &str, name: &str) -> Option<&'p str> {
    let mut files = project.all_facts().filter(|(file, _)| *file != path);
    files.find_map(|(file, _)| {
        project.scan(file).is_some_and(|scan| scan.exports.has_value(name)).then_some(file)
    })
}

/// Names that browsers define and projects like to export too.
fn is_browser_name(name: &str) -> bool {
    const NAMES: [&str; 44] = [
        "name",
        "status",
        "history",
        "location",
        "event",
        "open",
        "close",
        "stop",
        "focus",
        "blur",
        "print",
        "alert",
        "confirm",
        "prompt",
        "scroll",
        "top",
        "parent",
        "self",
        "origin",
        "length",
        "performance",
        "crypto",
        "caches",
        "navigator",
        "screen",
        "find",
        "fetch",
        "atob",
        "btoa",
        "URL",
        "Text",
        "Image",
        "Option",
        "Audio",
        "Event",
        "Request",
        "Response",
        "Headers",
        "Notification",
        "Node",
        "Element",
        "Range",
        "Selection",
        "Comment",
    ];
    NAMES.contains(&name) || name.starts_with("HTML") || name.starts_with("on")
}
