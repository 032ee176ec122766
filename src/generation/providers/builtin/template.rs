//! A small template language, so that generated files read like the files they become.
//!
//! Owns the syntax and nothing of what is generated. A tag is `<%name%>`; names are looked up from
//! the innermost section outwards, `a.b` reads a member and `a.0`
//! an element. A missing name is empty text.
//!
//! | Tag | Gives |
//! |---|---|
//! | `<%name%>` | the value as it is |
//! | `<%js name%>` | a JavaScript string literal |
//! | `<%attr name%>` | a JSX attribute value: `"…"`, or `{"…"}` where quoting needs it |
//! | `<%text name%>` | text between JSX tags |
//! | `<%html name%>` | text in HTML |
//! | `<%#name%>…<%/name%>` | the inside for each element, once for anything else that is not empty |
//! | `<%^name%>…<%/name%>` | the inside where the value is empty, false, zero or missing |
//!
//! In a list, `@first` and `@last` say where the element stands. A line that holds only section
//! tags leaves no line behind.

use serde_json::Value;

/// Fills a template from data.
pub(super) fn render(template: &str, data: &Value) -> String {
    let parts = parse(template);
    let mut out = String::with_capacity(template.len());
    let mut scope = vec![Frame { value: data, first: true, last: true }];
    write_parts(&parts, &mut scope, &mut out);
    out
}

/// A JavaScript string literal of the text, in double quotes.
pub(super) fn js_string(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// Text as it must stand between JSX tags.
pub(super) fn jsx_text(text: &str) -> String {
    let plain = !text.contains(['{', '}', '<', '>', '&', '\n']) && text.trim() == text;
    if plain { text.to_owned() } else { format!("{{{}}}", js_string(text)) }
}

/// Text as it must stand in HTML, in or out of an attribute.
pub(super) fn html_text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn jsx_attribute(text: &str) -> String {
    let plain = !text.contains(['"', '\\', '&', '\n', '{', '}']);
    if plain { format!("\"{text}\"") } else { format!("{{{}}}", js_string(text)) }
}

enum Part<'t> {
    Text(&'t str),
    Value { filter: &'t str, name: &'t str },
    Section { name: &'t str, inverted: bool, inside: Vec<Part<'t>> },
}

#[derive(Clone, Copy)]
struct Frame<'d> {
    value: &'d Value,
    first: bool,
    last: bool,
}

fn parse(template: &str) -> Vec<Part<'_>> {
    // Each open section waits here with the parts that stood before it.
    let mut open: Vec<(&str, bool, Vec<Part>)> = Vec::new();
    let mut parts = Vec::new();
    let mut rest = template;
    let mut line_start = true;
    while let Some(start) = rest.find("<%") {
        let Some(length) = rest[start..].find("%>") else { break };
        let tag = &rest[start + 2..start + length];
        let after = &rest[start + length + 2..];
        let before = &rest[..start];
        let section = tag.starts_with(['#', '^', '/']);
        let (before, after, swallowed) =
            if section { trim_standalone(before, after, line_start) } else { (before, after, false) };
        if !before.is_empty() {
            parts.push(Part::Text(before));
        }
        line_start = swallowed;
        rest = after;
        match tag.as_bytes().first() {
            Some(b'#' | b'^') => {
                open.push((tag[1..].trim(), tag.starts_with('^'), std::mem::take(&mut parts)));
            }
            Some(b'/') => close(&mut open, &mut parts),
            _ => {
                let (filter, name) = tag.split_once(' ').unwrap_or(("", tag));
                parts.push(Part::Value { filter, name });
            }
        }
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest));
    }
    while !open.is_empty() {
        close(&mut open, &mut parts);
    }
    parts
}

fn close<'t>(open: &mut Vec<(&'t str, bool, Vec<Part<'t>>)>, parts: &mut Vec<Part<'t>>) {
    if let Some((name, inverted, outside)) = open.pop() {
        let inside = std::mem::replace(parts, outside);
        parts.push(Part::Section { name, inverted, inside });
    }
}

/// Where a section tag stands alone on its line, takes the line's indentation and end away.
fn trim_standalone<'t>(before: &'t str, after: &'t str, line_start: bool) -> (&'t str, &'t str, bool) {
    let line = before.rfind('\n').map_or(before, |at| &before[at + 1..]);
    let starts = line.trim().is_empty() && (before.contains('\n') || line_start);
    let end = after.find('\n').map_or(after.len(), |at| at + 1);
    if starts && after[..end].trim().is_empty() {
        (&before[..before.len() - line.len()], &after[end..], true)
    } else {
        (before, after, false)
    }
}

