//! What makes a thing stand out.

use serde_json::{Value, json};

use super::super::super::spec::{Collection, FieldKind, When};
use super::super::field;

/// What makes a thing stand out: a test, and the words that say why.
pub(super) fn flags(list: &Collection) -> Vec<Value> {
    let code = &list.code;
    let made = list.extras.flags.iter().filter_map(|flag| {
        let field = list.fields.iter().find(|f| f.id == flag.field)?;
        let at = match field.kind {
            FieldKind::Formula { .. } => format!("{}Of({code})", field.id),
            _ => format!("{code}.{}", field.id),
        };
        let (label, value) = (&field.label, &flag.value);
        let compared = |sign: &str, word: &str| {
            let known = if matches!(field.kind, FieldKind::Formula { .. }) {
                String::new()
            } else {
                format!("{at} !== null && ")
            };
            (format!("{known}{at} {sign} {value}"), format!("{label} {word} {value}"))
        };
        let checkbox = field.kind == FieldKind::Checkbox;
        let (condition, words) = match flag.when {
            When::Over => compared(">", "over"),
            When::AtLeast => compared(">=", "at least"),
            When::Under | When::AtMost => {
                let (sign, word) = if flag.when == When::Under { ("<", "under") } else { ("<=", "at most") };
                let (condition, _) = compared(sign, word);
                (condition, format!("Low {}: {word} {value}", label.to_lowercase()))
            }
            When::Is | When::IsNot => {
                let not = flag.when == When::IsNot;
                let named = match (checkbox, value.is_empty(), not) {
                    (true, _, false) => label.clone(),
                    (true, _, true) => format!("Not {}", label.to_lowercase()),
                    (_, true, false) => format!("No {}", label.to_lowercase()),
                    (_, true, true) => label.clone(),
                    (_, _, true) => format!("{label}: not {value}"),
                    (_, _, false) => value.clone(),
                };
                (field::is(Some(field), code, &field.id, value, not), named)
            }
        };
        Some(json!({"test": condition, "text": words}))
    });
    made.collect()
}
