//! Descriptions of calculators: known ones, and formulas that people write.

use super::{
    super::{
        pattern::{Pattern, group, pattern},
        spec::{Body, Calculator, Input, Outcome},
        words::{self, leading_number, title_case},
    },
    collection::tax_in,
    lexicon, phrases, relations,
};

mod formulas;
mod known;

pub(in super::super) use formulas::read_formula;
use formulas::{input_named, outcome, own_formulas};
use known::{Known, known};

/// Title, tagline and app of a description.
pub(super) fn describe(text: &str) -> (String, String, Body) {
    let currency = lexicon::currency_in(text).unwrap_or("USD");
    let history = pattern!(r"\bhistory\b").is_match(text);
    let found = known(text);
    let own = own_formulas(text, currency).or_else(|| {
        relations::related(text, currency).filter(|(inputs, _)| !covered(found.as_ref(), inputs))
    });
    let (title, tagline, inputs, results) = match (own, found) {
        (Some((inputs, results)), found) => {
            let title = named(text)
                .or(found.map(|known| known.title.to_owned()))
                .unwrap_or_else(|| "Calculator".to_owned());
            (title, "Change a number and see what follows.".to_owned(), inputs, results)
        }
        (None, Some(known)) => {
            let title =
                if pattern!(r"\bmortgage\b").is_match(text) { "Mortgage Calculator" } else { known.title };
            let mut inputs: Vec<Input> = known.inputs.iter().map(|row| input(row)).collect();
            relations::relabel(&mut inputs, text, currency);
            defaults(&mut inputs, text);
            // What was saved before counts only for those who speak of it.
            let begun = pattern!(
                r"\b(?:start\w*|initial\w*|already|opening|lump|current|principal|begin\w*|invest(?:ed|ment))\b"
            );
            if let Some(start) = inputs.iter_mut().find(|input| input.id == "start" && !begun.is_match(text))
            {
                "0".clone_into(&mut start.value);
            }
            (
                title.to_owned(),
                known.tagline.to_owned(),
                inputs,
                known.results.iter().map(|row| result(row, currency)).collect(),
            )
        }
        (None, None) => {
            let (named_inputs, vain) = relations::in_vain(text, currency, &[]);
            if named_inputs.len() > 1 && !vain.is_empty() {
                let title = named(text).unwrap_or_else(|| "Calculator".to_owned());
                (title, "Change a number and see what follows.".to_owned(), named_inputs, Vec::new())
            } else if let Some((inputs, results)) = listed(text, currency) {
                (
                    named(text).unwrap_or_else(|| "Calculator".to_owned()),
                    "Change a number and see what follows.".to_owned(),
                    inputs,
                    results,
                )
            } else {
                let pad = Calculator { inputs: Vec::new(), results: Vec::new(), pad: true, history: true };
                return (
                    "Calculator".to_owned(),
                    "Type or press, with brackets if you like.".to_owned(),
                    Body::Calculator(pad),
                );
            }
        }
    };
    (title, tagline, Body::Calculator(Calculator { inputs, results, pad: false, history }))
}

/// Results that a description asks for, but does not say how to work out.
pub(super) fn left_out(text: &str) -> Vec<String> {
    let (_, _, Body::Calculator(made)) = describe(text) else { return Vec::new() };
    if made.pad {
        return Vec::new();
    }
    let currency = lexicon::currency_in(text).unwrap_or("USD");
    let (_, vain) = relations::in_vain(text, currency, &made.results);
    vain.into_iter().map(|name| format!("the result “{name}” (say how it follows: “{name} = …”)")).collect()
}

/// Whether a well-known calculator has all the inputs that were named.
fn covered(known: Option<&Known>, inputs: &[Input]) -> bool {
    let Some(known) = known else { return false };
    inputs.iter().all(|input| {
        known.inputs.iter().any(|row| {
            let label = row.split('|').nth(1).unwrap_or_default();
            let general = ["rate", "amount", "number", "total", "price", "cost", "per", "value", "of"];
            let own = words::words(label);
            let unit = row.split('|').nth(2).unwrap_or_default();
            let same = ["money", "percent"].iter().all(|kind| (unit == *kind) == (input.unit == *kind));
            same && (words::alike(label, &input.label)
                || words::words(&input.label).iter().any(|word| {
                    !general.contains(&word.as_str()) && own.iter().any(|other| words::alike(word, other))
                }))
        })
    })
}

