//! Pages: a project's HTML as the preview serves it, and the shell of projects without any.

use std::cell::Cell;
use std::collections::HashSet;
use std::fmt::Write as _;

use lol_html::html_content::{ContentType, Element};
use lol_html::{Settings, element};

use super::graph::{Graph, Module, Roots};
use super::import_map::{ImportMap, address, file_address, import_map};
use super::language::Language;
use super::markup::{self, LOADING, Markup};
use super::position::Position;
use super::project::Project;
use super::resolve::Resolution;
use super::scan::{Import, ImportKind};

/// The script that the server adds to every page of a preview.
pub const CLIENT: &str = "/__maquette/client.js";

/// At most so many modules are asked for ahead of their importers.
const MOST_PRELOADS: usize = 500;

/// Files that start an app where no page does, in the order in which they are tried.
const ENTRIES: [&str; 6] = ["src/main", "src/index", "src/App", "main", "index", "App"];

/// A page as a browser gets it. `html` is the text of the page at `path`, or what [`shell`]
/// made; `revision` counts the changes of the project's files.
pub fn page(project: &Project, path: &str, html: &str, revision: u64) -> Result<String, String> {
    let read;
    let markup = if let Some(markup) = project.page(path) {
        markup
    } else {
        read = markup::markup(html);
        &read
    };
    let graph = Graph::of(project, &roots_of(path, markup));
    let map = import_map(project, &graph, &markup.import_map);
    let head = head(project, &graph, &map, revision);
    rewritten(html, markup, &head, &|address| resolved(project, path, address))
}

/// The page of a project without one: it mounts the default export of the app's first module, or
/// runs that module where it mounts itself. `None` where the project has nothing to show.
pub fn shell(project: &Project, title: &str) -> Option<String> {
    let entry = entry(project)?;
    let style = ["src/index.css", "src/styles.css", "src/App.css", "index.css", "styles.css", "style.css"];
    let imported = Graph::of(project, &Roots { page: "index.html", imports: vec![import_of(&entry)] });
    let style = style.iter().find(|path| project.has(path) && !imported.files().contains(*path));
    let link =
        style.map_or_else(String::new, |path| format!("\n    <link rel=\"stylesheet\" href=\"/{path}\">"));
    let script = if mounts_itself(project, &entry) {
        format!("<script type=\"module\" src=\"/{entry}\"></script>")
    } else {
        format!(
            "<script type=\"module\">\n      import {{ createElement }} from \"react\";\n      \
             import {{ createRoot }} from \"react-dom/client\";\n      import App from \"/{entry}\";\n      \
             createRoot(document.getElementById(\"root\")).render(createElement(App));\n    </script>"
        )
    };
    let title = title.replace('&', "&amp;").replace('<', "&lt;");
    Some(format!(
        "<!doctype html>\n<html lang=\"en\">\n  <head>\n    <meta charset=\"utf-8\">\n    \
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n    <title>{title}</title>{link}\n  \
         </head>\n  <body>\n    <div id=\"root\"></div>\n    {script}\n  </body>\n</html>\n"
    ))
}

/// What a page starts with; for a page that does not exist, what its [`shell`] would.
pub fn roots<'p>(project: &Project, path: &'p str) -> Roots<'p> {
    match project.page(path) {
        Some(markup) => roots_of(path, markup),
        None => roots_of(path, &shell(project, "").map(|html| markup::markup(&html)).unwrap_or_default()),
    }
}

/// What a page of this markup starts with.
pub fn roots_of<'p>(path: &'p str, markup: &Markup) -> Roots<'p> {
    let scripts = markup.scripts.iter().filter(|script| script.is_module).map(|script| Import {
        // Addresses in a page need no `./`.
        specifier: relative_to_page(&script.address),
        kind: ImportKind::Static,
        names: Vec::new(),
        position: script.position,
    });
    Roots { page: path, imports: scripts.chain(markup.imports.iter().cloned()).collect() }
}

/// An address in a page as a specifier: what has no scheme and no slash is relative.
pub fn relative_to_page(address: &str) -> String {
    let address = address.trim();
    let is_specifier = address.starts_with(['/', '.', '#']) || super::resolve::is_elsewhere(address);
    if is_specifier { address.to_owned() } else { format!("./{address}") }
}

/// The file that an address in a page means, if it is the project's.
pub fn linked_file(project: &Project, page: &str, address: &str) -> Option<String> {
    if address.trim().is_empty() || address.starts_with('#') {
        return None;
    }
    match project.resolve(page, &relative_to_page(address)) {
        // Pages name their files in full; an index is not what `/about` means in a link.
        Resolution::File { path, .. } => Some(path),
        _ => None,
    }
}

