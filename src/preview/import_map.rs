//! The import map of a page: how the specifiers of all its modules become addresses.
//!
//! A browser resolves a relative specifier against the address of its importer first, and then
//! looks the result up in the map. So `./Button` in `/src/App.tsx?v=1` is looked up as
//! `/src/Button`, which the map leads to `/src/Button.tsx?v=2`. Versioned addresses never change
//! their contents and can be cached for ever, and an edit changes nothing but the map.

use std::collections::BTreeMap;

use super::graph::{Graph, Module};
use super::language::Language;
use super::packages::REACT;
use super::project::Project;
use super::resolve::{Resolution, escaped, folder, is_relative};
use super::scan::ImportKind;
use super::{aliases, graph};

/// An import map: specifiers, those of files as addresses from the root, and their addresses.
pub type ImportMap = BTreeMap<String, String>;

/// The import map of a page that reaches these modules. `own` is the map that the page brings:
/// it wins for bare specifiers.
pub fn import_map(project: &Project, graph: &Graph, own: &BTreeMap<String, String>) -> ImportMap {
    let mut map = ImportMap::new();
    // Other packages may import React bare, so all of it is in every map.
    let shared = REACT.iter().map(|(specifier, _)| *specifier);
    for specifier in graph.packages.keys().map(String::as_str).chain(shared) {
        map.insert(specifier.to_owned(), project.packages().module_address(specifier));
    }
    for module in graph.modules() {
        // Addresses that a program computes find the same module as those it imports.
        map.insert(key_of_file(module), address(project, module));
        add_imports(&mut map, project, module);
    }
    for (specifier, target) in own {
        map.insert(specifier.clone(), own_target(project, target));
    }
    map
}

/// The versioned address of a module in the preview.
pub fn address(project: &Project, module: &Module) -> String {
    let version = project.version(&module.path).unwrap_or_default();
    let path = escaped(&module.path);
    match (module.query.as_str(), Language::of(&module.path).is_runnable()) {
        ("", true) => format!("/{path}?v={version}"),
        ("", false) => format!("/{path}?import&v={version}"),
        (query, _) => format!("/{path}?{query}&v={version}"),
    }
}

/// The versioned address of a file itself, as pages and style sheets link it.
pub fn file_address(project: &Project, path: &str) -> String {
    let visible = path.strip_prefix("public/").unwrap_or(path);
    format!("/{}?v={}", escaped(visible), project.version(path).unwrap_or_default())
}

/// What a specifier in a worker becomes: workers have no import map. The addresses are those that
/// the map would give, so that a worker's packages are the page's.
pub fn worker_address(project: &Project, importer: &str, specifier: &str) -> Option<String> {
    match project.resolve(importer, specifier) {
        // Without a version, so that the worker's own imports are resolved for a worker too.
        Resolution::File { path, query } if query.is_empty() && Language::of(&path).is_runnable() => {
            Some(format!("/{}", escaped(&path)))
        }
        Resolution::File { path, query } => Some(address(project, &Module { path, query })),
        Resolution::Package => Some(project.packages().package(specifier).url),
        _ => None,
    }
}

fn key_of_file(module: &Module) -> String {
    let query = if module.query.is_empty() { String::new() } else { format!("?{}", module.query) };
    format!("/{}{query}", escaped(&module.path))
}

fn add_imports(map: &mut ImportMap, project: &Project, module: &Module) {
    let Some(scan) = project.scan(&module.path).filter(|_| module.query.is_empty()) else { return };
    for import in &scan.imports {
        if import.kind == ImportKind::Computed {
            for target in graph::computed(project, &module.path, &import.specifier) {
                let address = address(project, &target);
                let whole = key_of_file(&target);
                if let Some((stem, _)) = whole.rsplit_once('.') {
                    map.insert(stem.to_owned(), address.clone());
                }
                map.insert(whole, address);
            }
        }
        if !import.kind.is_module_request() {
            continue;
        }
        if let Resolution::File { path, query } = project.resolve(&module.path, &import.specifier)
            && let Some(key) = key(&module.path, &import.specifier)
        {
            map.insert(key, address(project, &Module { path, query }));
        }
    }
}

/// What a browser looks up for a specifier in a file. A key that ends in a slash would mean a whole
/// folder, so folders are left to the server, which finds their index.
pub fn key(importer: &str, specifier: &str) -> Option<String> {
    let (path, query) =
        specifier.split_once('?').map_or((specifier, None), |(path, query)| (path, Some(query)));
    let rooted = if path.starts_with('/') {
        aliases::joined("", path)
    } else if is_relative(path) {
        aliases::joined(folder(importer), path)
    } else {
        return Some(specifier.to_owned());
    };
    let names_folder =
        path.ends_with(['/']) || path == "." || path.ends_with("/.") || path == ".." || path.ends_with("/..");
    let query = query.map_or_else(String::new, |query| format!("?{query}"));
    let rooted = escaped(&super::resolve::decoded(&rooted));
    (!names_folder).then(|| format!("/{rooted}{query}"))
}

