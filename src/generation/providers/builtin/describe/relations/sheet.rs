//! What a calculator has, and what follows from it by the names alone.

use super::super::super::{
    pattern::{Pattern, group, pattern},
    spec::{Input, Outcome},
    words::{self, alike, identifier, label},
};
use super::super::{fields, lexicon};

/// What is known so far.
pub(super) struct Sheet {
    pub(super) inputs: Vec<Input>,
    pub(super) results: Vec<Outcome>,
    pub(super) currency: String,
}

impl Sheet {
    pub(super) fn id(&self, pattern: &Pattern) -> Option<String> {
        self.inputs.iter().find(|input| pattern.is_match(&input.label)).map(|input| input.id.clone())
    }

    pub(super) fn percent(&self, pattern: &Pattern) -> Option<String> {
        let found = self.inputs.iter().find(|i| i.unit == "percent" && pattern.is_match(&i.label));
        found.map(|input| input.id.clone())
    }

    pub(super) fn with_unit<'s>(&'s self, unit: &'s str) -> impl Iterator<Item = &'s Input> {
        self.inputs.iter().filter(move |input| input.unit == unit)
    }

    /// Adds a result where its name says how it follows from what is there.
    pub(super) fn add(&mut self, name: &str) {
        let name = name.to_lowercase();
        let name = fields::strip_fillers(
            &pattern!(r"\b(?:i|we|you|they) (?:have to |need to |will |would |should |can |must )?")
                .replace(&name, ""),
        );
        let name =
            pattern!(r"^(?:how (?:much|many)|what|which|total of)\s+|\s+(?:in total|overall|altogether)$")
                .replace(&name, "");
        let name = pattern!(r"\s*\([^)]*\)$").replace(name.trim(), "");
        let name = match name.rsplit_once(" in ") {
            Some((own, unit)) if lexicon::unit(unit).is_some() || lexicon::currency(unit).is_some() => {
                own.to_owned()
            }
            _ => name,
        };
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

    pub(super) fn formula(&self, name: &str) -> Option<(String, String)> {
        let is = |pattern: &Pattern| pattern.is_match(name);
        let money = |formula: String| Some((formula, "money".to_owned()));
        if is(pattern!(r"\bper (?:m²|m2|sqm|square met(?:er|re))$")) {
            let area = self.results.iter().find(|r| r.unit == "m²")?;
            let whole = self.results.iter().rfind(|r| r.unit == "money")?;
            return money(format!("{} / {}", whole.id, area.id));
        }
        if let Some(found) = pattern!(r"\b(?:per|each|every|for each) (\w+)$").captures(name) {
            return self.shared(group(&found, 1), name);
        }
        if is(pattern!(r"\beach (?:pays?|owes?)|\bshare\b|\bsplit\b")) {
            return self.shared("person", name);
        }
        if let Some(needed) = self.needed(name) {
            return Some(needed);
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
                // "income after tax" asks for more than a sum.
                .filter(|_| !is(pattern!(r"\b(?:after|before|without|minus|less|excluding)\b")))
                .and_then(money)
        })
    }

    /// "litres needed": what is to be covered, as often as said, by what one of it covers.
    fn needed(&self, name: &str) -> Option<(String, String)> {
        let found = pattern!(
            r"^(?:number of )?([a-z]+)(?: of [a-z ]+)?(?: (?:needed|required|necessary|to buy|to order))?$"
        )
        .captures(name)?;
        let one = words::singular(group(&found, 1));
        let per = Pattern::new(&format!(
            r"\bper {one}s?\b|\b(?:coverage|covers)\b|\b{one} (?:area|size|coverage)\b"
        ));
        let rate = self.inputs.iter().find(|i| i.unit != "money" && per.is_match(&i.label))?;
        let whole = self.results.iter().rfind(|r| {
            ["m²", "m³", "ft²"].contains(&r.unit.as_str())
                || pattern!(r"\b(?:area|volume)\b").is_match(&r.label)
        });
        let whole = whole
            .map(|r| r.id.clone())
            .or_else(|| self.measure("area").map(|(formula, _)| format!("({formula})")))?;
        let times: String = self
            .inputs
            .iter()
            .filter(|i| pattern!(r"\b(?:coats?|layers?|applications?)\b").is_match(&i.label))
            .fold(String::new(), |out, i| format!("{out} * {}", i.id));
        let unit = lexicon::unit(group(&found, 1)).unwrap_or_default();
        Some((format!("{whole}{times} / {}", rate.id), unit.to_owned()))
    }

    /// A part of the total for each of something.
    pub(super) fn shared(&self, what: &str, name: &str) -> Option<(String, String)> {
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
    pub(super) fn without(&self, id: &str) -> Self {
        let inputs = self.inputs.iter().filter(|input| input.id != id).cloned().collect();
        Self { inputs, results: self.results.clone(), currency: self.currency.clone() }
    }

    pub(super) fn fuel(&self) -> Option<String> {
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
    pub(super) fn energy(&self) -> Option<String> {
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
    pub(super) fn base(&self) -> Option<String> {
        self.with_unit("money").next().map(|input| input.id.clone())
    }

    /// The base after what is taken off.
    pub(super) fn net(&self) -> Option<String> {
        let base = self.base()?;
        Some(match self.percent(pattern!(r"\b(discount|off|reduction|rebate)\b")) {
            Some(rate) => format!("{base} * (1 - {rate} / 100)"),
            None => base,
        })
    }

    /// All amounts, each as often as it counts, with what is added and taken off.
    pub(super) fn total(&self) -> Option<String> {
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
                lexicon::unit(&unit).map_or(unit, str::to_owned)
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
    pub(super) fn term(amount: &Input, counts: &[&Input], only: bool) -> String {
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
