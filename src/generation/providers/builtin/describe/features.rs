//! What a list should be able to do, from the phrases that say so.
//!
//! Every function takes one phrase; a phrase that names a feature is no field.

use super::{
    super::{
        pattern::{group, pattern},
        spec::{
            Collection, Dimension, Due, Field, FieldKind, Insight, Layout, Low, Metric, Period, Shape, Soon,
            Sort, unused_id,
        },
        words::{self, alike, label, leading_number, plural},
    },
    fields::{self, Context},
    phrases,
};

/// Applies what a phrase asks for; `false` where it names no feature.
pub(in super::super) fn apply(list: &mut Collection, phrase: &str, context: &Context) -> bool {
    let steps: [fn(&mut Collection, &str, &Context) -> bool; 12] =
        [charts, goals, filters, sorting, figures, warnings, marking, files, extras, layouts, daily, talk];
    steps.into_iter().any(|step| step(list, phrase, context))
}

/// The field that words mean, by label.
pub(in super::super) fn find<'l>(list: &'l Collection, name: &str) -> Option<&'l Field> {
    find_in(&list.fields, name)
}

/// See [`find`].
pub(in super::super) fn find_in<'l>(all: &'l [Field], name: &str) -> Option<&'l Field> {
    let name = fields::strip_fillers(&name.to_lowercase());
    let name = name.trim();
    if name.is_empty() {
        return None;
    }
    let exact = all.iter().find(|f| alike(&f.label, name) || f.id == words::identifier(name));
    exact
        .or_else(|| all.iter().find(|f| words::words(&f.label).iter().any(|word| alike(word, name))))
        .or_else(|| {
            let wanted = words::words(name);
            all.iter().find(|f| {
                let have = words::words(&f.label);
                have.iter().all(|word| wanted.iter().any(|other| alike(word, other)))
            })
        })
        .or_else(|| {
            let wanted = words::words(name);
            let last = wanted.last()?;
            all.iter().find(|f| words::words(&f.label).last().is_some_and(|word| alike(word, last)))
        })
}

/// Adds a field in place of one with the same name; gives its id.
pub(in super::super) fn add_field(list: &mut Collection, mut field: Field) -> String {
    if let Some(before) = list.fields.iter_mut().find(|f| alike(&f.label, &field.label)) {
        // What was said in more detail counts.
        if before.kind != field.kind && !matches!(field.kind, FieldKind::Text) {
            before.kind = field.kind;
        }
        before.required |= field.required;
        return before.id.clone();
    }
    field.id = unused_id(&field.id, &list.fields);
    if matches!(field.kind, FieldKind::Choice { .. } | FieldKind::Choices { .. } | FieldKind::Tags)
        && !list.filters.contains(&field.id)
    {
        list.filters.push(field.id.clone());
    }
    let id = field.id.clone();
    list.fields.push(field);
    id
}

/// The id of the field that is meant; it is made where it is missing.
fn need(list: &mut Collection, name: &str, context: &Context) -> Option<String> {
    if let Some(field) = find(list, name) {
        return Some(field.id.clone());
    }
    let field = fields::field(name, context)?;
    Some(add_field(list, field))
}

/// The field that says when something happened; it is made where it is missing.
pub(in super::super) fn need_date(list: &mut Collection) -> String {
    if let Some(date) = list.fields.iter().find(|f| matches!(f.kind, FieldKind::Date)) {
        return date.id.clone();
    }
    add_field(
        list,
        Field {
            id: "date".to_owned(),
            label: "Date".to_owned(),
            kind: FieldKind::Date,
            required: false,
            default: Some("today".to_owned()),
            placeholder: None,
        },
    )
}

