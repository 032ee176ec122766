//! Words and looks of what is there: rename, restyle, remove.

use serde_json::{Value, json};

use crate::generation::providers::builtin::{
    pattern::{group, pattern},
    reading,
};

use super::{
    super::brief::capitalised,
    Outcome,
    canvas::Canvas,
    target::{bare, shown},
};

/// The prop that holds what an element says.
pub(super) fn main_prop(component: &str) -> &'static str {
    match component {
        "Input" | "TextArea" | "Select" | "Checkbox" | "Switch" | "DatePicker" | "RadioGroup" | "Slider"
        | "Stat" | "Progress" | "Rating" | "FileUpload" | "Map" => "label",
        "Button" | "Heading" | "Text" | "Link" | "Badge" | "Tag" | "Alert" | "Toast" | "Quote"
        | "Testimonial" | "Code" => "text",
        "Navbar" | "Sidebar" | "Footer" => "brand",
        "SearchBar" => "placeholder",
        "Image" => "alt",
        "Avatar" => "name",
        _ => "title",
    }
}

/// Takes something away.
pub(super) fn remove(words: &str, canvas: &mut Canvas) -> Outcome {
    let names: Vec<String> = reading::split(words);
    let mut gone = Vec::new();
    let mut missing = Vec::new();
    for name in names {
        let name = pattern!(
            r"\s+(?:from|in|on|at) (?:the |this )?(?:page|screen|wireframe|canvas|top|bottom|left|right)$"
        )
        .replace(&name, "");
        if remove_one(&name, canvas) { gone.push(bare(&name)) } else { missing.push(bare(&name)) }
    }
    match (gone.is_empty(), missing.is_empty()) {
        (true, _) => Outcome::Refused(format!("I found no {} here.", missing.join(" and no "))),
        (false, true) => Outcome::Done(format!("removed the {}", gone.join(" and the "))),
        (false, false) => Outcome::Done(format!(
            "removed the {} (there is no {})",
            gone.join(" and the "),
            missing.join(" and no ")
        )),
    }
}

fn remove_one(words: &str, canvas: &mut Canvas) -> bool {
    let plain = bare(words);
    // "Reports from the sidebar", "the phone column": one of a list.
    let entry = pattern!(r"^(.+?)\s+(?:from|in|of|on) (?:the )?(.+)$")
        .captures(&plain)
        .map(|found| (group(&found, 1).to_owned(), group(&found, 2).to_owned()));
    if let Some((entry, place)) = entry {
        for id in canvas.find_all(&place) {
            if remove_entry(canvas, &id, &entry) {
                return true;
            }
        }
    }
    let column = pattern!(
        r"^(.+?)\s+(?:column|tab|step|option|plan|item|entry|nav item|link|menu item|question|feature)s?$"
    )
    .captures(&plain)
    .map(|found| group(&found, 1).to_owned());
    if let Some(entry) = column {
        let ids: Vec<String> = canvas.elements.iter().map(|element| element.id.clone()).collect();
        if let Some(id) = canvas
            .elements
            .iter()
            .find(|element| {
                element.component == "KanbanColumn"
                    && element
                        .props
                        .get("title")
                        .and_then(Value::as_str)
                        .is_some_and(|title| title.eq_ignore_ascii_case(&entry))
            })
            .map(|element| element.id.clone())
        {
            canvas.take(&id);
            return true;
        }
        if ids.iter().any(|id| remove_entry(canvas, id, &entry)) {
            return true;
        }
    }
    let Some(id) = canvas.find(words) else {
        // "remove Reports" may be one of the places in a bar.
        let ids: Vec<String> = canvas.elements.iter().map(|element| element.id.clone()).collect();
        return ids.iter().any(|id| remove_entry(canvas, id, &plain));
    };
    let many = words.trim().starts_with("all ")
        || plain.ends_with('s')
            && canvas.get(&id).is_some_and(|element| {
                !plain.eq_ignore_ascii_case(shown(element).first().map_or("", |(_, text)| text))
            });
    let all: Vec<String> = if many {
        let best = canvas.get(&id).map(|element| (element.component.clone(), element.parent.clone()));
        canvas
            .find_all(words)
            .into_iter()
            .filter(|other| {
                canvas.get(other).is_some_and(|element| {
                    best.as_ref().is_some_and(|(component, parent)| {
                        element.component == *component
                            && (element.parent == *parent || words.starts_with("all "))
                    })
                })
            })
            .collect()
    } else {
        vec![id]
    };
    for id in all {
        let around = canvas.get(&id).and_then(|element| element.parent.clone());
        canvas.take(&id);
        // A section that only has its heading left has nothing to say.
        if let Some(around) = around.filter(|around| {
            canvas.get(around).is_some_and(|element| matches!(element.component.as_str(), "Section" | "Card"))
        }) && canvas
            .inside(Some(&around))
            .iter()
            .all(|child| matches!(child.component.as_str(), "Heading"))
        {
            canvas.take(&around);
        }
    }
    true
}

