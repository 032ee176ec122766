//! Charts: what they count, and by what.

use super::super::super::pattern::{group, pattern};
use super::super::super::spec::{Collection, Dimension, Field, FieldKind, Insight, Metric, Shape};
use super::super::super::words;
use super::super::super::words::alike;
use super::super::super::words::label;
use super::super::super::words::plural;
use super::super::fields;
use super::super::fields::Context;
use super::figures::lower_first;
use super::{add_field, find, need, need_date, need_dimension};

pub(super) fn charts(list: &mut Collection, phrase: &str, context: &Context) -> bool {
    if let Some(found) = pattern!(r"\b(?:totals?|sums?|how much)\b.*\b(?:per|by|for each|for every|each) (person|member|kid|child|player|roommate|flatmate|friend|one|[a-z]+)s?(?: (?:owes?|paid|spent|has|did).*)?$").captures(phrase) {
        let word = group(&found, 1);
        let person = pattern!(r"^(person|member|one|friend)$").is_match(word);
        let choice = |f: &&Field| matches!(f.kind, FieldKind::Choice { .. });
        let people = pattern!(r"\b(who|paid by|by|owner|assignee|person|member|payer|name|roommate|flatmate|friend|kid)\b");
        let field = find(list, word)
            .filter(choice)
            .or_else(|| list.fields.iter().filter(choice).find(|f| person && people.is_match(&f.label)))
            .map(|f| f.id.clone());
        if let Some(field) = field {
            let metric = default_metric(list);
            add_chart(list, Shape::Bars, metric, Dimension::Field { field });
            return true;
        }
    }
    let explicit =
        pattern!(r"\b(charts?|graphs?|plots?|histogram|diagram|pie|donut|doughnut|bars?|trend|heatmap)\b")
            .is_match(phrase);
    let over_time = pattern!(r"\b(over time|over the (?:week|month|year)s?|per kid|history for|by (?:month|week|day|region|category))\b|\bshow .* (?:per|by) \w+").is_match(phrase);
    if pattern!(r"\bprogress (?:bar|ring)\b|\bfilter|\bsort|\bcharts? of accounts|\bbar ?code|\bbar\b.*\bcafe|\bboard\b|\b(total|sum)s?\b.*\b(total|per month)$").is_match(phrase) || !(explicit || over_time) {
        return false;
    }
    let shape = if pattern!(r"\b(line|trend|curve|over time|progress)\b").is_match(phrase)
        && !pattern!(r"\bbars?\b").is_match(phrase)
    {
        Shape::Line
    } else if pattern!(r"\b(pie|donut|doughnut)\b").is_match(phrase) {
        Shape::Donut
    } else {
        Shape::Bars
    };
    let clean = pattern!(r"\b(?:as )?(?:an? |the )?(?:nice |simple |small )?(?:line|bar|pie|donut|doughnut|area|column)?[ -]?(?:charts?|graphs?|plots?|bars|lines?|diagram|histogram|pie|trend)\b(?: (?:of|for|showing|with|that shows|displaying)\b)?").replace(phrase, " ");
    let clean = pattern!(r"\b(?:i'd like to see|i want to see|let me see|see|show(?:ing|s)?(?: me)?|display|plus|also|with|as|my|the|how|a|an|and|in|please|add|would like|i'd like|i want|want|wants|need|would|like|include)\b").replace(&clean, " ");
    let (metric_words, by) = dimension(list, &clean, context);
    let period = by.clone().or_else(|| period_of(phrase));
    let metric = metric(list, &metric_words, context);
    let chosen = find(list, &metric_words)
        .filter(|f| matches!(f.kind, FieldKind::Choice { .. }))
        .map(|f| f.id.clone());
    let by = match (chosen, period) {
        // "moods over time" asks how often there was which.
        (Some(field), None | Some(Dimension::Days | Dimension::Weeks | Dimension::Months)) => {
            Dimension::Field { field }
        }
        (_, period) => period.unwrap_or_else(|| default_dimension(list, shape)),
    };
    if !matches!(by, Dimension::Field { .. }) && metric != Metric::Ticks {
        need_date(list);
    }
    if pattern!(r"\bfor each\b|\bfor all(?: of them)?\b").is_match(phrase)
        && pattern!(r"^\s*(?:(?:each|all|of|them|for)\s*)*$").is_match(&metric_words)
    {
        let numbers: Vec<Field> = list
            .fields
            .iter()
            .filter(|f| matches!(f.kind, FieldKind::Number { .. } | FieldKind::Money { .. }))
            .cloned()
            .collect();
        for field in numbers {
            let id = field.id.clone();
            let metric =
                if averaged(&field) { Metric::Average { field: id } } else { Metric::Sum { field: id } };
            add_chart(list, shape, metric, by.clone());
        }
        return true;
    }
    add_chart(list, shape, metric, by);
    true
}

