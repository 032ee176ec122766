//! Calculators whose inputs and results are named, but not how one follows from the other.
//!
//! Owns the relations that everyone means by such names: a total of a price and a quantity, a share
//! per person, fuel of a distance. Where a result's name says nothing of the kind it is left out.

use super::{
    super::{
        pattern::{Pattern, group, pattern},
        spec::{FieldKind, Input, Outcome},
        words::{self, alike, identifier, label},
    },
    fields::{self, Context},
    phrases,
};

mod measures;

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
    (found, wanted)
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

/// What is known so far.
struct Sheet {
    inputs: Vec<Input>,
    results: Vec<Outcome>,
    currency: String,
}

impl Sheet {
    fn id(&self, pattern: &Pattern) -> Option<String> {
        self.inputs.iter().find(|input| pattern.is_match(&input.label)).map(|input| input.id.clone())
    }

    fn percent(&self, pattern: &Pattern) -> Option<String> {
        let found = self.inputs.iter().find(|i| i.unit == "percent" && pattern.is_match(&i.label));
        found.map(|input| input.id.clone())
    }

    fn with_unit<'s>(&'s self, unit: &'s str) -> impl Iterator<Item = &'s Input> {
        self.inputs.iter().filter(move |input| input.unit == unit)
    }

    /// Adds a result where its name says how it follows from what is there.
    fn add(&mut self, name: &str) {
        let name = name.to_lowercase();
        let name = fields::strip_fillers(
            &pattern!(r"\b(?:i|we|you|they) (?:have to |need to |will |would |should |can |must )?")
                .replace(&name, ""),
        );
        let name =
            pattern!(r"^(?:how (?:much|many)|what|which|total of)\s+|\s+(?:in total|overall|altogether)$")
                .replace(&name, "");
        let name = pattern!(r"\s*\([^)]*\)$").replace(name.trim(), "");
        if name.is_empty()
            || name.split(' ').count() > 6
            || self.inputs.iter().any(|i| alike(&i.label, &name) && i.unit != "percent")
        {
            return;
        }
        let Some((formula, unit)) = self.formula(&name) else { return };
        let shown = label(match name.as_str() {
            "pay" | "to pay" => "You pay",
            "save" | "saved" => "You save",
            "need" => "You need",
            other => other,
        });
        let id = identifier(&shown);
        let id = if self.inputs.iter().any(|input| input.id == id) { format!("{id}Result") } else { id };
        if self.results.iter().any(|result| result.id == id) {
            return;
        }
        self.results.push(Outcome {
            id,
            label: shown,
            formula,
            unit,
            bands: Vec::new(),
            currency: self.currency.clone(),
            digits: 2,
        });
    }

    fn formula(&self, name: &str) -> Option<(String, String)> {
        let is = |pattern: &Pattern| pattern.is_match(name);
        let money = |formula: String| Some((formula, "money".to_owned()));
        if let Some(found) = pattern!(r"\b(?:per|each|every|for each) (\w+)$").captures(name) {
            return self.shared(group(&found, 1), name);
        }
        if is(pattern!(r"\beach (?:pays?|owes?)|\bshare\b|\bsplit\b")) {
            return self.shared("person", name);
        }
        if is(pattern!(r"\b(gallons?|litres?|fuel|petrol|gas)\b(?: needed| used| required)?$")) {
            return Some((self.fuel()?, if name.contains("gallon") { "gal" } else { "l" }.to_owned()));
        }
        if is(pattern!(r"\b(kwh|energy|electricity|power|consumption|consumed)\b"))
            && !is(pattern!(r"\b(costs?|bill|price)\b"))
        {
            return Some((self.energy()?, "kWh".to_owned()));
        }
        if is(pattern!(r"\b(save|saved|savings?|discount)\b")) {
            let price = self.base()?;
            return match self.percent(pattern!(r"\bdiscount|off|reduction|rebate|save")) {
                Some(rate) => money(format!("{price} * {rate} / 100")),
                None => None,
            };
        }
        if is(pattern!(r"\b(tip|tax|vat|gst|commission|service charge)\b"))
            && !is(pattern!(r"\b(with|incl\w*|after|total|before|without)\b"))
        {
            let wanted = words::words(name);
            let rate = self.inputs.iter().find(|i| {
                i.unit == "percent" && words::words(&i.label).iter().any(|word| wanted.contains(word))
            })?;
            return money(format!("({}) * {} / 100", self.net()?, rate.id));
        }
        if let Some(part) = self.portion(name) {
            return Some(part);
        }
        if let Some(changed) = self.changed(name) {
            return Some(changed);
        }
        self.measure(name).or_else(|| self.business(name)).or_else(|| {
            is(pattern!(r"\b(total|cost|costs|price|pay|amount|sum|final|bill|salary|earnings?|earn|owed?|due|gross|income|wages?)\b"))
                .then(|| self.total())
                .flatten()
                .and_then(money)
        })
    }

