//! Components of the library as React components: their templates as JSX, their schemas as types.

use std::collections::BTreeSet;

use serde_json::Value;

use super::types::{fallback, key, text, type_of, variable};
use crate::wireframes::components::{
    Component,
    expand::SWITCHES,
    template::{Filter, Part, Path, Piece, Tag, Template},
};

/// Writes the file of a component. A project's component is put into a box of its own.
pub fn written(component: &Component, template: &Template) -> String {
    let mut jsx = Jsx {
        schema: &component.props_schema,
        loops: Vec::new(),
        uses: BTreeSet::new(),
        props: BTreeSet::new(),
    };
    let mut before = String::new();
    let body = if component.template.is_none() {
        jsx.parts(&template.parts, 2, true)
    } else {
        let inner = jsx.parts(&template.parts, 3, false);
        jsx.uses.insert("classes");
        vec![format!(
            "<div data-element={{element}} className={{classes(\"custom\", className)}}>\n{}    </div>",
            lines(&inner, 3)
        )]
    };
    if jsx.props.contains("mq-heading") {
        jsx.props.remove("mq-heading");
        before = format!("  const Tag = `h${{{}}}` as \"h2\";\n", variable("level"));
        jsx.props.insert("level".to_owned());
    }
    let result = match &body[..] {
        [one] if one.starts_with('<') => format!("(\n    {one}\n  )"),
        [one] => one.trim_start_matches('{').trim_end_matches('}').to_owned(),
        many => format!("(\n    <>\n{}    </>\n  )", lines(many, 3)),
    };
    let name = &component.name;
    format!(
        "{}\n/** {} */\nexport type {name}Props = Frame & {{\n{}}};\n\nexport function {name}({{ {} }}: {name}Props) {{\n{before}  return {result};\n}}\n",
        imports(&jsx.uses),
        component.description.replace("*/", "* /").replace(['\n', '\r'], " "),
        members(component),
        jsx.arguments(component),
    )
}

fn imports(uses: &BTreeSet<&'static str>) -> String {
    let of_frame = ["classes", "indent", "initials", "range", "state"];
    let helpers: Vec<&str> = of_frame.into_iter().filter(|name| uses.contains(name)).collect();
    let mut out = String::new();
    if uses.contains("Fragment") {
        out += "import { Fragment } from \"react\";\n";
    }
    out += &if helpers.is_empty() {
        "import type { Frame } from \"./frame\";\n".to_owned()
    } else {
        format!("import {{ {}, type Frame }} from \"./frame\";\n", helpers.join(", "))
    };
    for part in uses.iter().filter(|part| part.starts_with(|first: char| first.is_ascii_uppercase())) {
        let (name, from) = match *part {
            "Fragment" => continue,
            "Glyph" => ("Glyph", "glyphs"),
            "Plot" => ("Plot", "parts/Chart"),
            part => (part, ""),
        };
        let from = if from.is_empty() { format!("parts/{part}") } else { from.to_owned() };
        out += &format!("import {{ {name} }} from \"./{from}\";\n");
    }
    out
}

fn described(component: &Component) -> impl Iterator<Item = (&String, &Value)> {
    component.props_schema.get("properties").and_then(Value::as_object).into_iter().flatten()
}

fn members(component: &Component) -> String {
    described(component)
        .map(|(name, schema)| {
            let about = schema.get("description").and_then(Value::as_str).unwrap_or_default();
            let about = about.replace("*/", "* /").replace(['\n', '\r'], " ");
            let comment = if about.is_empty() { String::new() } else { format!("  /** {about} */\n") };
            format!("{comment}  {}?: {};\n", key(name), type_of(schema))
        })
        .collect()
}

fn lines(parts: &[String], depth: usize) -> String {
    parts.iter().map(|part| format!("{}{part}\n", "  ".repeat(depth))).collect()
}

struct Loop<'a> {
    item: String,
    index: String,
    schema: Option<&'a Value>,
}

struct Jsx<'a> {
    schema: &'a Value,
    loops: Vec<Loop<'a>>,
    /// Helpers and parts to import.
    uses: BTreeSet<&'static str>,
    /// Props to take.
    props: BTreeSet<String>,
}

/// An expression and the type of its value.
struct Expression {
    code: String,
    kind: &'static str,
}

