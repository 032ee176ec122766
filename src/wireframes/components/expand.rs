//! What comes of a template with somebody's props: a tree of tags and text, bounded in size
//! whatever the template repeats.

use serde_json::{Map, Value};

use super::template::{Filter, Part, Path, Piece, Tag, Template};

/// Tags and texts that one element may come to.
const MOST_NODES: usize = 4_000;
/// Characters that one element may come to.
const MOST_TEXT: usize = 64 * 1024;
/// A `repeat` is done at most this often.
const MOST_TIMES: u64 = 400;

/// A tag with what is in it, or a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// What is read, not escaped.
    Text(String),
    /// A tag.
    Tag {
        /// In lower case.
        name: String,
        /// Names and values, not escaped. Attributes that are on or off are absent when off.
        attributes: Vec<(String, String)>,
        /// What is in it.
        children: Vec<Node>,
    },
}

impl Node {
    /// A tag with attributes and children.
    pub fn tag(name: &str, attributes: &[(&str, &str)], children: Vec<Node>) -> Self {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Node::Tag { name: name.to_owned(), attributes: attributes.iter().map(own).collect(), children }
    }

    /// An attribute of a tag.
    pub fn attribute(&self, wanted: &str) -> Option<&str> {
        let Node::Tag { attributes, .. } = self else { return None };
        attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
    }
}

/// Attributes that are on or off rather than have a value.
pub const SWITCHES: [&str; 6] = ["checked", "disabled", "selected", "required", "open", "readonly"];

/// Fills in a template. `props` are complete: what is absent is nothing.
pub fn expand(template: &Template, props: &Map<String, Value>) -> Vec<Node> {
    let mut left = Budget { nodes: MOST_NODES, text: MOST_TEXT };
    let scope = Scope { props, item: None, index: None };
    let mut out = Vec::new();
    left.parts(&template.parts, &scope, &mut out);
    out
}

struct Scope<'a> {
    props: &'a Map<String, Value>,
    item: Option<&'a Value>,
    index: Option<usize>,
}

impl<'a> Scope<'a> {
    fn find(&self, path: &Path) -> Option<&'a Value> {
        match path {
            Path::This => self.item,
            Path::Name(name) => match self.item {
                Some(Value::Object(item)) if item.contains_key(name) => item.get(name),
                _ => self.props.get(name),
            },
            Path::Beside(list) => self.props.get(list)?.as_array()?.get(self.index?),
            Path::Index | Path::Number | Path::State => None,
        }
    }

    fn text(&self, path: &Path) -> String {
        match (path, self.index) {
            (Path::Index, Some(index)) => index.to_string(),
            (Path::Number, Some(index)) => (index + 1).to_string(),
            (Path::State, Some(index)) => self.state(index).to_owned(),
            _ => self.find(path).map(written).unwrap_or_default(),
        }
    }

    fn state(&self, index: usize) -> &'static str {
        let active = self.props.get("active").and_then(Value::as_f64).unwrap_or(-1.0);
        match (index as f64).partial_cmp(&active) {
            Some(std::cmp::Ordering::Less) => "past",
            Some(std::cmp::Ordering::Equal) => "on",
            _ => "off",
        }
    }

    fn holds(&self, path: &Path, equals: Option<&Piece>) -> bool {
        match equals {
            Some(Piece::Literal(word)) => self.text(path) == *word,
            Some(Piece::Value(other, _)) => self.text(path) == self.text(other),
            None => match self.find(path) {
                None | Some(Value::Null) => false,
                Some(Value::Bool(on)) => *on,
                Some(Value::Number(number)) => number.as_f64() != Some(0.0),
                Some(Value::String(text)) => !text.is_empty(),
                Some(Value::Array(list)) => !list.is_empty(),
                Some(Value::Object(_)) => true,
            },
        }
    }
}

/// A value as it is read.
pub fn written(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => match number.as_f64() {
            Some(float) if float.fract() == 0.0 && float.abs() < 1e15 => format!("{float:.0}"),
            _ => number.to_string(),
        },
        Value::Bool(on) => on.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => String::new(),
    }
}

/// The first letters of the first two words.
pub fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect::<String>().to_uppercase()
}

struct Budget {
    nodes: usize,
    text: usize,
}

