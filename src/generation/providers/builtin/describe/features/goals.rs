//! Goals and budgets.

use super::super::super::pattern::{group, pattern};
use super::super::super::spec::{Collection, FieldKind, Insight, Metric, Period};
use super::super::super::words::alike;
use super::super::super::words::label;
use super::super::super::words::leading_number;
use super::super::fields::Context;
use super::charts::default_metric;
use super::{need, need_date};

pub(super) fn period_word(phrase: &str) -> Option<Period> {
    if pattern!(r"\b(daily|per day|a day|each day|every day|today|/ ?day)\b").is_match(phrase) {
        Some(Period::Day)
    } else if pattern!(r"\b(weekly|per week|a week|each week|every week|this week|/ ?week)\b")
        .is_match(phrase)
    {
        Some(Period::Week)
    } else if pattern!(r"\b(monthly|per month|a month|each month|every month|this month|/ ?month)\b")
        .is_match(phrase)
    {
        Some(Period::Month)
    } else if pattern!(r"\b(yearly|annual|per year|a year|each year|every year|this year|/ ?year)\b")
        .is_match(phrase)
    {
        Some(Period::Year)
    } else {
        None
    }
}

/// "daily goal of 8 glasses", "monthly budget of 1200 euros".
pub(in super::super::super) fn goals(list: &mut Collection, phrase: &str, context: &Context) -> bool {
    let Some(kind) =
        pattern!(r"\b(goal|target|aim|budget|limit|cap|maximum spend|allowance)\b").captures(phrase)
    else {
        return false;
    };
    let word = group(&kind, 1).to_lowercase();
    let Some(at) = phrase.find(|c: char| c.is_ascii_digit()) else {
        return goal_without_number(list, phrase, &word);
    };
    let Some((target, rest)) = leading_number(&phrase[at..]) else { return false };
    let limit = ["budget", "limit", "cap", "maximum spend", "allowance"].contains(&word.as_str());
    let metric = goal_metric(list, rest, limit, context);
    let dated = metric != Metric::Ticks;
    let monthly = pattern!(r"\b(?:expense|spending|transaction|purchase|cost|bill|finance|income|groceries)")
        .is_match(&list.noun.one);
    let period = period_word(phrase).unwrap_or(if limit && monthly {
        Period::Month
    } else if list.extras.daily {
        Period::Day
    } else {
        Period::Ever
    });
    if dated && period != Period::Ever {
        need_date(list);
    }
    let name = match period {
        Period::Day => "Daily ",
        Period::Week => "Weekly ",
        Period::Month => "Monthly ",
        Period::Year => "Yearly ",
        Period::Ever => "",
    };
    let text = label(&format!("{name}{}", if limit { word } else { "goal".to_owned() }).to_lowercase());
    list.insights.retain(|i| !matches!(i, Insight::Goal { .. }));
    let at = list.insights.iter().take_while(|i| matches!(i, Insight::Figure { .. })).count();
    list.insights.insert(at, Insight::Goal { label: text, metric, target, period, limit });
    true
}

pub(super) fn goal_metric(list: &mut Collection, rest: &str, limit: bool, context: &Context) -> Metric {
    let noun = rest
        .split_whitespace()
        .next()
        .unwrap_or("")
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    if list.extras.daily && !limit {
        return Metric::Ticks;
    }
    if !noun.is_empty() && (alike(&noun, &list.noun.one) || alike(&noun, &list.noun.many)) {
        return Metric::Count;
    }
    let unit = super::super::lexicon::unit(&noun).unwrap_or(&noun).to_owned();
    let by_unit = list.fields.iter().find(|f| match &f.kind {
        FieldKind::Number { unit: own, .. } => {
            !unit.is_empty() && (*own == unit || alike(own, &noun) || alike(&f.label, &noun))
        }
        _ => false,
    });
    if let Some(field) = by_unit {
        return Metric::Sum { field: field.id.clone() };
    }
    if let Some(money) = list
        .fields
        .iter()
        .find(|f| matches!(f.kind, FieldKind::Money { .. }))
        .filter(|_| limit || super::super::lexicon::currency_in(rest).is_some() || noun.is_empty())
    {
        return Metric::Sum { field: money.id.clone() };
    }
    if limit
        && super::super::lexicon::currency_in(rest).is_some()
        && let Some(id) = need(list, "amount", context)
    {
        return Metric::Sum { field: id };
    }
    match default_metric(list) {
        Metric::Average { .. } => Metric::Count,
        other => other,
    }
}

/// A goal or budget that is a field of each thing, not of the app: "with a budget for each".
pub(super) fn goal_without_number(list: &mut Collection, phrase: &str, word: &str) -> bool {
    let daily_goal = pattern!(r"\b(daily|weekly|monthly) (goal|target)s?$").is_match(phrase)
        && ["goal", "target"].contains(&word)
        && list.extras.quick_add.is_empty()
        && list.extras.daily;
    if daily_goal {
        list.insights.push(Insight::Goal {
            label: "Weekly goal".to_owned(),
            metric: Metric::Ticks,
            target: 20.0,
            period: Period::Week,
            limit: false,
        });
    }
    daily_goal
}
