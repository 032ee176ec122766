//! The library that wireframes are drawn with: the built-in components, those of a project, what
//! each can be told, and how it looks. How components are put on paper or into code is the business
//! of `export`.

pub mod allowed;
pub mod document;
pub mod expand;
pub mod schema;
pub mod suggest;
pub mod template;

use std::{
    collections::HashMap,
    sync::{LazyLock, OnceLock},
};

use serde::Deserialize;
use serde_json::{Map, Value};

pub use schema::PropsProblem;
pub use suggest::{Suggestion, suggest};
pub use template::{Template, TemplateProblem};

/// Something that can be put on the canvas.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Component {
    /// In `PascalCase`; what elements name.
    pub name: String,
    /// Groups components in the palette.
    pub category: String,
    /// What it is for, in a sentence.
    pub description: String,
    /// In CSS pixels.
    pub default_width: f64,
    /// In CSS pixels.
    pub default_height: f64,
    /// Whether other elements may lie in it.
    pub container: bool,
    /// A JSON Schema of the props; see `schema` for what it may say.
    pub props_schema: Value,
    /// What a project's component looks like; none for the built-in ones, whose looks are kept here.
    #[serde(default)]
    pub template: Option<String>,
}

static BUILTIN: LazyLock<Vec<Component>> =
    LazyLock::new(|| serde_json::from_str(include_str!("components/catalogue.json")).unwrap_or_default());

static BY_NAME: LazyLock<HashMap<&'static str, &'static Component>> =
    LazyLock::new(|| builtin().iter().map(|component| (component.name.as_str(), component)).collect());

/// Looks of the built-in components, one `<template name="…">` each.
const LOOKS: [&str; 8] = [
    include_str!("components/looks/layout.html"),
    include_str!("components/looks/navigation.html"),
    include_str!("components/looks/forms.html"),
    include_str!("components/looks/content.html"),
    include_str!("components/looks/data.html"),
    include_str!("components/looks/feedback.html"),
    include_str!("components/looks/media.html"),
    include_str!("components/looks/marketing.html"),
];

/// The components that every project has.
pub fn builtin() -> &'static [Component] {
    &BUILTIN
}

/// A component that every project has.
pub fn find(name: &str) -> Option<&'static Component> {
    BY_NAME.get(name).copied()
}

/// How a built-in component looks.
fn look(name: &str) -> Option<&'static Template> {
    static PARSED: OnceLock<HashMap<String, Template>> = OnceLock::new();
    let read = || {
        let mut looks = HashMap::new();
        for source in LOOKS {
            for look in source.split("<template name=\"").skip(1) {
                let Some((name, rest)) = look.split_once("\">") else { continue };
                let Some((source, _)) = rest.split_once("</template>") else { continue };
                if let Ok(template) = template::parse(source.trim()) {
                    looks.insert(name.to_owned(), template);
                }
            }
        }
        looks
    };
    PARSED.get_or_init(read).get(name)
}

/// The components that a wireframe may use: the built-in ones and the project's own.
#[derive(Clone, Debug, Default)]
pub struct Library {
    own: Vec<(Component, Option<Template>)>,
}

impl Library {
    /// The built-in components and those of a project. A built-in name cannot be taken.
    pub fn with(own: Vec<Component>) -> Self {
        let read = |component: Component| {
            let template = component.template.as_deref().and_then(|source| check_template(source).ok());
            (component, template)
        };
        Self { own: own.into_iter().map(read).collect() }
    }

    /// A component, by its name.
    pub fn find(&self, name: &str) -> Option<&Component> {
        let own = || self.own.iter().map(|(component, _)| component).find(|component| component.name == name);
        find(name).or_else(own)
    }

    /// How a component looks.
    pub fn template(&self, name: &str) -> Option<&Template> {
        look(name).or_else(|| self.own.iter().find(|(own, _)| own.name == name)?.1.as_ref())
    }

    /// All of them, the built-in ones first.
    pub fn components(&self) -> impl Iterator<Item = &Component> {
        builtin().iter().chain(self.own.iter().map(|(component, _)| component))
    }
}

/// Checks what an element tells its component.
pub fn check(component: &Component, props: &Map<String, Value>) -> Result<(), PropsProblem> {
    // The map is checked as it is: only what is in it is wrapped, and not copied.
    let schema = &component.props_schema;
    let known = schema.get("properties").and_then(Value::as_object);
    for (name, value) in props {
        if let Some(schema) = known.and_then(|known| known.get(name)) {
            schema::check_value(schema, value, name)?;
        } else {
            let one = Value::Object(Map::from_iter([(name.clone(), value.clone())]));
            let mut open = schema.clone();
            open.as_object_mut().and_then(|open| open.remove("required"));
            schema::check_value(&open, &one, "")?;
        }
    }
    let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
    match required.filter_map(Value::as_str).find(|name| !props.contains_key(*name)) {
        Some(name) => Err(PropsProblem { prop: name.to_owned(), message: "is required".to_owned() }),
        None => Ok(()),
    }
}