fn write_parts(parts: &[Part], scope: &mut Vec<Frame<'_>>, out: &mut String) {
    for part in parts {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Value { filter, name } => {
                let text = look_up(name, scope).map(plain).unwrap_or_default();
                out.push_str(&match *filter {
                    "js" => js_string(&text),
                    "attr" => jsx_attribute(&text),
                    "text" => jsx_text(&text),
                    "html" => html_text(&text),
                    _ => text,
                });
            }
            Part::Section { name, inverted, inside } => {
                write_section(name, *inverted, inside, scope, out);
            }
        }
    }
}

fn write_section(name: &str, inverted: bool, inside: &[Part], scope: &mut Vec<Frame<'_>>, out: &mut String) {
    let edge = scope.last().copied();
    let holds = match (name, edge) {
        ("@first", Some(frame)) => frame.first,
        ("@last", Some(frame)) => frame.last,
        _ => look_up(name, scope).is_some_and(is_something),
    };
    if holds == inverted {
        return;
    }
    let elements = match look_up(name, scope) {
        Some(Value::Array(elements)) if !inverted => elements,
        Some(value @ Value::Object(_)) if !inverted => {
            scope.push(Frame { value, first: true, last: true });
            write_parts(inside, scope, out);
            scope.pop();
            return;
        }
        _ => return write_parts(inside, scope, out),
    };
    for (at, value) in elements.iter().enumerate() {
        scope.push(Frame { value, first: at == 0, last: at + 1 == elements.len() });
        write_parts(inside, scope, out);
        scope.pop();
    }
}

fn look_up<'d>(name: &str, scope: &[Frame<'d>]) -> Option<&'d Value> {
    if name == "." {
        return scope.last().map(|frame| frame.value);
    }
    let (head, members) = name.split_once('.').unwrap_or((name, ""));
    let found = scope.iter().rev().find_map(|frame| frame.value.get(head))?;
    members.split('.').filter(|member| !member.is_empty()).try_fold(found, |value, member| match value {
        Value::Array(elements) => elements.get(member.parse::<usize>().ok()?),
        other => other.get(member),
    })
}

fn is_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(flag) => *flag,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(elements) => !elements.is_empty(),
        Value::Object(_) => true,
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(number) => match number.as_f64() {
            Some(float) if float.fract() == 0.0 && float.abs() < 1e15 => format!("{float:.0}"),
            _ => number.to_string(),
        },
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::render;

    #[test]
    fn sections_filters_and_lone_lines() {
        let data = json!({
            "items": [{"name": "a"}, {"name": "b \"q\""}],
            "on": true, "off": false, "deep": {"er": 2.0, "list": ["x", "y"]}, "outer": "o",
        });
        let cases = [
            ("<%#items%>\n- <%name%> <%outer%>\n<%/items%>\nend", "- a o\n- b \"q\" o\nend"),
            ("<%#items%><%js name%><%^@last%>, <%/@last%><%/items%>", "\"a\", \"b \\\"q\\\"\""),
            (
                "  <%#on%>\n  yes\n  <%/on%>\n<%#off%>\nno\n<%/off%>\n<%^off%>\nelse\n<%/off%>\n",
                "  yes\nelse\n",
            ),
            ("<%deep.er%><%missing%>", "2"),
            ("<%deep.list.1%>", "y"),
            ("x <%#on%>inline<%/on%> y\n", "x inline y\n"),
        ];
        for (template, expected) in cases {
            assert_eq!(render(template, &data), expected, "{template}");
        }
    }

    #[test]
    fn user_words_cannot_leave_their_place() {
        let data = json!({"n": "</h1>{alert(1)} & \"x\""});
        assert_eq!(render("<h1><%text n%></h1>", &data), r#"<h1>{"</h1>{alert(1)} & \"x\""}</h1>"#);
        assert_eq!(render("<i a=<%attr n%>/>", &data), r#"<i a={"</h1>{alert(1)} & \"x\""}/>"#);
        assert_eq!(render("<%html n%>", &data), "&lt;/h1&gt;{alert(1)} &amp; &quot;x&quot;");
    }
}
