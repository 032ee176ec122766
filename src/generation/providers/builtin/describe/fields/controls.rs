//! Controls that a phrase names beside its field: "cuisine dropdown", "date picker".

use super::super::super::pattern::{Pattern, pattern};
use super::super::super::spec::FieldKind;
use super::MakeKind;
use super::shapes::Shape;

/// Words that name the type: "cuisine dropdown", "date picker".
pub(super) fn type_words(text: &str) -> (String, Option<Shape>) {
    let kinds: [(&Pattern, MakeKind); 13] = [
        (pattern!(r"\s*\bas (?:tags|labels|keywords)\b\s*$"), || Some(FieldKind::Tags)),
        (pattern!(r"\s*\b(check ?box|tick ?box|toggle|switch|yes/no|yes or no|boolean)\b\s*"), || {
            Some(FieldKind::Checkbox)
        }),
        (pattern!(r"\s*\b(star rating|stars?)\b\s*"), || Some(FieldKind::Rating { max: 5 })),
        (pattern!(r"\s*\b(date picker|date field)\b\s*"), || Some(FieldKind::Date)),
        (pattern!(r"\s*\b(time picker|time field)\b\s*"), || Some(FieldKind::Time)),
        (pattern!(r"\s*\b(colou?r picker)\b\s*"), || Some(FieldKind::Color)),
        (
            pattern!(r"\s*\b(text ?area|long text|multi-?line(?: text)?|(?:multiple|several) lines)\b\s*"),
            || Some(FieldKind::LongText),
        ),
        (pattern!(r"\s*\b(numeric|number field|number input)\b\s*"), || {
            Some(FieldKind::Number { unit: String::new(), min: None, max: None })
        }),
        (pattern!(r"\s*\b(photo upload|image upload|picture upload)\b\s*"), || Some(FieldKind::Image)),
        (pattern!(r"\s*\b(text field|text input|text box|textbox|short text|as text)\b\s*"), || None),
        (
            pattern!(
                r"\s*\b(dropdown|drop-down|select box|select menu|select|picker|selector|menu|multi-?select)\b\s*$"
            ),
            || None,
        ),
        (pattern!(r"\s*\b(list of links?)\b\s*"), || None),
        (pattern!(r"\s*\bas a (?:number)\b\s*"), || {
            Some(FieldKind::Number { unit: String::new(), min: None, max: None })
        }),
    ];
    for (pattern, kind) in kinds {
        if let Some((start, end)) = pattern.find(text) {
            let rest = format!("{} {}", &text[..start], &text[end..]);
            let rest = rest.trim().trim_end_matches([',', ' ']).trim_start_matches("for ").to_owned();
            let whole = pattern!(r"^(?:long|multi-?line|several lines of|free) ").replace(text.trim(), "");
            let name = if rest.is_empty() { whole } else { rest };
            return (name, kind().map(Shape::Kind));
        }
    }
    (text.to_owned(), None)
}