impl Budget {
    fn parts(&mut self, parts: &[Part], scope: &Scope, out: &mut Vec<Node>) {
        for part in parts {
            if self.nodes == 0 {
                return;
            }
            match part {
                Part::Text(pieces) => {
                    let text = self.pieces(pieces, scope);
                    if !text.is_empty() {
                        self.nodes -= 1;
                        out.push(Node::Text(text));
                    }
                }
                Part::Tag(tag) => {
                    self.nodes -= 1;
                    let node = self.tag(tag, scope);
                    out.push(node);
                }
                Part::Each { list, only, body } => self.each(list, only.as_ref(), body, scope, out),
                Part::Repeat { count, limit, body } => self.repeat(count, *limit, body, scope, out),
                Part::If { test, equals, then, otherwise } => {
                    let chosen = if scope.holds(test, equals.as_ref()) { then } else { otherwise };
                    self.parts(chosen, scope, out);
                }
            }
        }
    }

    fn tag(&mut self, tag: &Tag, scope: &Scope) -> Node {
        let mut attributes = Vec::with_capacity(tag.attributes.len());
        for (name, pieces) in &tag.attributes {
            let value = if name == "style" { self.styled(pieces, scope) } else { self.pieces(pieces, scope) };
            let off = !pieces.is_empty() && matches!(value.as_str(), "" | "false" | "0");
            if !(SWITCHES.contains(&name.as_str()) && off) {
                attributes.push((name.clone(), value));
            }
        }
        let mut children = Vec::new();
        self.parts(&tag.children, scope, &mut children);
        let mut name = tag.name.clone();
        if name == "mq-heading" {
            let at = attributes.iter().position(|(name, _)| name == "level");
            let level = at.map(|at| attributes.remove(at).1).unwrap_or_default();
            name = format!("h{}", level.parse::<u8>().unwrap_or(2).clamp(1, 6));
        }
        Node::Tag { name, attributes, children }
    }

    fn each(
        &mut self,
        list: &Path,
        only: Option<&(String, Path)>,
        body: &[Part],
        scope: &Scope,
        out: &mut Vec<Node>,
    ) {
        let Some(Value::Array(list)) = scope.find(list) else { return };
        for (index, item) in list.iter().enumerate() {
            if let Some((key, path)) = only {
                let is = item.get(key).map(written).unwrap_or_default();
                if is != scope.text(path) {
                    continue;
                }
            }
            self.parts(body, &Scope { props: scope.props, item: Some(item), index: Some(index) }, out);
        }
    }

    fn repeat(
        &mut self,
        count: &Path,
        limit: Option<usize>,
        body: &[Part],
        scope: &Scope,
        out: &mut Vec<Node>,
    ) {
        let number = |value: Option<&Value>| value.and_then(Value::as_f64).unwrap_or(0.0).max(0.0) as u64;
        let count = number(scope.find(count));
        let (first, times) = match limit {
            None => (0, count.min(MOST_TIMES)),
            Some(limit) => {
                let limit = limit as u64;
                let active = number(scope.props.get("active"));
                (active.saturating_sub(limit / 2).min(count.saturating_sub(limit)), count.min(limit))
            }
        };
        for index in first..first + times {
            let scope = Scope { props: scope.props, item: scope.item, index: Some(index as usize) };
            self.parts(body, &scope, out);
        }
    }

    fn pieces(&mut self, pieces: &[Piece], scope: &Scope) -> String {
        let mut out = String::new();
        for piece in pieces {
            match piece {
                Piece::Literal(text) => out.push_str(text),
                Piece::Value(path, filter) => out.push_str(&filtered(&scope.text(path), *filter)),
            }
        }
        if out.len() > self.text {
            out.truncate(out.floor_char_boundary(self.text));
        }
        self.text -= out.len();
        out
    }

    /// As `pieces`, but what is filled in cannot begin another declaration or refer to anything.
    fn styled(&mut self, pieces: &[Piece], scope: &Scope) -> String {
        let mut out = String::new();
        for piece in pieces {
            match piece {
                Piece::Literal(text) => out.push_str(text),
                Piece::Value(path, filter) => {
                    let text = filtered(&scope.text(path), *filter);
                    let safe = |letter: &char| letter.is_ascii_alphanumeric() || "#.%- ".contains(*letter);
                    out.extend(text.chars().filter(safe).take(40));
                }
            }
        }
        self.text = self.text.saturating_sub(out.len());
        out
    }
}

fn filtered(text: &str, filter: Filter) -> String {
    match filter {
        Filter::Plain => text.to_owned(),
        Filter::Initials => initials(text),
        Filter::Indent => ((text.len() - text.trim_start_matches(' ').len()).min(40) * 8).to_string(),
        Filter::Trim => text.trim().to_owned(),
    }
}
