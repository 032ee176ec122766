//! Numbers of a part of the things: of one state, of this month, the best and the worst.

use super::super::super::pattern::{group, pattern};
use super::super::super::spec::{Collection, Field, FieldKind, Insight, Metric, Period};
use super::super::super::words::{self, alike, label};
use super::super::fields::Context;
use super::charts::{default_metric, metric_name};
use super::figures::{lower_first, push};
use super::flags::condition;
use super::goals::period_word;
use super::{find, need_date};

/// Whether a phrase asks for such a number.
pub(in super::super::super) fn asks_for_part(phrase: &str) -> bool {
    count_words().is_match(phrase)
        || best_words().is_match(phrase)
        || pattern!(r"^(?:and |show |see |display |know |also |me |i need |i want )*(?:the |my |our |a |current |running |net |overall |total )+balance\b|\bhow much (?:each|every) \w+|\b(?:total|sum of|how much)\b.*\b(?:outstanding|unpaid|not paid|still owed|earned|collected|vs|versus)\b|^(?:and |show |see )*(?:the )?totals? (?:of|for|income|expenses?|spent|earned|paid|unpaid)\b")
            .is_match(phrase)
}

fn count_words() -> &'static super::super::super::pattern::Pattern {
    pattern!(
        r"\b(?:show|see|display|know|count|tell|counter|and|with)\b.*\b(?:how many|number of|count of|counter of|count how many)\b|^(?:a |the )?(?:counter|count) (?:of|for)\b|^(?:and |also )?count (?:the |all |my |our )?[a-z]+(?: [a-z]+)?$|\b(?:number|count) of\b.*\b(?:at|on) (?:the )?top\b|\bhow many\b.*\b(?:left|remain\w*|still|open|outstanding|to go|are|were|have|has|not|overdue|i'?ve|we'?ve)\b|^(?:a |the )?(?:number|count) of (?:open|unpaid|overdue|remaining|outstanding|unfinished|completed|finished|pending|undone|active|done)\b"
    )
}

fn best_words() -> &'static super::super::super::pattern::Pattern {
    pattern!(
        r"^(?:and |also |please )*(?:show|see|display|know|tell|give|what(?:'s| is| was)|my|the|our)\b(?: me| us)?(?: the| my| our)?(?: all[- ]time| personal| overall)? ?(?:highest|lowest|heaviest|lightest|longest|shortest|biggest|largest|smallest|fastest|slowest|best|worst|maximum|minimum|max|min|top|cheapest|dearest|most expensive|oldest|youngest|record|peak|furthest)\b|^(?:highest|lowest|heaviest|lightest|longest|shortest|biggest|largest|smallest|cheapest|most expensive|personal best|all[- ]time best)\b|^(?:best|worst|top|fastest|slowest)\b.*\b(?:so far|ever|yet|of all time)$"
    )
}

/// Counts, sums and extremes of a part of the things.
pub(super) fn parts(list: &mut Collection, phrase: &str, _: &Context) -> bool {
    if pattern!(
        r"\b(?:charts?|graphs?|bars?|pie|donut|goal|target|budget|filter|sort(?:ed)?|highlight|warn|flag)\b"
    )
    .is_match(phrase)
    {
        return false;
    }
    balance(list, phrase)
        || best(list, phrase)
        || counted(list, phrase)
        || summed(list, phrase)
        || this_period(list, phrase)
}

/// What comes in less what goes out.
fn balance(list: &mut Collection, phrase: &str) -> bool {
    // What is left of a budget stands beside it.
    if pattern!(r"\b(?:what|how much)(?:'s| is|'s still| is still)? (?:still )?left\b|\bremaining budget\b|\bbudget left\b").is_match(phrase)
        && list.insights.iter().any(|i| matches!(i, Insight::Goal { limit: true, .. }))
    {
        return true;
    }
    if !pattern!(r"\bbalance\b|\b(?:what is|what's|money|how much is) left\b|\bnet (?:total|income|profit)\b")
        .is_match(phrase)
    {
        return false;
    }
    let incoming = pattern!(
        r"^(?:incomes?|in|deposits?|earnings?|earned|credit|money in|revenue|received|receipts?|incoming|gains?|top-?ups?|donations?)$"
    );
    let choice = list.fields.iter().find_map(|f| match &f.kind {
        FieldKind::Choice { options } if options.len() == 2 => {
            let plus = options.iter().find(|option| incoming.is_match(option))?;
            Some((f.id.clone(), plus.clone()))
        }
        _ => None,
    });
    let money = list
        .fields
        .iter()
        .find(|f| matches!(f.kind, FieldKind::Money { .. }))
        .or_else(|| list.fields.iter().find(|f| matches!(f.kind, FieldKind::Number { .. })))
        .map(|f| f.id.clone());
    let (Some((choice, plus)), Some(field)) = (choice, money) else { return false };
    push(list, "Balance".to_owned(), Metric::Balance { field, choice, plus });
    true
}

