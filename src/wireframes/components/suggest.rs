//! Which component is meant: by a description, by what a selection usually needs beside it, and which
//! icon goes with a word. The same words always give the same answer.

mod words;

use std::collections::{BTreeMap, HashSet};

use super::Component;
use crate::wireframes::element::Element;

/// Suggestions at most.
const MOST: usize = 8;

/// A component, and why it is suggested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The name of the component.
    pub component: String,
    /// For the person who chooses.
    pub why: String,
}

/// Suggests components for a description, for what is selected, or for both; the likeliest first.
/// Without either, those that most screens begin with.
pub fn suggest(description: &str, near: &[Element], library: &[Component]) -> Vec<Suggestion> {
    let asked = stems(description);
    let mut points: BTreeMap<&str, (i32, String)> = BTreeMap::new();
    for component in library {
        if let Some((score, why)) = described(component, &asked) {
            points.insert(&component.name, (score, why));
        }
    }
    for (name, score, why) in beside(near) {
        let known = library.iter().find(|component| component.name == name);
        if let Some(component) = known {
            let entry = points.entry(&component.name).or_insert((0, why));
            entry.0 += score;
        }
    }
    if points.is_empty() && asked.is_empty() {
        for (place, name) in
            ["Navbar", "Heading", "Text", "Button", "Card", "Input", "Image"].iter().enumerate()
        {
            if let Some(component) = library.iter().find(|component| component.name == *name) {
                points.insert(&component.name, (10 - place as i32, "most screens begin with it".to_owned()));
            }
        }
    }
    let mut ranked: Vec<_> = points.into_iter().collect();
    ranked.sort_by(|(a, (more, _)), (b, (less, _))| less.cmp(more).then(a.cmp(b)));
    let suggestion = |(name, (_, why)): (&str, (i32, String))| Suggestion { component: name.to_owned(), why };
    ranked.into_iter().take(MOST).map(suggestion).collect()
}

/// How well a component fits the words, and which of them say so.
fn described(component: &Component, asked: &[String]) -> Option<(i32, String)> {
    let name: HashSet<String> = stems(&spaced(&component.name)).into_iter().collect();
    let about: HashSet<String> = stems(&component.description).into_iter().collect();
    let known = words::MEANS.iter().find(|(name, _)| *name == component.name).map_or("", |(_, means)| means);
    let means: HashSet<String> = stems(known).into_iter().collect();
    let category = stem(&component.category);
    let (mut score, mut said) = (0, Vec::new());
    for word in asked {
        let worth = match word {
            word if name.contains(word) => 12,
            word if means.contains(word) => 9,
            word if about.contains(word) => 4,
            word if *word == category => 2,
            _ => 0,
        };
        if worth > 0 {
            score += worth;
            said.push(word.as_str());
        }
    }
    // All of the name's words are worth more than one of them: “search bar” is not “bar chart”.
    if name.len() > 1 && name.iter().all(|word| asked.contains(word)) {
        score += 12;
    }
    let why = format!("fits “{}”: {}", said.join(", "), component.description);
    (score > 0).then_some((score, why))
}

/// What usually stands beside what is selected, and is not there.
fn beside(near: &[Element]) -> Vec<(&'static str, i32, String)> {
    let there: HashSet<&str> = near.iter().map(|element| element.component.as_str()).collect();
    let mut found = Vec::new();
    for (with, wanted) in words::BESIDE {
        if !there.contains(with) {
            continue;
        }
        for (place, name) in wanted.iter().enumerate().filter(|(_, name)| !there.contains(**name)) {
            found.push((*name, 6 - place as i32, format!("often stands beside {with}")));
        }
    }
    found
}

/// The icon that goes with a word, such as that of a link.
pub fn icon_for(text: &str) -> &'static str {
    for word in stems(text) {
        if let Some((icon, _)) = words::ICONS.iter().find(|(_, means)| stems(means).contains(&word)) {
            return icon;
        }
    }
    "file"
}

/// `SearchBar` as two words.
fn spaced(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !out.is_empty() {
            out.push(' ');
        }
        out.push(letter);
    }
    out
}

/// The words of a text without their endings, each once; words that mean nothing here are left out.
fn stems(text: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(stem)
        .filter(|word| !words::EMPTY.contains(&word.as_str()) && seen.insert(word.clone()))
        .collect()
}

fn stem(word: &str) -> String {
    let word = word.to_lowercase();
    for (ending, instead) in [("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x")] {
        if let Some(start) = word.strip_suffix(ending).filter(|start| start.len() > 2) {
            return format!("{start}{instead}");
        }
    }
    match word.strip_suffix('s') {
        Some(start) if start.len() > 2 && !start.ends_with(['s', 'u', 'i']) => start.to_owned(),
        _ => word,
    }
}
