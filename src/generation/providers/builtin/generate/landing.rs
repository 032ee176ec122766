//! The files of landing pages.

use serde_json::{Value, json};

use super::{
    super::spec::{AppSpec, Landing, Section},
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

fn capital(text: &str) -> String {
    super::super::words::capitalised(text)
}
