//! Names for parts of a screen, out of what they say.

use crate::wireframes::{
    element::Element,
    export::{
        place::{Block, What, content},
        react::types::{camel, pascal},
    },
};

/// What a part of the screen is about.
pub struct About {
    /// The nearest words that name it.
    pub title: String,
    /// The component that it is, or what most of it is.
    pub kind: String,
}

/// Finds out what a part of the screen is about, in what surroundings.
pub fn about(block: &Block, around: &str) -> About {
    let kind = match &block.what {
        What::Element(element, _) => element.component.clone(),
        What::Group(_) => "Item".to_owned(),
    };
    let all = leaves(block);
    let heading =
        all.iter().find(|element| element.component == "Heading" || element.props.contains_key("title"));
    let title = heading.map(|element| content(element)).filter(|title| !title.is_empty()).unwrap_or(around);
    About { title: title.to_owned(), kind }
}

/// A name of a component out of a title and what it is.
pub fn named(title: &str, kind: &str) -> String {
    let kind = match pascal(kind) {
        kind if kind.is_empty() => "Part".to_owned(),
        kind => kind,
    };
    let words: Vec<&str> = title.split_whitespace().take(4).collect();
    let title: String = pascal(&words.join(" ")).chars().take(32).collect();
    let name = if title.ends_with(&kind) { title } else { format!("{title}{kind}") };
    if name.starts_with(|first: char| first.is_ascii_alphabetic()) { name } else { kind }
}

/// What a list of something is called.
pub fn list_name(component: &str) -> String {
    let name = camel(component);
    match name.as_bytes().last() {
        Some(b's' | b'x' | b'h') => format!("{name}List"),
        Some(b'y') if !name.ends_with("ay") => format!("{}ies", &name[..name.len() - 1]),
        _ => format!("{name}s"),
    }
}

/// The elements of a block, from the outside in and in reading order.
pub fn leaves<'a>(block: &'a Block<'a>) -> Vec<&'a Element> {
    match &block.what {
        What::Group(parts) => parts.iter().flat_map(leaves).collect(),
        What::Element(element, inside) => {
            let mut all = vec![*element];
            all.extend(inside.as_deref().map(leaves).unwrap_or_default());
            all
        }
    }
}
