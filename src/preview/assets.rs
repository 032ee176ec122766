//! Which file an address on a preview origin means, and as what it is served.

use std::fmt::Write as _;

use super::graph::Module;
use super::import_map::{address, file_address};
use super::language::Language;
use super::project::Project;
use super::resolve::{decoded, escaped};
use super::{data, styles};
use crate::diagnostics::Diagnostic;

/// A request, as far as it says what is meant.
#[derive(Clone, Copy, Debug, Default)]
pub struct Request<'r> {
    /// The path of its address, with percent escapes.
    pub path: &'r str,
    /// The query of its address, without `?`.
    pub query: &'r str,
    /// Whether it is made for a script or a worker (`Sec-Fetch-Dest`).
    pub wants_module: bool,
    /// Whether it comes from a worker, where there is no import map.
    pub is_worker: bool,
    /// Whether a page would do (`Accept` includes `text/html`).
    pub accepts_page: bool,
}

/// What is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A script, transformed.
    Script {
        /// The file.
        path: String,
        /// Whether its specifiers must be rewritten ([`super::import_map::worker_address`]).
        is_worker: bool,
    },
    /// A module that stands for another file: its code is [`module`]'s.
    Module(Module),
    /// The versioned address of a module that was asked for without its version: the answer is
    /// [`stub`]'s, so that there is never a second instance of a module.
    Stub(String),
    /// A page, rendered by [`super::page::page`].
    Page {
        /// The file; `index.html` where it does not exist, and then the shell is meant.
        path: String,
    },
    /// The compiled style sheet of a `*.module.css`.
    Scoped(String),
    /// A file as it is.
    File(String),
    /// Nothing.
    Missing,
}

/// What a request means. Secrets are not part of a [`Project`] and so never found.
pub fn target(project: &Project, request: Request<'_>) -> Target {
    let path = decoded(request.path);
    let path = path.trim_start_matches('/');
    let kind = query_kind(request.query);
    let is_versioned = has_version(request.query);
    let Some(file) = locate(project, path, request.wants_module) else {
        return fallback(project, path, request);
    };
    let language = Language::of(&file);
    match (language, kind) {
        (_, Some(kind)) => {
            let query = if kind == "import" { "" } else { kind };
            Target::Module(Module { path: file, query: query.to_owned() })
        }
        (Language::Page, None) if !request.wants_module => Target::Page { path: file },
        (_, None) if language.is_runnable() && is_plain_script(project, &file, request) => Target::File(file),
        (_, None)
            if language.is_runnable() && (is_versioned || request.is_worker || !request.wants_module) =>
        {
            Target::Script { path: file, is_worker: request.is_worker && !is_versioned }
        }
        (_, None) if language.is_runnable() => Target::Stub(file),
        (_, None) if request.wants_module => Target::Module(Module { path: file, query: String::new() }),
        (Language::StyleModule, None) => Target::Scoped(file),
        _ => Target::File(file),
    }
}

/// Whether the script can be served as it is: then plain script tags find what they expect.
fn is_plain_script(project: &Project, path: &str, request: Request<'_>) -> bool {
    let is_plain =
        project.scan(path).is_some_and(|scan| scan.is_plain && !scan.is_module && !scan.has_errors());
    is_plain && !request.is_worker
}

/// The file that a path means: itself, in `public`, a folder's page, a page without its extension,
/// or, for modules, what an import without extension means.
pub fn locate(project: &Project, path: &str, is_module: bool) -> Option<String> {
    let path = super::aliases::joined("", path);
    let exact = |path: String| project.has(&path).then_some(path);
    let in_folder = |folder: &str| exact(super::aliases::joined(folder, "index.html"));
    exact(path.clone())
        .filter(|path| !path.is_empty())
        .or_else(|| exact(format!("public/{path}")))
        .or_else(|| in_folder(&path))
        .or_else(|| in_folder(&format!("public/{path}")))
        .or_else(|| exact(format!("{path}.html")))
        .or_else(|| project.find(&path).filter(|_| is_module))
}

/// A route of an app that draws its pages itself falls back to the page.
fn fallback(project: &Project, path: &str, request: Request<'_>) -> Target {
    let has_page = project.has("index.html") || super::page::shell(project, "").is_some();
    let is_reserved = path.starts_with("__maquette/");
    // An address with an extension names a file, and a file that is missing must not be a page.
    let names_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if request.accepts_page && !request.wants_module && has_page && !is_reserved && !names_file {
        return Target::Page { path: "index.html".to_owned() };
    }
    Target::Missing
}

