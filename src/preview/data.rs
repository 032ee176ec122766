//! JSON files: what is wrong with them, and the modules they are when imported.

use std::fmt::Write as _;

use serde_json::Value;

use super::position::{Position, Problem};

/// The facts of one JSON file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Data {
    /// The top-level keys that can be imported by name.
    pub names: Vec<String>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// Reads a JSON file.
pub fn data(source: &str, allows_comments: bool) -> Data {
    match parse(source, allows_comments) {
        Ok(value) => Data { names: names(&value), problems: Vec::new() },
        Err(problem) => Data { names: Vec::new(), problems: vec![problem] },
    }
}

/// The value of a JSON text; a byte order mark is ignored.
pub fn parse(source: &str, allows_comments: bool) -> Result<Value, Problem> {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let blanked;
    let text = if allows_comments {
        blanked = without_comments(source);
        blanked.as_str()
    } else {
        source
    };
    serde_json::from_str(text).map_err(|error| problem(text, &error))
}

/// The JavaScript module of a JSON file: the value by default, its top-level keys by name.
pub fn module(source: &str) -> Result<String, Problem> {
    let value = parse(source, false)?;
    // JSON is an expression of JavaScript except for this key, which would set the prototype.
    let expression = if source.contains("__proto__") {
        format!("JSON.parse({})", Value::from(value.to_string()))
    } else {
        source.strip_prefix('\u{feff}').unwrap_or(source).trim().to_owned()
    };
    let mut code = format!("const data = {expression};\nexport default data;\n");
    for name in names(&value) {
        if name == "data" {
            code.push_str("const data_ = data.data;\nexport { data_ as data };\n");
        } else {
            // Writing to a string cannot fail.
            let _ = writeln!(code, "export const {name} = data.{name};");
        }
    }
    Ok(code)
}

fn names(value: &Value) -> Vec<String> {
    let keys = value.as_object().into_iter().flat_map(|object| object.keys());
    keys.filter(|key| is_identifier(key)).cloned().collect()
}

/// Whether the text can be the name of a binding in a module.
pub fn is_identifier(text: &str) -> bool {
    let mut bytes = text.bytes();
    let is_start = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_' || byte == b'$';
    bytes.next().is_some_and(is_start)
        && bytes.all(|byte| is_start(byte) || byte.is_ascii_digit())
        && !oxc::syntax::keyword::is_reserved_keyword_or_global_object(text)
        && !matches!(text, "default" | "eval" | "arguments" | "let" | "static" | "yield" | "await")
}

fn problem(text: &str, error: &serde_json::Error) -> Problem {
    // The parser counts bytes, and a column of 0 is the end of the line before.
    let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or("");
    let before = line.get(..error.column().saturating_sub(1)).unwrap_or(line);
    let position =
        Position { line: error.line().max(1) as u32, column: before.encode_utf16().count() as u32 + 1 };
    let full = error.to_string();
    let reason = full.split(" at line ").next().unwrap_or(&full);
    Problem::error(position, "json-error", format!("Invalid JSON: {reason}."))
}

/// The text with comments and trailing commas blanked out, so that positions stay.
fn without_comments(source: &str) -> String {
    let bytes = source.as_bytes();
    let mut text = bytes.to_vec();
    let mut last_comma = None;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                last_comma = None;
                at += 1;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
            }
            b'/' if matches!(bytes.get(at + 1), Some(b'/' | b'*')) => {
                let rest = &bytes[at..];
                let length = if rest[1] == b'/' {
                    memchr::memchr(b'\n', rest).unwrap_or(rest.len())
                } else {
                    memchr::memmem::find(&rest[2..], b"*/").map_or(rest.len(), |end| end + 4)
                };
                text[at..at + length].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
                at += length - 1;
            }
            b',' => last_comma = Some(at),
            b']' | b'}' => {
                if let Some(comma) = last_comma.take() {
                    text[comma] = b' ';
                }
            }
            byte if byte.is_ascii_whitespace() => {}
            _ => last_comma = None,
        }
        at += 1;
    }
    String::from_utf8(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{data, module, parse};

    #[test]
    fn problems_have_places() {
        for (source, line, column) in [
            ("{\n  \"a\": 1,\n}", 3, 1),
            ("", 1, 1),
            ("{\"é😀\": nope}", 1, 9),
            ("[1, 2", 1, 6),
            ("{'a': 1}", 1, 2),
        ] {
            let problem = data(source, false).problems.remove(0);
            assert_eq!(problem.position.line, line, "{source:?} {problem:?}");
            assert!(problem.position.column.abs_diff(column) <= 1, "{source:?} {problem:?}");
        }
        assert_eq!(data(&"[".repeat(5 << 20), false).problems[0].code, "json-error");
    }

    #[test]
    fn comments_are_allowed_where_they_are_usual() {
        let source = "// a\n{ \"paths\": { /* b */ \"@/*\": [\"./src/*\", ], \"u\": \"http://x/*\", }, }";
        let value = parse(source, true).unwrap();
        assert_eq!(value["paths"]["@/*"][0], "./src/*");
        assert_eq!(value["paths"]["u"], "http://x/*");
        assert!(parse(source, false).is_err());
    }

    #[test]
    fn modules_export_what_can_be_named() {
        let code = module("{ \"title\": \"x\", \"class\": 1, \"a-b\": 2, \"data\": 3 }").unwrap();
        assert!(code.contains("export const title = data.title;"), "{code}");
        assert!(
            !code.contains("const class") && !code.contains("a-b;") && code.contains("data_ as data"),
            "{code}"
        );
        assert!(module("{\"__proto__\": 1}").unwrap().contains("JSON.parse("));
        assert!(module("{").is_err());
    }

    proptest! {
        #[test]
        fn no_text_panics(source in "[\\[\\]{},:\"/*\\\\ a1é\n]{0,40}") {
            data(&source, true);
            data(&source, false);
            let _ = module(&source);
        }
    }
}
