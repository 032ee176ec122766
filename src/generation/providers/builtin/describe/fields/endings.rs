//! What the last words of a name say of its type: units, marks, participles.

use super::super::super::pattern::{group, pattern};
use super::super::super::spec::FieldKind;
use super::super::lexicon;
use super::shapes::{Shape, choice};

/// The name without the ending that told its type, and the type.
pub(super) fn ending(text: &str) -> Option<(String, Shape)> {
    let text = text.trim();
    flag(text)
        .or_else(|| lines(text))
        .or_else(|| measure(text))
        .or_else(|| counted(text))
        .or_else(|| dated(text))
        .or_else(|| either(text))
}

/// "queen seen?", "dog friendly?" are true or false.
fn flag(text: &str) -> Option<(String, Shape)> {
    let found =
        pattern!(r"^(?:is it |are they |was it |is |was |has been )?([\w' -]+?)\s*\?$").captures(text)?;
    let name = group(&found, 1);
    let asks =
        pattern!(r"\b(?:how|what|when|where|which|who|whose|why|any|you|your|many|much)\b").is_match(name);
    let known = !matches!(lexicon::kind_of(name, ""), FieldKind::Text | FieldKind::Checkbox);
    (!asks && !known && name.split(' ').count() <= 4)
        .then(|| (name.to_owned(), Shape::Kind(FieldKind::Checkbox)))
}

/// "ingredients one per line".
fn lines(text: &str) -> Option<(String, Shape)> {
    let found =
        pattern!(r"^(.+?),?\s*\(?(?:one|1)(?: \w+)? (?:per|a|each|on each) line\)?$").captures(text)?;
    let numbered = pattern!(r"\b(?:steps?|instructions?|directions?|method)\b").is_match(group(&found, 1));
    Some((group(&found, 1).to_owned(), Shape::Kind(FieldKind::Lines { numbered })))
}

/// "oven temperature °C", "cooking time mins", "price €".
fn measure(text: &str) -> Option<(String, Shape)> {
    let found = pattern!(
        r"^(.*[\w)])\s*(°\s?[cf]|mins?|hrs?|secs?|kgs?|lbs?|oz|km|cm|mm|ml|cl|kcal|kwh|bpm|mph|km/h|m²|m³|mmhg|g|[€$£]|usd|eur|gbp|chf)\.?$"
    )
    .captures(text)?;
    let (name, unit) = (group(&found, 1).trim(), group(&found, 2));
    let word = unit.starts_with(char::is_alphabetic);
    // "protein g", but not "vitamin b" or "plan g".
    if unit.eq_ignore_ascii_case("g")
        && (name.chars().count() < 3
            || pattern!(r"\b(?:vitamin|plan|type|class|group|size|grade|level)$").is_match(name))
    {
        return None;
    }
    let joined = word && !text[..text.len() - unit.len()].ends_with(' ');
    if joined || pattern!(r"\b(?:in|of|per|total|the)$").is_match(name) || !name.contains(char::is_alphabetic)
    {
        return None;
    }
    if let Some(currency) = lexicon::currency(unit) {
        return Some((name.to_owned(), Shape::Kind(FieldKind::Money { currency: currency.to_owned() })));
    }
    let unit = unit.replace(' ', "");
    Some((name.to_owned(), Shape::Unit(lexicon::unit(&unit).map_or(unit, str::to_owned))))
}

/// "serves how many", "pages read", "hours slept".
fn counted(text: &str) -> Option<(String, Shape)> {
    if let Some(found) = pattern!(r"^(.+?)\s+how many(?: people)?$").captures(text) {
        return Some((group(&found, 1).to_owned(), Shape::NumberOf));
    }
    if let Some(found) =
        pattern!(r"^how many (?:people |persons )?(?:it|this|they) (\w+?)s?(?: for)?$").captures(text)
    {
        return Some((format!("{}s", group(&found, 1)), Shape::NumberOf));
    }
    pattern!(
        r"^(?:pages|hours|minutes|miles|km|kilometres|metres|laps|steps|glasses|cups|units|words|points|goals|games|matches|books|bottles|boxes|copies|tickets|seats|people|guests|eggs|calories|litres|days|nights|weeks|years|times|lessons|sessions|customers|visitors|shares|rows|stitches|lengths|drinks|cigarettes|trees|hives|animals|birds|fish|students|pupils|kids|children|players|members|volunteers|orders|sales|leads|calls|emails|deliveries|meals|portions|servings) (?:\w+ed|read|slept|run|ran|driven|drunk|eaten|sold|won|lost|spent|done|taken|made|bought|left|caught|ridden|swum|written|seen|kept|laid|sent|worn|held|drawn|flown|sung|given|born)$"
    )
    .is_match(text)
    .then(|| (text.to_owned(), Shape::NumberOf))
    // Whatever many there are of, it is counted by what was done to them.
    .or_else(|| {
        pattern!(r"^[a-z-]+[a-rt-z]s (?:seen|served|sold|planted|picked|harvested|shipped|treated|visited|helped|taught|hosted|scored|walked|cycled|swum|eaten|drunk|burned|burnt|caught|knitted|baked|brewed|produced|laid|solved|answered|missed|lost|earned|donated|given away|handed out|held|attended|booked|cancelled|received|issued|completed|raised|signed up)$")
            .is_match(text)
            .then(|| (text.to_owned(), Shape::NumberOf))
    })
    // "pills left", "seats available".
    .or_else(|| {
        let countable = pattern!(r"^([a-z-]+ )?([a-z-]+[a-rt-z]s|people|children|stock) (?:left|remaining|available|in stock|on hand|needed|required|wanted)$")
            .captures(text)?;
        let money = matches!(lexicon::kind_of(group(&countable, 2), ""), FieldKind::Money { .. });
        (!money).then(|| (text.to_owned(), Shape::NumberOf))
    })
}