fn query_kind(query: &str) -> Option<&str> {
    let mut names = query.split('&').map(|pair| pair.split('=').next().unwrap_or(pair));
    names.find(|name| matches!(*name, "import" | "raw" | "url" | "inline" | "worker"))
}

fn has_version(query: &str) -> bool {
    query.split('&').any(|pair| pair.starts_with("v="))
}

/// The media type of a file, with its character set where it is text.
pub fn media_type(path: &str) -> String {
    let guess = match Language::of(path) {
        Language::Script(_) => return "text/javascript; charset=utf-8".to_owned(),
        Language::Style | Language::StyleModule => return "text/css; charset=utf-8".to_owned(),
        Language::Page => return "text/html; charset=utf-8".to_owned(),
        _ => mime_guess::from_path(path).first_or_octet_stream(),
    };
    let essence = guess.essence_str();
    let is_text = essence.starts_with("text/")
        || essence.ends_with("json")
        || essence.ends_with("xml")
        || essence == "image/svg+xml";
    if is_text { format!("{essence}; charset=utf-8") } else { essence.to_owned() }
}

/// The code of a module that stands for a file which is no script; `bytes` is the file.
pub fn module(project: &Project, module: &Module, bytes: &[u8]) -> Result<String, Vec<Diagnostic>> {
    let path = module.path.as_str();
    let text = || String::from_utf8_lossy(bytes).into_owned();
    let failed = |problem: &super::position::Problem| problem.at(path);
    let language = Language::of(path);
    Ok(match (module.query.as_str(), language) {
        ("raw", _) | ("inline", Language::Style) => default_export(&text()),
        ("worker", _) => worker(&format!("/{}", escaped(path))),
        ("", Language::Json | Language::JsonWithComments) => {
            data::module(&text()).map_err(|problem| vec![failed(&problem)])?
        }
        ("", Language::Style) => linked_style(project, path),
        ("" | "inline", Language::StyleModule) => {
            let scoped = styles::scoped(path, &text());
            let scoped = scoped.map_err(|problems| problems.iter().map(failed).collect::<Vec<_>>())?;
            format!("{}{}", linked_style(project, path), class_names(&scoped))
        }
        _ => default_export(&file_address(project, path)),
    })
}

/// A module that only passes on another one, for addresses without a version.
pub fn stub(project: &Project, path: &str) -> String {
    let target = address(project, &Module { path: path.to_owned(), query: String::new() });
    let target = serde_json::Value::from(target);
    let has_default = project.scan(path).is_some_and(|scan| scan.exports.has_value("default"));
    let default = if has_default { format!("export {{ default }} from {target};\n") } else { String::new() };
    format!("export * from {target};\n{default}")
}

/// A module whose default export is a text.
pub fn default_export(text: &str) -> String {
    format!("export default {};\n", serde_json::Value::from(text))
}

/// The exports of a style sheet with local classes: all by default, each by name where it can be.
pub fn class_names(scoped: &styles::Scoped) -> String {
    let mut code = format!("const classes = {};\nexport default classes;\n", serde_json::json!(scoped.names));
    for name in scoped.names.keys().filter(|name| data::is_identifier(name)) {
        if name != "classes" {
            // Writing to a string cannot fail.
            let _ = writeln!(code, "export const {name} = classes.{name};");
        }
    }
    code
}

/// A module whose default export starts a worker.
pub fn worker(address: &str) -> String {
    let address = serde_json::Value::from(address);
    format!(
        "export default function WorkerWrapper(options) {{\n  \
         return new Worker(new URL({address}, import.meta.url), {{ type: \"module\", ...options }});\n}}\n"
    )
}

fn linked_style(project: &Project, path: &str) -> String {
    let href = serde_json::Value::from(file_address(project, path));
    let name = serde_json::Value::from(path);
    format!("import {{ style }} from \"{}\";\nawait style({name}, {href});\n", super::page::CLIENT)
}

#[cfg(test)]
mod tests {
    use super::super::graph::Module;
    use super::super::project::tests::project;
    use super::{Request, Target, media_type, module, stub, target};