fn import_of(path: &str) -> Import {
    let (names, position) = (Vec::new(), Position::START);
    Import { specifier: format!("/{path}"), kind: ImportKind::Static, names, position }
}

fn entry(project: &Project) -> Option<String> {
    let candidates = ENTRIES.iter().filter_map(|stem| {
        ["tsx", "jsx", "ts", "js"]
            .iter()
            .map(|extension| format!("{stem}.{extension}"))
            .find(|path| project.has(path))
    });
    candidates.into_iter().next()
}

/// Whether a module puts itself on the page, and so needs nobody to render its default export.
fn mounts_itself(project: &Project, path: &str) -> bool {
    project.scan(path).is_none_or(|scan| {
        let mounts = scan.imports.iter().any(|import| import.specifier.starts_with("react-dom"));
        mounts || !scan.exports.has_value("default")
    })
}

/// What is put first in the head: the import map must come before every module.
fn head(project: &Project, graph: &Graph, map: &ImportMap, revision: u64) -> String {
    let json = serde_json::json!({ "imports": map }).to_string().replace('<', "\\u003c");
    let mut head = format!(
        "<script type=\"importmap\">{json}</script><meta name=\"maquette-revision\" content=\"{revision}\">\
         <script type=\"module\" src=\"{CLIENT}\"></script>"
    );
    for address in preloads(project, graph, map) {
        // Writing to a string cannot fail.
        let _ = write!(head, "<link rel=\"modulepreload\" href=\"{}\">", attribute(&address));
    }
    head
}

/// The addresses of modules that the page is sure to ask for.
fn preloads(project: &Project, graph: &Graph, map: &ImportMap) -> Vec<String> {
    let eager: HashSet<&str> = graph.eager.iter().map(|module| module.path.as_str()).collect();
    let packages = graph
        .packages
        .iter()
        .filter(|(_, importers)| importers.iter().any(|path| eager.contains(path.as_str())));
    let packages = packages.filter_map(|(specifier, _)| map.get(specifier).cloned());
    let modules = graph.eager.iter().map(|module| address(project, module));
    packages.chain(modules).take(MOST_PRELOADS).collect()
}

/// Text as the value of a quoted attribute.
pub fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;")
}

/// The versioned address of a file that the page links, and whether it is one.
fn resolved(project: &Project, page: &str, address: &str) -> Option<String> {
    linked_file(project, page, address).map(|path| {
        let (_, fragment) = address.split_once('#').unwrap_or((address, ""));
        let fragment = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
        format!("{}{fragment}", file_address(project, &path))
    })
}

/// The page with `head` added and addresses replaced. The page's own import map goes: it is part
/// of the one that is added.
pub(crate) fn rewritten(
    html: &str,
    markup: &Markup,
    head: &str,
    replace: &dyn Fn(&str) -> Option<String>,
) -> Result<String, String> {
    let is_added = Cell::new(false);
    let add = |element: &mut Element<'_, '_>| {
        if !is_added.replace(true) {
            element.prepend(head, ContentType::Html);
        }
        Ok(())
    };
    let mut settings = Settings::new().with_strict(false);
    if markup.has_head {
        settings = settings.append_element_content_handler(element!("head", add));
    } else if markup.has_html {
        settings = settings.append_element_content_handler(element!("html", add));
    }
    settings = settings.append_element_content_handler(element!("script", |script| {
        if markup::is_import_map(script) {
            script.remove();
        } else if let Some(address) = script.get_attribute("src").and_then(|address| replace(&address)) {
            script.set_attribute("src", &address)?;
        }
        Ok(())
    }));
    for (selector, attribute) in LOADING {
        settings = settings.append_element_content_handler(element!(selector, move |element| {
            let is_page = element.tag_name() == "iframe";
            let address = element.get_attribute(attribute).filter(|_| !is_page);
            if let Some(address) = address.and_then(|address| replace(&address)) {
                element.set_attribute(attribute, &address)?;
            }
            Ok(())
        }));
    }
    let page = markup::rewrite(html, settings)?;
    Ok(if markup.has_head || markup.has_html { page } else { with_head(&page, head) })
}

/// A page without `html` and `head` tags with `head` added, after the document type.
fn with_head(page: &str, head: &str) -> String {
    let start = page.len() - page.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).len();
    let is_doctype = page.get(start..start + 9).is_some_and(|text| text.eq_ignore_ascii_case("<!doctype"));
    let at = if is_doctype { page[start..].find('>').map_or(start, |end| start + end + 1) } else { start };
    format!("{}{head}{}", &page[..at], &page[at..])
}

