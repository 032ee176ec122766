//! The language that components are drawn in: HTML with `{{prop}}`, lists and conditions, parsed
//! once. It says what a template consists of, not whether it is allowed (`allowed`) nor what comes
//! of it with somebody's props (`expand`).

mod read;

pub use read::parse;

/// A template that has been read.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// What it consists of, in order.
    pub parts: Vec<Part>,
}

/// Why a template cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct TemplateProblem {
    /// Where it is, counted from 1; 0 when it is about the whole.
    pub line: usize,
    /// What is wrong, for the person who wrote it.
    pub message: String,
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// What is read.
    Text(Vec<Piece>),
    /// A tag and what is in it.
    Tag(Tag),
    /// `{{#each list}}…{{/each}}`, or with `key=path` only those entries whose key is that.
    Each {
        /// Which list.
        list: Path,
        /// The key of an entry, and what it must be.
        only: Option<(String, Path)>,
        /// What is written for each entry.
        body: Vec<Part>,
    },
    /// `{{#repeat count}}…{{/repeat}}`, or with a limit a window of that many around `active`.
    Repeat {
        /// How often.
        count: Path,
        /// At most how often.
        limit: Option<usize>,
        /// What is written each time.
        body: Vec<Part>,
    },
    /// `{{#if prop}}…{{else}}…{{/if}}`, or `{{#if prop=word}}`, or `{{#if prop=@number}}`.
    If {
        /// What is asked about.
        test: Path,
        /// What it must be; without, it must be something.
        equals: Option<Piece>,
        /// What is written when so.
        then: Vec<Part>,
        /// What is written otherwise.
        otherwise: Vec<Part>,
    },
}

/// A tag and what is in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// In lower case.
    pub name: String,
    /// Names in lower case, in the order of the template.
    pub attributes: Vec<(String, Vec<Piece>)>,
    /// What is between its start and its end.
    pub children: Vec<Part>,
    /// Where it begins, counted from 1.
    pub line: usize,
}

/// A stretch of text or of an attribute's value.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// As it stands.
    Literal(String),
    /// A value, put through a filter.
    Value(Path, Filter),
}

/// What names a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Path {
    /// `{{this}}`: the entry of the list around it.
    This,
    /// `{{@index}}`: its place, from 0.
    Index,
    /// `{{@number}}`: its place, from 1.
    Number,
    /// `{{@state}}`: `past`, `on` or `off`, as its place is before, at or after the prop `active`.
    State,
    /// `{{name}}`: of the entry of the list around it if that has such a key, else the prop.
    Name(String),
    /// `{{list.@index}}`: what stands at the same place in another list.
    Beside(String),
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    /// As it is.
    Plain,
    /// `|initials`: the first letters of its first two words.
    Initials,
    /// `|indent`: 8 for each space before it.
    Indent,
    /// `|trim`: without the spaces around it.
    Trim,
}

/// Tags that have no end.
pub const VOID: [&str; 7] = ["input", "img", "br", "hr", "mq-icon", "mq-picture", "mq-children"];

impl Template {
    /// The names of the props that it asks for, each once, in their order.
    pub fn names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        collect(&self.parts, &mut names);
        let mut seen = std::collections::HashSet::new();
        names.retain(|name| seen.insert(*name));
        names
    }
}

fn collect<'a>(parts: &'a [Part], names: &mut Vec<&'a str>) {
    for part in parts {
        match part {
            Part::Text(pieces) => collect_pieces(pieces, names),
            Part::Tag(tag) => {
                tag.attributes.iter().for_each(|(_, pieces)| collect_pieces(pieces, names));
                collect(&tag.children, names);
            }
            Part::Each { list, body, .. } => {
                names.extend(list.name());
                collect(body, names);
            }
            Part::Repeat { count, body, .. } => {
                names.extend(count.name());
                collect(body, names);
            }
            Part::If { test, then, otherwise, .. } => {
                names.extend(test.name());
                collect(then, names);
                collect(otherwise, names);
            }
        }
    }
}

fn collect_pieces<'a>(pieces: &'a [Piece], names: &mut Vec<&'a str>) {
    names.extend(pieces.iter().filter_map(|piece| match piece {
        Piece::Literal(_) => None,
        Piece::Value(path, _) => path.name(),
    }));
}

impl Path {
    /// The prop that it may name.
    pub fn name(&self) -> Option<&str> {
        match self {
            Path::Name(name) | Path::Beside(name) => Some(name),
            Path::This | Path::Index | Path::Number | Path::State => None,
        }
    }
}