    #[test]
    fn addresses_mean_files() {
        let project = project(&[
            ("index.html", ""),
            ("about.html", ""),
            ("docs/index.html", ""),
            ("src/App.tsx", "export default 1"),
            ("src/lib/index.ts", "export const a = 1"),
            ("src/a.css", ""),
            ("src/a.module.css", ""),
            ("src/d.json", "{}"),
            ("public/logo.svg", ""),
            ("classic.js", "var a = 1"),
            ("mod.js", "export const a = 1"),
            (".env", "x"),
        ]);
        let browser = Request { accepts_page: true, ..Request::default() };
        let script = Request { wants_module: true, ..Request::default() };
        let worker = Request { is_worker: true, ..script };
        let page = |path: &str| Target::Page { path: path.into() };
        let file = |path: &str| Target::File(path.into());
        let stub = |path: &str| Target::Stub(path.into());
        let code = |path: &str, is_worker| Target::Script { path: path.into(), is_worker };
        let standing =
            |path: &str, query: &str| Target::Module(Module { path: path.into(), query: query.into() });
        for (request, path, query, expected) in [
            (browser, "/", "", page("index.html")),
            (browser, "/about", "", page("about.html")),
            (browser, "/docs/", "", page("docs/index.html")),
            (browser, "/habits/12", "", page("index.html")),
            (browser, "/logo.svg", "", file("public/logo.svg")),
            (browser, "/public/logo.svg", "", file("public/logo.svg")),
            (browser, "/nope.png", "", Target::Missing),
            (browser, "/.env", "", Target::Missing),
            (browser, "/src/../.env", "", Target::Missing),
            (browser, "/%2eenv", "", Target::Missing),
            (browser, "/__maquette/x", "", Target::Missing),
            (Request::default(), "/habits/12", "", Target::Missing),
            (script, "/src/App.tsx", "v=1", code("src/App.tsx", false)),
            (script, "/src/App", "", stub("src/App.tsx")),
            (script, "/src/lib/", "", stub("src/lib/index.ts")),
            (worker, "/src/App", "", code("src/App.tsx", true)),
            (browser, "/src/App.tsx", "", code("src/App.tsx", false)),
            (script, "/classic.js", "", file("classic.js")),
            (script, "/mod.js", "v=1", code("mod.js", false)),
            (script, "/src/d.json", "", standing("src/d.json", "")),
            (browser, "/src/d.json", "", file("src/d.json")),
            (script, "/src/a.css", "import&v=1", standing("src/a.css", "")),
            (browser, "/src/a.css", "v=1", file("src/a.css")),
            (browser, "/src/a.module.css", "v=1", Target::Scoped("src/a.module.css".into())),
            (script, "/src/App.tsx", "raw&v=1", standing("src/App.tsx", "raw")),
            (script, "/src/Nope", "", Target::Missing),
        ] {
            let request = Request { path, query, ..request };
            assert_eq!(target(&project, request), expected, "{path}?{query}");
        }
    }

    #[test]
    fn files_become_modules() {
        let project = project(&[
            ("a.css", "x"),
            ("a.module.css", ".b{}"),
            ("a.svg", ""),
            ("d.json", "{\"k\":1}"),
            ("w.ts", ""),
            ("src/App.tsx", "export default 1"),
        ]);
        let code = |path: &str, query: &str, bytes: &str| {
            module(&project, &Module { path: path.into(), query: query.into() }, bytes.as_bytes()).unwrap()
        };
        assert!(code("a.css", "", "").contains("await style(\"a.css\", \"/a.css?v="));
        assert!(code("a.module.css", "", ".b{color:red}").contains("export const b = classes.b;"));
        assert!(code("a.svg", "", "").starts_with("export default \"/a.svg?v="));
        assert_eq!(code("a.css", "raw", "\"</script>\n"), "export default \"\\\"</script>\\n\";\n");
        assert!(code("d.json", "", "{\"k\":1}").contains("export const k"));
        assert!(code("w.ts", "worker", "").contains("new URL(\"/w.ts\", import.meta.url)"));
        assert!(stub(&project, "src/App.tsx").contains("export { default } from \"/src/App.tsx?v="));
        let failed =
            module(&project, &Module { path: "d.json".into(), query: String::new() }, b"{").unwrap_err();
        assert_eq!((failed[0].path.as_str(), failed[0].line), ("d.json", 1));
    }

    #[test]
    fn media_types_name_their_character_set() {
        for (path, kind) in [
            ("a.tsx", "text/javascript; charset=utf-8"),
            ("a.svg", "image/svg+xml; charset=utf-8"),
            ("a.json", "application/json; charset=utf-8"),
            ("a.png", "image/png"),
            ("a.woff2", "font/woff2"),
            ("a.wasm", "application/wasm"),
            ("a.unknown", "application/octet-stream"),
        ] {
            assert_eq!(media_type(path), kind);
        }
    }
}
