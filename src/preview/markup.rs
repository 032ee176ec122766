//! HTML pages: the scripts, style sheets and files they load, and their import map.
//!
//! Reading and rewriting pages stream through one parser (`lol_html`) that follows browsers.

use std::cell::RefCell;
use std::collections::BTreeMap;

use lol_html::html_content::Element;
use lol_html::{HtmlRewriter, Settings, element, text};

use super::language::Script;
use super::position::{Lines, Position, Problem};
use super::scan::{self, Import};

/// The facts of one page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup {
    /// Scripts with a `src`, in the order of the text.
    pub scripts: Vec<PageScript>,
    /// Addresses of style sheets.
    pub styles: Vec<PageReference>,
    /// Addresses of other files: images, icons, fonts, frames, pages.
    pub references: Vec<PageReference>,
    /// What scripts of type `module` import in the page itself.
    pub imports: Vec<Import>,
    /// Whether it has a `head` tag, which may be left out.
    pub has_head: bool,
    /// Whether it has an `html` tag.
    pub has_html: bool,
    /// The entries of its own import map.
    pub import_map: BTreeMap<String, String>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// A script that a page loads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageScript {
    /// Its address, as written.
    pub address: String,
    /// Whether it is a module.
    pub is_module: bool,
    /// Where its tag starts.
    pub position: Position,
}

/// A file that a page refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageReference {
    /// Its address, as written.
    pub address: String,
    /// Where its tag starts.
    pub position: Position,
}

/// The kind of an inline script that matters here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inline {
    Module,
    ImportMap,
}

/// What the handlers gather while the parser runs.
#[derive(Default)]
struct Found {
    markup: Markup,
    inline: Option<(Inline, u32, String)>,
}

/// Elements that load a file, the attribute that names it, and whether it must exist to be of use.
pub(super) const LOADING: [(&str, &str); 10] = [
    ("img[src]", "src"),
    ("source[src]", "src"),
    ("video[src]", "src"),
    ("video[poster]", "poster"),
    ("audio[src]", "src"),
    ("iframe[src]", "src"),
    ("embed[src]", "src"),
    ("object[data]", "data"),
    ("link[href]", "href"),
    ("input[src]", "src"),
];

/// Reads a page.
pub fn markup(source: &str) -> Markup {
    let lines = Lines::new(source);
    let found = RefCell::new(Found::default());
    let place = |element: &Element<'_, '_>| lines.position(element.source_location().bytes().start as u32);
    let mut handlers = vec![
        element!("head", |_| {
            found.borrow_mut().markup.has_head = true;
            Ok(())
        }),
        element!("html", |_| {
            found.borrow_mut().markup.has_html = true;
            Ok(())
        }),
        element!("script", |script| {
            found.borrow_mut().script(script, place(script));
            Ok(())
        }),
        text!("script", |chunk| {
            let at = chunk.source_location().bytes().start as u32;
            found.borrow_mut().text(chunk.as_str(), at, chunk.last_in_text_node(), &lines);
            Ok(())
        }),
    ];
    for (selector, attribute) in LOADING {
        let found = &found;
        let place = &place;
        handlers.push(element!(selector, move |element| {
            found.borrow_mut().reference(element, attribute, place(element));
            Ok(())
        }));
    }
    let mut settings = Settings::new().with_strict(false);
    for handler in handlers {
        settings = settings.append_element_content_handler(handler);
    }
    let outcome = rewrite(source, settings);
    let mut markup = found.into_inner().markup;
    if let Err(message) = outcome {
        markup.problems.push(Problem::error(Position::START, "html-error", message));
    }
    markup
}

/// Runs the parser over a whole page and returns its output.
pub(super) fn rewrite(source: &str, settings: Settings<'_, '_>) -> Result<String, String> {
    let mut output = Vec::with_capacity(source.len() + 4096);
    let mut rewriter = HtmlRewriter::new(settings, |chunk: &[u8]| output.extend_from_slice(chunk));
    rewriter.write(source.as_bytes()).map_err(|error| error.to_string())?;
    rewriter.end().map_err(|error| error.to_string())?;
    String::from_utf8(output).map_err(|error| error.to_string())
}

