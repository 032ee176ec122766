//! Lengths, times, shares, averages, profits, and the same money over another time.

use super::super::super::{
    pattern::{Pattern, group, pattern},
    spec::Input,
    words::{self, alike},
};
use super::Sheet;

impl Sheet {
    /// "area with waste", "price after discount": an earlier result with a rate added or taken off.
    pub(super) fn changed(&self, name: &str) -> Option<(String, String)> {
        let found = pattern!(
            r"^(.+?) (with|incl\w*|including|plus|after|without|less|minus|before) (?:the |my |any )?(.+)$"
        )
        .captures(name)?;
        let rate = self.inputs.iter().find(|i| {
            i.unit == "percent"
                && words::words(&i.label)
                    .iter()
                    .any(|word| words::words(group(&found, 3)).iter().any(|other| alike(word, other)))
        })?;
        let base = words::words(group(&found, 1));
        let said =
            |label: &str| words::words(label).iter().any(|word| base.iter().any(|other| alike(word, other)));
        let result = self.results.iter().find(|r| said(&r.label)).map(|r| (r.id.clone(), r.unit.clone()));
        let given = || {
            self.inputs
                .iter()
                .find(|i| i.unit != "percent" && said(&i.label))
                .map(|i| (i.id.clone(), i.unit.clone()))
        };
        let (id, unit) = result.or_else(given)?;
        // Taxes are taken off what is earned and added to what is paid.
        let earned = pattern!(r"\b(?:income|salary|wages?|earnings|profit|revenue|pay|bonus)\b")
            .is_match(group(&found, 1));
        let off = ["without", "less", "minus"].contains(&group(&found, 2).to_lowercase().as_str())
            || earned && group(&found, 2).eq_ignore_ascii_case("after")
            || pattern!(r"\b(?:discount|reduction|rebate|off)\b").is_match(&rate.label);
        Some((format!("{id} * (1 {} {} / 100)", if off { '-' } else { '+' }, rate.id), unit))
    }

    /// Percentages of one quantity, as bakers and mixers have them: "salt" of "salt 2%".
    pub(super) fn portion(&self, name: &str) -> Option<(String, String)> {
        let measured = |i: &&Input| !["money", "percent", "date", ""].contains(&i.unit.as_str());
        let base = self.inputs.iter().find(measured)?;
        let rates: Vec<&Input> = self.with_unit("percent").collect();
        if rates.is_empty() || self.with_unit("money").next().is_some() {
            return None;
        }
        let wanted = words::words(name);
        let means = |rate: &&&Input| {
            words::words(&rate.label).iter().any(|word| wanted.iter().any(|other| alike(word, other)))
                || wanted.iter().any(|word| word == "water")
                    && rate.label.to_lowercase().contains("hydration")
        };
        if pattern!(r"\b(?:total|overall|final|whole|sum|altogether|dough|mix|batch)\b").is_match(name) {
            let sum: Vec<&str> = rates.iter().map(|rate| rate.id.as_str()).collect();
            return Some((format!("{} * (1 + ({}) / 100)", base.id, sum.join(" + ")), base.unit.clone()));
        }
        let rate = rates.iter().find(means)?;
        Some((format!("{} * {} / 100", base.id, rate.id), base.unit.clone()))
    }

    /// Lengths, times and averages.
    pub(super) fn measure(&self, name: &str) -> Option<(String, String)> {
        let is = |pattern: &Pattern| pattern.is_match(name);
        let sides: Vec<&Input> = self
            .inputs
            .iter()
            .filter(|i| {
                pattern!(r"\b(length|width|height|depth|side|long|wide|high|thick|thickness|deep|breadth)\b")
                    .is_match(&i.label)
            })
            .collect();
        let product = |count: usize| {
            let base = metres(sides.first().map_or("", |side| side.unit.as_str()));
            let parts = sides.iter().take(count).map(|i| match (metres(&i.unit), base) {
                // Centimetres count as such also beside metres.
                (Some(own), Some(base)) if own < base => format!("{} / {}", i.id, words::number(base / own)),
                (Some(own), Some(base)) if own > base => format!("{} * {}", i.id, words::number(own / base)),
                _ => i.id.clone(),
            });
            let parts: Vec<String> = parts.collect();
            (parts.len() == count).then(|| parts.join(" * "))
        };
        let unit = sides.first().map_or(String::new(), |side| side.unit.clone());
        if is(pattern!(r"\barea\b|\bsquare\b")) {
            return Some((product(2)?, if unit.is_empty() { unit } else { format!("{unit}²") }));
        }
        if is(pattern!(r"\b(volume|capacity)\b")) {
            return Some((product(3)?, if unit.is_empty() { unit } else { format!("{unit}³") }));
        }
        if is(pattern!(r"\bperimeter\b")) {
            let [a, b, ..] = sides.as_slice() else { return None };
            return Some((format!("2 * ({} + {})", a.id, b.id), unit));
        }
        let distance = self.id(pattern!(r"\b(distance|km|miles|kilomet\w+|mileage)\b"));
        let time = self.id(pattern!(r"\b(time|duration|hours|minutes)\b"));
        let unit_of = |id: &Option<String>| {
            self.inputs.iter().find(|i| Some(&i.id) == id.as_ref()).map_or("", |i| i.unit.as_str())
        };
        let (length, clock) = (unit_of(&distance), unit_of(&time));
        if is(pattern!(r"\bspeed\b")) {
            // Speeds are told by the hour, also where minutes were measured.
            let hours = if clock == "min" { " / 60" } else { "" };
            let shown = match length {
                "" => String::new(),
                "mi" => "mph".to_owned(),
                length => format!("{length}/h"),
            };
            return Some((format!("{} / ({}{hours})", distance?, time?), shown));
        }
        if is(pattern!(r"\bpace\b")) {
            let shown = if length.is_empty() || clock.is_empty() {
                String::new()
            } else {
                format!("{clock}/{length}")
            };
            return Some((format!("{} / {}", time?, distance?), shown));
        }
        if is(pattern!(r"\b(average|mean)\b")) {
            let ids: Vec<&str> = self.inputs.iter().map(|i| i.id.as_str()).collect();
            let unit = self.inputs.first().map_or(String::new(), |i| i.unit.clone());
            return Some((format!("({}) / {}", ids.join(" + "), ids.len()), unit));
        }
        if is(pattern!(r"\b(difference|gap|change)\b")) {
            let [a, b, ..] = self.inputs.as_slice() else { return None };
            return Some((format!("{} - {}", b.id, a.id), b.unit.clone()));
        }
        None
    }

