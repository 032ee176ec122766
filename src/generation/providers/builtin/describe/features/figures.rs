//! Totals, averages and other single numbers.

use super::super::super::pattern::{group, pattern};
use super::super::super::spec::{Collection, FieldKind, Insight, Metric};
use super::super::super::words::label;
use super::super::fields::Context;
use super::charts::{average, default_metric, metric, metric_name};

/// Totals and averages.
pub(super) fn figures(list: &mut Collection, phrase: &str, context: &Context) -> bool {
    if pattern!(r"\bworth\b").is_match(phrase)
        && let Some(metric) = stock_value(list)
    {
        let figure = Insight::Figure { label: "Total value".to_owned(), metric };
        if !list.insights.contains(&figure) {
            list.insights.insert(0, figure);
        }
        return true;
    }
    if let Some(found) = pattern!(r"\b(?:kpi|stat|summary|metric|number|key figure)s?\s*(?:cards?|tiles?|boxes|figures)?\s*(?:for|showing|with|of|:)\s*(.+)$").captures(phrase)
        && pattern!(r"\b(kpi|card|tile|key figure|metric|stat)s?\b").is_match(phrase) {
            add_figure(list, group(&found, 1), context);
            return true;
        }
    let Some(found) = pattern!(r"\b(total|totals|sum|average|avg|mean|count of|subtotal|overall|in total|altogether|worth|how much (?:they|it|i|we|everything) (?:costs?|spend|spent|owe)|how much (?:money|we|they|i)?\s*(?:has|have|did|do|is|are|was|was) (?:i |we |they )?(?:come in|came in|earn\w*|spen[dt]|pa(?:y|id)|raised?|collected?|saved?|made|make))\b").captures(phrase) else { return false };
    let word = group(&found, 1).to_lowercase();
    if word == "mean" && !pattern!(r"\bmean\s+\w").is_match(phrase) {
        return false;
    }
    // "total" as the last of an invoice's fields is worked out from its lines anyway.
    if list.fields.iter().any(|f| matches!(f.kind, FieldKind::Positions { .. }))
        && phrase.trim().eq_ignore_ascii_case("total")
    {
        return true;
    }
    add_figure(list, phrase, context);
    true
}

pub(super) fn add_figure(list: &mut Collection, phrase: &str, context: &Context) {
    // "the totals of all three"
    if pattern!(r"\b(?:totals?|sums?)\b.*\b(?:of|for) (?:all|each|every|everything|both)\b(?: (?:of (?:them|these)|one|three|four|two|five|columns?|fields?|numbers?|values?|readings?))*$").is_match(phrase)
        || pattern!(r"^(?:the |all |show )*totals$").is_match(phrase)
    {
        for field in list.fields.clone() {
            if matches!(field.kind, FieldKind::Number { .. } | FieldKind::Money { .. }) && !super::charts::averaged(&field) {
                push(list, format!("Total {}", lower_first(&field.label).trim_start_matches("total ")), Metric::Sum { field: field.id });
            }
        }
        return;
    }
    let clean = pattern!(r"\b(?:number of|amount of|show(?:s|ing)?(?: me)?|see|display|the|me|my|a|an|what|they|i|we|us|them|in|are|is|all|it|of|at the top|running|calculate[sd]?|automatically|also|and|have|up|so far|card|cards|for|overall|per (?:month|week|day|year))\b").replace(phrase, " ");
    let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    let averaging = pattern!(r"\b(average|avg|mean)\b").is_match(&clean);
    let name = pattern!(
        r"\b(average|avg|mean|total|totals|sum|subtotal|overall|how much|money|has|come in|came in|costs?|altogether|count of|across all \w+|for all \w+|of all \w+|worth|whole|collection)\b"
    )
    .replace(&clean, " ");
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let metric = if averaging {
        average(list, &name, context)
    } else if pattern!(r"\bvalue\b").is_match(&name) && stock_value(list).is_some() {
        stock_value(list).unwrap_or(Metric::Count)
    } else if name.is_empty()
        || super::super::super::words::alike(&name, &list.noun.many)
        || list.noun.one.rsplit(' ').next().is_some_and(|last| super::super::super::words::alike(&name, last))
            && pattern!(r"\b(?:total|sum|how much|worth)\b").is_match(phrase)
            && !pattern!(r"\bnumber\b").is_match(phrase)
    {
        default_metric(list)
    } else if let Some(Metric::Average { field }) = Some(metric(list, &name, context)) {
        if pattern!(r"\btotal|sum\b").is_match(phrase) {
            Metric::Sum { field }
        } else {
            Metric::Average { field }
        }
    } else {
        metric(list, &name, context)
    };
    let label_text = match &metric {
        Metric::Ratio { .. } => label(&clean),
        Metric::Average { .. } => metric_name(list, &metric),
        Metric::Product { .. } => "Total value".to_owned(),
        Metric::Count => label(&list.noun.many),
        other => {
            let name = lower_first(&metric_name(list, other));
            format!("Total {}", name.strip_prefix("total ").unwrap_or(&name))
        }
    };
    push(list, label_text, metric);
}

/// Shows a number after those that are there, once.
pub(super) fn push(list: &mut Collection, name: String, metric: Metric) {
    let there =
        |i: &Insight| matches!(i, Insight::Figure { label, metric: own } if *label == name || *own == metric);
    if !list.insights.iter().any(there) {
        let at = list.insights.iter().take_while(|i| matches!(i, Insight::Figure { .. })).count();
        list.insights.insert(at, Insight::Figure { label: name, metric });
    }
}

pub(super) fn lower_first(text: &str) -> String {
    if text.chars().nth(1).is_some_and(char::is_uppercase) { text.to_owned() } else { text.to_lowercase() }
}

/// Quantity times price, where both are there.
pub(super) fn stock_value(list: &Collection) -> Option<Metric> {
    let price = list.fields.iter().find(|f| matches!(f.kind, FieldKind::Money { .. }))?;
    let quantity = list.fields.iter().find(|f| {
        matches!(f.kind, FieldKind::Number { .. })
            && ["quantity", "stock", "amount", "count", "number", "in stock", "copies", "units"]
                .iter()
                .any(|word| f.label.to_lowercase().contains(word))
            || matches!(f.kind, FieldKind::Number { .. })
                && pattern!(r"\b(?:left|on hand|bottles|pieces|boxes|owned|packs|jars)$").is_match(&f.label)
                && !f.label.to_lowercase().contains("min")
    })?;
    Some(Metric::Product { field: price.id.clone(), times: quantity.id.clone() })
}
