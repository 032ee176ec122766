//! What a field becomes in code: its type, its input, how it is read, checked and shown.
//!
//! Collections and forms share this.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::super::{
    formula,
    pattern::{group, pattern},
    spec::{Field, FieldKind},
    template::js_string,
};

/// The template data of one field; `code` is the variable that holds the thing.
pub(super) fn view(field: &Field, code: &str) -> Value {
    let id = &field.id;
    let at = format!("{code}.{id}");
    let (ts, initial, read) = storage(field);
    json!({
        "id": id,
        "label": field.label,
        "ts": ts,
        "initial": initial,
        "read": read,
        "input": input(field),
        "plain": plain(field, code),
        "present": present(field, &at),
        "show": show(field, code),
        "options": options(field),
        "max": match field.kind { FieldKind::Rating { max } => max, _ => 0 },
        "numeric": field.kind.is_numeric(),
        "stars": stars(field, &at),
        "is": {
            "choice": matches!(field.kind, FieldKind::Choice { .. }),
            "many": matches!(field.kind, FieldKind::Choices { .. } | FieldKind::Tags),
            "rating": matches!(field.kind, FieldKind::Rating { .. }),
            "flag": matches!(field.kind, FieldKind::Checkbox),
            "found": matches!(field.kind, FieldKind::Tags | FieldKind::Text | FieldKind::Choices { .. } | FieldKind::Date),
        },
    })
}

/// The options that a person chooses from; empty for other fields.
pub(super) fn options(field: &Field) -> &[String] {
    match &field.kind {
        FieldKind::Choice { options } | FieldKind::Choices { options } => options,
        _ => &[],
    }
}

/// TypeScript type, first value, and the reader of a stored value.
fn storage(field: &Field) -> (&'static str, String, String) {
    let id = &field.id;
    let default = field.default.clone().unwrap_or_default();
    match &field.kind {
        FieldKind::Number { .. } | FieldKind::Money { .. } | FieldKind::Rating { .. } => {
            let first = if default.is_empty() { "null".to_owned() } else { default };
            ("number | null", first, format!("readNumber(stored.{id})"))
        }
        FieldKind::Checkbox => {
            let first = if default == "true" { "true" } else { "false" };
            ("boolean", first.to_owned(), format!("readFlag(stored.{id})"))
        }
        FieldKind::Choices { .. } | FieldKind::Tags | FieldKind::Lines { .. } => {
            ("string[]", "[]".to_owned(), format!("readTexts(stored.{id})"))
        }
        FieldKind::Positions { .. } => (
            "Line[]",
            "[{ description: \"\", quantity: 1, price: 0 }]".to_owned(),
            format!("readList(stored.{id}, readLine)"),
        ),
        FieldKind::Choice { .. } if !field.was.is_empty() => {
            let names: Vec<String> = field
                .was
                .iter()
                .map(|(old, new)| format!("{}: {}", js_string(old), js_string(new)))
                .collect();
            let first = js_string(&default);
            ("string", first, format!("readOption(stored.{id}, {{ {} }})", names.join(", ")))
        }
        FieldKind::Date if default == "today" => {
            ("string", "today()".to_owned(), format!("readText(stored.{id})"))
        }
        _ if default.is_empty() => ("string", "\"\"".to_owned(), format!("readText(stored.{id})")),
        _ => {
            let first = js_string(&default);
            let read = format!("readText(stored.{id}, {first})");
            ("string", first, read)
        }
    }
}

/// The component that edits the field, and the attributes that only it has.
fn control(kind: &FieldKind, id: &str) -> (&'static str, String) {
    match kind {
        FieldKind::Text | FieldKind::Formula { .. } => ("TextField", String::new()),
        FieldKind::Url => ("TextField", " type=\"url\"".to_owned()),
        FieldKind::Email => ("TextField", " type=\"email\"".to_owned()),
        FieldKind::Phone => ("TextField", " type=\"tel\"".to_owned()),
        FieldKind::LongText => ("LongTextField", String::new()),
        FieldKind::Lines { .. } => ("LinesField", String::new()),
        FieldKind::Number { unit, min, max } => {
            let mut attributes = String::new();
            if !unit.is_empty() {
                let _ = write!(attributes, " unit={{{}}}", js_string(unit));
            }
            for (name, bound) in [("min", min), ("max", max)] {
                if let Some(bound) = bound {
                    let _ = write!(attributes, " {name}={{{bound}}}");
                }
            }
            ("NumberField", attributes)
        }
        FieldKind::Money { currency } => ("NumberField", format!(" unit={{{}}}", js_string(currency))),
        FieldKind::Date => ("DateField", String::new()),
        FieldKind::Time => ("DateField", " type=\"time\"".to_owned()),
        FieldKind::Choice { .. } => ("ChoiceField", format!(" options={{{id}Options}}")),
        FieldKind::Choices { .. } => ("ChoicesField", format!(" options={{{id}Options}}")),
        FieldKind::Tags => ("TagsField", String::new()),
        FieldKind::Checkbox => ("CheckboxField", String::new()),
        FieldKind::Rating { max } => ("RatingField", format!(" max={{{max}}}")),
        FieldKind::Color => ("ColorField", String::new()),
        FieldKind::Image => ("ImageField", String::new()),
        FieldKind::Positions { currency, tax_name, tax } => (
            "LineItemsField",
            format!(
                " currency={{{}}} taxName={{{}}} tax={{{tax}}}",
                js_string(currency),
                js_string(tax_name)
            ),
        ),
    }
}

