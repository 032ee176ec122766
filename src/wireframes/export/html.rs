//! Wireframes as one page of HTML: real tags, laid out with flex and grid, wrapped on narrow screens.
//! Every element's tag carries `data-element`.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::{
    boxes::{self, Boxed, Shows},
    looks,
    picture::{self, Place, escaped, number},
    place::{Block, What, placed},
    sheet::Sheet,
    style::LOOK,
};
use crate::wireframes::{
    components::{
        Library,
        expand::{Node, SWITCHES},
        template::VOID,
    },
    element::{Drawing, Element},
};

/// What the page says about all tags, before what components look like.
pub const BASE: &str = include_str!("html/base.css");
/// What becomes of components at widths other than the canvas's, after what they look like.
pub const FLUID: &str = include_str!("html/fluid.css");

/// Writes a wireframe as a page.
pub fn html(drawing: &Drawing, library: &Library) -> String {
    let mut sheet = Sheet::default();
    let root = placed(drawing, library, &mut sheet);
    let named = sheet.named(&looks_classes(), drawing.width);
    let mut page = Page { library, names: &named.names, out: String::new() };
    if let Some(root) = &root {
        page.block(root, 1);
    }
    let body = page.out;
    let css = stylesheet(&used_classes(&body), &named.css, drawing.width, drawing.height);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n{css}</style>\n</head>\n<body>\n<main class=\"wireframe\">\n{body}</main>\n</body>\n</html>\n",
        escaped(&drawing.name),
    )
}

/// The stylesheet of a page that uses those classes.
pub fn stylesheet(used: &HashSet<String>, places: &str, width: u32, height: u32) -> String {
    let page = format!(
        ".wireframe {{ position: relative; width: 100%; max-width: {width}px; min-height: {height}px; margin: 0 auto; overflow-x: clip; }}\n"
    );
    let exact = format!(
        "@media (min-width: {width}px) {{\n  [data-element] {{ height: var(--h); overflow: hidden; }}\n  .box, .card, .section, .modal, .drawer, .kanban-column {{ overflow: visible; }}\n}}\n"
    );
    let kept = |css: &str| kept_rules(css, used, width);
    [BASE, &kept(LOOK), &page, &kept(FLUID), places, &exact].concat()
}

/// The rules of a stylesheet that concern classes that are used, and windows narrower than the canvas.
fn kept_rules(css: &str, used: &HashSet<String>, width: u32) -> String {
    let mut out = String::new();
    let mut narrow = String::new();
    let mut media = None;
    for line in css.lines() {
        if line.starts_with("@media") {
            media = Some(line);
            continue;
        }
        if line == "}"
            && let Some(media) = media.take()
        {
            let limit = media.split(|letter: char| !letter.is_ascii_digit()).find(|part| !part.is_empty());
            let rearranged =
                limit.and_then(|limit| limit.parse().ok()).is_none_or(|limit: u32| limit < width);
            if rearranged && !narrow.is_empty() {
                out += &format!("{media}\n{narrow}}}\n");
            }
            narrow.clear();
            continue;
        }
        let Some((selectors, _)) = line.split_once('{') else {
            // Of the rest, only what goes on from `:root` matters.
            if line.starts_with("  --") || line == "}" {
                out += &format!("{line}\n");
            }
            continue;
        };
        let concerns = selectors.split(',').any(|selector| {
            selector.split(['.', ' ', '>', ':', '(', ')']).all(|part| {
                let class = part.trim();
                class.is_empty() || !selector.contains(&format!(".{class}")) || used.contains(class)
            })
        });
        if concerns {
            let into = if media.is_some() { &mut narrow } else { &mut out };
            *into += &format!("{line}\n");
        }
    }
    out
}

/// The classes that components' looks are made of.
pub fn looks_classes() -> HashSet<String> {
    let mut classes: HashSet<String> = ["wireframe".to_owned()].into();
    for css in [LOOK, FLUID] {
        for selector in css.lines().filter_map(|line| line.split_once('{')).map(|(selector, _)| selector) {
            let parts = selector.split('.').skip(1);
            classes
                .extend(parts.filter_map(|part| part.split([' ', ',', ':', '>']).next()).map(str::to_owned));
        }
    }
    classes
}

/// The classes that a page uses.
fn used_classes(body: &str) -> HashSet<String> {
    let lists = body.split(" class=\"").skip(1).filter_map(|rest| rest.split('"').next());
    lists.flat_map(str::split_ascii_whitespace).map(str::to_owned).collect()
}

struct Page<'a> {
    library: &'a Library,
    names: &'a [String],
    out: String,
}