    /// Profit, margins, what is left, and sums over other times.
    pub(super) fn business(&self, name: &str) -> Option<(String, String)> {
        let is = |pattern: &Pattern| pattern.is_match(name);
        let earned = self.id(pattern!(
            r"\b(revenue|sales|selling price|sale price|income|salary|earnings|price|budget)\b"
        ));
        let spent: Vec<&str> = self
            .with_unit("money")
            .filter(|i| Some(&i.id) != earned.as_ref())
            .map(|i| i.id.as_str())
            .collect();
        let spent = spent.join(" - ");
        if spent.is_empty() {
            return self.periods(name);
        }
        if is(pattern!(r"\bbreak[ -]?even\b")) {
            let fixed = self.id(pattern!(r"\bfixed\b"))?;
            let price = self.id(pattern!(r"\bprice\b"))?;
            let cost = self.id(pattern!(r"\b(variable|unit cost|cost per|material)\b"))?;
            return Some((format!("{fixed} / ({price} - {cost})"), String::new()));
        }
        let kept = || earned.as_ref().map(|earned| format!("({earned} - {spent})"));
        if is(pattern!(r"\bmargin\b")) {
            return Some((format!("{} / {} * 100", kept()?, earned.clone()?), "percent".to_owned()));
        }
        if is(pattern!(r"\bmark-?up\b")) {
            return Some((
                format!("{} / ({}) * 100", kept()?, spent.replace(" - ", " + ")),
                "percent".to_owned(),
            ));
        }
        if is(pattern!(r"\b(profit|remaining|left|left over|leftover|balance|net)\b")) {
            let units = self.id(pattern!(r"\b(quantity|units|pieces|number|items|sold|copies)\b"));
            let kept = kept()?;
            return Some((
                units.map_or(kept.clone(), |units| format!("{kept} * {units}")),
                "money".to_owned(),
            ));
        }
        self.periods(name)
    }

    /// "yearly", "per month": the same money over another time.
    pub(super) fn periods(&self, name: &str) -> Option<(String, String)> {
        let days = |text: &str| -> Option<f64> {
            [
                ("year", 365.0),
                ("annual", 365.0),
                ("month", 365.0 / 12.0),
                ("week", 7.0),
                ("dai", 1.0),
                ("day", 1.0),
            ]
            .into_iter()
            .find(|(word, _)| text.contains(word))
            .map(|(_, days)| days)
        };
        let wanted = days(name)?;
        let (input, own) = self.with_unit("money").find_map(|i| Some((i, days(&i.label.to_lowercase())?)))?;
        let times = match (own.round() as u32, wanted.round() as u32) {
            (30, 365) => 12.0,
            (7, 365) => 52.0,
            (365, 30) => 1.0 / 12.0,
            _ => wanted / own,
        };
        let formula = if times < 1.0 {
            format!("{} / {}", input.id, words::number((1.0 / times * 100.0).round() / 100.0))
        } else {
            format!("{} * {}", input.id, words::number((times * 100.0).round() / 100.0))
        };
        Some((formula, "money".to_owned()))
    }
}

/// How many metres a length's unit has.
fn metres(unit: &str) -> Option<f64> {
    [("mm", 0.001), ("cm", 0.01), ("m", 1.0), ("km", 1000.0), ("in", 0.0254), ("ft", 0.3048), ("yd", 0.9144)]
        .into_iter()
        .find(|(name, _)| *name == unit)
        .map(|(_, metres)| metres)
}
