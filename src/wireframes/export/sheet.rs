//! The classes of one exported drawing: what places its elements and groups, at the width of the
//! canvas and at narrower ones. Things that are placed alike share a class.

use std::collections::{HashMap, HashSet};

/// Declarations of one class, for all widths and for narrower ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Css {
    pub wide: Vec<String>,
    /// At less than the canvas is wide.
    pub below: Vec<String>,
    /// At 900 pixels and less.
    pub medium: Vec<String>,
    /// At 640 pixels and less.
    pub narrow: Vec<String>,
}

struct Rule {
    css: Css,
    kind: String,
    slug: String,
    uses: usize,
}

/// Names a class before it has a name.
pub type ClassId = usize;

/// Collects classes.
#[derive(Default)]
pub struct Sheet {
    rules: Vec<Rule>,
    known: HashMap<(String, Css), ClassId>,
}

/// A sheet that is complete.
pub struct Named {
    pub names: Vec<String>,
    pub css: String,
}

impl Sheet {
    /// The class of something of a kind that is placed so. The slug tells it from others of its kind.
    pub fn class(&mut self, kind: &str, slug: &str, css: Css) -> ClassId {
        let key = (kind.to_owned(), css.clone());
        let next = self.rules.len();
        let id = *self.known.entry(key).or_insert(next);
        if id == next {
            self.rules.push(Rule { css, kind: kind.to_owned(), slug: slug.to_owned(), uses: 0 });
        }
        self.rules[id].uses += 1;
        id
    }

    /// Names the classes, none of which is one of those that are taken, and writes them down. Below a
    /// canvas that is narrow itself nothing is rearranged.
    pub fn named(self, taken: &HashSet<String>, canvas: u32) -> Named {
        let mut used: HashSet<String> = taken.clone();
        let mut names = Vec::with_capacity(self.rules.len());
        for rule in &self.rules {
            let wanted = match (rule.slug.is_empty(), rule.uses) {
                (false, 1) if rule.slug.ends_with(&rule.kind) => rule.slug.clone(),
                (false, 1) => format!("{}-{}", rule.slug, rule.kind),
                _ => format!("{}-place", rule.kind),
            };
            let numbered = (2..).map(|number| format!("{wanted}-{number}"));
            let name = std::iter::once(wanted.clone()).chain(numbered).find(|name| !used.contains(name));
            let name = name.unwrap_or(wanted);
            used.insert(name.clone());
            names.push(name);
        }
        let written = |of: fn(&Css) -> &Vec<String>, indent: &str| -> String {
            let rules = self.rules.iter().zip(&names).filter(|(rule, _)| !of(&rule.css).is_empty());
            rules
                .map(|(rule, name)| format!("{indent}.{name} {{ {}; }}\n", of(&rule.css).join("; ")))
                .collect()
        };
        let mut css = written(|css| &css.wide, "");
        let below = (canvas.saturating_sub(1), (|css| &css.below) as fn(&Css) -> &Vec<String>);
        for (limit, of) in [below, (900, |css| &css.medium), (640, |css| &css.narrow)] {
            let rules = written(of, "  ");
            if canvas > limit && !rules.is_empty() {
                css += &format!("@media (max-width: {limit}px) {{\n{rules}}}\n");
            }
        }
        Named { names, css }
    }
}

/// Up to four words of a text, as the name of a class.
pub fn slug(text: &str) -> String {
    let mut words = text
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .skip_while(|word| word.starts_with(|first: char| first.is_ascii_digit()));
    let mut out = String::new();
    for word in words.by_ref().take(4) {
        if out.len() + word.len() > 28 {
            break;
        }
        if !out.is_empty() {
            out.push('-');
        }
        out += &word;
    }
    out
}

/// `SearchBar` as `search-bar`.
pub fn kebab(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !out.is_empty() {
            out.push('-');
        }
        // Whatever a name consists of, that of a class consists of these.
        if letter.is_ascii_alphanumeric() {
            out.push(letter.to_ascii_lowercase());
        }
    }
    if out.starts_with(|first: char| first.is_ascii_lowercase()) { out } else { format!("element{out}") }
}