/// "my heaviest weight", "the longest run".
fn best(list: &mut Collection, phrase: &str) -> bool {
    if !best_words().is_match(phrase) {
        return false;
    }
    let found = pattern!(r"\b(highest|lowest|heaviest|lightest|longest|shortest|biggest|largest|smallest|fastest|slowest|best|worst|maximum|minimum|max|min|top|cheapest|dearest|most expensive|oldest|youngest|record|peak|furthest)\b\s*(.*)$").captures(phrase);
    let Some(found) = found else { return false };
    let (word, rest) = (group(&found, 1).to_lowercase(), group(&found, 2).to_owned());
    let rest =
        pattern!(r"\s*(?:so far|ever|of all time|at the top|on top|yet|of all)\b.*$").replace(&rest, "");
    let number = |f: &&Field| f.kind.is_numeric();
    let meant = match word.as_str() {
        "heaviest" | "lightest" => "weight",
        "longest" | "shortest" | "furthest" => "distance|duration|length|time|minutes|hours|pages",
        "fastest" | "slowest" => "time|pace|speed",
        "cheapest" | "dearest" | "most expensive" => "price|cost|amount",
        "oldest" | "youngest" => "age",
        _ => "",
    };
    let field = find(list, &rest).filter(number).or_else(|| {
        meant.split('|').filter(|word| !word.is_empty()).find_map(|word| find(list, word).filter(number))
    });
    let field = field.or_else(|| {
        let only: Vec<&Field> = list.fields.iter().filter(number).collect();
        (only.len() == 1).then(|| only[0])
    });
    let Some(field) = field else { return false };
    let timed = pattern!(r"\b(?:time|pace)\b").is_match(&field.label)
        && ["fastest", "slowest", "best"].contains(&word.as_str());
    let low = ["lowest", "lightest", "shortest", "smallest", "minimum", "min", "cheapest", "youngest"]
        .contains(&word.as_str())
        || if timed { word != "slowest" } else { ["slowest", "worst"].contains(&word.as_str()) };
    let (id, name) = (field.id.clone(), lower_first(&field.label));
    let metric = if low { Metric::Lowest { field: id } } else { Metric::Highest { field: id } };
    push(list, label(&format!("{word} {name}")), metric);
    true
}

/// "how many are left to submit", "number of open tasks".
fn counted(list: &mut Collection, phrase: &str) -> bool {
    if !count_words().is_match(phrase) {
        return false;
    }
    // "how many recipes per spirit" has an answer for each.
    let each = pattern!(r"\b(?:how many|number of)\b.*\b(?:per|by|for each|in each) ([\w-]+(?: [\w-]+)?)$")
        .captures(phrase)
        .and_then(|found| find(list, group(&found, 1)))
        .filter(|f| matches!(f.kind, FieldKind::Choice { .. }))
        .map(|f| f.id.clone());
    if let Some(field) = each {
        let by = super::super::super::spec::Dimension::Field { field };
        super::add_chart(list, super::super::super::spec::Shape::Bars, Metric::Count, by);
        return true;
    }
    let things = label(&list.noun.many);
    if pattern!(r"\boverdue\b").is_match(phrase) {
        return false;
    }
    if let Some((field, value, not)) = condition(list, phrase) {
        let name = state_name(list, &field, &value, not);
        // "how many hours are left" adds up the hours of what is open.
        let measured = pattern!(r"\b(?:how many|number of) ([a-z]+)").captures(phrase).and_then(|found| {
            let said = group(&found, 1);
            let unit = super::super::lexicon::unit(said);
            list.fields.iter().find(|f| match &f.kind {
                FieldKind::Number { unit: own, .. } => {
                    words::words(&f.label).last().is_some_and(|last| alike(last, said))
                        || unit.is_some_and(|unit| unit == own)
                }
                _ => false,
            })
        });
        if let Some(f) = measured {
            let metric =
                Metric::Part { metric: Box::new(Metric::Sum { field: f.id.clone() }), field, value, not };
            let left = pattern!(r"\b(?:left|remain\w*|to go|open|still)\b").is_match(phrase);
            let name = format!(
                "{} {}",
                f.label,
                if left { "left".to_owned() } else { format!("({})", lower_first(&name)) }
            );
            push(list, name, metric);
            return true;
        }
        let metric = Metric::Part { metric: Box::new(Metric::Count), field, value, not };
        push(list, name, metric);
        return true;
    }
    // "how many guests are coming" counts guests, where a number says how many each brings.
    let named =
        pattern!(r"\b(?:how many|number of|count of|counter of)\s+(?:the |my |our )?([\w-]+(?: [\w-]+)?)")
            .captures(phrase);
    let name = named.as_ref().map_or("", |found| group(found, 1));
    if let Some(field) = find(list, name).filter(|f| matches!(f.kind, FieldKind::Number { .. })) {
        let (id, name) = (field.id.clone(), lower_first(&field.label));
        push(list, label(&format!("Total {name}")), Metric::Sum { field: id });
        return true;
    }
    let metric = period_word(phrase)
        .map_or(Metric::Count, |period| Metric::Within { metric: Box::new(Metric::Count), period });
    let suffix = period_suffix(&metric);
    if matches!(metric, Metric::Within { .. }) {
        need_date(list);
    }
    push(list, format!("{things}{suffix}"), metric);
    true
}

