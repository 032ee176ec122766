//! Numbers that follow from others, and what only the whole text shows.

use super::super::super::pattern::{group, pattern};
use super::super::super::spec::{Collection, Field, FieldKind, Insight, Metric};
use super::super::super::words;
use super::super::super::words::alike;
use super::super::super::words::identifier;
use super::super::features;
use super::super::fields::Context;
use super::super::lexicon;

/// What only the whole text shows.
pub(super) fn late(list: &mut Collection, text: &str, context: &Context) {
    if pattern!(r"\b(water|hydration)\b").is_match(text) && list.fields.iter().any(|f| f.label == "Glasses") {
        // Who counts millilitres fills no glasses.
        let measured = pattern!(r"\b(\d[\d.,]*) ?(ml|millilitres|cl|l|litres|oz|ounces)\b").captures(text);
        if let Some(unit) = measured.and_then(|found| lexicon::unit(group(&found, 2)))
            && let Some(field) = list.fields.iter_mut().find(|f| f.label == "Glasses")
        {
            "Amount".clone_into(&mut field.label);
            field.kind = FieldKind::Number { unit: unit.to_owned(), min: Some(0.0), max: None };
        }
        if list.extras.quick_add.is_empty() {
            list.extras.quick_add = vec![1.0];
        }
        list.extras.daily = false;
        if !list.insights.iter().any(|i| matches!(i, Insight::Goal { .. })) {
            let _ = features::goals(list, "daily goal of 8 glasses", context);
        }
    }
    if let Some(unit) =
        pattern!(r"\b(?:daily|weekly|monthly) goal (?:of|:|is)?\s*[\d.,]+\s*([a-z]+)").captures(text)
    {
        let noun = group(&unit, 1);
        if lexicon::unit(noun).is_some() && !list.insights.iter().any(|i| matches!(i, Insight::Goal { .. })) {
            let _ = features::goals(list, group(&unit, 0), context);
        }
    }
    for field in &mut list.fields {
        if let FieldKind::Positions { tax_name, tax, .. } = &mut field.kind
            && let Some((name, percent)) = tax_in(text)
        {
            *tax_name = name;
            *tax = percent;
        }
    }
    if list.fields.iter().any(|f| matches!(f.kind, FieldKind::Positions { .. })) {
        list.fields.retain(|f| f.id == "client" || !pattern!(r"^(vat|tax|gst|quantity|unit price|price|total|subtotal|description|sales tax|vat \d+%?|total amount)").is_match(&f.label));
    }
    if pattern!(r"\b(?:total (?:earned|earnings|pay|price|cost|amount)|earnings|amount earned|line total)\b")
        .is_match(text)
    {
        earned(list, text);
    }
    products(list);
    ratios(list);
}

/// "cost per wear" is worked out where both the cost and the wears are there.
pub(super) fn ratios(list: &mut Collection) {
    let numbers: Vec<Field> = list
        .fields
        .iter()
        .filter(|f| matches!(f.kind, FieldKind::Number { .. } | FieldKind::Money { .. }))
        .cloned()
        .collect();
    for field in &mut list.fields {
        let Some(found) = pattern!(r"^(.+) per (\w+)$").captures(&field.label) else { continue };
        let (over, under) = (words::words(group(&found, 1)), group(&found, 2).to_lowercase());
        if !matches!(field.kind, FieldKind::Number { .. } | FieldKind::Money { .. }) {
            continue;
        }
        let others = || numbers.iter().filter(|f| f.id != field.id);
        let stem: String = under.chars().take(4).collect();
        let whole = others().find(|f| {
            over.last().is_some_and(|word| words::words(&f.label).iter().any(|other| alike(other, word)))
                || matches!((&f.kind, &field.kind), (FieldKind::Money { .. }, FieldKind::Money { .. }))
        });
        let count = others().find(|f| {
            matches!(f.kind, FieldKind::Number { .. })
                && (words::words(&f.label).iter().any(|word| word.starts_with(&stem))
                    || ["wear", "use", "time", "visit"].contains(&under.as_str())
                        && pattern!(r"\b(times|uses|visits|count)\b").is_match(&f.label))
        });
        if let (Some(whole), Some(count)) = (whole, count) {
            let currency = match &whole.kind {
                FieldKind::Money { currency } => currency.clone(),
                _ => String::new(),
            };
            let formula = format!("{} / {}", whole.id, count.id);
            field.kind = FieldKind::Formula { formula, currency, unit: String::new() };
            field.required = false;
        }
    }
}