fn named(text: &str) -> Option<String> {
    let found = pattern!(r"\b((?:[a-z][\w-]+ ){1,3}calculator)\b").captures(text);
    let plain = found.as_ref().is_none_or(|found| {
        pattern!(
            r"^(?:an?|the|me|my|simple|build|make|create|need|want|nice|small|i|please|us|\s)+calculator$"
        )
        .is_match(group(found, 1))
    });
    if plain {
        let about = pattern!(r"\bcalculat(?:or|e)\b (?:for|of|to (?:scale|work out|compute|find|estimate|figure out|calculate|plan|split))? ?(?:the |my |our |an? |how much )?((?:[a-z][\w-]* ?){1,3}?)(?:[:.,;(]|\b(?:with|where|from|given|based|that|which|in|and|using|i)\b|$)").captures(text)?;
        let about = group(&about, 1).trim();
        return (!about.is_empty()).then(|| format!("{} Calculator", title_case(about)));
    }
    let found = found?;
    let words: Vec<&str> = group(&found, 1).split(' ').collect();
    let start = words
        .iter()
        .rposition(|word| {
            [
                "a", "an", "the", "me", "my", "simple", "make", "build", "create", "want", "need", "nice",
                "small",
            ]
            .contains(&word.to_lowercase().as_str())
        })
        .map_or(0, |at| at + 1);
    let title = words[start..].join(" ");
    (title.split(' ').count() > 1).then(|| title_case(&title))
}

fn input(row: &str) -> Input {
    let parts: Vec<&str> = row.split('|').collect();
    let part = |at: usize| parts.get(at).copied().unwrap_or_default();
    let options = match part(2) {
        "sex" => vec![("Male".to_owned(), 5.0), ("Female".to_owned(), -161.0)],
        "activity" => vec![
            ("Little".to_owned(), 1.2),
            ("Light".to_owned(), 1.375),
            ("Moderate".to_owned(), 1.55),
            ("High".to_owned(), 1.725),
        ],
        _ => Vec::new(),
    };
    let unit = if options.is_empty() { part(2) } else { "" };
    Input {
        id: part(0).to_owned(),
        label: part(1).to_owned(),
        unit: unit.to_owned(),
        value: part(3).to_owned(),
        options,
        min: 0.0,
    }
}

fn result(row: &str, currency: &str) -> Outcome {
    let parts: Vec<&str> = row.split('|').collect();
    let part = |at: usize| parts.get(at).copied().unwrap_or_default();
    let bands = if part(3) == "bands" {
        [(0.0, "Underweight"), (18.5, "Normal weight"), (25.0, "Overweight"), (30.0, "Obesity")]
            .map(|(at, name)| (at, name.to_owned()))
            .to_vec()
    } else {
        Vec::new()
    };
    Outcome {
        id: part(0).to_owned(),
        label: part(1).to_owned(),
        formula: part(2).to_owned(),
        unit: if bands.is_empty() { part(3).to_owned() } else { String::new() },
        bands,
        currency: currency.to_owned(),
        digits: part(4).parse().unwrap_or(2),
    }
}

/// Numbers that the description gives next to an input's name.
fn defaults(inputs: &mut [Input], text: &str) {
    for input in inputs.iter_mut().filter(|input| input.options.is_empty()) {
        if let Some(value) = value_of(&input.label, text) {
            input.value = words::number(value);
        }
    }
    if let (Some((_, tax)), Some(rate)) =
        (tax_in(text), inputs.iter_mut().find(|input| input.id == "rate" && input.unit == "percent"))
    {
        rate.value = words::number(tax);
    }
}

/// The number that stands next to a name: "default tip 15%", "20 years", "30 hours per week".
pub(in super::super) fn value_of(name: &str, text: &str) -> Option<f64> {
    let name = name.to_lowercase();
    let all: Vec<&str> = name.split(' ').collect();
    let last = words::singular(all.last().unwrap_or(&name.as_str()));
    // "flour should start at 500" means the flour weight; a measure alone says too little.
    let first = all.first().filter(|word| {
        all.len() > 1
            && word.len() > 3
            && !["price", "cost", "number", "total", "amount", "hours", "days", "rate"].contains(word)
    });
    let last = first.map_or(last.clone(), |first| format!("{last}|{first}"));
    let after = Pattern::new(&format!(
        r"\b(?:{name}|{last})s?\b(?: percentage| rate| amount)?\s*(?:should (?:be|start at)|to|of|:|=|is|at|defaults? to|default)?\s*(?:be |default to )?[€$£]?(\d[\d.,]*)"
    ));
    let before = Pattern::new(&format!(
        r"[€$£]?(\d[\d.,]*)\s*(?:%|percent|kg|cm|km)?\s*(?:as )?(?:the |for )?(?:default )?(?:{name}|{last})s?\b"
    ));
    let found = after.captures(text).or_else(|| before.captures(text))?;
    leading_number(group(&found, 1).trim_end_matches(['.', ','])).map(|(value, _)| value)
}

