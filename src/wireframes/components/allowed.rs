//! What the templates of projects may consist of. They are shown in other people's browsers, in
//! exports and by the server itself, so that everything that is not listed here is refused.

use std::sync::LazyLock;

use serde::Deserialize;

use super::template::{Part, Piece, Tag, Template, TemplateProblem};

/// Tags and attributes, by their names. The canvas, which shows templates in people's browsers, reads the
/// same file.
#[derive(Default, Deserialize)]
struct Allowed {
    tags: Vec<String>,
    attributes: Vec<String>,
}

static ALLOWED: LazyLock<Allowed> =
    LazyLock::new(|| serde_json::from_str(include_str!("allowed.json")).unwrap_or_default());

/// Kinds of `input` that only take text, a number or a choice.
const INPUTS: [&str; 12] = [
    "text", "email", "password", "number", "tel", "url", "date", "time", "search", "checkbox", "radio",
    "range",
];

/// What declarations may not contain: they would load something, run something or leave the frame.
const UNSTYLED: [&str; 9] =
    ["url(", "expression", "@import", "javascript:", "\\", "/*", "fixed", "sticky", "behavior"];

/// Checks that a template consists only of what is allowed.
pub fn check(template: &Template) -> Result<(), TemplateProblem> {
    if template.parts.is_empty() {
        return Err(TemplateProblem { line: 0, message: "is empty".to_owned() });
    }
    parts(&template.parts, 0)
}

fn parts(found: &[Part], lists: usize) -> Result<(), TemplateProblem> {
    if lists > 3 {
        let message = "has more than 3 lists within one another".to_owned();
        return Err(TemplateProblem { line: 0, message });
    }
    for part in found {
        match part {
            Part::Text(_) => {}
            Part::Tag(found) => {
                tag(found)?;
                parts(&found.children, lists)?;
            }
            Part::Each { body, .. } | Part::Repeat { body, .. } => parts(body, lists + 1)?,
            Part::If { then, otherwise, .. } => {
                parts(then, lists)?;
                parts(otherwise, lists)?;
            }
        }
    }
    Ok(())
}

fn tag(tag: &Tag) -> Result<(), TemplateProblem> {
    let problem = |message: String| Err(TemplateProblem { line: tag.line, message });
    if !ALLOWED.tags.contains(&tag.name) {
        return problem(format!("<{}> is not allowed", tag.name));
    }
    for (name, pieces) in &tag.attributes {
        if name.starts_with("on") {
            return problem(format!("event handlers such as {name} are not allowed"));
        }
        if !ALLOWED.attributes.contains(name) && !name.starts_with("aria-") {
            return problem(format!("the attribute {name} is not allowed on <{}>", tag.name));
        }
        if let Some(why) = refused(&tag.name, name, pieces) {
            return problem(why);
        }
    }
    Ok(())
}

/// Why the value of an attribute is refused.
fn refused(tag: &str, name: &str, pieces: &[Piece]) -> Option<String> {
    let literal: String = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Literal(text) => text.to_ascii_lowercase(),
            Piece::Value(..) => String::from("\u{0}"),
        })
        .collect();
    let whole = pieces.iter().all(|piece| matches!(piece, Piece::Literal(_)));
    match name {
        "style" => UNSTYLED
            .iter()
            .find(|word| literal.contains(**word))
            .map(|word| format!("a style may not contain “{word}”")),
        "src" => {
            let image = ["png", "jpeg", "gif", "webp"]
                .iter()
                .any(|kind| literal.starts_with(&format!("data:image/{kind};base64,")));
            (!whole || !image)
                .then(|| "src takes data:image/…;base64 only (PNG, JPEG, GIF or WebP)".to_owned())
        }
        "href" => (!literal.starts_with('#')).then(|| "href takes places in the page (#…) only".to_owned()),
        "type" => {
            let known = match tag {
                "input" => whole && INPUTS.contains(&literal.as_str()),
                "button" => whole && literal == "button",
                _ => false,
            };
            (!known).then(|| format!("this type is not allowed on <{tag}>"))
        }
        _ => None,
    }
}
