//! Changes of calculators and converters.

use super::super::super::describe;
use super::super::super::describe::units;
use super::super::super::pattern::{group, pattern};
use super::super::super::spec::{Calculator, Converter, Input};
use super::super::super::words;
use super::super::super::words::alike;
use super::super::super::words::label;
use super::super::super::words::number;
use super::{Done, added, removed, renamed};

pub(super) fn input_named<'i>(inputs: &'i mut [Input], name: &str) -> Option<&'i mut Input> {
    let name = name.to_lowercase();
    let at = inputs.iter().position(|input| alike(&input.label, &name)).or_else(|| {
        inputs.iter().position(|input| {
            words::words(&input.label)
                .iter()
                .any(|word| words::words(&name).iter().any(|other| alike(word, other)))
        })
    })?;
    inputs.get_mut(at)
}

pub(in super::super) fn calculator(calculator: &mut Calculator, clause: &str) -> Done {
    if let Some(code) = currency(clause) {
        for result in &mut calculator.results {
            code.clone_into(&mut result.currency);
        }
        return Some(vec![format!("amounts are in {code}")]);
    }
    if pattern!(r"\bhistory\b").is_match(clause) {
        calculator.history = removed(clause).is_none();
        return Some(vec![format!("the history is {}", if calculator.history { "there" } else { "gone" })]);
    }
    if let Some((old, new)) = renamed(clause) {
        if let Some(input) = input_named(&mut calculator.inputs, &old) {
            if !new.starts_with(|c: char| c.is_ascii_digit()) {
                input.label = label(&new);
                return Some(vec![format!("“{old}” is called “{}”", input.label)]);
            }
        } else if let Some(result) = calculator.results.iter_mut().find(|result| alike(&result.label, &old)) {
            result.label = label(&new);
            return Some(vec![format!("“{old}” is called “{}”", result.label)]);
        }
    }
    let spelt = spelt(clause);
    let several: Vec<&str> = spelt.split(" and ").flat_map(|part| part.split(", ")).collect();
    let numbered = |part: &&&str| part.contains(|c: char| c.is_ascii_digit());
    let defaults = pattern!(r"\b(?:by default|default|start|to begin with|initially)\b").is_match(clause);
    if defaults && several.iter().filter(numbered).count() > 1 {
        let done: Vec<String> = several.iter().filter_map(|part| started(calculator, part)).collect();
        if !done.is_empty() {
            return Some(done);
        }
    }
    // "add tax: 30% by default" is an input of its own.
    if let Some(found) = pattern!(r"^(?:add|include) (?:an? |the )?([a-z][a-z ]{1,24}?)(?: (?:rate|percentage))?(?: of|:| at)? (\d[\d.]*) ?(?:%|percent)(?:,? (?:by|as) (?:the )?default)?$").captures(clause)
        && input_named(&mut calculator.inputs, group(&found, 1)).is_none()
        && !pattern!(r"\b(?:waste|wastage|spare|reserve|contingency|tip|discount|markup|surcharge|service|fee|vat)\b").is_match(group(&found, 1))
    {
        let shown = label(group(&found, 1));
        calculator.inputs.push(Input {
            id: words::identifier(&shown),
            label: shown.clone(),
            unit: "percent".to_owned(),
            value: group(&found, 2).to_owned(),
            options: Vec::new(),
            min: 0.0,
        });
        return Some(vec![format!(
            "an input “{shown}”, which no result uses yet: say “… after {}”",
            shown.to_lowercase()
        )]);
    }
    if clause.contains(|c: char| c.is_ascii_digit()) {
        if let Some(said) = started(calculator, clause) {
            return Some(vec![said]);
        }
        for input in calculator.inputs.iter_mut().filter(|input| input.options.is_empty()) {
            if let Some(value) = describe::value_of(&input.label, clause) {
                input.value = number(value);
                return Some(vec![format!("{} starts at {}", input.label, input.value)]);
            }
        }
    }
    // "start with 5 km": the unit tells which input.
    if let Some(found) =
        pattern!(r"^(?:start|begin|default)\w*(?: value)? (?:with|at|to|is) (\d[\d.,]*) ?([a-z°%/²³]+)$")
            .captures(clause)
    {
        let unit = describe::lexicon::unit(group(&found, 2)).unwrap_or(group(&found, 2)).to_owned();
        if let Some(input) = calculator.inputs.iter_mut().find(|input| input.unit == unit) {
            input.value = number(words::leading_number(group(&found, 1))?.0);
            return Some(vec![format!("{} starts at {}", input.label, input.value)]);
        }
    }
    if let Some(name) = removed(clause) {
        let used: Vec<String> = calculator.results.iter().map(|result| result.formula.clone()).collect();
        if let Some(at) = calculator
            .results
            .iter()
            .position(|result| alike(&result.label, &name))
            .filter(|_| calculator.results.len() > 1)
        {
            let id = &calculator.results[at].id;
            if used.iter().any(|formula| formula.contains(id.as_str())) {
                return None;
            }
            calculator.results.remove(at);
            return Some(vec![format!("the result “{name}” is gone")]);
        }
    }
    let asked = pattern!(r"^(?:also )?(?:show|display|calculate|tell|work out|compute)\b").is_match(clause);
    let text = added(clause).or_else(|| asked.then(|| clause.to_owned()))?;
    describe::add_to_calculator(calculator, &text).map(|said| vec![said])
}

