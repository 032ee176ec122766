//! One tag of a template as JSX, with the names and types that React gives attributes.

use serde_json::Value;

use super::{Expression, Jsx, Piece, SWITCHES, Tag, lines};

/// What HTML and React call the same attribute.
const NAMES: [(&str, &str); 7] = [
    ("class", "className"),
    ("colspan", "colSpan"),
    ("datetime", "dateTime"),
    ("for", "htmlFor"),
    ("maxlength", "maxLength"),
    ("readonly", "readOnly"),
    ("rowspan", "rowSpan"),
];

/// Attributes that take a number and nothing else.
const NUMBERS: [&str; 5] = ["cols", "colspan", "maxlength", "rows", "rowspan"];

/// The part that draws a kind of picture.
fn part_for(kind: &str) -> &'static str {
    match kind {
        "chart" => "Plot",
        "stars" => "Stars",
        "avatar" => "Face",
        "ring" => "Ring",
        "map" => "MapSketch",
        "spinner" => "Turning",
        _ => "Placeholder",
    }
}

impl Jsx<'_> {
    pub(super) fn tag(&mut self, tag: &Tag, depth: usize, root: bool, key: Option<&str>) -> String {
        if tag.name == "mq-children" {
            self.props.insert("children".to_owned());
            return "{children}".to_owned();
        }
        let name = self.name(tag);
        let mut attributes: Vec<String> = key.map(|key| format!("key={{{key}}}")).into_iter().collect();
        if root {
            attributes.push("data-element={element}".to_owned());
            self.uses.insert("classes");
        }
        let mut classed = false;
        for (attribute, pieces) in &tag.attributes {
            classed |= attribute == "class";
            attributes.extend(self.attribute(tag, attribute, pieces, root));
        }
        if root && !classed {
            attributes.push("className={className}".to_owned());
        }
        if name == "Plot" {
            for prop in ["kind", "values", "labels"] {
                let value = self.prop(prop).code;
                attributes.push(format!("{prop}={{{value}}}"));
            }
        }
        if tag.name == "textarea"
            && let [super::Part::Text(pieces)] = &tag.children[..]
        {
            attributes.push(format!("defaultValue={{{}}}", self.joined(pieces)));
        }
        let attributes: String = attributes.iter().map(|attribute| format!(" {attribute}")).collect();
        if tag.children.is_empty() || tag.name == "textarea" {
            return format!("<{name}{attributes} />");
        }
        let children = self.parts(&tag.children, depth + 1, false);
        if let [one] = &children[..]
            && !one.contains('\n')
            && one.len() + attributes.len() < 100
        {
            return format!("<{name}{attributes}>{one}</{name}>");
        }
        format!("<{name}{attributes}>\n{}{}</{name}>", lines(&children, depth + 1), "  ".repeat(depth))
    }

    fn name(&mut self, tag: &Tag) -> String {
        match tag.name.as_str() {
            "mq-icon" => {
                self.uses.insert("Glyph");
                "Glyph".to_owned()
            }
            "mq-picture" => {
                let kind = tag.attributes.iter().find(|(name, _)| name == "kind").map(|(_, pieces)| pieces);
                let kind = match kind.map(Vec::as_slice) {
                    Some([Piece::Literal(kind)]) => kind.as_str(),
                    _ => "image",
                };
                let part = part_for(kind);
                self.uses.insert(part);
                part.to_owned()
            }
            "mq-heading" => {
                self.props.insert("mq-heading".to_owned());
                "Tag".to_owned()
            }
            name => name.to_owned(),
        }
    }

    fn attribute(&mut self, tag: &Tag, name: &str, pieces: &[Piece], root: bool) -> Option<String> {
        let ours = tag.name.starts_with("mq-");
        match name {
            "kind" if ours => return None,
            "level" if tag.name == "mq-heading" => return None,
            "selected" => return None,
            "class" if root => {
                return Some(format!("className={{classes({}, className)}}", self.joined(pieces)));
            }
            "style" => return Some(self.style(pieces)),
            _ => {}
        }
        let field = matches!(tag.name.as_str(), "input" | "textarea" | "select");
        let react = match name {
            "checked" => "defaultChecked",
            "value" if field => "defaultValue",
            _ => NAMES.iter().find(|(html, _)| *html == name).map_or(name, |(_, react)| react),
        };
        if SWITCHES.contains(&name) {
            return Some(match pieces {
                [] => react.to_owned(),
                [Piece::Value(path, filter)] => {
                    let Expression { code, kind } = self.filtered(path, *filter);
                    if kind == "boolean" {
                        format!("{react}={{{code}}}")
                    } else {
                        format!("{react}={{Boolean({code})}}")
                    }
                }
                _ => format!("{react}={{Boolean({})}}", self.joined(pieces)),
            });
        }
        if NUMBERS.contains(&name) {
            return Some(format!("{react}={{Number({})}}", self.joined(pieces)));
        }
        Some(match pieces {
            [] => format!("{react}=\"\""),
            [Piece::Literal(text)] => super::super::types::attribute(react, &Value::from(text.as_str())),
            [Piece::Value(path, filter)] => {
                let Expression { code, kind } = self.filtered(path, *filter);
                let takes_any = ["defaultValue", "value", "min", "max", "step"].contains(&react);
                let code = if kind == "string" || takes_any && kind == "number" {
                    code
                } else {
                    format!("String({code})")
                };
                let loose = react.starts_with("aria-") && react != "aria-label";
                format!("{react}={{{code}{}}}", if loose { " as never" } else { "" })
            }
            _ => format!("{react}={{{}}}", self.joined(pieces)),
        })
    }

    /// Pieces as one text.
    fn joined(&mut self, pieces: &[Piece]) -> String {
        match pieces {
            [] => "\"\"".to_owned(),
            [Piece::Literal(text)] => Value::from(text.as_str()).to_string(),
            [Piece::Value(path, filter)] => {
                let Expression { code, kind } = self.filtered(path, *filter);
                if kind == "string" { code } else { format!("String({code})") }
            }
            many => {
                let parts = many.iter().map(|piece| match piece {
                    Piece::Literal(text) => {
                        text.replace('\\', "\\\\").replace('`', "\\`").replace("${", "\\${")
                    }
                    Piece::Value(path, filter) => format!("${{{}}}", self.filtered(path, *filter).code),
                });
                format!("`{}`", parts.collect::<String>())
            }
        }
    }

    /// A `style` attribute as an object: declarations end where a semicolon stands outside of values.
    fn style(&mut self, pieces: &[Piece]) -> String {
        let mut declarations: Vec<Vec<Piece>> = vec![Vec::new()];
        for piece in pieces {
            let Piece::Literal(text) = piece else {
                declarations.last_mut().into_iter().for_each(|last| last.push(piece.clone()));
                continue;
            };
            for (at, part) in text.split(';').enumerate() {
                if at > 0 {
                    declarations.push(Vec::new());
                }
                if !part.is_empty() {
                    declarations
                        .last_mut()
                        .into_iter()
                        .for_each(|last| last.push(Piece::Literal(part.to_owned())));
                }
            }
        }
        let mut members = Vec::new();
        for mut declaration in declarations {
            let Some(Piece::Literal(first)) = declaration.first().cloned() else { continue };
            let Some((name, value)) = first.split_once(':') else { continue };
            declaration[0] = Piece::Literal(value.trim_start().to_owned());
            declaration.retain(|piece| !matches!(piece, Piece::Literal(text) if text.is_empty()));
            members.push(format!("{}: {}", style_name(name.trim()), self.joined(&declaration)));
        }
        format!("style={{{{ {} }}}}", members.join(", "))
    }
}

/// `padding-left` as `paddingLeft`; names that are none are put in quotes.
fn style_name(name: &str) -> String {
    let mut words = name.split('-');
    let mut out = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        out.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        out.extend(letters);
    }
    super::key(&out)
}