/// Takes an entry out of what an element lists.
fn remove_entry(canvas: &mut Canvas, id: &str, entry: &str) -> bool {
    let mut removed = false;
    canvas.change(id, |element| {
        let same = |value: &Value| match value {
            Value::String(text) => text.eq_ignore_ascii_case(entry),
            Value::Object(fields) => ["name", "title", "question", "text"].iter().any(|name| {
                fields.get(*name).and_then(Value::as_str).is_some_and(|text| text.eq_ignore_ascii_case(entry))
            }),
            _ => false,
        };
        for name in ["items", "options", "columns", "labels"] {
            let Some(Value::Array(values)) = element.props.get_mut(name) else { continue };
            let Some(at) = values.iter().position(same) else { continue };
            values.remove(at);
            removed = true;
            let follows: &[&str] =
                if name == "columns" { &["rows"] } else { &["details", "icons", "values"] };
            for other in follows {
                match element.props.get_mut(*other) {
                    Some(Value::Array(rows)) if name == "columns" => rows
                        .iter_mut()
                        .filter_map(Value::as_array_mut)
                        .filter(|row| at < row.len())
                        .for_each(|row| drop(row.remove(at))),
                    Some(Value::Array(values)) if at < values.len() => drop(values.remove(at)),
                    _ => {}
                }
            }
            return;
        }
    });
    removed
}

