//! Types and values in TypeScript.

use serde_json::{Map, Value};

/// Words that cannot name a variable, and those that components use themselves.
const RESERVED: [&str; 46] = [
    "await",
    "break",
    "case",
    "catch",
    "children",
    "class",
    "className",
    "classes",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "element",
    "else",
    "enum",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "import",
    "in",
    "indent",
    "initials",
    "instanceof",
    "new",
    "null",
    "range",
    "return",
    "state",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "var",
    "void",
    "while",
    "with",
    "yield",
];

/// The variable that holds a prop.
pub fn variable(prop: &str) -> String {
    if RESERVED.contains(&prop) { format!("{prop}_") } else { prop.to_owned() }
}

/// The type that a schema describes.
pub fn type_of(schema: &Value) -> String {
    if let Some(Value::Array(options)) = schema.get("enum") {
        let options: Vec<String> = options.iter().map(ToString::to_string).collect();
        return options.join(" | ");
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("string") => "string".to_owned(),
        Some("number" | "integer") => "number".to_owned(),
        Some("boolean") => "boolean".to_owned(),
        Some("array") => {
            let inner = schema.get("items").map_or("unknown".to_owned(), type_of);
            if inner.contains('|') { format!("({inner})[]") } else { format!("{inner}[]") }
        }
        Some("object") => {
            let properties = schema.get("properties").and_then(Value::as_object);
            let members = properties.into_iter().flatten();
            let members: Vec<String> =
                members.map(|(name, schema)| format!("{}?: {}", key(name), type_of(schema))).collect();
            if members.is_empty() {
                "Record<string, unknown>".to_owned()
            } else {
                format!("{{ {} }}", members.join("; "))
            }
        }
        _ => "unknown".to_owned(),
    }
}

/// What stands for a value that is not given.
pub fn fallback(schema: &Value) -> String {
    if let Some(default) = schema.get("default") {
        return literal(default);
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("number" | "integer") => "0".to_owned(),
        Some("boolean") => "false".to_owned(),
        Some("array") => "[]".to_owned(),
        Some("object") => "{}".to_owned(),
        _ => match schema.get("enum").and_then(Value::as_array).and_then(|options| options.first()) {
            Some(first) => literal(first),
            None => "\"\"".to_owned(),
        },
    }
}

/// A key of an object, in quotes where it must be.
pub fn key(name: &str) -> String {
    let plain = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    if plain { name.to_owned() } else { Value::from(name).to_string() }
}

/// A value as it is written in TypeScript.
pub fn literal(value: &Value) -> String {
    match value {
        Value::Array(list) => format!("[{}]", list.iter().map(literal).collect::<Vec<_>>().join(", ")),
        Value::Object(map) => object(map),
        other => other.to_string(),
    }
}

/// An object as it is written in TypeScript.
pub fn object(map: &Map<String, Value>) -> String {
    let members: Vec<String> =
        map.iter().map(|(name, value)| format!("{}: {}", key(name), literal(value))).collect();
    if members.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", members.join(", ")) }
}

/// An attribute of a tag in JSX.
pub fn attribute(name: &str, value: &Value) -> String {
    match value {
        Value::String(text) if plain(text) => format!("{name}=\"{text}\""),
        Value::Bool(true) => name.to_owned(),
        other => format!("{name}={{{}}}", literal(other)),
    }
}

/// Whether a text can stand in the quotes of an attribute as it is.
fn plain(text: &str) -> bool {
    !text.contains(['"', '\\', '&', '\n', '\r', '\t', '{', '}']) && !text.chars().any(char::is_control)
}

/// A text between tags in JSX.
pub fn text(text: &str) -> String {
    let loose =
        text.starts_with(' ') || text.ends_with(' ') || text.contains(['<', '>', '{', '}', '&', '\n', '\r']);
    if loose { format!("{{{}}}", Value::from(text)) } else { text.to_owned() }
}

/// `save-changes` or `Save changes` as `SaveChanges`; empty when nothing of it can be in a name.
pub fn pascal(text: &str) -> String {
    let mut out = String::new();
    for word in text.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        out.extend(first);
        out.extend(letters);
    }
    out.trim_start_matches(|first: char| first.is_ascii_digit()).to_owned()
}

/// `TeamCard` as `teamCard`.
pub fn camel(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect()
}