    /// A part of the total for each of something.
    fn shared(&self, what: &str, name: &str) -> Option<(String, String)> {
        let count = self
            .inputs
            .iter()
            .find(|i| words::words(&i.label).iter().any(|word| alike(word, what)))
            .map(|i| i.id.clone())
            .or_else(|| {
                pattern!(r"^(person|head|people|friend|guest|passenger|one|member|roommate|flatmate)$")
                    .is_match(what)
                    .then(|| self.id(pattern!(r"\b(people|persons?|friends|guests|passengers|heads|members|roommates|flatmates|travellers|adults|kids|participants)\b")))
                    .flatten()
            });
        let Some(count) = count else { return self.periods(name) };
        let said = words::words(pattern!(r"\b(?:per|each|every|for each) \w+$").replace(name, "").trim());
        let general = ["total", "cost", "sum", "amount", "price", "all"];
        let named = self.with_unit("money").find(|i| {
            let own = words::words(&i.label);
            !said.is_empty()
                && !said.iter().any(|word| general.contains(&word.as_str()))
                && said.iter().all(|word| own.iter().any(|other| alike(word, other)))
        });
        if let Some(input) = named {
            return Some((format!("{} / {count}", input.id), "money".to_owned()));
        }
        let meant = self.results.iter().filter(|result| !result.label.contains(" per ")).rfind(|result| {
            !said.is_empty()
                && said.iter().all(|word| words::words(&result.label).iter().any(|other| alike(word, other)))
        });
        let whole = meant.or_else(|| {
            self.results.iter().find(|result| result.unit == "money" && !result.label.contains(" per "))
        });
        if let Some(whole) = whole {
            return Some((format!("{} / {count}", whole.id), whole.unit.clone()));
        }
        let whole = self.without(&count).total()?;
        Some((format!("({whole}) / {count}"), "money".to_owned()))
    }

    /// The same without one input, whose number does not multiply.
    fn without(&self, id: &str) -> Self {
        let inputs = self.inputs.iter().filter(|input| input.id != id).cloned().collect();
        Self { inputs, results: self.results.clone(), currency: self.currency.clone() }
    }

    fn fuel(&self) -> Option<String> {
        let distance = self.id(pattern!(r"\b(distance|km|miles|kilomet\w+|trip|length)\b"))?;
        if let Some(economy) =
            self.id(pattern!(r"\b(economy|efficiency|mpg|mileage|miles per gallon|km per litre)\b"))
        {
            return Some(format!("{distance} / {economy}"));
        }
        let consumption = self.id(pattern!(r"\b(consumption|usage|litres per 100)\b"))?;
        Some(format!("{distance} / 100 * {consumption}"))
    }

    /// Kilowatt-hours of a power that is used for some hours.
    fn energy(&self) -> Option<String> {
        let power = self.inputs.iter().find(|i| {
            pattern!(r"\b(power|watt\w*|wattage|kw)\b").is_match(&i.label)
                || ["W", "kW"].contains(&i.unit.as_str())
        })?;
        let hours = self.id(pattern!(r"\bhours?\b"))?;
        let days =
            self.id(pattern!(r"^(?:number of )?days?\b")).map_or(String::new(), |days| format!(" * {days}"));
        let kilo = power.unit == "kW" || pattern!(r"\bkw\b|kilowatt").is_match(&power.label);
        Some(format!("{} * {hours}{days}{}", power.id, if kilo { "" } else { " / 1000" }))
    }