/// The component of `fields.tsx` that edits the field.
pub(super) fn component(field: &Field) -> &'static str {
    control(&field.kind, &field.id).0
}

/// The JSX of the field's input in a form whose state is `draft`.
fn input(field: &Field) -> String {
    let id = &field.id;
    let (component, attributes) = control(&field.kind, id);
    let required = if field.required { " required" } else { "" };
    let placeholder = field
        .placeholder
        .as_ref()
        .map(|text| format!(" placeholder={{{}}}", js_string(text)))
        .unwrap_or_default();
    format!(
        "<{component} name=\"{id}\" label={{{}}}{required}{placeholder}{attributes} value={{draft.{id}}} error={{errors.{id}}} onChange={{({id}) => change({{ {id} }})}} />",
        js_string(&field.label)
    )
}

/// The field's value as text, as an expression.
pub(super) fn plain(field: &Field, code: &str) -> String {
    let id = &field.id;
    let at = format!("{code}.{id}");
    match &field.kind {
        // Years are not grouped: 1971, not 1,971.
        FieldKind::Number { min: Some(min), max: Some(max), .. } if *min >= 1000.0 && *max <= 9999.0 => {
            format!("String({at} ?? \"–\")")
        }
        FieldKind::Number { unit, .. } if unit.is_empty() && field.label.to_lowercase().ends_with("year") => {
            format!("String({at} ?? \"–\")")
        }
        FieldKind::Number { unit, .. } => format!("formatNumber({at}, {})", js_string(unit)),
        FieldKind::Rating { max } => format!("`${{{at} ?? 0}} of {max}`"),
        FieldKind::Money { currency } => format!("formatMoney({at}, {})", js_string(currency)),
        FieldKind::Formula { currency, unit, .. } if currency.is_empty() => {
            format!("formatNumber({id}Of({code}), {})", js_string(unit))
        }
        FieldKind::Formula { currency, .. } => {
            format!("formatMoney({id}Of({code}), {})", js_string(currency))
        }
        FieldKind::Date => format!("formatDate({at})"),
        FieldKind::Choices { .. } | FieldKind::Tags | FieldKind::Lines { .. } => format!("{at}.join(\", \")"),
        FieldKind::Checkbox => format!("({at} ? \"Yes\" : \"No\")"),
        _ => at,
    }
}

/// Whether there is something to show, as an expression.
fn present(field: &Field, at: &str) -> String {
    match &field.kind {
        FieldKind::Number { .. } | FieldKind::Money { .. } | FieldKind::Rating { .. } => {
            format!("{at} !== null")
        }
        FieldKind::Choices { .. }
        | FieldKind::Tags
        | FieldKind::Lines { .. }
        | FieldKind::Positions { .. } => {
            format!("{at}.length > 0")
        }
        FieldKind::Formula { formula, .. } => {
            // Without a date there are no days to count.
            let code = at.strip_suffix(&format!(".{}", field.id)).unwrap_or(at);
            let dates =
                pattern!(r"\b(?:until|since|years|days)\(\s*(\w+)(?:\s*,\s*(\w+))?\s*\)").all(formula);
            let names =
                dates.iter().flat_map(|found| [group(found, 1).to_owned(), group(found, 2).to_owned()]);
            let tests: Vec<String> =
                names.filter(|name| !name.is_empty()).map(|name| format!("{code}.{name} !== \"\"")).collect();
            if tests.is_empty() { "true".to_owned() } else { tests.join(" && ") }
        }
        FieldKind::Checkbox => "true".to_owned(),
        _ => format!("{at} !== \"\""),
    }
}

