//! From a specification to the files of the app.
//!
//! Owns which files there are; `generate/*` owns what each kind of app puts into them. The same
//! specification always gives the same files, byte for byte.

use serde_json::{Value, json};

use super::{
    colours,
    spec::{AppSpec, Body, Font, SPEC_PATH, Scheme, Theme},
    template::render,
    words,
};

mod calculator;
mod collection;
mod examples;
mod field;
mod form;
mod insight;
mod landing;
mod planner;
mod quiz;
mod timer;

/// A file of the app.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct File {
    pub(super) path: String,
    pub(super) text: String,
}

/// A template of this module's folder.
macro_rules! template {
    ($path:literal) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/src/generation/providers/builtin/templates/",
            $path
        ))
    };
}
use template;

/// All files of the app, the specification first.
pub(super) fn files(spec: &AppSpec) -> Vec<File> {
    let mut data = shared(spec);
    let own = match &spec.app {
        Body::Collection(collection) => collection::files(spec, collection, &mut data),
        Body::Timer(timer) => timer::files(spec, timer, &mut data),
        Body::Calculator(calculator) => calculator::files(spec, calculator, &mut data),
        Body::Converter(converter) => calculator::converter_files(spec, converter, &mut data),
        Body::Quiz(quiz) => quiz::files(spec, quiz, &mut data),
        Body::Form(form) => form::files(spec, form, &mut data),
        Body::Landing(landing) => landing::files(spec, landing, &mut data),
        Body::Planner(planner) => planner::files(spec, planner, &mut data),
    };
    let base: [(&str, &str); 8] = [
        ("package.json", template!("base/package.json")),
        ("index.html", template!("base/index.html")),
        ("tsconfig.json", template!("base/tsconfig.json")),
        ("vite.config.ts", template!("base/vite.config.ts")),
        ("src/main.tsx", template!("base/main.tsx")),
        ("src/theme.css", template!("base/theme.css")),
        ("src/styles.css", template!("base/styles.css")),
        ("src/components/ThemeToggle.tsx", template!("base/ThemeToggle.tsx")),
    ];
    let spec_text = serde_json::to_string_pretty(spec).unwrap_or_default() + "\n";
    let mut out = vec![File { path: SPEC_PATH.to_owned(), text: spec_text }];
    out.extend(base.iter().map(|(path, template)| filled(path, template, &data)));
    out.extend(own);
    out
}

/// One file from its template.
fn filled(path: &str, template: &str, data: &Value) -> File {
    let text = render(template, data);
    // Conditional parts may leave blank lines at the edges.
    let text = format!("{}\n", text.trim());
    File { path: path.to_owned(), text: squeezed(&text) }
}

/// At most one blank line in a row, none after an opening or before a closing bracket.
fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if line.trim().is_empty() && lines.peek().is_some_and(|next| next.trim().is_empty()) {
            continue;
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// What the templates of every kind use.
fn shared(spec: &AppSpec) -> Value {
    let (accent, on_accent) = colours::icon(&spec.theme.accent);
    json!({
        "title": spec.title,
        "tagline": spec.tagline,
        "package": words::slug(&spec.title),
        "accent": spec.theme.accent,
        "accentHex": accent,
        "onAccentHex": on_accent,
        "scheme": match spec.theme.scheme {
            Scheme::System => "",
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        },
        "themeKey": format!("{}:theme", spec.storage_key),
        "c": colours::palette(&spec.theme.accent),
        "looks": looks(&spec.theme),
        "css": {},
        "uses": {},
        "kindCss": "",
    })
}

/// The rules for sizes, letters and corners that are not as usual; nothing where all are.
fn looks(theme: &Theme) -> Value {
    let mut css = Vec::new();
    for (part, size) in &theme.sizes {
        let size = words::number(*size);
        css.push(match part.as_str() {
            "button" => format!(
                ":root .button {{\n  min-height: calc(2.75rem * {size});\n  padding: calc(0.5rem * {size}) calc(1.1rem * {size});\n  font-size: calc(1rem * {size});\n}}\n"
            ),
            "title" => format!(":root h1 {{\n  font-size: calc(clamp(1.75rem, 1.3rem + 2vw, 2.5rem) * {size});\n}}\n"),
            "digits" => format!(":root [role=\"timer\"] {{\n  font-size: calc(clamp(3rem, 15vw, 5.5rem) * {size});\n}}\n"),
            "card" => format!(":root .card {{\n  padding: calc(1.1rem * {size});\n  font-size: calc(1rem * {size});\n}}\n"),
            _ => format!(":root {{\n  font-size: calc(100% * {size});\n}}\n"),
        });
    }
    if let Some(font) = theme.font {
        let family = match font {
            Font::Serif => "\"Iowan Old Style\", \"Palatino Linotype\", Palatino, Georgia, serif",
            Font::Mono => "ui-monospace, \"Cascadia Code\", Menlo, Consolas, monospace",
            Font::Rounded => {
                "ui-rounded, \"SF Pro Rounded\", Nunito, Quicksand, \"Trebuchet MS\", sans-serif"
            }
        };
        css.push(format!(":root body {{\n  font-family: {family};\n}}\n"));
    }
    if let Some(rounded) = theme.rounded {
        let (large, small, button) = if rounded { ("20px", "14px", "999px") } else { ("0", "0", "0") };
        css.push(format!(
            ":root body {{\n  --radius: {large};\n  --radius-small: {small};\n}}\n\n:root .button {{\n  border-radius: {button};\n}}\n"
        ));
    }
    if css.is_empty() { Value::Null } else { json!({"css": css}) }
}

/// A member of the templates' data.
fn set(data: &mut Value, key: &str, value: impl Into<Value>) {
    data[key] = value.into();
}

/// A person's own words for a place in the app, or the usual ones.
fn text(spec: &AppSpec, place: &str, usual: impl Into<String>) -> String {
    spec.texts.get(place).cloned().unwrap_or_else(|| usual.into())
}