/// The address that an entry of the page's own map leads to, versioned where it is a file.
fn own_target(project: &Project, target: &str) -> String {
    let is_path = target.starts_with('/') || is_relative(target);
    match project.resolve("index.html", target) {
        Resolution::File { path, query } if is_path => address(project, &Module { path, query }),
        _ => target.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::graph::Graph;
    use super::super::page::roots;
    use super::super::project::Project;
    use super::super::project::tests::project;
    use super::{ImportMap, import_map, key, worker_address};

    fn map(project: &Project) -> ImportMap {
        let graph = Graph::of(project, &roots(project, "index.html"));
        import_map(project, &graph, &project.page("index.html").unwrap().import_map)
    }

    const PAGE: &str = "<script type=module src=/src/main.tsx></script>";

    #[test]
    fn specifiers_lead_to_versioned_files() {
        let project = project(&[
            ("index.html", PAGE),
            (
                "src/main.tsx",
                "import App from './App'; import '@/styles/a b.css'; import raw from './t.txt?raw'; console.log(App, raw, <p/>)",
            ),
            (
                "src/App.tsx",
                "import d from '../data.json'; import logo from '/logo.svg'; import './lib/'; import x from 'x/y'; import 'leaflet/dist/l.css'; export default [d, logo, x]; import(`./pages/${d}.tsx`)",
            ),
            ("src/lib/index.ts", "export {}"),
            ("src/styles/a b.css", ""),
            ("src/t.txt", "t"),
            ("src/pages/Home.tsx", ""),
            ("data.json", "{}"),
            ("public/logo.svg", "<svg/>"),
        ]);
        let map = map(&project);
        let version = |path| project.version(path).unwrap();
        for (key, address) in [
            ("/src/App", format!("/src/App.tsx?v={}", version("src/App.tsx"))),
            ("/src/App.tsx", format!("/src/App.tsx?v={}", version("src/App.tsx"))),
            ("@/styles/a b.css", format!("/src/styles/a%20b.css?import&v={}", version("src/styles/a b.css"))),
            ("/src/t.txt?raw", format!("/src/t.txt?raw&v={}", version("src/t.txt"))),
            ("/data.json", format!("/data.json?import&v={}", version("data.json"))),
            ("/logo.svg", format!("/public/logo.svg?import&v={}", version("public/logo.svg"))),
            ("/src/pages/Home", format!("/src/pages/Home.tsx?v={}", version("src/pages/Home.tsx"))),
            ("react", "/__maquette/modules/react.js".to_owned()),
            ("react-dom/client", "/__maquette/modules/react-dom-client.js".to_owned()),
            ("leaflet/dist/l.css", project.packages().module_address("leaflet/dist/l.css")),
            ("x/y", "https://esm.sh/x/y?external=react,react-dom".to_owned()),
        ] {
            assert_eq!(map.get(key), Some(&address), "{key}");
        }
        assert!(map.keys().all(|key| !key.ends_with('/')), "a folder is no key");
        let worker = |specifier| worker_address(&project, "src/main.tsx", specifier);
        assert_eq!(worker("./App").as_deref(), Some("/src/App.tsx"));
        assert_eq!(worker("react").as_deref(), Some("/__maquette/modules/react.js"));
        assert_eq!(worker("https://a.b/c.js"), None);
    }

    #[test]
    fn the_pages_own_map_wins_but_makes_no_second_react() {
        let page = "<script type=importmap>{\"imports\":{\"react\":\"https://esm.sh/react@18.2.0\",\"me\":\"./src/me.js\",\"x\":\"https://x.y/x.js\"}}</script>";
        let project = project(&[
            ("index.html", &format!("{page}{PAGE}")),
            ("src/main.tsx", "import 'x'; import 'me'; console.log(<p/>)"),
            ("src/me.js", "export {}"),
        ]);
        let map = map(&project);
        assert_eq!(map["react"], "https://esm.sh/react@18.2.0");
        assert_eq!(map["react/jsx-runtime"], "https://esm.sh/react@18.2.0/jsx-runtime?external=react");
        assert_eq!(map["react-dom/client"], "https://esm.sh/react-dom@18.2.0/client?external=react");
        assert_eq!(map["x"], "https://x.y/x.js");
        assert_eq!(map["me"], format!("/src/me.js?v={}", project.version("src/me.js").unwrap()));
    }

    #[test]
    fn keys_are_what_browsers_look_up() {
        for (importer, specifier, expected) in [
            ("src/App.tsx", "./a", Some("/src/a")),
            ("src/App.tsx", "../b.js?raw", Some("/b.js?raw")),
            ("src/App.tsx", "../../../c", Some("/c")),
            ("App.tsx", "./Ä b", Some("/%C3%84%20b")),
            ("src/App.tsx", "/x//y", Some("/x/y")),
            ("src/App.tsx", "@/z", Some("@/z")),
            ("src/App.tsx", "./lib/", None),
            ("src/App.tsx", "..", None),
        ] {
            assert_eq!(key(importer, specifier).as_deref(), expected, "{specifier}");
        }
    }

    #[test]
    fn an_edit_changes_one_address() {
        let files = |text| {
            project(&[
                ("index.html", PAGE),
                ("src/main.tsx", "import './a'; import './b'"),
                ("src/a.ts", text),
                ("src/b.ts", "export {}"),
            ])
        };
        let (before, after) = (map(&files("export const a = 1")), map(&files("export const a = 2")));
        let changed: Vec<_> =
            before.iter().filter(|(key, value)| after[*key] != **value).map(|(key, _)| key).collect();
        assert_eq!(changed, ["/src/a", "/src/a.ts"]);
    }
}