    /// The amount that rates are taken of.
    fn base(&self) -> Option<String> {
        self.with_unit("money").next().map(|input| input.id.clone())
    }

    /// The base after what is taken off.
    fn net(&self) -> Option<String> {
        let base = self.base()?;
        Some(match self.percent(pattern!(r"\b(discount|off|reduction|rebate)\b")) {
            Some(rate) => format!("{base} * (1 - {rate} / 100)"),
            None => base,
        })
    }

    /// All amounts, each as often as it counts, with what is added and taken off.
    fn total(&self) -> Option<String> {
        if let Some(energy) = self.energy() {
            return Some(format!("{energy} * {}", self.base()?));
        }
        if let Some(fuel) = self.fuel() {
            return Some(format!("{fuel} * {}", self.base()?));
        }
        // "price per m²" is paid for the square metres that were worked out.
        let each = self.with_unit("money").find_map(|i| {
            let unit = pattern!(r"\bper (?:square )?(m²|m2|sqm|metres?|m|m³|m3|litres?|l|kg|ft²|kwh)$")
                .captures(&i.label.to_lowercase())
                .map(|found| group(&found, 1).to_owned())?;
            let square =
                i.label.to_lowercase().contains("square") || ["m²", "m2", "sqm"].contains(&unit.as_str());
            let unit = if square {
                "m²".to_owned()
            } else if ["m³", "m3"].contains(&unit.as_str()) {
                "m³".to_owned()
            } else {
                super::lexicon::unit(&unit).map_or(unit, str::to_owned)
            };
            let made = self.results.iter().rfind(|result| result.unit == unit)?;
            Some(format!("{} * {}", made.id, i.id))
        });
        if each.is_some() {
            return each;
        }
        let lowers =
            pattern!(r"\b(deposit|down payment|discount|voucher|coupon|rebate|paid|trade-?in|refund)\b");
        let people = pattern!(r"\b(split|sharing|share)\b");
        let counts: Vec<&Input> = self
            .inputs
            .iter()
            .filter(|i| {
                i.unit != "money" && i.unit != "percent" && i.unit != "date" && !people.is_match(&i.label)
            })
            .collect();
        let amounts: Vec<&Input> = self.with_unit("money").collect();
        let mut out = String::new();
        for amount in &amounts {
            let term = Self::term(amount, &counts, amounts.len() == 1);
            if out.is_empty() {
                out = term;
            } else {
                out = format!("{out} {} {term}", if lowers.is_match(&amount.label) { '-' } else { '+' });
            }
        }
        if out.is_empty() {
            let ids: Vec<&str> = counts.iter().map(|i| i.id.as_str()).collect();
            return (ids.len() > 1).then(|| ids.join(" + "));
        }
        for rate in self.with_unit("percent") {
            let sign = if pattern!(r"\b(discount|off|reduction|rebate|commission)\b").is_match(&rate.label) {
                '-'
            } else {
                '+'
            };
            out = format!("({out}) * (1 {sign} {} / 100)", rate.id);
        }
        Some(out)
    }

    /// An amount times what it is for: a nightly rate times the nights.
    fn term(amount: &Input, counts: &[&Input], only: bool) -> String {
        let label = amount.label.to_lowercase();
        let per = pattern!(r"\bper (\w+)|\b(hour|night|dai|week|month|unit)(?:ly)?\b").captures(&label);
        let per = per.map(|found| format!("{}{}", group(&found, 1), group(&found, 2)));
        let stem = |word: &str| word.chars().take(3).collect::<String>();
        let each = per.and_then(|per| {
            let own = if per == "dai" { "day".to_owned() } else { stem(&per) };
            counts.iter().find(|i| {
                words::words(&i.label).iter().any(|word| word.starts_with(&own)) || stem(&i.unit) == own
            })
        });
        let factors: Vec<&str> = match each {
            Some(count) if !only => vec![count.id.as_str()],
            _ if only => counts.iter().map(|i| i.id.as_str()).collect(),
            _ => Vec::new(),
        };
        std::iter::once(amount.id.as_str()).chain(factors).collect::<Vec<_>>().join(" * ")
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
