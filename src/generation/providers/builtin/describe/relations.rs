//! Calculators whose inputs and results are named, but not how one follows from the other.
//!
//! Owns the relations that everyone means by such names: a total of a price and a quantity, a share
//! per person, fuel of a distance. Where a result's name says nothing of the kind it is left out.

use super::{
    super::{
        pattern::{Pattern, pattern},
        spec::{FieldKind, Input, Outcome},
        words::{self, alike},
    },
    fields::{self, Context},
    phrases,
};

mod measures;
mod sheet;

use sheet::Sheet;

/// The inputs and results that a text names.
pub(super) fn related(text: &str, currency: &str) -> Option<(Vec<Input>, Vec<Outcome>)> {
    let (inputs, wanted) = named(text, currency);
    if inputs.len() < 2 {
        return None;
    }
    let mut sheet = Sheet { inputs, results: Vec::new(), currency: currency.to_owned() };
    for name in wanted {
        sheet.add(&name);
    }
    (!sheet.results.is_empty()).then_some((sheet.inputs, sheet.results))
}

/// The inputs that a text names, and the results that it asks for in vain.
pub(super) fn in_vain(text: &str, currency: &str, made: &[Outcome]) -> (Vec<Input>, Vec<String>) {
    let (inputs, wanted) = named(text, currency);
    let mut sheet = Sheet { inputs, results: made.to_vec(), currency: currency.to_owned() };
    let mut vain = Vec::new();
    for name in wanted {
        let count = sheet.results.len();
        sheet.add(&name);
        let own = words::words(&name);
        let known = |label: &str| {
            words::words(label)
                .iter()
                .any(|word| word.len() > 2 && own.iter().any(|other| alike(word, other)))
        };
        let there = sheet.results.len() > count
            || sheet.results.iter().any(|result| known(&result.label))
            || sheet.inputs.iter().any(|input| alike(&input.label, &name));
        let small = pattern!(r"\b(?:result|results|button|history|live|instantly|immediately|automatically|clear|nice|colou?rs?|dark|style|design|update\w*|breakdown|chart|graph|everything|answer|it|them)\b")
            .is_match(&name);
        if !there && !small && own.len() <= 6 && !own.is_empty() {
            vain.push(fields::strip_fillers(&name));
        }
    }
    (sheet.inputs, vain)
}

/// Calls the inputs of a well-known calculator as the person does: "Time" instead of "Minutes".
pub(super) fn relabel(known: &mut [Input], text: &str, currency: &str) {
    let (said, _) = named(text, currency);
    for input in said.iter().filter(|input| !input.unit.is_empty()) {
        if known.iter().any(|own| alike(&own.label, &input.label)) {
            continue;
        }
        let mut same: Vec<&mut Input> = known.iter_mut().filter(|own| own.unit == input.unit).collect();
        let words = words::words(&input.label);
        if let [own] = same.as_mut_slice()
            && (own.unit != "money" && own.unit != "percent"
                || words::words(&own.label).iter().any(|word| words.contains(word)))
        {
            own.label.clone_from(&input.label);
        }
    }
}

/// Adds results that a text asks for to those of a calculator; gives their labels.
pub(super) fn more_results(inputs: &[Input], results: &mut Vec<Outcome>, name: &str) -> Option<String> {
    let currency = results.iter().map(|result| result.currency.clone()).find(|code| !code.is_empty());
    let mut sheet = Sheet {
        inputs: inputs.to_vec(),
        results: results.clone(),
        currency: currency.unwrap_or_else(|| "USD".to_owned()),
    };
    if let Some(known) = sheet.results.iter().find(|result| alike(&result.label, name)) {
        return Some(known.label.clone());
    }
    let count = sheet.results.len();
    sheet.add(name);
    let made = sheet.results.get(count)?.label.clone();
    *results = sheet.results;
    Some(made)
}

/// An input that a phrase names, with its unit and where it starts.
pub(super) fn input(phrase: &str, currency: &str) -> Option<Input> {
    let context = Context { things: "calculator".to_owned(), currency: currency.to_owned() };
    let percent = pattern!(r"%|\bpercent(?:age)?\b").is_match(phrase);
    let phrase = pattern!(r"\(?\s*(?:in |as )?(?:%|\bpercent\b)\s*\)?").replace(phrase, " ");
    let field = fields::field(phrase.trim(), &context)?;
    let rate = pattern!(
        r"\b(percent\w*|interest rate|tax|vat|gst|discount|tip|commission|markup|margin|service charge)\b"
    )
    .is_match(&field.label)
        && !matches!(field.kind, FieldKind::Money { .. } if !percent);
    let unit = match &field.kind {
        _ if percent || rate => "percent".to_owned(),
        FieldKind::Money { .. } => "money".to_owned(),
        FieldKind::Number { unit, .. } => unit.clone(),
        FieldKind::Date => "date".to_owned(),
        _ => String::new(),
    };
    let start = match unit.as_str() {
        "percent" => "10",
        "date" => "2026-01-01",
        "money" => "100",
        "g" | "ml" => "500",
        _ => "1",
    };
    let value = field.default.clone().unwrap_or_else(|| start.to_owned());
    Some(Input {
        id: field.id,
        label: field.label,
        unit,
        value: value.trim_matches(['%', '$', '€', '£']).to_owned(),
        options: Vec::new(),
        min: 0.0,
    })
}