/// The props of an element together with the defaults of what it leaves out.
pub fn with_defaults(component: &Component, props: &Map<String, Value>) -> Map<String, Value> {
    let mut complete = Map::new();
    let described = component.props_schema.get("properties").and_then(Value::as_object);
    for (name, schema) in described.into_iter().flatten() {
        if let Some(default) = schema.get("default") {
            complete.insert(name.clone(), default.clone());
        }
    }
    complete.extend(props.iter().map(|(name, value)| (name.clone(), value.clone())));
    complete
}

/// Reads the template of a project's component, and checks that it consists of what is allowed.
pub fn check_template(source: &str) -> Result<Template, TemplateProblem> {
    let template = template::parse(source)?;
    allowed::check(&template)?;
    Ok(template)
}

/// What exported code calls things of its own, which stand in one file with components.
pub const TAKEN: [&str; 15] = [
    "Axes",
    "Drawn",
    "Face",
    "Fragment",
    "Frame",
    "Glyph",
    "MapSketch",
    "Page",
    "Pie",
    "Placeholder",
    "Plot",
    "ReactNode",
    "Ring",
    "Stars",
    "Turning",
];

/// Why a project's component is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComponentProblem {
    /// Which of its fields, in camelCase.
    pub field: &'static str,
    /// What is wrong, for the person who wrote it.
    pub message: String,
}

/// Checks a project's component: its name, sizes, schema, template, and that the template asks only
/// for props that the schema describes.
pub fn check_component(component: &Component) -> Result<(), ComponentProblem> {
    let problem = |field, message: &str| Err(ComponentProblem { field, message: message.to_owned() });
    let name = &component.name;
    let pascal = name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric())
        && name.len() <= 64;
    if !pascal {
        return problem("name", "must be in PascalCase: letters and digits, at most 64");
    }
    if find(name).is_some() || TAKEN.contains(&name.as_str()) {
        return problem("name", "is the name of a built-in component or of a part of one");
    }
    for (field, size) in
        [("defaultWidth", component.default_width), ("defaultHeight", component.default_height)]
    {
        if !(size > 0.0 && size <= 10_000.0) {
            return problem(field, "must be more than 0 and at most 10,000");
        }
    }
    schema::check_schema(&component.props_schema)
        .map_err(|problem| ComponentProblem { field: "propsSchema", message: problem.to_string() })?;
    let template = check_template(component.template.as_deref().unwrap_or_default())
        .map_err(|problem| ComponentProblem { field: "template", message: problem.to_string() })?;
    let described = described(&component.props_schema);
    match template.names().into_iter().find(|name| !described.contains(*name)) {
        Some(name) => problem("template", &format!("{{{{{name}}}}} is not described in propsSchema")),
        None => Ok(()),
    }
}

/// The names that a schema describes, at any depth.
fn described(schema: &Value) -> std::collections::HashSet<&str> {
    let mut names = std::collections::HashSet::new();
    let mut left = vec![schema];
    while let Some(schema) = left.pop() {
        for (name, schema) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            names.insert(name.as_str());
            left.push(schema);
        }
        left.extend(schema.get("items"));
    }
    names
}

/// The props that a look is filled with: an element's own, the defaults, and what follows from them,
/// such as the icons of links that name none.
pub fn complete(component: &Component, props: &Map<String, Value>) -> Map<String, Value> {
    let mut complete = with_defaults(component, props);
    let described = component.props_schema.get("properties").and_then(Value::as_object);
    for (name, schema) in described.into_iter().flatten() {
        let entry = schema.get("items").and_then(|items| items.get("properties")).and_then(Value::as_object);
        if let (Some(entry), Some(Value::Array(list))) = (entry, complete.get_mut(name)) {
            for item in list.iter_mut().filter_map(Value::as_object_mut) {
                for (key, schema) in
                    entry.iter().filter(|(key, _)| !item.contains_key(*key)).collect::<Vec<_>>()
                {
                    item.insert(
                        key.clone(),
                        schema.get("default").cloned().unwrap_or_else(|| nothing(schema)),
                    );
                }
            }
        }
    }
    let unnamed = complete.get("icons").and_then(Value::as_array).is_some_and(Vec::is_empty);
    if unnamed {
        let items = complete.get("items").and_then(Value::as_array);
        let icons: Vec<Value> = items
            .into_iter()
            .flatten()
            .map(|item| Value::from(icon_of(component, item.as_str().unwrap_or_default())))
            .collect();
        complete.insert("icons".to_owned(), icons.into());
    }
    complete
}

fn icon_of(component: &Component, item: &str) -> &'static str {
    match component.name.as_str() {
        "Tree" if item.trim().contains('.') => "file",
        "Tree" => "folder",
        _ => suggest::icon_for(item),
    }
}

/// What stands for a value that nobody gave.
fn nothing(schema: &Value) -> Value {
    match schema.get("type").and_then(Value::as_str) {
        Some("number" | "integer") => Value::from(0),
        Some("boolean") => Value::from(false),
        Some("array") => Value::Array(Vec::new()),
        Some("object") => Value::Object(Map::new()),
        _ => Value::from(""),
    }
}

#[cfg(test)]
mod tests;
