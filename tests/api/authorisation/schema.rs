//! The schema as introspection tells it, and documents that use its fields.

use serde_json::{Value, json};

use super::TestApp;

const QUESTION: &str = "{ __schema { types { name kind possibleTypes { name }
    fields { name args { name defaultValue type { ...T } } type { ...T } } } } }
    fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

pub struct Schema(Vec<Value>);

impl Schema {
    pub async fn read() -> Self {
        let app = TestApp::start().await;
        let data = app.client().data(QUESTION, json!({})).await;
        Self(data["__schema"]["types"].as_array().expect("types").clone())
    }

    fn find(&self, name: &str) -> &Value {
        self.0.iter().find(|of| of["name"] == name).unwrap_or_else(|| panic!("the type {name}"))
    }

    /// The names of a type's fields.
    pub fn fields(&self, name: &str) -> Vec<String> {
        let fields = self.find(name)["fields"].as_array().expect("fields");
        fields.iter().map(|field| field["name"].as_str().expect("a name").to_owned()).collect()
    }

    /// The names of the types that implement an interface.
    pub fn implementors(&self, name: &str) -> Vec<String> {
        let types = self.find(name)["possibleTypes"].as_array().expect("types");
        types.iter().map(|of| of["name"].as_str().expect("a name").to_owned()).collect()
    }

    /// An operation of one root field, with a variable for each of its arguments.
    pub fn document(&self, operation: &str, root: &str, name: &str) -> String {
        let field = self.field(root, name);
        let arguments = field["args"].as_array().expect("arguments");
        let each = |show: &dyn Fn(&str, String) -> String| {
            let shown = arguments
                .iter()
                .map(|argument| show(argument["name"].as_str().expect("a name"), written(&argument["type"])));
            let shown: Vec<String> = shown.collect();
            if shown.is_empty() { String::new() } else { format!("({})", shown.join(", ")) }
        };
        let variables = each(&|name, of| format!("${name}: {of}"));
        let passed = each(&|name, _| format!("{name}: ${name}"));
        format!("{operation}{variables} {{ {name}{passed} {} }}", self.below(named(&field["type"])))
    }

    /// A field with what its arguments must be.
    pub fn selection(&self, of: &str, name: &str) -> String {
        let field = self.field(of, name);
        let required =
            field["args"].as_array().expect("arguments").iter().filter(|argument| {
                argument["type"]["kind"] == "NON_NULL" && argument["defaultValue"].is_null()
            });
        let passed: Vec<String> = required
            .map(|argument| {
                let name = argument["name"].as_str().expect("a name");
                let value = match name {
                    "path" => "\"src/App.tsx\"",
                    "format" => "SVG",
                    name => panic!("say what {of}.{name} may be"),
                };
                format!("{name}: {value}")
            })
            .collect();
        let passed = if passed.is_empty() { String::new() } else { format!("({})", passed.join(", ")) };
        format!("{name}{passed} {}", self.below(named(&field["type"])))
    }

    fn field(&self, of: &str, name: &str) -> &Value {
        let fields = self.find(of)["fields"].as_array().expect("fields");
        fields.iter().find(|field| field["name"] == name).expect("the field")
    }

    /// What has to be selected of a type.
    fn below(&self, name: &str) -> &'static str {
        let of = self.find(name);
        let errors = of["fields"].as_array().into_iter().flatten().any(|field| field["name"] == "userErrors");
        match of["kind"].as_str() {
            Some("SCALAR" | "ENUM") => "",
            _ if errors => "{ __typename userErrors { code message } }",
            _ => "{ __typename }",
        }
    }
}

fn named(of: &Value) -> &str {
    if of["ofType"].is_null() { of["name"].as_str().expect("a name") } else { named(&of["ofType"]) }
}

fn written(of: &Value) -> String {
    match of["kind"].as_str() {
        Some("NON_NULL") => format!("{}!", written(&of["ofType"])),
        Some("LIST") => format!("[{}]", written(&of["ofType"])),
        _ => of["name"].as_str().expect("a name").to_owned(),
    }
}