/// "lease ends on", "contract expires", "valid until", "needed by".
fn dated(text: &str) -> Option<(String, Shape)> {
    let ends = pattern!(
        r"^(?:when )?[\w' -]*\b(?:(?:ends?|starts?|begins?|expires?|renews?|finishes|closes|opens|due(?: back)?|arrives?|leaves|returns?|runs out|expiring|starting|ending|beginning|moved in|moved out)(?: on)?|[a-z]+(?:ed|ught|de|ent|ow|own) on|[a-z]+ (?:until|till)|(?:valid|good|open|paid|booked|reserved|away|closed|on loan|fresh|insured|covered|guaranteed|registered) (?:until|till|through|up to)|(?:needed|wanted|promised|required|expected|finish|return|use|sell|order|renew|pay|deliver|collect|reply|answer)[ -]by)$"
    );
    let not = pattern!(
        r"\b(?:time|by whom|based on|works on|working on|score|total)\b|^(?:on|due|starts?|opens?|closes|returns?|leaves)$"
    );
    (ends.is_match(text) && !not.is_match(text) && text.split(' ').count() <= 5)
        .then(|| (text.to_owned(), Shape::Kind(FieldKind::Date)))
}

/// "income or expense": one of two, unless both are details of their own.
fn either(text: &str) -> Option<(String, Shape)> {
    let found = pattern!(r"^(?:whether (?:it(?:'s| is) )?|either )?(?:an? )?([\w-]+(?: [\w-]+)?)\s+or\s+(?:an? )?([\w-]+(?: [\w-]+)?)$").captures(text)?;
    let (a, b) = (group(&found, 1), group(&found, 2));
    let detail = |name: &str| {
        !matches!(
            lexicon::kind_of(name, ""),
            FieldKind::Text | FieldKind::Checkbox | FieldKind::Money { .. }
        ) || pattern!(r"^(?:name|title|company|address|author|brand|model|place|location|city|not|more|less|so|two|three|\d+)$|^(?:i|we|you|it|to|can|if)\b|\b(?:price|cost|amount|number)\b|(?:able|ally)$")
            .is_match(name)
    };
    (!detail(a) && !detail(b)).then(|| ("Type".to_owned(), choice(&[a.to_owned(), b.to_owned()])))
}

#[cfg(test)]
mod tests {
    use super::super::{Context, field};
    use super::FieldKind;

    #[test]
    fn endings_tell_types() {
        let kind = |text: &str| field(text, &Context::default()).map(|f| (f.label, f.kind)).expect(text);
        assert_eq!(kind("queen seen?"), ("Queen seen".to_owned(), FieldKind::Checkbox));
        assert_eq!(kind("lease ends on").1, FieldKind::Date);
        assert_eq!(kind("ingredients one per line").1, FieldKind::Lines { numbered: false });
        for (text, label, unit) in [
            ("oven temperature °C", "Oven temperature", "°C"),
            ("cooking time mins", "Cooking time", "min"),
            ("pages read", "Pages read", ""),
        ] {
            let (found, kind) = kind(text);
            assert_eq!(found, label);
            assert!(matches!(kind, FieldKind::Number { unit: own, .. } if own == unit), "{text}");
        }
        assert!(
            matches!(kind("income or expense").1, FieldKind::Choice { options } if options == ["Income", "Expense"])
        );
        assert_eq!(kind("email or phone").1, FieldKind::Email);
    }
}