impl Page<'_> {
    fn indent(&mut self, depth: usize) {
        self.out.extend(std::iter::repeat_n("  ", depth.min(24)));
    }

    fn block(&mut self, block: &Block, depth: usize) {
        let class = &self.names[block.class];
        match &block.what {
            What::Group(parts) => {
                self.indent(depth);
                self.out += &format!("<div class=\"{class}\">\n");
                for part in parts {
                    self.block(part, depth + 1);
                }
                self.indent(depth);
                self.out += "</div>\n";
            }
            What::Element(element, inside) => {
                self.indent(depth);
                self.element(element, class, inside.as_deref(), depth);
                self.out += "\n";
            }
        }
    }

    fn element(&mut self, element: &Element, class: &str, inside: Option<&Block>, depth: usize) {
        let looks::Filled { mut root, props } = looks::filled(element, self.library);
        let laid = boxes::arranged(&root, element.width as f32, element.height as f32);
        if let Node::Tag { attributes, .. } = &mut root {
            match attributes.iter_mut().find(|(name, _)| name == "class") {
                Some((_, own)) => *own += &format!(" {class}"),
                None => attributes.push(("class".to_owned(), class.to_owned())),
            }
            attributes.insert(0, ("data-element".to_owned(), element.id.clone()));
        }
        let mut sizes = Vec::new();
        if let Some(laid) = &laid {
            picture_sizes(laid, &mut sizes);
        }
        let mut tags = Tags { props: &props, sizes: sizes.into_iter(), inside, depth };
        tags.node(&root, self);
    }
}

/// How large pictures are, in the order of their tags.
fn picture_sizes(boxed: &Boxed, sizes: &mut Vec<Place>) {
    if matches!(boxed.shows, Shows::Picture { .. }) {
        sizes.push(Place { width: boxed.width.max(1.0), height: boxed.height.max(1.0) });
    }
    boxed.children.iter().for_each(|child| picture_sizes(child, sizes));
}

struct Tags<'a, 'b> {
    props: &'a Map<String, Value>,
    sizes: std::vec::IntoIter<Place>,
    inside: Option<&'a Block<'b>>,
    depth: usize,
}

impl Tags<'_, '_> {
    fn node(&mut self, node: &Node, page: &mut Page) {
        let (name, attributes, children) = match node {
            Node::Text(text) => return page.out += &escaped(text),
            Node::Tag { name, attributes, children } => (name.as_str(), attributes, children),
        };
        match name {
            "mq-children" => {
                if let Some(inside) = self.inside {
                    page.out += "\n";
                    page.block(inside, self.depth + 1);
                    page.indent(self.depth);
                }
            }
            "mq-icon" => {
                let class = format!("icon {}", node.attribute("class").unwrap_or_default());
                page.out += &icon(node.attribute("name").unwrap_or_default(), class.trim());
            }
            "mq-picture" => {
                let place = self.sizes.next().unwrap_or(Place { width: 1.0, height: 1.0 });
                page.out += &drawn(node, self.props, place);
            }
            _ => {
                page.out += &format!("<{name}");
                for (name, value) in attributes {
                    if SWITCHES.contains(&name.as_str()) {
                        page.out += &format!(" {name}");
                    } else {
                        page.out += &format!(" {name}=\"{}\"", escaped(value));
                    }
                }
                page.out += ">";
                if !VOID.contains(&name) {
                    for child in children {
                        self.node(child, page);
                    }
                    page.out += &format!("</{name}>");
                }
            }
        }
    }
}

/// An icon as a tag.
pub fn icon(name: &str, class: &str) -> String {
    format!(
        "<svg class=\"{}\" viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.8\" stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\"><path d=\"{}\"/></svg>",
        escaped(class),
        picture::paths(name),
    )
}

/// How a kind of picture fills a place of another shape.
pub fn fitting(kind: &str) -> &'static str {
    match kind {
        "image" | "map" => "xMidYMid slice",
        "stars" => "xMinYMid meet",
        _ => "xMidYMid meet",
    }
}

fn drawn(node: &Node, props: &Map<String, Value>, place: Place) -> String {
    let given = |name: &str| node.attribute(name).unwrap_or_default();
    let kind = given("kind");
    format!(
        "<svg class=\"{}\" viewBox=\"0 0 {} {}\" preserveAspectRatio=\"{}\" aria-hidden=\"true\">{}</svg>",
        escaped(given("class")),
        number(place.width),
        number(place.height),
        fitting(kind),
        picture::draw(kind, given("value"), given("max"), props, place),
    )
}