/// Other words for what is there; nothing where the request is about something else.
pub(super) fn rename(request: &str, canvas: &mut Canvas) -> Option<Outcome> {
    let found = pattern!(r#"^(?:rename|change|replace|set|update|call|make)\s+(?:the )?(?:text |label |title |name |wording |words )?(?:of |on |in )?(?:the )?(.+?)\s+(?:to (?:say |read )?|with|into|as|by|say|read|says|reads)\s*"?([^"]+)"?$"#)
        .captures(request)
        .or_else(|| pattern!(r#"^(?:call|name)\s+(?:the )?(.+?)\s+"([^"]+)"$"#).captures(request))?;
    let (from, to) = (
        group(&found, 1).trim().trim_matches('"').to_owned(),
        group(&found, 2).trim().trim_matches('"').to_owned(),
    );
    if request.starts_with("make")
        && !request.contains('"')
        && !pattern!(r"\bsays?\b|\breads?\b").is_match(request)
    {
        return None;
    }
    if tone(&to).is_some() && !request.contains('"')
        || pattern!(r"^(?:a |an )?\d* ?(?:columns?|px|pixels|wide)").is_match(&to)
    {
        return None;
    }
    if replace_words(canvas, &from, &to) {
        return Some(Outcome::Done(format!("renamed \"{from}\" to \"{to}\"")));
    }
    let Some(id) = canvas.find(&from) else {
        return Some(Outcome::Refused(format!("I found no \"{}\" here.", bare(&from))));
    };
    let kind = canvas.get(&id).map(|element| element.component.clone()).unwrap_or_default();
    let prop = if pattern!(r"\bplaceholder\b").is_match(request) && kind != "SearchBar" {
        "placeholder"
    } else {
        main_prop(&kind)
    };
    canvas.change(&id, |element| drop(element.props.insert(prop.to_owned(), json!(capitalised(&to)))));
    Some(Outcome::Done(format!("set the {} to \"{}\"", bare(&from), capitalised(&to))))
}

/// Replaces words wherever they stand alone in what elements show.
fn replace_words(canvas: &mut Canvas, from: &str, to: &str) -> bool {
    fn inside(value: &mut Value, from: &str, to: &str) -> bool {
        match value {
            Value::String(text) if text.eq_ignore_ascii_case(from) => {
                *text = if text.starts_with(char::is_uppercase) { capitalised(to) } else { to.to_owned() };
                true
            }
            Value::Array(values) => {
                values.iter_mut().map(|value| inside(value, from, to)).filter(|any| *any).count() > 0
            }
            Value::Object(values) => {
                values.values_mut().map(|value| inside(value, from, to)).filter(|any| *any).count() > 0
            }
            _ => false,
        }
    }
    let from = bare(from);
    let mut any = false;
    for element in &mut canvas.elements {
        for (name, value) in &mut element.props {
            if !matches!(name.as_str(), "variant" | "kind" | "tone" | "align") && inside(value, &from, to) {
                any = true;
            }
        }
    }
    any
}

/// The variant of a button, or the tone of a message, that a word asks for.
fn tone(word: &str) -> Option<(&'static str, &'static str)> {
    let word = pattern!(r"^(?:a |an |the |more )?(\w+).*$").replace(word.trim(), "$1").to_lowercase();
    Some(match word.as_str() {
        "red" | "danger" | "dangerous" | "destructive" => ("danger", "danger"),
        "primary" | "blue" | "main" | "prominent" | "filled" => ("primary", "info"),
        "secondary" | "grey" | "gray" | "outlined" | "outline" | "white" => ("secondary", "info"),
        "ghost" | "subtle" | "plain" | "transparent" => ("ghost", "info"),
        "green" | "success" | "successful" => ("primary", "success"),
        "yellow" | "orange" | "warning" => ("secondary", "warning"),
        _ => return None,
    })
}

/// Variant, size, state; nothing where the request is about something else.
pub(super) fn look(request: &str, canvas: &mut Canvas) -> Option<Outcome> {
    let found = pattern!(r"^(?:make|set|turn|change|use|show)\s+(?:the |all |my |our )?(.+?)\s+(?:to |into |a |be )?(?:a |an |much |a bit |more )?(red|danger|dangerous|destructive|primary|main|secondary|grey|gray|outlined|outline|ghost|subtle|green|success|yellow|orange|warning|blue|bigger|larger|big|large|smaller|small|wider|narrower|taller|higher|shorter|full[- ]width|required|optional|checked|on|off|disabled|numbered|bar|line|pie|area|\w+ (?:columns|stars))(?: (?:button|chart|one|graph|style))?$").captures(request)?;
    let (what, how) = (group(&found, 1).to_owned(), group(&found, 2).to_lowercase());
    let id = canvas.find(&what)?;
    let element = canvas.get(&id)?.clone();
    let done = |canvas: &mut Canvas, name: &str, value: Value| {
        canvas.change(&id, |element| drop(element.props.insert(name.to_owned(), value)));
        Some(Outcome::Done(format!("made the {} {how}", bare(&what))))
    };
    match (how.as_str(), element.component.as_str()) {
        ("bar" | "line" | "pie" | "area", "Chart") => done(canvas, "kind", json!(how)),
        ("required" | "optional", _) => done(canvas, "required", json!(how == "required")),
        ("checked" | "on" | "off", "Checkbox" | "Switch") => done(canvas, "checked", json!(how != "off")),
        ("disabled", "Button") => done(canvas, "disabled", json!(true)),
        (_, "Button") if tone(&how).is_some() => {
            let note = if matches!(how.as_str(), "green" | "blue" | "yellow" | "orange") {
                "a wireframe has no colours of its own, so "
            } else {
                ""
            };
            let variant = tone(&how)?.0;
            canvas.change(&id, |element| drop(element.props.insert("variant".to_owned(), json!(variant))));
            Some(Outcome::Done(format!(
                "made the {} {variant}{}",
                bare(&what),
                if note.is_empty() { String::new() } else { format!(" ({note}it shows as {variant})") }
            )))
        }
        (_, "Alert" | "Toast" | "Badge") if tone(&how).is_some() => {
            let value = tone(&how)?.1;
            done(canvas, "tone", json!(value))
        }
        (size, _) if super::arrange::scale(size).is_some() => {
            Some(super::arrange::size(&id, size, &bare(&what), canvas))
        }
        _ => Some(Outcome::Refused(format!("I cannot make the {} {how} in a wireframe.", bare(&what)))),
    }
}