/// Inputs without a formula: "a calculator with price and quantity" multiplies, others add up.
fn listed(text: &str, currency: &str) -> Option<(Vec<Input>, Vec<Outcome>)> {
    let with = pattern!(r"\b(?:with|for|from|inputs?:?|of)\s+(?:fields? |inputs? )?(.*)$");
    let sentence = phrases::sentences(text).first()?.join(", ");
    let found = with.captures(&sentence)?;
    let names: Vec<String> = phrases::split(group(&found, 1))
        .iter()
        .map(|name| super::fields::strip_fillers(name))
        .filter(|name| {
            (1..=3).contains(&name.split(' ').count())
                && !pattern!(r"\b(history|keyboard|buttons?|dark|memory|design|operations?|result)\b")
                    .is_match(name)
        })
        .collect();
    if names.len() < 2 {
        return None;
    }
    let inputs: Vec<Input> = names.iter().map(|name| input_named(name, text)).collect();
    let product = inputs.iter().filter(|input| input.unit == "money").count() == 1;
    let formula = inputs.iter().map(|input| input.id.clone()).collect::<Vec<_>>().join(if product {
        " * "
    } else {
        " + "
    });
    let total = outcome("Total", formula, currency);
    Some((inputs, vec![Outcome { unit: if product { "money".to_owned() } else { String::new() }, ..total }]))
}

/// Adds an input or a result to a calculator: "a field for the deposit", "a total = a + b".
#[expect(clippy::too_many_lines, reason = "one kind of addition after the other")]
pub(in super::super) fn add_to_calculator(calculator: &mut Calculator, text: &str) -> Option<String> {
    let currency = calculator
        .results
        .iter()
        .map(|result| result.currency.clone())
        .find(|c| !c.is_empty())
        .unwrap_or_else(|| "USD".to_owned());
    if let Some((inputs, results)) = own_formulas(text, &currency) {
        for input in inputs {
            if !calculator.inputs.iter().any(|known| known.id == input.id)
                && !calculator.results.iter().any(|known| known.id == input.id)
            {
                calculator.inputs.push(input);
            }
        }
        let names: Vec<String> = results.iter().map(|result| result.label.clone()).collect();
        calculator.results.extend(
            results.into_iter().filter(|result| !calculator.inputs.iter().any(|input| input.id == result.id)),
        );
        return Some(format!("a result “{}”", names.join(", ")));
    }
    // "the number of passengers and show the cost per passenger": an input, then a result.
    if let Some(found) = pattern!(r"^(?:(.+?)\s+(?:and|to|so it can|,)\s+)?(?:also )?(?:show|display|calculate|give|tell|work out|see|know)\s+(?:me |us )?(?:the )?(.+)$").captures(text) {
        if !group(&found, 1).is_empty()
            && let Some(input) = relations::input(group(&found, 1), &currency)
            && !calculator.inputs.iter().any(|known| known.id == input.id)
        {
            calculator.inputs.push(input);
        }
        let made = relations::more_results(&calculator.inputs, &mut calculator.results, group(&found, 2))?;
        return Some(format!("a result “{made}”"));
    }
    if pattern!(r"\bper \w+$").is_match(text)
        && let Some(made) = relations::more_results(&calculator.inputs, &mut calculator.results, text)
    {
        return Some(format!("a result “{made}”"));
    }
    if let Some(said) = surcharge(calculator, text) {
        return Some(said);
    }
    let name = super::fields::strip_fillers(
        &pattern!(r"\b(?:field|input|option|slider)s?\b(?: (?:for|called|named))?").replace(text, " "),
    );
    let name = super::fields::strip_fillers(name.trim());
    if name.is_empty() || name.split(' ').count() > 4 || calculator.pad {
        return None;
    }
    let mut input = relations::input(&name, &currency).unwrap_or_else(|| input_named(&name, text));
    if let Some(known) = calculator
        .inputs
        .iter()
        .find(|known| known.id == input.id || words::alike(&known.label, &input.label))
    {
        return Some(format!("the input “{}” is there", known.label));
    }
    // Whoever is counted shares the cost.
    let counted = pattern!(r"^(?:number of |how many )?(people|persons|friends|guests|passengers|travellers|heads|roommates|flatmates|colleagues|players|kids|adults|members|participants)$").captures(&input.label.to_lowercase()).map(|found| words::singular(group(&found, 1)));
    if let Some(one) = counted {
        input.unit.clear();
        let (mut inputs, label) = (calculator.inputs.clone(), input.label.clone());
        inputs.push(input);
        let made = relations::more_results(&inputs, &mut calculator.results, &format!("cost per {one}"))?;
        calculator.inputs = inputs;
        return Some(format!("an input “{label}” and a result “{made}”"));
    }
    // What lowers or raises the first amount takes part in the result.
    let first = calculator.inputs.iter().find(|input| input.unit == "money").map(|input| input.id.clone());
    let lowers =
        pattern!(r"\b(deposit|down ?payment|discount|voucher|coupon|rebate|trade-?in|paid already)\b")
            .is_match(&name);
    let raises = pattern!(
        r"\b(expenses?|materials?|parts|travel|fees?|shipping|delivery|tax(?:es)?|service charge|extras?|surcharge|insurance|tolls?)\b"
    )
    .is_match(&name);
    if !lowers && !raises && !matches!(input.unit.as_str(), "money" | "percent" | "date") {
        // A number that nothing follows from yet: a result may ask for it next.
        let label = input.label.clone();
        calculator.inputs.push(input);
        return Some(format!(
            "an input “{label}”, which no result uses yet: say “… per {}” or “result = …”",
            words::singular(&label.to_lowercase())
        ));
    }
    let first = first.filter(|_| lowers || raises)?;
    let percent = pattern!(r"%|\bpercent|\bdiscount\b|\btax(?:es)?\b").is_match(text);
    input.unit = if percent { "percent".to_owned() } else { "money".to_owned() };
    let said = value_of(&name, text);
    input.value = said.map_or_else(|| "0".to_owned(), words::number);
    let sign = if lowers { '-' } else { '+' };
    let part = if percent { format!("{first} * {} / 100", input.id) } else { input.id.clone() };
    let rate = calculator.inputs.iter().any(|input| {
        input.id == first && pattern!(r"\b(per|rate|each|hourly|nightly|daily)\b").is_match(&input.label)
    });
    let sums = calculator.results.iter_mut().rfind(|result| result.unit == "money").filter(|_| rate);
    if let Some(result) = sums {
        // What is paid once does not belong to the price of one.
        let part =
            if percent { format!("({}) * {} / 100", result.formula, input.id) } else { input.id.clone() };
        result.formula = format!("{} {sign} {part}", result.formula);
    } else {
        let pattern = Pattern::new(&format!(r"\b{first}\b"));
        for result in &mut calculator.results {
            result.formula = pattern.replace(&result.formula, &format!("({first} {sign} {part})"));
        }
    }
    let label = input.label.clone();
    calculator.inputs.push(input);
    Some(format!("an input “{label}”, which counts in the results"))
}

