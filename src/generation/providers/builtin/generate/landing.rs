//! The files of landing pages.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{
    super::spec::{AppSpec, Field, FieldKind, Landing, Section},
    File, filled, set, template, text,
};

/// The files, given what all apps share.
pub(super) fn files(spec: &AppSpec, landing: &Landing, data: &mut Value) -> Vec<File> {
    set(data, "kindCss", template!("landing/styles.css"));
    data["css"]["forms"] = true.into();
    set(data, "brand", landing.brand.clone());
    set(data, "place", landing.place.clone());
    let sections: Vec<Value> = landing.sections.iter().map(|section| view(spec, section, landing)).collect();
    let forms =
        landing.sections.iter().any(|section| matches!(section.design.as_str(), "contact" | "signup"));
    set(data, "hasForms", forms);
    let menu: Vec<Value> =
        sections.iter().filter(|section| section["hero"].as_bool() != Some(true)).take(5).cloned().collect();
    set(data, "menu", menu);
    set(data, "sections", sections);
    let mut out = vec![filled("src/App.tsx", template!("landing/App.tsx"), data)];
    if forms {
        out.push(filled("src/components/Message.tsx", template!("landing/Message.tsx"), data));
    }
    out
}

fn view(spec: &AppSpec, section: &Section, landing: &Landing) -> Value {
    let hero = section.design == "hero";
    let shape = match section.design.as_str() {
        "prices" | "hours" => "rows",
        "team" => "cards",
        other => other,
    };
    let button = if section.design == "signup" { "Sign up" } else { "Send message" };
    let mut view = serde_json::to_value(section).unwrap_or_default();
    view["form"] = form(section).into();
    view["hero"] = hero.into();
    view["is"] = json!({shape: true});
    view["key"] = format!("{}-{}", spec.storage_key, section.id).into();
    view["button"] = text(spec, "send", button).into();
    // Names of the page's own data must not shine through where a section has none.
    view["detail"] =
        if hero && !landing.place.is_empty() { landing.place.clone() } else { capital(&landing.subject) }
            .into();
    view
}

/// What the section's form asks for, as the `fields` of `Message`.
fn form(section: &Section) -> String {
    let usual = |name: &str, label: &str, input: &str| json!({"name": name, "label": label, "type": input, "required": true});
    let fields: Vec<Value> = match section.design.as_str() {
        "contact" if section.fields.is_empty() => vec![
            usual("name", "Name", "text"),
            usual("email", "Email", "email"),
            usual("message", "Message", "textarea"),
        ],
        "signup" if section.fields.is_empty() => vec![usual("email", "Email", "email")],
        "contact" | "signup" => section.fields.iter().map(asked).collect(),
        _ => return String::new(),
    };
    let lines: Vec<String> = fields
        .iter()
        .map(|field| {
            let mut text = format!(
                "            {{ name: {}, label: {}, type: {}",
                field["name"], field["label"], field["type"]
            );
            if field["required"].as_bool() == Some(true) {
                text.push_str(", required: true");
            }
            if let Some(options) = field["options"].as_array() {
                let options: Vec<String> = options.iter().map(ToString::to_string).collect();
                let _ = write!(text, ", options: [{}]", options.join(", "));
            }
            text + " },"
        })
        .collect();
    format!("[\n{}\n          ]", lines.join("\n"))
}

/// A field as the page's form knows it.
fn asked(field: &Field) -> Value {
    let (input, options) = match &field.kind {
        FieldKind::Email => ("email", None),
        FieldKind::Phone => ("tel", None),
        FieldKind::Url => ("url", None),
        FieldKind::Date => ("date", None),
        FieldKind::Time => ("time", None),
        FieldKind::Number { .. } | FieldKind::Money { .. } => ("number", None),
        FieldKind::Rating { max } => ("select", Some((1..=*max).map(|n| n.to_string()).collect())),
        FieldKind::Choice { options } | FieldKind::Choices { options } => ("select", Some(options.clone())),
        FieldKind::Checkbox => ("checkbox", None),
        FieldKind::LongText | FieldKind::Lines { .. } => ("textarea", None),
        _ => ("text", None),
    };
    json!({"name": field.id, "label": field.label, "type": input, "required": field.required, "options": options})
}

fn capital(text: &str) -> String {
    super::super::words::capitalised(text)
}