/// Things by day, or by what they are.
pub(super) fn default_dimension(list: &Collection, shape: Shape) -> Dimension {
    if shape == Shape::Donut || (shape == Shape::Bars && !has_date(list)) {
        let choice = list.fields.iter().find(|f| matches!(f.kind, FieldKind::Choice { .. }));
        if let Some(choice) = choice {
            return Dimension::Field { field: choice.id.clone() };
        }
    }
    if shape == Shape::Line { Dimension::Weeks } else { Dimension::Days }
}

pub(super) fn has_date(list: &Collection) -> bool {
    list.fields.iter().any(|f| matches!(f.kind, FieldKind::Date))
}

pub(super) fn period_of(phrase: &str) -> Option<Dimension> {
    if pattern!(r"\b(weekly|week|past 7 days|last 7 days|daily|per day|by day|each day|every day)\b")
        .is_match(phrase)
    {
        Some(Dimension::Days)
    } else if pattern!(r"\b(by week|per week|over the weeks|each week)\b").is_match(phrase) {
        Some(Dimension::Weeks)
    } else if pattern!(r"\b(monthly|month|yearly|year|months)\b").is_match(phrase) {
        Some(Dimension::Months)
    } else {
        None
    }
}

/// Cuts "by region" off the words of a chart.
pub(super) fn dimension(list: &mut Collection, text: &str, context: &Context) -> (String, Option<Dimension>) {
    let Some(found) = pattern!(r"^(.*?)\s*\b(?:by|per|for each|for every|across|grouped by|split by|broken down by|over)\s+([\w -]+?)\s*$").captures(text) else {
        return (text.to_owned(), None);
    };
    let (metric, by) = (group(&found, 1).to_owned(), group(&found, 2).trim());
    let by = pattern!(r"^(?:each|every|the)\s+").replace(by, "");
    let time = match by.as_str() {
        "day" | "days" | "weekday" | "time" => Some(Dimension::Days),
        "week" | "weeks" => Some(Dimension::Weeks),
        "month" | "months" | "year" => Some(Dimension::Months),
        _ => None,
    };
    let by = time.or_else(|| need_dimension(list, &by, context).map(|field| Dimension::Field { field }));
    (metric, by)
}