/// "total income", "total of unpaid invoices", "how much is outstanding".
fn summed(list: &mut Collection, phrase: &str) -> bool {
    if !pattern!(r"\b(?:totals?|sum|how much|amount)\b").is_match(phrase)
        || pattern!(r"\b(?:per|by|each|every)\b").is_match(phrase)
    {
        return false;
    }
    let Some((field, value, not)) = condition(list, phrase) else { return false };
    // "total paid" may be a field of its own.
    let clean = pattern!(
        r"\b(?:the|total|sum|of|how much|amount|show|see|is|are|all|my|our|has been|have been|so far)\b"
    )
    .replace(phrase, " ");
    let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    if list.fields.iter().any(|f| f.kind.is_numeric() && alike(&f.label, &clean)) {
        return false;
    }
    let named = list.fields.iter().filter(|f| f.kind.is_numeric()).find(|f| {
        words::words(&f.label).iter().any(|word| words::words(phrase).iter().any(|other| alike(word, other)))
    });
    let metric = match named {
        Some(f) => Metric::Sum { field: f.id.clone() },
        None => match default_metric(list) {
            Metric::Count => return false,
            Metric::Average { field } => Metric::Sum { field },
            other => other,
        },
    };
    let state = state_name(list, &field, &value, not);
    let name = if named.is_some() && list.fields.iter().filter(|f| f.kind.is_numeric()).count() > 1 {
        format!("Total {} ({})", lower_first(&metric_name(list, &metric)), lower_first(&state))
    } else {
        format!("Total {}", lower_first(&state))
    };
    push(list, name, Metric::Part { metric: Box::new(metric), field, value, not });
    true
}

/// "total this month", "kilometres run this week".
fn this_period(list: &mut Collection, phrase: &str) -> bool {
    let now = pattern!(r"\b(?:this (?:week|month|year)|today(?:'s)?)\b");
    if !now.is_match(phrase) || !pattern!(r"\b(?:totals?|sum|how much|how many|number)\b").is_match(phrase) {
        return false;
    }
    let Some(period) = period_word(phrase) else { return false };
    let rest = pattern!(r"\b(?:this (?:week|month|year)|today(?:'s)?|total|totals|sum|how much|how many|number|of|show|me|see|the|i|we|have|my|our|in|for)\b").replace(phrase, " ");
    let rest = rest.split_whitespace().collect::<Vec<_>>().join(" ");
    let metric = match find(list, &rest).filter(|f| f.kind.is_numeric()) {
        Some(f) => Metric::Sum { field: f.id.clone() },
        None => match default_metric(list) {
            Metric::Average { field } => Metric::Sum { field },
            other => other,
        },
    };
    need_date(list);
    let name = metric_name(list, &metric);
    let metric = Metric::Within { metric: Box::new(metric), period };
    let suffix = period_suffix(&metric);
    let name = if matches!(&metric, Metric::Within { metric, .. } if **metric == Metric::Count) {
        name
    } else {
        format!("Total {}", lower_first(&name))
    };
    push(list, format!("{name}{suffix}"), metric);
    true
}

fn period_suffix(metric: &Metric) -> &'static str {
    match metric {
        Metric::Within { period: Period::Day, .. } => " today",
        Metric::Within { period: Period::Week, .. } => " this week",
        Metric::Within { period: Period::Month, .. } => " this month",
        Metric::Within { period: Period::Year, .. } => " this year",
        _ => "",
    }
}

/// "Submitted", "Not paid".
fn state_name(list: &Collection, field: &str, value: &str, not: bool) -> String {
    let own = list.fields.iter().find(|f| f.id == field);
    let name = match own {
        Some(f) if matches!(f.kind, FieldKind::Checkbox) => lower_first(&f.label),
        _ => lower_first(value),
    };
    label(&if not { format!("not {name}") } else { name })
}