pub(super) fn currency(clause: &str) -> Option<&'static str> {
    if pattern!(r"\bpounds?\b").is_match(clause)
        && pattern!(r"\b(sterling|currency|british|use|in)\b").is_match(clause)
    {
        return Some("GBP");
    }
    pattern!(r"\b(use|currency|in|show|switch|to|with)\b")
        .is_match(clause)
        .then(|| describe::lexicon::currency_in(clause))
        .flatten()
}

pub(in super::super) fn converter(converter: &mut Converter, clause: &str) -> Done {
    let found = units::groups_in(clause);
    if let Some(name) = removed(clause) {
        let before = converter.clone();
        for group in &mut converter.groups {
            group.units.retain(|unit| !alike(&unit.name, &name) || before.groups.len() == 1);
        }
        converter.groups.retain(|group| !alike(&group.name, &name) && group.units.len() > 1);
        return if converter.groups.is_empty() {
            *converter = before;
            None
        } else {
            Some(vec![format!("removed: {name}")])
        };
    }
    let mut done = Vec::new();
    for group in found {
        if let Some(own) = converter.groups.iter_mut().find(|own| own.name == group.name) {
            for unit in group.units {
                if !own.units.iter().any(|known| known.name == unit.name) {
                    done.push(unit.name.clone());
                    own.units.push(unit);
                }
            }
        } else {
            done.extend(group.units.iter().map(|unit| unit.name.clone()));
            converter.groups.push(group);
        }
    }
    (!done.is_empty()).then(|| vec![format!("units: {}", done.join(", "))])
}

/// Gives the input that a clause names best the number that stands beside it.
fn started(calculator: &mut Calculator, clause: &str) -> Option<String> {
    let said = words::words(clause);
    let named = |input: &Input| {
        let own = words::words(&input.label);
        let count = own.iter().filter(|word| said.iter().any(|other| alike(word, other))).count();
        (count, std::cmp::Reverse(own.len()))
    };
    let input = calculator
        .inputs
        .iter_mut()
        .filter(|input| input.options.is_empty() && named(input).0 > 0)
        .max_by_key(|input| named(input))?;
    let number = pattern!(r"(\d[\d.,]*)").captures(clause)?;
    let value = describe::value_of(&input.label, clause)
        .or_else(|| words::leading_number(group(&number, 1).trim_end_matches(['.', ','])).map(|(n, _)| n))
        .filter(|_| {
            pattern!(r"\b(?:start|default|begin|set|should be|initial\w*)\b|^\d|\bof \d").is_match(clause)
        })?;
    input.value = words::number(value);
    Some(format!("{} starts at {}", input.label, input.value))
}

/// Numbers in words as digits.
fn spelt(clause: &str) -> String {
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"].iter().enumerate().fold(
        clause.to_owned(),
        |text, (at, word)| {
            super::super::super::pattern::Pattern::new(&format!(r"\b{word}\b"))
                .replace(&text, &(at + 1).to_string())
        },
    )
}