fn charts(list: &mut Collection, phrase: &str, context: &Context) -> bool {
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
    let clean = pattern!(r"\b(?:i'd like to see|i want to see|let me see|see|show(?:ing|s)?(?: me)?|display|plus|also|with|as|my|the|how|a|an|and|in|please|add|would like|i'd like|i want|include)\b").replace(&clean, " ");
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
fn default_dimension(list: &Collection, shape: Shape) -> Dimension {
    if shape == Shape::Donut || (shape == Shape::Bars && !has_date(list)) {
        let choice = list.fields.iter().find(|f| matches!(f.kind, FieldKind::Choice { .. }));
        if let Some(choice) = choice {
            return Dimension::Field { field: choice.id.clone() };
        }
    }
    if shape == Shape::Line { Dimension::Weeks } else { Dimension::Days }
}

fn has_date(list: &Collection) -> bool {
    list.fields.iter().any(|f| matches!(f.kind, FieldKind::Date))
}

fn period_of(phrase: &str) -> Option<Dimension> {
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
fn dimension(list: &mut Collection, text: &str, context: &Context) -> (String, Option<Dimension>) {
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

/// A field to group by; one that does not exist becomes a choice.
fn need_dimension(list: &mut Collection, name: &str, context: &Context) -> Option<String> {
    if let Some(field) = find(list, name) {
        return Some(field.id.clone());
    }
    let mut field = fields::field(name, context)?;
    if matches!(field.kind, FieldKind::Number { .. } | FieldKind::Money { .. }) {
        field.kind = FieldKind::Text;
    }
    Some(add_field(list, field))
}

/// What a chart or total counts; a number that does not exist yet is made.
fn metric(list: &mut Collection, text: &str, context: &Context) -> Metric {
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
    if spending && let Some(money) = list.fields.iter().find(|f| matches!(f.kind, FieldKind::Money { .. })) {
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
fn averaged(field: &Field) -> bool {
    let label = field.label.to_lowercase();
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
        .any(|word| label.contains(word))
            && !label.contains("calorie")
}

/// The first number worth adding up, or how many things there are.
fn default_metric(list: &Collection) -> Metric {
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
fn average(list: &mut Collection, name: &str, context: &Context) -> Metric {
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
fn metric_name(list: &Collection, metric: &Metric) -> String {
    let by_id =
        |id: &str| list.fields.iter().find(|f| f.id == id).map_or_else(|| label(id), |f| f.label.clone());
    match metric {
        Metric::Count => label(&list.noun.many),
        Metric::Done | Metric::Ticks => format!("{} done", label(&list.noun.many)),
        Metric::Sum { field } | Metric::Highest { field } => by_id(field),
        Metric::Average { field } => format!("Average {}", by_id(field).to_lowercase()),
        Metric::Product { .. } => "Total value".to_owned(),
        Metric::Ratio { field, per } => {
            format!("{} per {}", by_id(field), words::singular(&by_id(per).to_lowercase()))
        }
    }
}

pub(in super::super) fn add_chart(list: &mut Collection, shape: Shape, metric: Metric, by: Dimension) {
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

fn period_word(phrase: &str) -> Option<Period> {
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
pub(in super::super) fn goals(list: &mut Collection, phrase: &str, context: &Context) -> bool {
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
    let period = period_word(phrase).unwrap_or(if limit {
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

fn goal_metric(list: &mut Collection, rest: &str, limit: bool, context: &Context) -> Metric {
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
    let unit = super::lexicon::unit(&noun).unwrap_or(&noun).to_owned();
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
        .filter(|_| limit || super::lexicon::currency_in(rest).is_some() || noun.is_empty())
    {
        return Metric::Sum { field: money.id.clone() };
    }
    if limit
        && super::lexicon::currency_in(rest).is_some()
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
fn goal_without_number(list: &mut Collection, phrase: &str, word: &str) -> bool {
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

fn filters(list: &mut Collection, phrase: &str, context: &Context) -> bool {
    let Some(found) = pattern!(r"\bfilter(?:s|ed|ing|able)?\b(?:\s*(?:them|it|things|items|everything|the list|the \w+|\w+)?\s*(?:by|on|for|per|using)\s+(.+))?").captures(phrase) else { return false };
    for name in phrases::split(&group(&found, 1).replace('/', ",")) {
        let name = pattern!(r"^(?:by|on|for|their|the|its)\s+").replace(&name, "");
        if name.is_empty() {
            continue;
        }
        if let Some(id) = need_dimension(list, &name, context)
            && !list.filters.contains(&id)
        {
            list.filters.push(id);
        }
    }
    true
}

fn sorting(list: &mut Collection, phrase: &str, context: &Context) -> bool {
    let Some(found) = pattern!(r"\b(?:sort(?:ed|s|able|ing)?|order(?:ed)?|rank(?:ed)?)\b\s*(?:them|it|things|items|everything|the list|the \w+|\w+)?\s*(?:by|on)\s+(?:the\s+)?(.+)").captures(phrase) else {
        return pattern!(r"^(?:a |and )?sort(?:able|ing)?\b").is_match(phrase);
    };
    let name = group(&found, 1);
    let descending =
        pattern!(r"\b(descending|highest|most|newest|latest|biggest|largest|desc|best|reverse)\b")
            .is_match(name);
    let ascending =
        pattern!(r"\b(ascending|lowest|least|oldest|earliest|soonest|smallest|asc|first)\b").is_match(name);
    let clean = pattern!(r"\b(by default|default|descending|ascending|highest first|lowest first|newest first|oldest first|highest|lowest|most|newest|first|desc|asc|in|order|soonest|best)\b").replace(name, " ");
    let first = phrases::split(&clean).into_iter().next().unwrap_or_default();
    if pattern!(r"\b(vote|votes)\b").is_match(&first) {
        list.extras.votes = true;
        list.sort = Sort { by: "votes".to_owned(), descending: true };
        return true;
    }
    if pattern!(r"^(alphabet\w*|a-z)$").is_match(first.trim()) {
        if let Some(title) = list.fields.iter().find(|f| matches!(f.kind, FieldKind::Text)) {
            list.sort = Sort { by: title.id.clone(), descending: false };
        }
        return true;
    }
    let Some(id) = need(list, &first, context) else { return true };
    let field = list.fields.iter().find(|f| f.id == id);
    let usual = field.is_some_and(|f| {
        let due = f.label.to_lowercase().contains("due") || f.label.to_lowercase().contains("deadline");
        match &f.kind {
            FieldKind::Date => !due && !pattern!(r"\b(renew|expir|next|start|event)\w*\b").is_match(&f.label),
            FieldKind::Rating { .. } | FieldKind::Number { .. } | FieldKind::Money { .. } => true,
            FieldKind::Choice { .. } => f.label.to_lowercase().contains("priority"),
            _ => false,
        }
    });
    list.sort = Sort { by: id, descending: descending || (usual && !ascending) };
    true
}

/// Totals and averages.
fn figures(list: &mut Collection, phrase: &str, context: &Context) -> bool {
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
    let Some(found) = pattern!(r"\b(total|totals|sum|average|avg|mean|count of|subtotal|overall|in total|altogether|worth|how much (?:they|it|i|we|everything) (?:costs?|spend|spent|owe))\b").captures(phrase) else { return false };
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

fn add_figure(list: &mut Collection, phrase: &str, context: &Context) {
    let clean = pattern!(r"\b(?:show(?:s|ing)?(?: me)?|see|display|the|me|my|a|an|what|they|i|we|us|them|in|are|is|all|it|of|at the top|running|calculate[sd]?|automatically|also|and|have|up|so far|card|cards|for|overall|per (?:month|week|day|year))\b").replace(phrase, " ");
    let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    let averaging = pattern!(r"\b(average|avg|mean)\b").is_match(&clean);
    let name = pattern!(
        r"\b(average|avg|mean|total|totals|sum|subtotal|overall|how much|costs?|altogether|count of|across all \w+|for all \w+|of all \w+|worth|whole|collection)\b"
    )
    .replace(&clean, " ");
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let metric = if averaging {
        average(list, &name, context)
    } else if pattern!(r"\bvalue\b").is_match(&name) && stock_value(list).is_some() {
        stock_value(list).unwrap_or(Metric::Count)
    } else if name.is_empty() {
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
        other => format!("Total {}", lower_first(&metric_name(list, other))),
    };
    if !list.insights.iter().any(|i| matches!(i, Insight::Figure { label, .. } if *label == label_text)) {
        let at = list.insights.iter().take_while(|i| matches!(i, Insight::Figure { .. })).count();
        list.insights.insert(at, Insight::Figure { label: label_text, metric });
    }
}

fn lower_first(text: &str) -> String {
    if text.chars().nth(1).is_some_and(char::is_uppercase) { text.to_owned() } else { text.to_lowercase() }
}

/// Quantity times price, where both are there.
fn stock_value(list: &Collection) -> Option<Metric> {
    let price = list.fields.iter().find(|f| matches!(f.kind, FieldKind::Money { .. }))?;
    let quantity = list.fields.iter().find(|f| {
        matches!(f.kind, FieldKind::Number { .. })
            && ["quantity", "stock", "amount", "count", "number", "in stock", "copies", "units"]
                .iter()
                .any(|word| f.label.to_lowercase().contains(word))
            && !f.label.to_lowercase().contains("min")
    })?;
    Some(Metric::Product { field: price.id.clone(), times: quantity.id.clone() })
}

/// Low stock, overdue things, and dates that come near.
fn warnings(list: &mut Collection, phrase: &str, context: &Context) -> bool {
    if pattern!(r"\b(low[ -]stock|runs? (?:low|out)|running (?:low|out)|below (?:the )?minimum|low on|reorder (?:alert|warning)|restock)\b|\b(?:less|fewer) than \d+ (?:left|in stock)|\b(?:highlight|warn|flag|mark|alert|show|colou?r|tell|notify)\w*\b.*\b(?:(?:less|fewer|lower) than|below|under)\s*\d+").is_match(phrase)
        && !pattern!(r"\bdays?\b").is_match(phrase)
    {
        let number = |f: &&Field| matches!(f.kind, FieldKind::Number { .. });
        let is_minimum = |f: &Field| pattern!(r"\b(min|minimum|reorder|threshold|restock)\b").is_match(&f.label);
        let quantity = list.fields.iter().filter(number).find(|f| !is_minimum(f)).map(|f| f.id.clone());
        let Some(quantity) = quantity.or_else(|| need(list, "quantity", context)) else { return true };
        let minimum = list.fields.iter().filter(number).find(|f| is_minimum(f)).map(|f| f.id.clone());
        let at = phrase.find(|c: char| c.is_ascii_digit()).and_then(|at| leading_number(&phrase[at..])).map_or(3.0, |(n, _)| n);
        list.extras.low = Some(Low { field: quantity, minimum, at });
        return true;
    }
    if pattern!(r"\b(highlight|warn|remind|mark|flag|alert|notify|show)\b.*\b(within|next|in the next|soon|upcoming|expir|renew|(?:less|fewer) than \d+ days?|\d+ days? (?:away|before|left|ahead))").is_match(phrase) || pattern!(r"\b(expiring|due|renewing|coming up) soon\b").is_match(phrase) {
        let days = phrase.find(|c: char| c.is_ascii_digit()).and_then(|at| leading_number(&phrase[at..]));
        let days = days.map_or(7.0, |(n, rest)| if rest.trim_start().starts_with("week") { n * 7.0 } else if rest.trim_start().starts_with("month") { n * 30.0 } else { n });
        let named = list.fields.iter().find(|f| matches!(f.kind, FieldKind::Date) && words::words(&f.label).iter().any(|word| word.len() > 4 && phrase.to_lowercase().contains(&word[..word.len().min(5)])));
        let id = named.or_else(|| list.fields.iter().find(|f| matches!(f.kind, FieldKind::Date))).map(|f| f.id.clone());
        let Some(id) = id.or_else(|| need(list, "due date", context)) else { return true };
        list.extras.soon = Some(Soon { field: id, days: days as u32 });
        return true;
    }
    if let Some(found) = pattern!(r"\bevery (\d+|two|three|four|other) (days?|weeks?)\b").captures(phrase) {
        let count = leading_number(group(&found, 1)).map_or(2.0, |(n, _)| n);
        let days = if group(&found, 2).starts_with('w') { count * 7.0 } else { count };
        let doing = if phrase.contains("water") {
            "Watering interval"
        } else if phrase.contains("clean") {
            "Cleaning interval"
        } else if phrase.contains("feed") {
            "Feeding interval"
        } else {
            "Interval"
        };
        if let Some(mut field) = fields::field(&format!("{doing} in days"), context) {
            field.default = Some(words::number(days));
            add_field(list, field);
            return water_due(list);
        }
    }
    if pattern!(r"\b(remind(?:er|ers|s)?|overdue|late ones|alert)\b").is_match(phrase)
        && !pattern!(r"^(reminder|remind me) (date|time)$").is_match(phrase)
    {
        if list.extras.due.is_none()
            && !list.fields.iter().any(|f| {
                matches!(f.kind, FieldKind::Date) && (f.label.contains("ue") || f.label.contains("eadline"))
            })
            && !water_due(list)
        {
            let _ = need(list, "due date", context);
        }
        return true;
    }
    false
}

/// "watering interval" means: due again so many days after it was last watered.
pub(in super::super) fn water_due(list: &mut Collection) -> bool {
    let interval = list.fields.iter().find(|f| {
        matches!(f.kind, FieldKind::Number { .. })
            && pattern!(r"\b(interval|every|frequency|schedule)\b").is_match(&f.label)
    });
    let Some(interval) = interval else { return false };
    if list.extras.daily || matches!(list.layout, Layout::Table) {
        list.layout = Layout::Cards;
    }
    let verb = pattern!(r"^(\w+?)ing\b").captures(&interval.label).map(|found| group(&found, 1).to_owned());
    let done = match verb.as_deref() {
        Some("fertilis" | "fertiliz" | "prun" | "servic" | "chang" | "rotat") => {
            format!("{}ed", verb.unwrap_or_default())
        }
        Some(stem) if stem.ends_with("fe") || stem == "Feed" => "Fed".to_owned(),
        Some(stem) => format!("{stem}ed"),
        None => "Done".to_owned(),
    };
    let action = words::capitalised(&done.to_lowercase());
    let id = interval.id.clone();
    let last_label = format!("Last {}", action.to_lowercase());
    let new_date = Field {
        id: words::identifier(&last_label),
        label: last_label,
        kind: FieldKind::Date,
        required: false,
        default: None,
        placeholder: None,
    };
    let earlier =
        list.fields.iter().find(|f| matches!(f.kind, FieldKind::Date) && f.label.starts_with("Last"));
    let earlier = earlier.map(|f| f.id.clone());
    let done_on = earlier.unwrap_or_else(|| add_field(list, new_date));
    list.extras.due = Some(Due { interval: id, last: done_on, action });
    true
}

/// "mark invoices as paid", "check off when done".
fn marking(list: &mut Collection, phrase: &str, _: &Context) -> bool {
    let named = pattern!(r"\b(?:mark|tick|check|flag|set)(?:ing|ed)?\b(?: off)?(?: \w+){0,4}? (?:as|when|once|if) (?:it's |they're |it is |they are |i've |been |i )?([a-z][\w-]*)").captures(phrase);
    let off = pattern!(r"\b(check|tick|cross|strike)(?:s|ing|ed)?(?: \w+){0,3} off\b|\bcheck(?:able|ing)\b|\bcheck off|tick off|\bcompleted?ing\b|\bmark (?:them |tasks |it )?(?:complete|done)\b|\bcomplete (?:tasks|them|items)\b").is_match(phrase);
    if named.is_none() && !off {
        return false;
    }
    let mut word = named.as_ref().map_or("done".to_owned(), |found| group(found, 1).to_lowercase());
    if pattern!(r"^(favou?rites?)$").is_match(&word) {
        list.extras.favourite = true;
        return true;
    }
    if ["complete", "completed", "finished"].contains(&word.as_str()) && list.done.is_some()
        || word == "off"
        || word == "bought" && list.done.is_some()
    {
        return true;
    }
    if word == "complete" {
        "completed".clone_into(&mut word);
    }
    if list.extras.daily {
        return true;
    }
    let choice = list.fields.iter().any(|f| matches!(&f.kind, FieldKind::Choice { options } if options.iter().any(|option| alike(option, &word))));
    if choice {
        return true;
    }
    add_done(list, &word);
    true
}

/// Checkboxes that end a thing.
pub(in super::super) const FINISHED: &[&str] =
    &["Done", "Bought", "Completed", "Packed", "Finished", "Purchased"];

/// Makes things finishable by a checkbox with this name.
pub(in super::super) fn add_done(list: &mut Collection, word: &str) {
    if let Some(done) = &list.done
        && (list.fields.iter().any(|f| f.id == *done && alike(&f.label, word)) || word == "done")
    {
        return;
    }
    if word == "done" {
        let known = list
            .fields
            .iter()
            .find(|f| matches!(f.kind, FieldKind::Checkbox) && FINISHED.contains(&f.label.as_str()));
        if let Some(known) = known {
            list.done = Some(known.id.clone());
            return;
        }
    }
    let label_text = label(word);
    let field = Field {
        id: words::identifier(&label_text),
        label: label_text,
        kind: FieldKind::Checkbox,
        required: false,
        default: None,
        placeholder: None,
    };
    let id = add_field(list, field);
    if list.done.is_none() {
        list.done = Some(id);
    }
}

fn files(list: &mut Collection, phrase: &str, _context: &Context) -> bool {
    if pattern!(r"\b(export|import|download|back ?up|restore)(?:s|ing|able)?\b").is_match(phrase) {
        let json = pattern!(r"\b(json|import|back ?up|restore)\b").is_match(phrase);
        list.extras.json |= json;
        list.extras.csv |= pattern!(r"\b(csv|excel|spreadsheet|export|download)\b").is_match(phrase)
            && (!json || phrase.to_lowercase().contains("csv"));
        return true;
    }
    if pattern!(r"^(?:and |as |to |or |in )?(csv|json)\b").is_match(phrase) {
        list.extras.csv |= phrase.to_lowercase().contains("csv");
        list.extras.json |= phrase.to_lowercase().contains("json");
        return true;
    }
    if pattern!(r"\bprint(?:able|ing|s)?\b").is_match(phrase) {
        list.extras.print = true;
        return true;
    }
    false
}

fn extras(list: &mut Collection, phrase: &str, _context: &Context) -> bool {
    let x = &mut list.extras;
    if pattern!(r"\b(search|searchable|searching|look up|find (?:\w+ )?(?:by|quickly))\b").is_match(phrase) {
        list.search = true;
    } else if pattern!(r"\b(favou?rites?|favou?riting|star (?:them|items|the)|heart)\b").is_match(phrase) {
        x.favourite = true;
    } else if pattern!(r"\b(pin|pinned|pinning|pins)\b").is_match(phrase)
        && !pattern!(r"\bpin (?:code|number)\b").is_match(phrase)
    {
        x.pin = true;
    } else if pattern!(r"\barchiv(?:e|ed|ing)\b").is_match(phrase) {
        x.archive = true;
    } else if pattern!(r"\b(up-?votes?|votes?|voting|likes?\b counter|thumbs up)\b").is_match(phrase)
        && !pattern!(r"\bnumber of votes\b").is_match(phrase)
    {
        x.votes = true;
    } else if pattern!(r"\b(drag-drop|reorder|re-order|rearrange|drag)\b").is_match(phrase) {
        if !matches!(list.layout, Layout::Board(_)) {
            x.reorder = true;
        }
    } else if pattern!(r"\b(keyboard shortcuts?|hotkeys?|shortcuts)\b").is_match(phrase) {
        x.shortcuts = true;
    } else if pattern!(r"\bundo\b").is_match(phrase) {
        // Deleting can always be undone.
    } else if pattern!(r"\b(stepper|plus and minus|\+/-|increment|stepper|plus/minus|counter buttons|quick adjust)\b")
        .is_match(phrase)
    {
        let number = |f: &&Field| matches!(f.kind, FieldKind::Number { .. });
        let stocked = |f: &&Field| {
            pattern!(r"\b(stock|quantity|count|copies|left|amount|bottles|pieces|units|on hand)\b").is_match(&f.label)
        };
        let counted = list.fields.iter().filter(number).find(stocked).or_else(|| list.fields.iter().find(number));
        list.extras.stepper = counted.map(|f| f.id.clone());
    } else if pattern!(r"\bquick[- ]add\b").is_match(phrase) {
        x.quick_add = vec![1.0];
    } else if pattern!(r"\b(sample|example|demo|dummy|test) (?:data|items|entries|content)\b")
        .is_match(phrase)
    {
        list.samples = true;
    } else {
        return false;
    }
    true
}

fn layouts(list: &mut Collection, phrase: &str, _context: &Context) -> bool {
    if pattern!(
        r"\b(?:table|spreadsheet) (?:view|layout)|\b(?:in|as) an? table\b|^(?:a )?(?:sortable )?table$"
    )
    .is_match(phrase)
    {
        list.layout = Layout::Table;
    } else if pattern!(r"\b(?:card|grid|gallery) (?:view|layout)|\b(?:in|as) (?:a grid|cards|a gallery)\b")
        .is_match(phrase)
    {
        list.layout = Layout::Cards;
    } else if pattern!(r"\blist (?:view|layout)\b|\bas a (?:plain |simple )?list\b").is_match(phrase) {
        list.layout = Layout::List;
    } else {
        return false;
    }
    true
}

fn daily(list: &mut Collection, phrase: &str, _context: &Context) -> bool {
    if pattern!(r"\bstreaks?\b").is_match(phrase) {
        if !list.insights.iter().any(|i| matches!(i, Insight::Streak { .. })) {
            list.insights.push(Insight::Streak { label: "Current streak".to_owned() });
        }
        if !list.extras.daily {
            need_date(list);
        }
        return true;
    }
    if pattern!(r"\b(daily check-?ins?|tick (?:them |each )?(?:off )?(?:every|each) day|check-?in (?:every|each) day|mark (?:\w+ )?(?:for )?(?:every|each|the) day|daily ticks?)\b").is_match(phrase) {
        list.extras.daily = true;
        return true;
    }
    if pattern!(r"\bprogress (?:towards?|to|on|of|bars?|rings?|circle|indicator)\b").is_match(phrase) && progress(list) {
        return true;
    }
    if pattern!(r"\b(progress (?:bar|ring|circle|indicator))\b").is_match(phrase) {
        if !list.insights.iter().any(|i| matches!(i, Insight::Goal { .. })) && list.done.is_some() {
            list.insights.insert(0, Insight::Figure { label: "Done".to_owned(), metric: Metric::Done });
        }
        return true;
    }
    if pattern!(r"\b(statistics|stats|summary|insights|analytics)\b").is_match(phrase) {
        let metric = default_metric(list);
        if !list.insights.iter().any(|i| matches!(i, Insight::Figure { .. })) {
            list.insights.insert(0, Insight::Figure { label: label(&list.noun.many), metric: Metric::Count });
            if metric != Metric::Count {
                let name = format!(
                    "{}{}",
                    if matches!(metric, Metric::Sum { .. }) { "Total " } else { "" },
                    lower_first(&metric_name(list, &metric))
                );
                list.insights.insert(1, Insight::Figure { label: label(&name), metric });
            }
        }
        return true;
    }
    if pattern!(r"^(?:the |a |my )?history\b").is_match(phrase) {
        return true;
    }
    false
}

/// How far each thing is: what is there as a part of what is wanted.
fn progress(list: &mut Collection) -> bool {
    let number = |f: &&Field| matches!(f.kind, FieldKind::Number { .. } | FieldKind::Money { .. });
    let wanted = pattern!(r"\b(target|goal|needed|required|wanted|total|planned|full|pages)\b");
    let reached = pattern!(r"\b(saved|so far|current|currently|raised|collected|reached|read|done|paid|completed|have|now)\b");
    let whole = list.fields.iter().filter(number).find(|f| wanted.is_match(&f.label));
    let part = list.fields.iter().filter(number).find(|f| reached.is_match(&f.label));
    let (Some(whole), Some(part)) = (whole, part) else { return false };
    if whole.id == part.id {
        return false;
    }
    let formula = format!("{} / {} * 100", part.id, whole.id);
    add_field(
        list,
        Field {
            id: "progress".to_owned(),
            label: "Progress".to_owned(),
            kind: FieldKind::Formula { formula, currency: String::new(), unit: "%".to_owned() },
            required: false,
            default: None,
            placeholder: None,
        },
    );
    true
}

/// Phrases that ask for what every app has.
fn talk(_list: &mut Collection, phrase: &str, _context: &Context) -> bool {
    pattern!(r"\b(edit-delete|dark mode|light mode|dark theme|light theme|responsive|mobile[- ]friendly|works? offline|local ?storage|persist(?:s|ed|ent)?|empty states?|accessible|animations?|saved? (?:locally|in the browser)|(?:look|design|style|theme|layout)(?:s|ed)?\b)").is_match(phrase)
        || pattern!(r"^(?:easily |quickly )?(?:add|edit|delete|remove|create)(?: (?:new|my|the|them|items?|entries|and|or|\w+))?$").is_match(phrase)
}
