//! Reads templates. Every byte is looked at once, and how deep things may lie is bounded.

use super::{Filter, Part, Path, Piece, Tag, Template, TemplateProblem, VOID};

/// Characters in a template at most.
const LONGEST: usize = 32 * 1024;
/// Tags, lists and conditions within one another at most.
const DEEPEST: usize = 24;

/// Reads a template.
pub fn parse(source: &str) -> Result<Template, TemplateProblem> {
    let mut reader = Reader { source, at: 0, depth: 0 };
    if source.len() > LONGEST {
        return Err(TemplateProblem { line: 0, message: format!("is longer than {LONGEST} characters") });
    }
    let parts = reader.parts()?;
    match reader.closing() {
        None => Ok(Template { parts }),
        Some(found) => Err(reader.problem(format!("{found} ends nothing"))),
    }
}

struct Reader<'a> {
    source: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.source[self.at..]
    }

    fn line(&self) -> usize {
        self.source[..self.at].bytes().filter(|byte| *byte == b'\n').count() + 1
    }

    fn problem(&self, message: impl Into<String>) -> TemplateProblem {
        TemplateProblem { line: self.line(), message: message.into() }
    }

    /// Takes what comes before a mark, and the mark.
    fn until(&mut self, mark: &str) -> Result<&'a str, TemplateProblem> {
        let end = self.rest().find(mark).ok_or_else(|| self.problem(format!("{mark} is missing")))?;
        let found = &self.rest()[..end];
        self.at += end + mark.len();
        Ok(found)
    }

    /// What would end the tag or block that is being read, when that comes next.
    fn closing(&self) -> Option<&'a str> {
        let rest = self.rest();
        let ends = rest.starts_with("</") || rest.starts_with("{{/") || rest.starts_with("{{else}}");
        ends.then(|| {
            let end = rest.find(['>', '}']).map_or(rest.len(), |end| {
                if rest.starts_with('<') { end + 1 } else { (end + 2).min(rest.len()) }
            });
            rest.get(..end).unwrap_or(rest)
        })
    }

    fn parts(&mut self) -> Result<Vec<Part>, TemplateProblem> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.problem(format!("is nested more than {DEEPEST} levels deep")));
        }
        let mut parts = Vec::new();
        while !self.rest().is_empty() && self.closing().is_none() {
            if self.rest().starts_with("<!--") {
                self.until("-->")?;
            } else if self.rest().starts_with('<') {
                parts.push(Part::Tag(self.tag()?));
            } else if self.rest().starts_with("{{#") {
                parts.push(self.block()?);
            } else {
                parts.extend(self.text()?);
            }
        }
        self.depth -= 1;
        Ok(parts)
    }

    fn text(&mut self) -> Result<Option<Part>, TemplateProblem> {
        let mut pieces = Vec::new();
        loop {
            let rest = self.rest();
            if rest.starts_with("{{") && !rest.starts_with("{{#") && self.closing().is_none() {
                self.at += 2;
                let inside = self.until("}}")?;
                pieces.push(self.value(inside)?);
                continue;
            }
            let end = rest.find(['<', '{']).unwrap_or(rest.len());
            // A single brace is text like any other.
            let lone = end == 0 && rest.starts_with('{') && !rest.starts_with("{{");
            let end = if lone { 1 } else { end };
            if end == 0 {
                break;
            }
            pieces.push(Piece::Literal(squeezed(&decoded(&rest[..end]))));
            self.at += end;
        }
        let blank =
            pieces.iter().all(|piece| matches!(piece, Piece::Literal(text) if text.trim().is_empty()));
        Ok((!blank).then_some(Part::Text(pieces)))
    }

    /// Reads what stands between two pairs of braces.
    fn value(&self, inside: &str) -> Result<Piece, TemplateProblem> {
        let (path, filter) = inside.split_once('|').unwrap_or((inside, ""));
        let filter = match filter.trim() {
            "" => Filter::Plain,
            "initials" => Filter::Initials,
            "indent" => Filter::Indent,
            "trim" => Filter::Trim,
            other => return Err(self.problem(format!("there is no filter “{other}”"))),
        };
        Ok(Piece::Value(self.path(path)?, filter))
    }

    fn path(&self, text: &str) -> Result<Path, TemplateProblem> {
        let text = text.trim();
        let named = |name: &str| {
            !name.is_empty()
                && name.starts_with(|first: char| first.is_ascii_alphabetic())
                && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        };
        match text {
            "this" => Ok(Path::This),
            "@index" => Ok(Path::Index),
            "@number" => Ok(Path::Number),
            "@state" => Ok(Path::State),
            _ => match text.strip_suffix(".@index") {
                Some(list) if named(list) => Ok(Path::Beside(list.to_owned())),
                None if named(text) => Ok(Path::Name(text.to_owned())),
                _ => Err(self.problem(format!("{{{{{text}}}}} names no prop"))),
            },
        }
    }

    fn block(&mut self) -> Result<Part, TemplateProblem> {
        self.at += 3;
        let inside = self.until("}}")?;
        let (word, rest) = inside.trim().split_once(' ').unwrap_or((inside.trim(), ""));
        let rest = rest.trim();
        match word {
            "each" => {
                let (list, only) = match rest.split_once(' ') {
                    None => (self.path(rest)?, None),
                    Some((list, only)) => {
                        let (key, path) = only
                            .split_once('=')
                            .ok_or_else(|| self.problem(format!("“{only}” is not of the form key=prop")))?;
                        (self.path(list)?, Some((key.trim().to_owned(), self.path(path)?)))
                    }
                };
                let body = self.parts()?;
                self.end("{{/each}}")?;
                Ok(Part::Each { list, only, body })
            }
            "repeat" => {
                let (count, limit) = rest.split_once(' ').unwrap_or((rest, ""));
                let (count, limit) = (self.path(count)?, limit.trim().parse().ok());
                let body = self.parts()?;
                self.end("{{/repeat}}")?;
                Ok(Part::Repeat { count, limit, body })
            }
            "if" => self.condition(rest),
            other => Err(self.problem(format!("{{{{#{other}}}}} is unknown; there are each, repeat and if"))),
        }
    }

    fn condition(&mut self, question: &str) -> Result<Part, TemplateProblem> {
        let (test, equals) = match question.split_once('=') {
            None => (self.path(question)?, None),
            Some((test, place)) if place.trim().starts_with('@') => {
                (self.path(test)?, Some(Piece::Value(self.path(place)?, Filter::Plain)))
            }
            Some((test, word)) => (self.path(test)?, Some(Piece::Literal(word.trim().to_owned()))),
        };
        let then = self.parts()?;
        let mut otherwise = Vec::new();
        if self.rest().starts_with("{{else}}") {
            self.at += "{{else}}".len();
            otherwise = self.parts()?;
        }
        self.end("{{/if}}")?;
        Ok(Part::If { test, equals, then, otherwise })
    }

    fn end(&mut self, mark: &str) -> Result<(), TemplateProblem> {
        if self.rest().starts_with(mark) {
            self.at += mark.len();
            return Ok(());
        }
        Err(self.problem(format!("{mark} is missing")))
    }

    fn tag(&mut self) -> Result<Tag, TemplateProblem> {
        let line = self.line();
        self.at += 1;
        let name = self.word();
        if name.is_empty() {
            return Err(self.problem("< begins no tag; write &lt; for the sign itself"));
        }
        let (attributes, closed) = self.attributes()?;
        if closed || VOID.contains(&name.as_str()) {
            return Ok(Tag { name, attributes, children: Vec::new(), line });
        }
        let children = self.parts()?;
        let end = format!("</{name}>");
        if !self.rest().get(..end.len()).is_some_and(|found| found.eq_ignore_ascii_case(&end)) {
            return Err(TemplateProblem { line, message: format!("<{name}> is not closed by {end}") });
        }
        self.at += end.len();
        Ok(Tag { name, attributes, children, line })
    }

    /// Takes a name, in lower case.
    fn word(&mut self) -> String {
        let rest = self.rest();
        let end = rest
            .find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '-' || letter == '_'))
            .unwrap_or(rest.len());
        self.at += end;
        rest[..end].to_ascii_lowercase()
    }

    /// Attributes up to the end of the tag, and whether it ends itself.
    #[allow(clippy::type_complexity, reason = "used once")]
    fn attributes(&mut self) -> Result<(Vec<(String, Vec<Piece>)>, bool), TemplateProblem> {
        let mut attributes = Vec::new();
        loop {
            self.at += self.rest().len() - self.rest().trim_start().len();
            if self.rest().starts_with("/>") {
                self.at += 2;
                return Ok((attributes, true));
            }
            if self.rest().starts_with('>') {
                self.at += 1;
                return Ok((attributes, false));
            }
            let name = self.word();
            if name.is_empty() {
                return Err(self.problem("a tag is not ended by >, or has an attribute without a name"));
            }
            let mut pieces = Vec::new();
            if self.rest().starts_with('=') {
                self.at += 1;
                let quote = self.rest().chars().next().filter(|quote| matches!(quote, '"' | '\''));
                let quote =
                    quote.ok_or_else(|| self.problem(format!("the value of “{name}” is not in quotes")))?;
                self.at += 1;
                let inside = self.until(&quote.to_string())?;
                pieces = self.pieces(inside)?;
            }
            attributes.push((name, pieces));
        }
    }

    fn pieces(&self, mut text: &str) -> Result<Vec<Piece>, TemplateProblem> {
        let mut pieces = Vec::new();
        while let Some(start) = text.find("{{") {
            if start > 0 {
                pieces.push(Piece::Literal(decoded(&text[..start])));
            }
            let end = text[start..].find("}}").ok_or_else(|| self.problem("}} is missing"))? + start;
            pieces.push(self.value(&text[start + 2..end])?);
            text = &text[end + 2..];
        }
        if !text.is_empty() {
            pieces.push(Piece::Literal(decoded(text)));
        }
        Ok(pieces)
    }
}

/// Runs of white space become one space, as browsers show them.
fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if !letter.is_ascii_whitespace() {
            out.push(letter);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}

/// Resolves the references that templates usually hold.
fn decoded(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let named = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", "\u{a0}"),
        ("&middot;", "·"),
        ("&bull;", "•"),
        ("&rarr;", "→"),
        ("&larr;", "←"),
        ("&times;", "×"),
        ("&copy;", "©"),
        ("&hellip;", "…"),
        ("&ndash;", "–"),
        ("&mdash;", "—"),
        ("&amp;", "&"),
    ];
    named.iter().fold(text.to_owned(), |text, (name, sign)| text.replace(name, sign))
}