/// "10% waste", "a wastage of 5 percent": more of what is needed, and so of what it costs.
fn surcharge(calculator: &mut Calculator, text: &str) -> Option<String> {
    let found = pattern!(r"^(?:an? |the )?(?:(\d[\d.]*) ?(?:%|percent) (?:for |of |extra for )?)?(?:the )?((?:[a-z]+ )?(?:waste|wastage|spare|reserve|contingency|cut-?offs?|offcuts|breakage|overlap|loss))(?: (?:percentage|rate))?(?: (?:of|at|in|:|=)? ?\(?(?:(\d[\d.]*) ?)?(?:%|percent)\)?)?$").captures(text)?;
    let name = words::label(group(&found, 2));
    let id = words::identifier(&name);
    let value = format!("{}{}", group(&found, 1), group(&found, 3));
    if calculator.inputs.iter().any(|input| input.id == id) {
        return Some(format!("the input “{name}” is there"));
    }
    // What others are worked out from is raised, so that these follow.
    let used = |id: &str| {
        calculator.results.iter().any(|other| Pattern::new(&format!(r"\b{id}\b")).is_match(&other.formula))
    };
    let at = calculator
        .results
        .iter()
        .rposition(|result| result.unit != "money" && used(&result.id))
        .or_else(|| calculator.results.iter().position(|result| result.unit != "percent"))?;
    let result = calculator.results.get_mut(at)?;
    result.formula = format!("({}) * (1 + {id} / 100)", result.formula);
    let raised = result.label.to_lowercase();
    calculator.inputs.push(Input {
        id,
        label: name.clone(),
        unit: "percent".to_owned(),
        value: if value.is_empty() { "10".to_owned() } else { value },
        options: Vec::new(),
        min: 0.0,
    });
    Some(format!("an input “{name}”, by which the {raised} is raised"))
}