/// The field's value as the inside of an element.
fn show(field: &Field, code: &str) -> String {
    let at = format!("{code}.{}", field.id);
    match &field.kind {
        FieldKind::Url => {
            format!(
                "<a href={{{at}}} target=\"_blank\" rel=\"noreferrer\">{{{at}.replace(/^https?:\\/\\//, \"\")}}</a>"
            )
        }
        FieldKind::Email => format!("<a href={{`mailto:${{{at}}}`}}>{{{at}}}</a>"),
        FieldKind::Phone => format!("<a href={{`tel:${{{at}}}`}}>{{{at}}}</a>"),
        FieldKind::Formula { unit, .. } if unit == "%" => {
            let id = &field.id;
            format!(
                "{{{}}}<progress max={{100}} value={{Math.min(100, {id}Of({code}) || 0)}} aria-label={{{}}} />",
                plain(field, code),
                js_string(&field.label)
            )
        }
        _ => format!("{{{}}}", plain(field, code)),
    }
}

fn stars(field: &Field, at: &str) -> String {
    match field.kind {
        FieldKind::Rating { max } if max > 5 => format!("{{{at}}} / {max}"),
        FieldKind::Rating { max } => format!("{{\"★\".repeat({at})}}{{\"☆\".repeat({max} - {at})}}"),
        _ => String::new(),
    }
}

/// Whether a field is, or is not, what is given, as an expression.
pub(super) fn is(field: Option<&Field>, code: &str, id: &str, value: &str, not: bool) -> String {
    let at = format!("{code}.{id}");
    match field.map(|field| &field.kind) {
        Some(FieldKind::Checkbox) => format!("{}{at}", if not { "!" } else { "" }),
        Some(FieldKind::Choices { .. } | FieldKind::Tags | FieldKind::Lines { .. }) => {
            format!("{}{at}.includes({})", if not { "!" } else { "" }, js_string(value))
        }
        _ => format!("{at} {} {}", if not { "!==" } else { "===" }, js_string(value)),
    }
}

/// What must hold before a draft is saved: conditions that are problems, each with its message.
pub(super) fn checks(field: &Field) -> Vec<Value> {
    let id = &field.id;
    let at = format!("draft.{id}");
    let label = &field.label;
    let mut out = Vec::new();
    let mut add =
        |test: String, message: String| out.push(json!({"id": id, "test": test, "message": message}));
    if field.required {
        let missing = match &field.kind {
            FieldKind::Number { .. } | FieldKind::Money { .. } | FieldKind::Rating { .. } => {
                format!("{at} === null")
            }
            FieldKind::Choices { .. }
            | FieldKind::Tags
            | FieldKind::Lines { .. }
            | FieldKind::Positions { .. } => {
                format!("{at}.length === 0")
            }
            FieldKind::Checkbox => format!("!{at}"),
            _ => format!("{at}.trim() === \"\""),
        };
        let verb = match &field.kind {
            FieldKind::Choice { .. } | FieldKind::Choices { .. } | FieldKind::Rating { .. } => {
                "Please choose"
            }
            FieldKind::Checkbox => "Please tick",
            _ => "Please fill in",
        };
        add(missing, format!("{verb}: {label}"));
    }
    match &field.kind {
        FieldKind::Number { min, max, .. } => {
            add(format!("Number.isNaN({at})"), format!("{label} must be a number"));
            if let Some(min) = min {
                add(format!("{at} !== null && {at} < {min}"), format!("{label} must be at least {min}"));
            }
            if let Some(max) = max {
                add(format!("{at} !== null && {at} > {max}"), format!("{label} must be at most {max}"));
            }
        }
        FieldKind::Money { .. } => {
            add(format!("Number.isNaN({at})"), format!("{label} must be a number"));
            if let Some(min) = field.bounds.0 {
                add(format!("{at} !== null && {at} < {min}"), format!("{label} must be at least {min}"));
            }
            if let Some(max) = field.bounds.1 {
                add(format!("{at} !== null && {at} > {max}"), format!("{label} must be at most {max}"));
            }
        }
        FieldKind::Email => add(
            format!("{at} !== \"\" && !/^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$/.test({at})"),
            "This does not look like an e-mail address, such as jo@example.com".to_owned(),
        ),
        FieldKind::Url => add(
            format!("{at} !== \"\" && !/^https?:\\/\\/\\S+$/.test({at})"),
            "A link begins with http:// or https://".to_owned(),
        ),
        FieldKind::Phone => add(
            format!("{at} !== \"\" && !/^[+\\d][\\d\\s()./-]{{3,}}$/.test({at})"),
            "A phone number has digits, spaces and perhaps a plus sign".to_owned(),
        ),
        _ => {}
    }
    out
}

/// The formula of a field over `code`'s members, and the members it uses.
pub(super) fn formula_of(field: &Field, code: &str) -> Option<(String, Vec<String>)> {
    let FieldKind::Formula { formula, .. } = &field.kind else { return None };
    let expression = formula::parse(formula)?;
    let text = formula::to_typescript(&expression, &|name| match name.strip_prefix(formula::TEXT) {
        Some(name) => format!("{code}.{name}"),
        None => format!("({code}.{name} ?? 0)"),
    });
    Some((text, formula::names(&expression)))
}