/// Whether the element is a module script.
pub(super) fn is_module(script: &Element<'_, '_>) -> bool {
    script.get_attribute("type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("module"))
}

/// Whether the element is an import map.
pub(super) fn is_import_map(script: &Element<'_, '_>) -> bool {
    script.get_attribute("type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("importmap"))
}

/// Whether the element links a style sheet.
pub(super) fn is_style_sheet(link: &Element<'_, '_>) -> bool {
    let relations = link.get_attribute("rel").unwrap_or_default();
    relations.split_ascii_whitespace().any(|relation| relation.eq_ignore_ascii_case("stylesheet"))
}

/// Whether the script's type makes it run at all, as data blocks do not.
fn is_classic(script: &Element<'_, '_>) -> bool {
    script.get_attribute("type").is_none_or(|kind| {
        let kind = kind.trim().to_ascii_lowercase();
        kind.is_empty() || kind.ends_with("javascript")
    })
}

impl Found {
    fn script(&mut self, script: &Element<'_, '_>, position: Position) {
        self.inline = None;
        if let Some(address) = script.get_attribute("src") {
            let is_module = is_module(script);
            if is_module || is_classic(script) {
                self.markup.scripts.push(PageScript { address, is_module, position });
            }
        } else if is_module(script) {
            self.inline = Some((Inline::Module, 0, String::new()));
        } else if is_import_map(script) {
            self.inline = Some((Inline::ImportMap, 0, String::new()));
        }
    }

    fn text(&mut self, chunk: &str, at: u32, is_last: bool, lines: &Lines<'_>) {
        let Some((_, start, text)) = &mut self.inline else { return };
        if text.is_empty() {
            *start = at;
        }
        text.push_str(chunk);
        if !is_last {
            return;
        }
        let Some((kind, start, text)) = self.inline.take() else { return };
        let offset = lines.position(start);
        match kind {
            Inline::Module => self.module(&text, offset),
            Inline::ImportMap => self.import_map(&text, offset),
        }
    }

    fn module(&mut self, text: &str, offset: Position) {
        let scan = scan::scan(Script::JavaScript, text);
        for mut import in scan.imports {
            import.position = shifted(import.position, offset);
            self.markup.imports.push(import);
        }
        for mut problem in scan.problems {
            problem.position = shifted(problem.position, offset);
            self.markup.problems.push(problem);
        }
    }

    fn import_map(&mut self, text: &str, offset: Position) {
        match super::data::parse(text, false) {
            Ok(value) => {
                let entries = value["imports"].as_object().into_iter().flatten();
                let entries =
                    entries.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())));
                self.markup.import_map.extend(entries);
            }
            Err(mut problem) => {
                problem.position = shifted(problem.position, offset);
                self.markup.problems.push(problem);
            }
        }
    }

    fn reference(&mut self, element: &Element<'_, '_>, attribute: &str, position: Position) {
        let Some(address) = element.get_attribute(attribute) else { return };
        let reference = PageReference { address, position };
        if element.tag_name() == "link" && is_style_sheet(element) {
            self.markup.styles.push(reference);
        } else {
            self.markup.references.push(reference);
        }
    }
}

/// A position in an inline script as one in the page.
fn shifted(inner: Position, start: Position) -> Position {
    let column = if inner.line == 1 { start.column + inner.column - 1 } else { inner.column };
    Position { line: start.line + inner.line - 1, column }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::markup;

    #[test]
    fn what_a_page_loads_is_found() {
        let page = markup(
            "<!doctype html>\n<html><head><link rel=\"stylesheet\" href=\"/src/a.css\"><link rel=icon href=/i.svg>\n\
             <script type=importmap>{\"imports\": {\"x\": \"/x.js\"}}</script>\n\
             <script src=\"classic.js\" defer></script><script type=\"text/babel\" src=\"b.jsx\"></script>\n\
             </head><body><img src=\"logo.png\">\n<script type=\"module\">\nimport './inline.js';\nconst a = 1;</script>\n\
             <script type=module src=/src/main.tsx></script></body></html>",
        );
        let scripts: Vec<_> = page.scripts.iter().map(|it| (it.address.as_str(), it.is_module)).collect();
        assert_eq!(scripts, [("classic.js", false), ("/src/main.tsx", true)]);
        assert_eq!(page.scripts[1].position.line, 9);
        assert_eq!(page.styles[0].address, "/src/a.css");
        let others: Vec<_> = page.references.iter().map(|it| it.address.as_str()).collect();
        assert_eq!(others, ["/i.svg", "logo.png"]);
        assert_eq!(page.import_map["x"], "/x.js");
        assert_eq!((page.imports[0].specifier.as_str(), page.imports[0].position.line), ("./inline.js", 7));
        assert_eq!(page.problems, []);
    }

    #[test]
    fn mistakes_in_inline_scripts_have_their_place_in_the_page() {
        let page =
            markup("<p></p>\n<script type=module>const = 1;</script><script type=importmap>{,}</script>");
        let places: Vec<_> =
            page.problems.iter().map(|it| (it.code, it.position.line, it.position.column)).collect();
        assert_eq!(places[0], ("syntax-error", 2, 27));
        assert_eq!((places[1].0, places[1].1), ("json-error", 2));
    }

    #[test]
    fn hostile_pages_are_survived() {
        for piece in
            ["<div>", "<script type=module>", "<svg>", "<table>", "<![CDATA[", "<a b=", "<!--", "<textarea>"]
        {
            markup(&piece.repeat(200_000));
        }
        markup(&format!("<div {}>", "a=b ".repeat(500_000)));
    }

    proptest! {
        #[test]
        fn no_text_panics(pieces in proptest::collection::vec(proptest::sample::select(vec![
            "<script type=module>", "</script>", "import 'a'", "<", ">", "<img src=", "\"", "é", "<style>", "<!--", "-->",
            "<script type=importmap>", "{", "}", "<link rel=stylesheet href=a.css>", "<template>", "<select>", "\0",
        ]), 0..30)) {
            markup(&pieces.concat());
        }
    }
}
