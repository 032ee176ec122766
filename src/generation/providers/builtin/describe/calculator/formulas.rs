//! Formulas that people write, in words or signs.

use super::super::super::{
    formula,
    pattern::{Pattern, group, pattern},
    spec::{FieldKind, Input, Outcome},
    words::{self, identifier, label},
};
use super::super::lexicon;
use super::value_of;

/// "total = hours * rate", "area is width times height".
pub(super) fn own_formulas(text: &str, currency: &str) -> Option<(Vec<Input>, Vec<Outcome>)> {
    let mut inputs: Vec<Input> = Vec::new();
    let mut results: Vec<Outcome> = Vec::new();
    let stated = pattern!(
        r"([a-z][\w ]*?)\s*(?:=|\bequals\b|\bis calculated as\b|\bis\b)\s*([^.;\n=]*?(?:[*/+×÷^]|\btimes\b|\bdivided by\b|\bmultiplied by\b|\bplus\b|\bminus\b| - )[^.;\n=]*)"
    );
    for found in text.split([',', ';', '\n']).filter_map(|part| stated.captures(part)) {
        let name =
            pattern!(r"^.*\b(?:where|with|the|and|that|calculates?|formula|so|shows?|then|compute|a)\s+")
                .replace(group(&found, 1).trim(), "");
        let right = group(&found, 2);
        let Some((formula, names)) = read_formula(right) else { continue };
        for name in names {
            let id = identifier(&name);
            if inputs.iter().any(|input| input.id == id) || results.iter().any(|result| result.id == id) {
                continue;
            }
            inputs.push(input_named(&name, text));
        }
        let mut made = outcome(&name, formula, currency);
        // What is worked out from money is money, unless it is a share of it.
        let uses = |id: &str| Pattern::new(&format!(r"\b{id}\b")).is_match(&made.formula);
        let money = inputs.iter().filter(|i| i.unit == "money" && uses(&i.id)).count()
            + results.iter().filter(|r| r.unit == "money" && uses(&r.id)).count();
        if made.unit.is_empty() && money > 0 && !(money > 1 && made.formula.contains('/')) {
            "money".clone_into(&mut made.unit);
        }
        results.push(made);
    }
    (!results.is_empty()).then_some((inputs, results))
}

pub(super) fn outcome(name: &str, formula: String, currency: &str) -> Outcome {
    let money = matches!(lexicon::kind_of(name, ""), FieldKind::Money { .. })
        || pattern!(r"\b(total|cost|price|profit|pay|earn\w*|tax)\b").is_match(name);
    let unit = match lexicon::kind_of(name, "") {
        FieldKind::Number { unit, .. } => unit,
        _ if money => "money".to_owned(),
        _ => String::new(),
    };
    let shown = label(name);
    Outcome {
        id: identifier(&shown),
        label: shown,
        formula,
        unit,
        bands: Vec::new(),
        currency: currency.to_owned(),
        digits: 2,
    }
}

pub(super) fn input_named(name: &str, text: &str) -> Input {
    let unit = match lexicon::kind_of(name, "") {
        FieldKind::Money { .. } => "money".to_owned(),
        // In a formula of one's own, width and height share a unit that only its author knows.
        FieldKind::Number { unit, .. } if unit != "cm" => unit,
        _ if pattern!(r"\b(percent|percentage|rate|discount|tax|vat)\b").is_match(name) => {
            "percent".to_owned()
        }
        _ => String::new(),
    };
    let shown = label(name);
    let value = value_of(name, text).map_or_else(|| "1".to_owned(), words::number);
    Input { id: identifier(&shown), label: shown, unit, value, options: Vec::new(), min: 0.0 }
}

/// A formula in words or signs, and the names in it.
pub(in super::super::super) fn read_formula(text: &str) -> Option<(String, Vec<String>)> {
    let text = pattern!(r"\b(?:multiplied by|times)\b|×").replace(text, "*");
    let text = pattern!(r"\bdivided by\b|÷").replace(&text, "/");
    let text = pattern!(r"\bplus\b").replace(&text, "+");
    let text = pattern!(r"\bminus\b").replace(&text, "-");
    let text = pattern!(r"\s+(?:and|with|where|in|so|for|to|which)\s.*$|,.*$").replace(&text, "");
    let mut names: Vec<String> = Vec::new();
    let mut out = String::new();
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        if first.is_alphabetic() {
            let end =
                rest.find(|c: char| !(c.is_alphanumeric() || c == ' ' || c == '_')).unwrap_or(rest.len());
            let name = pattern!(r"^(the|a|an|my)\s+").replace(rest[..end].trim(), "");
            out.push_str(&identifier(&name));
            if !names.contains(&name) {
                names.push(name);
            }
            rest = &rest[end..];
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    let parsed = formula::parse(&out)?;
    (!names.is_empty() && !matches!(parsed, formula::Expression::Name(_))).then_some((out, names))
}