fn expression(code: String, kind: &'static str) -> Expression {
    Expression { code, kind }
}

fn kind_of(schema: Option<&Value>) -> &'static str {
    match schema.and_then(|schema| schema.get("type")).and_then(Value::as_str) {
        Some("number" | "integer") => "number",
        Some("boolean") => "boolean",
        Some("array") => "array",
        Some("object") => "object",
        _ => "string",
    }
}

impl<'a> Jsx<'a> {
    fn arguments(&self, component: &Component) -> String {
        let mut arguments: Vec<String> = described(component)
            .filter(|(name, _)| self.props.contains(*name))
            .map(|(name, schema)| {
                let own = variable(name);
                let renamed = if own == *name { own } else { format!("{}: {own}", key(name)) };
                format!("{renamed} = {}", fallback(schema))
            })
            .collect();
        arguments.push("className = \"\"".to_owned());
        arguments.push("element".to_owned());
        if self.props.contains("children") {
            arguments.push("children".to_owned());
        }
        arguments.join(", ")
    }

    fn prop_schema(&self, name: &str) -> Option<&'a Value> {
        self.schema.get("properties")?.get(name)
    }

    fn prop(&mut self, name: &str) -> Expression {
        let schema = self.prop_schema(name);
        if schema.is_none() {
            return expression("\"\"".to_owned(), "string");
        }
        self.props.insert(name.to_owned());
        expression(variable(name), kind_of(schema))
    }

    /// The schema of a list's entries.
    fn entries(&self, list: &Path) -> Option<&'a Value> {
        match list {
            Path::This => self.loops.last().and_then(|inner| inner.schema)?.get("items"),
            Path::Name(name) => {
                let own = self.loops.last().and_then(|inner| inner.schema?.get("properties")?.get(name));
                own.or_else(|| self.prop_schema(name))?.get("items")
            }
            _ => None,
        }
    }

    fn value(&mut self, path: &Path) -> Expression {
        let inner = self.loops.last();
        let index = inner.map_or("0".to_owned(), |inner| inner.index.clone());
        match path {
            Path::This => match inner {
                Some(inner) => expression(inner.item.clone(), kind_of(inner.schema)),
                None => expression("\"\"".to_owned(), "string"),
            },
            Path::Index => expression(index, "number"),
            Path::Number => expression(format!("{index} + 1"), "number"),
            Path::State => {
                self.uses.insert("state");
                let active = self.prop("active");
                let active = if active.kind == "number" { active.code } else { "-1".to_owned() };
                expression(format!("state({index}, {active})"), "string")
            }
            Path::Beside(list) => {
                let list = self.prop(list);
                if list.kind == "array" {
                    expression(format!("({}[{index}] ?? \"\")", list.code), "string")
                } else {
                    expression("\"\"".to_owned(), "string")
                }
            }
            Path::Name(name) => {
                let field = inner.and_then(|inner| {
                    let schema = inner.schema?.get("properties")?.get(name)?;
                    Some((format!("{}.{name}", inner.item), schema))
                });
                match field {
                    Some((code, schema)) => {
                        let kind = kind_of(Some(schema));
                        let or = if kind == "array" {
                            "[]"
                        } else if kind == "number" {
                            "0"
                        } else if kind == "boolean" {
                            "false"
                        } else {
                            "\"\""
                        };
                        expression(format!("({code} ?? {or})"), kind)
                    }
                    None => self.prop(name),
                }
            }
        }
    }

    /// A value put through its filter, as text or number.
    fn filtered(&mut self, path: &Path, filter: Filter) -> Expression {
        let Expression { code, kind } = self.value(path);
        let as_text = |code: String| if kind == "string" { code } else { format!("String({code})") };
        match filter {
            Filter::Plain if matches!(kind, "array" | "object") => expression("\"\"".to_owned(), "string"),
            Filter::Plain => expression(code, kind),
            Filter::Initials => {
                self.uses.insert("initials");
                expression(format!("initials({})", as_text(code)), "string")
            }
            Filter::Indent => {
                self.uses.insert("indent");
                expression(format!("indent({})", as_text(code)), "number")
            }
            Filter::Trim => expression(format!("{}.trim()", as_text(code)), "string"),
        }
    }

    fn parts(&mut self, parts: &[Part], depth: usize, root: bool) -> Vec<String> {
        parts.iter().filter_map(|part| self.part(part, depth, root, None)).collect()
    }

    /// Parts as one expression.
    fn group(&mut self, parts: &[Part], depth: usize, root: bool, key: Option<&str>) -> String {
        if let [Part::Tag(tag)] = parts
            && tag.name != "mq-children"
        {
            return self.tag(tag, depth + 1, root, key);
        }
        let inner = self.parts(parts, depth + 2, root);
        let pad = "  ".repeat(depth + 1);
        let key = key.map(|key| {
            self.uses.insert("Fragment");
            format!("<Fragment key={{{key}}}>\n{}{pad}</Fragment>", lines(&inner, depth + 2))
        });
        key.unwrap_or_else(|| format!("<>\n{}{pad}</>", lines(&inner, depth + 2)))
    }

    fn part(&mut self, part: &Part, depth: usize, root: bool, key: Option<&str>) -> Option<String> {
        let pad = "  ".repeat(depth);
        match part {
            Part::Text(pieces) => {
                let words = pieces.iter().map(|piece| match piece {
                    Piece::Literal(literal) => text(literal),
                    Piece::Value(path, filter) => {
                        let Expression { code, kind } = self.filtered(path, *filter);
                        if kind == "boolean" { format!("{{String({code})}}") } else { format!("{{{code}}}") }
                    }
                });
                Some(words.collect())
            }
            Part::Tag(tag) => Some(self.tag(tag, depth, root, key)),
            Part::If { test, equals, then, otherwise } => {
                let test = self.test(test, equals.as_ref());
                let then = self.group(then, depth, root, None);
                let other = if otherwise.is_empty() {
                    "null".to_owned()
                } else {
                    format!("(\n{pad}  {}\n{pad})", self.group(otherwise, depth, root, None))
                };
                Some(format!("{{{test} ? (\n{pad}  {then}\n{pad}) : {other}}}"))
            }
            Part::Each { list, only, body } => {
                let schema = self.entries(list);
                let Expression { code, kind } = self.value(list);
                if kind != "array" {
                    return None;
                }
                let only = only.as_ref().map(|(key, path)| (key.clone(), self.value(path).code));
                let (item, index) = self.enter(schema);
                let body = self.group(body, depth, false, Some(&index));
                self.loops.pop();
                Some(match only {
                    None => format!("{{{code}.map(({item}, {index}) => (\n{pad}  {body}\n{pad}))}}"),
                    Some((key, wanted)) => format!(
                        "{{{code}.map(({item}, {index}) => String({item}.{key}) === String({wanted}) ? (\n{pad}  {body}\n{pad}) : null)}}"
                    ),
                })
            }
            Part::Repeat { count, limit, body } => {
                self.uses.insert("range");
                let Expression { code, kind } = self.value(count);
                let count = if kind == "number" { code } else { format!("Number({code})") };
                let active = if limit.is_some() { self.prop("active").code } else { String::new() };
                let limit = limit.map(|limit| format!(", {limit}, {active}")).unwrap_or_default();
                let (_, index) = self.enter(None);
                let body = self.group(body, depth, false, Some(&index));
                self.loops.pop();
                Some(format!("{{range({count}{limit}).map(({index}) => (\n{pad}  {body}\n{pad}))}}"))
            }
        }
    }

    fn enter(&mut self, schema: Option<&'a Value>) -> (String, String) {
        let number = if self.loops.is_empty() { String::new() } else { (self.loops.len() + 1).to_string() };
        let (item, index) = (format!("item{number}"), format!("index{number}"));
        self.loops.push(Loop { item: item.clone(), index: index.clone(), schema });
        (item, index)
    }

    fn test(&mut self, test: &Path, equals: Option<&Piece>) -> String {
        let Expression { code, kind } = self.value(test);
        match equals {
            Some(Piece::Literal(word)) => format!("String({code}) === {}", Value::from(word.as_str())),
            Some(Piece::Value(other, _)) => format!("String({code}) === String({})", self.value(other).code),
            None if kind == "array" => format!("{code}.length > 0"),
            None => code,
        }
    }
}

mod tag;