fn named(text: &str, currency: &str) -> (Vec<Input>, Vec<String>) {
    let results = pattern!(
        r"^.*\b(?:show(?:s|ing)?|tell(?:s|ing)?|giv(?:e|es|ing)|display(?:s|ing)?|calculat(?:e|es|ing)|work(?:s|ing)? out|comput(?:e|es|ing)|outputs?|returns?|results?|see|to get|get|know|find out|estimat(?:e|es|ing))\b:?\s*(?:(?:me|us|you|the|out|what|both|are|is|should be|my|and|how much|how many)\b\s*)*"
    );
    let inputs = pattern!(
        r"^.*(?:\b(?:with|from|given|based on|using|takes?|taking|inputs?|enter(?:ing)?|put in|type in|fields?|by entering|asks? for|asking for|i know|for(?: the)?|of)\b|:|\s-\s)\s*(?:(?:are|is|the|my|a|an|fields?|inputs?)\b\s*)*:?\s*"
    );
    let (mut found, mut wanted): (Vec<Input>, Vec<String>) = (Vec::new(), Vec::new());
    let mut reading = Reading::Subject;
    let text = pattern!(r"\s*(?:->|→|=>)\s*").replace(text, ". Show ");
    let text = pattern!(r"\s[-–]\s").replace(&text, ": ");
    // "a calculator for electricity costs. Inputs: …" says what it is for, then what goes in.
    let plain = pattern!(r"\b(?:with|from|given|inputs?|enter|fields?|based on)\b|:").is_match(&text);
    let text = if plain {
        pattern!(r"^([^.:]*\bcalculator)\s+(?:for|of)\s+(?:my |our |the )?[\w' -]+?(\s+(?:with|from|given|based on|where|that)\b|[.:])").replace(&text, "$1$2")
    } else {
        text
    };
    for sentence in phrases::sentences(&text) {
        for phrase in sentence {
            let (asked, rest) = cut(results, &phrase);
            let (given, taken) = cut(inputs, &phrase);
            let begins = pattern!(
                r"^(?:with|from|given|based on|using|taking|inputs?|enter|put in|type in|fields?|asks? for)\b"
            )
            .is_match(&phrase);
            let given = given && (begins || reading != Reading::Results);
            let name = if asked
                && !(given
                    && taken.len() < rest.len()
                    && !pattern!(r"\bper\b|\bof\b|\bfor\b").is_match(&rest))
            {
                reading = Reading::Results;
                rest
            } else if given && (reading == Reading::Subject || !pattern!(r"\b(?:of|for)\b").is_match(&phrase))
            {
                reading = Reading::Inputs;
                taken
            } else {
                phrase.clone()
            };
            match reading {
                Reading::Subject => {}
                Reading::Results => wanted.push(name),
                Reading::Inputs => {
                    if let Some(input) = input(&name, currency)
                        && !found.iter().any(|other| other.id == input.id)
                    {
                        found.push(input);
                    }
                }
            }
        }
    }
    same_lengths(&mut found);
    (found, wanted)
}

/// "width and height in metres": what has no unit shares it.
fn same_lengths(inputs: &mut [Input]) {
    let side = |input: &Input| {
        pattern!(r"\b(?:length|width|height|depth|thickness|breadth)$").is_match(&input.label)
    };
    let unit =
        inputs.iter().rfind(|input| side(input) && !input.unit.is_empty()).map(|input| input.unit.clone());
    let Some(unit) = unit else { return };
    let before = inputs.iter().rposition(|input| side(input) && input.unit == unit).unwrap_or(0);
    for input in &mut inputs[..before] {
        if side(input) && input.unit.is_empty() {
            input.unit.clone_from(&unit);
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Reading {
    Subject,
    Inputs,
    Results,
}

fn cut(trigger: &Pattern, phrase: &str) -> (bool, String) {
    match trigger.find(phrase) {
        Some((_, end)) => (true, phrase[end..].trim().to_owned()),
        None => (false, phrase.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::related;

    #[test]
    fn names_say_how_results_follow() {
        for (text, inputs, formulas) in [
            (
                "Fuel cost calculator: distance in miles, fuel economy in mpg and price per gallon. Show the gallons needed and the total cost.",
                "Distance|Fuel economy|Price per gallon",
                "distance / fuelEconomy|distance / fuelEconomy * pricePerGallon",
            ),
            (
                "discount calculator - original price, discount % and sales tax %, tells me what I pay and how much I save",
                "Original price|Discount|Sales tax",
                "((originalPrice) * (1 - discount / 100)) * (1 + salesTax / 100)|originalPrice * discount / 100",
            ),
            (
                "holiday calculator with price per night, nights and number of guests, showing total cost and cost per guest",
                "Price per night|Nights|Guests",
                "pricePerNight * nights * guests|totalCost / guests",
            ),
        ] {
            let (found, results) = related(text, "USD").expect(text);
            assert_eq!(
                found.iter().map(|i| i.label.as_str()).collect::<Vec<_>>().join("|"),
                inputs,
                "{text}"
            );
            assert_eq!(
                results.iter().map(|r| r.formula.as_str()).collect::<Vec<_>>().join("|"),
                formulas,
                "{text}"
            );
        }
    }
}