/// The module that a script tag's address means.
pub fn script_module(project: &Project, page: &str, address: &str) -> Option<Module> {
    let path = linked_file(project, page, address)?;
    Language::of(&path).is_runnable().then_some(Module { path, query: String::new() })
}

#[cfg(test)]
mod tests {
    use super::super::project::Project;
    use super::super::project::tests::project;
    use super::{page, shell};

    fn rendered(project: &Project, html: &str) -> String {
        page(project, "index.html", html, 7).unwrap()
    }

    #[test]
    fn a_page_gets_its_map_before_its_modules() {
        let html = "<!doctype html><html><head><title>x</title><link rel=stylesheet href=src/a.css></head>\
                    <body><img src='logo.png'><a href=\"about\">a</a><script type=module src=./src/main.tsx></script></body></html>";
        let project = project(&[
            ("index.html", html),
            ("src/main.tsx", "import { a } from './a'; console.log(<p>{a}</p>)"),
            ("src/a.ts", "export const a = 1"),
            ("src/a.css", ""),
            ("public/logo.png", ""),
        ]);
        let page = rendered(&project, html);
        let at = |part: &str| page.find(part).unwrap_or_else(|| panic!("{part} in {page}"));
        let main = format!("/src/main.tsx?v={}", project.version("src/main.tsx").unwrap());
        let order = [
            "<head><script type=\"importmap\">",
            "name=\"maquette-revision\" content=\"7\"",
            "src=\"/__maquette/client.js\"",
            "rel=\"modulepreload\" href=\"/__maquette/modules/react-jsx-runtime.js\"",
            "rel=\"modulepreload\" href=\"/src/a.ts?v=",
            "<title>",
            "href=\"/src/a.css?v=",
            "href=\"about\"",
            &format!("src=\"{main}\""),
        ];
        assert!(order.windows(2).all(|pair| at(pair[0]) < at(pair[1])), "{page}");
        assert!(page.contains(&format!("\"/src/main.tsx\":\"{main}\"")), "the entry is one module: {page}");
        assert!(page.contains("src='logo.png'") || page.contains("src=\"/logo.png?v="), "{page}");
    }

    #[test]
    fn pages_without_head_or_html_work_too() {
        for (html, start) in [
            ("<!DOCTYPE html>\n<p>x</p>", "<!DOCTYPE html><script type=\"importmap\">"),
            ("<p>x</p>", "<script type=\"importmap\">"),
            ("<html><body></body></html>", "<html><script type=\"importmap\">"),
            ("", "<script type=\"importmap\">"),
        ] {
            let page = rendered(&project(&[("index.html", html)]), html);
            assert!(page.starts_with(start), "{page}");
            assert_eq!(page.matches("importmap").count(), 1);
        }
    }

    #[test]
    fn the_pages_own_map_is_merged_and_cannot_close_the_script() {
        let html = "<head><script type=importmap>{\"imports\":{\"x\":\"https://x/</script><script>alert(1)\"}}</script></head>";
        let good = "<head><script type=importmap>{\"imports\":{\"x<\":\"https://x/y\"}}</script></head>";
        for html in [html, good] {
            let page = rendered(&project(&[("index.html", html)]), html);
            assert_eq!(
                page.matches("type=\"importmap\"").count() + page.matches("type=importmap").count(),
                1,
                "{page}"
            );
        }
        let page = rendered(&project(&[("index.html", good)]), good);
        assert!(page.contains("\"x\\u003c\":\"https://x/y\""), "{page}");
    }

    #[test]
    fn a_project_without_a_page_gets_a_shell() {
        let app = project(&[
            ("src/App.tsx", "export default function App() { return <p/> }"),
            ("src/index.css", ""),
        ]);
        let html = shell(&app, "A <b> & c").unwrap();
        assert!(
            html.contains("import App from \"/src/App.tsx\"") && html.contains("A &lt;b> &amp; c"),
            "{html}"
        );
        assert!(html.contains("href=\"/src/index.css\""), "{html}");
        let page = rendered(&app, &html);
        assert!(page.contains("\"/src/App.tsx\":\"/src/App.tsx?v="), "{page}");
        assert!(page.contains("\"react-dom/client\""), "{page}");
        let main = project(&[
            (
                "src/main.tsx",
                "import { createRoot } from 'react-dom/client'; import './index.css'; createRoot(1)",
            ),
            ("src/App.tsx", "export default 1"),
            ("src/index.css", ""),
        ]);
        let html = shell(&main, "x").unwrap();
        assert!(html.contains("src=\"/src/main.tsx\"") && !html.contains("stylesheet"), "{html}");
        assert_eq!(shell(&project(&[("README.md", "")]), "x"), None);
    }
}