/// "hours, hourly rate and total earned": the total is a field of its own, and its sum a figure.
pub(super) fn earned(list: &mut Collection, text: &str) {
    let Some(found) =
        pattern!(r"\b(total (?:earned|earnings|pay|price|cost|amount)|earnings|amount earned)\b")
            .captures(text)
    else {
        return;
    };
    let last = words::words(group(&found, 1)).pop().unwrap_or_default();
    if list.fields.iter().any(|f| matches!(f.kind, FieldKind::Formula { .. }) && alike(&f.label, &last)) {
        return;
    }
    let before = list.fields.clone();
    let label = words::label(&group(&found, 1).to_lowercase());
    let id = super::super::super::spec::unused_id(&identifier(&label), &list.fields);
    list.fields.push(Field {
        id: id.clone(),
        ..Field::new(label.clone(), FieldKind::Money { currency: "USD".to_owned() })
    });
    products(list);
    if list.fields.last().is_some_and(|f| matches!(f.kind, FieldKind::Formula { .. })) {
        list.insights.retain(|i| !matches!(i, Insight::Figure { .. }));
        list.insights.insert(0, Insight::Figure { label, metric: Metric::Sum { field: id } });
    } else {
        list.fields = before;
    }
}

/// "VAT 20%", "10% tax".
pub(in super::super::super) fn tax_in(text: &str) -> Option<(String, f64)> {
    let found = pattern!(r"\b(vat|tax|gst|sales tax|mwst)\b[^\d%.]{0,20}(\d+(?:\.\d+)?)\s*(?:%|percent)")
        .captures(text);
    if let Some(found) = found {
        return Some((words::label(group(&found, 1)), group(&found, 2).parse().ok()?));
    }
    let found =
        pattern!(r"(\d+(?:\.\d+)?)\s*(?:%|percent)\s+(vat|tax|gst|sales tax|mwst)\b").captures(text)?;
    Some((words::label(group(&found, 2)), group(&found, 1).parse().ok()?))
}

/// A total that is the product of two named numbers is worked out, not typed in.
pub(super) fn products(list: &mut Collection) {
    let numbers: Vec<Field> = list.fields.iter().filter(|f| f.kind.is_numeric()).cloned().collect();
    let pick = |pattern: &super::super::super::pattern::Pattern| {
        numbers.iter().find(|f| pattern.is_match(&f.label)).cloned()
    };
    let hours = pick(pattern!(
        r"^(hours?|hours? worked|duration|time spent|quantity|units|km|kilometres|miles|nights|servings sold|shares)\b"
    ));
    let rate = pick(pattern!(
        r"^(hourly rate|rate|rate per \w+|unit price|price|price each|cost each|price per \w+|daily rate|unit cost|price per item|buy price)$"
    ));
    let total = list.fields.iter_mut().find(|f| pattern!(r"^(total|total (?:earned|price|cost|pay|amount|value)|earnings|earned|amount earned|line total|total earnings)$").is_match(&f.label));
    if let (Some(hours), Some(rate), Some(total)) = (hours, rate, total) {
        let FieldKind::Money { currency } = &rate.kind else { return };
        if total.id != rate.id && total.id != hours.id {
            total.kind = FieldKind::Formula {
                formula: format!("{} * {}", hours.id, rate.id),
                currency: currency.clone(),
                unit: String::new(),
            };
            total.required = false;
        }
    }
}