/// What a chart or total counts; a number that does not exist yet is made.
pub(super) fn metric(list: &mut Collection, text: &str, context: &Context) -> Metric {
    let text = pattern!(r"\b(?:weekly|monthly|daily|yearly|per|of|for|each|over time|time|trends?|total|sum of|amount of|number of|week|month|day|history|stats|progress|by|last|past|7|days|months|weeks|all|entries|every|it|them|up|down|go|going|how|many|much)\b").replace(text, " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.trim_matches([':', ',', '.', ' ']);
    if let Some(found) = pattern!(r"^(?:average|avg|mean)\s+(.+)$").captures(text) {
        return average(list, group(&found, 1), context);
    }
    let number = |f: &&Field| {
        matches!(
            f.kind,
            FieldKind::Number { .. }
                | FieldKind::Money { .. }
                | FieldKind::Formula { .. }
                | FieldKind::Positions { .. }
        )
    };
    if text.is_empty() {
        return default_metric(list);
    }
    if let Some(field) = find(list, text).filter(|f| number(f) || matches!(f.kind, FieldKind::Rating { .. }))
    {
        let field_id = field.id.clone();
        return if averaged(field) {
            Metric::Average { field: field_id }
        } else {
            Metric::Sum { field: field_id }
        };
    }
    if let Some(choice) = find(list, text).filter(|f| matches!(f.kind, FieldKind::Choice { .. })) {
        let _ = choice;
        return Metric::Count;
    }
    let things = [list.noun.one.clone(), list.noun.many.clone()];
    if things.iter().any(|thing| alike(thing, text)) {
        return if list.extras.daily { Metric::Ticks } else { Metric::Count };
    }
    let spending =
        pattern!(r"\b(spending|spend|spent|expenses?|costs?|money|earnings?|income)\b").is_match(text);
    let worked = list.fields.iter().find(|f| {
        matches!(&f.kind, FieldKind::Formula { currency, .. } if !currency.is_empty())
            && !f.label.contains(" per ")
    });
    let money = worked.or_else(|| list.fields.iter().find(|f| matches!(f.kind, FieldKind::Money { .. })));
    if spending && let Some(money) = money {
        return Metric::Sum { field: money.id.clone() };
    }
    if pattern!(r"\b(completed|completions?|done|finished)\b").is_match(text)
        && (list.extras.daily || list.done.is_some())
    {
        return if list.extras.daily { Metric::Ticks } else { Metric::Done };
    }
    match fields::field(text, context) {
        Some(field) if matches!(field.kind, FieldKind::Number { .. } | FieldKind::Money { .. }) => {
            Metric::Sum { field: add_field(list, field) }
        }
        _ => default_metric(list),
    }
}

/// Measures that would mean nothing when added up.
pub(super) fn averaged(field: &Field) -> bool {
    let label = words::words(&field.label).join(" ");
    matches!(field.kind, FieldKind::Rating { .. })
        || [
            "weight",
            "temperature",
            "pulse",
            "age",
            "heart rate",
            "quality",
            "pain",
            "energy",
            "stress",
            "humidity",
            "height",
            "pressure",
            "systolic",
            "diastolic",
            "mood",
            "ph",
            "pace",
            "speed",
            "score",
            "percentage",
            "rate",
            "abv",
            "level",
        ]
        .iter()
        .any(|measure| format!(" {label} ").contains(&format!(" {measure} ")))
}

/// The first number worth adding up, or how many things there are.
pub(super) fn default_metric(list: &Collection) -> Metric {
    if list.extras.daily {
        return Metric::Ticks;
    }
    let best = |test: fn(&FieldKind) -> bool| list.fields.iter().find(|f| test(&f.kind));
    // A rate or a price for one says little when added up.
    let worth = |f: &&Field| {
        matches!(f.kind, FieldKind::Money { .. })
            && !pattern!(r"\b(rate|buy price|unit price|price per (?:unit|item|hour|kg|litre))\b")
                .is_match(&f.label)
    };
    let earned = list.fields.iter().find(|f| {
        matches!(&f.kind, FieldKind::Formula { unit, .. } if unit != "%") && !f.label.contains(" per ")
    });
    let field = earned
        .or_else(|| list.fields.iter().find(worth))
        .or_else(|| list.fields.iter().find(|f| f.label == "Weight"))
        .or_else(|| best(|kind| matches!(kind, FieldKind::Number { .. })))
        .or_else(|| best(|kind| matches!(kind, FieldKind::Rating { .. })));
    match field {
        Some(field) if averaged(field) => Metric::Average { field: field.id.clone() },
        Some(field) if !["age", "year"].contains(&field.label.to_lowercase().as_str()) => {
            Metric::Sum { field: field.id.clone() }
        }
        _ => Metric::Count,
    }
}

/// "average order value" is one sum divided by another; "average rating" is a mean.
pub(super) fn average(list: &mut Collection, name: &str, context: &Context) -> Metric {
    if let Some(field) = find(list, name)
        .filter(|f| words::words(&f.label).len() >= words::words(name).len() && f.kind.is_numeric())
    {
        return Metric::Average { field: field.id.clone() };
    }
    let value = pattern!(r"^(\w+) (value|size|price|amount)$").captures(name);
    let money = list.fields.iter().find(|f| matches!(f.kind, FieldKind::Money { .. })).map(|f| f.id.clone());
    if let (Some(value), Some(money)) = (value, money) {
        let count =
            find(list, &plural(group(&value, 1))).filter(|f| f.kind.is_numeric()).map(|f| f.id.clone());
        return match count {
            Some(per) if per != money => Metric::Ratio { field: money, per },
            _ => Metric::Average { field: money },
        };
    }
    match need(list, name, context) {
        Some(field) if find(list, name).is_some_and(|f| f.kind.is_numeric()) => Metric::Average { field },
        _ => match default_metric(list) {
            Metric::Sum { field } => Metric::Average { field },
            other => other,
        },
    }
}

/// A name for a metric, as it begins a title.
pub(super) fn metric_name(list: &Collection, metric: &Metric) -> String {
    let by_id =
        |id: &str| list.fields.iter().find(|f| f.id == id).map_or_else(|| label(id), |f| f.label.clone());
    match metric {
        Metric::Count => label(&list.noun.many),
        Metric::Done | Metric::Ticks | Metric::Kept { .. } => format!("{} done", label(&list.noun.many)),
        Metric::Share { value, .. } => label(value),
        Metric::Sum { field } => by_id(field),
        Metric::Highest { field } => format!("Highest {}", lower_first(&by_id(field))),
        Metric::Lowest { field } => format!("Lowest {}", lower_first(&by_id(field))),
        Metric::Part { metric, .. } | Metric::Within { metric, .. } => metric_name(list, metric),
        Metric::Balance { .. } => "Balance".to_owned(),
        Metric::Average { field } => format!("Average {}", by_id(field).to_lowercase()),
        Metric::Product { .. } => "Total value".to_owned(),
        Metric::Ratio { field, per } => {
            format!("{} per {}", by_id(field), words::singular(&by_id(per).to_lowercase()))
        }
    }
}

pub(in super::super::super) fn add_chart(list: &mut Collection, shape: Shape, metric: Metric, by: Dimension) {
    let ending = match &by {
        Dimension::Days => "in the last week".to_owned(),
        Dimension::Weeks => "by week".to_owned(),
        Dimension::Months => "by month".to_owned(),
        Dimension::Field { field } => {
            let label =
                list.fields.iter().find(|f| f.id == *field).map_or(field.clone(), |f| f.label.to_lowercase());
            format!("by {label}")
        }
    };
    let title = format!("{} {ending}", metric_name(list, &metric));
    let chart = Insight::Chart { title: title.clone(), shape, metric, by };
    if !list.insights.iter().any(|i| matches!(i, Insight::Chart { title: other, .. } if *other == title)) {
        list.insights.push(chart);
    }
}
