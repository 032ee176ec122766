//! Whether two servers said the same, each in its own way of writing identifiers, times and git's ids.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::DateTime;
use maquette_peers::hex;
use serde_json::{Map, Value};

/// An answer in one spelling: UUIDs, microseconds, hexadecimal.
pub fn plain(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Object(fields) => {
            Value::Object(fields.iter().map(|(name, value)| field(name, value)).collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}

fn field(name: &str, value: &Value) -> (String, Value) {
    let text = match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let value = match (name, text) {
        ("id", Some(text)) => uuid(&text).into(),
        ("createdAt" | "updatedAt", Some(text)) => microseconds(&text).into(),
        ("hash", Some(text)) if text.len() != 40 => hex(&STANDARD.decode(text).expect("base64")).into(),
        ("number" | "size", Some(text)) => text.into(),
        _ => plain(value),
    };
    (name.to_owned(), value)
}

fn uuid(text: &str) -> String {
    const ALPHABET: &[u8] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let Some((_, digits)) = text.split_once('_') else { return text.to_owned() };
    let digit = |byte| ALPHABET.iter().position(|&letter| letter == byte).expect("a digit") as u128;
    uuid::Uuid::from_u128(digits.bytes().fold(0, |bits, byte| (bits << 5) | digit(byte))).to_string()
}

fn microseconds(text: &str) -> i64 {
    text.parse().unwrap_or_else(|_| DateTime::parse_from_rfc3339(text).expect("a time").timestamp_micros())
}
