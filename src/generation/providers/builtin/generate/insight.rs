//! Totals, goals and charts above a list.

use serde_json::{Value, json};

use super::{
    super::spec::{Collection, Dimension, Field, FieldKind, Insight, Metric, Period, Shape},
    super::template::js_string,
    super::words,
    collection::contains_name,
    field, set,
};

/// Adds what the overview needs to the templates' data.
pub(super) fn describe(list: &Collection, data: &mut Value) {
    let codes = data["codes"].as_str().unwrap_or_default().to_owned();
    let (mut figures, mut goals, mut charts) = (Vec::new(), Vec::new(), Vec::new());
    for insight in &list.insights {
        match insight {
            Insight::Figure { label, metric } => figures.push(json!({
                "label": label,
                "value": format_metric(list, metric, &of(list, metric, &codes)),
                "bar": if matches!(metric, Metric::Share { .. } | Metric::Kept { .. }) {
                    of(list, metric, &codes)
                } else {
                    String::new()
                },
            })),
            Insight::Streak { label } if !list.extras.daily => figures.push(json!({
                "label": label,
                "value": format!("formatNumber(streak({codes}.map(({}) => {})), \"days\")", list.code, day(list)),
            })),
            Insight::Streak { .. } => {}
            Insight::Goal { label, metric, target, period, limit } => goals.push(json!({
                "label": label,
                "value": goal_value(list, metric, *period, &codes),
                "target": words::number(*target),
                "format": format_metric(list, metric, "value"),
                "limit": limit,
            })),
            Insight::Chart { title, shape, metric, by } => charts.push(json!({
                "title": title,
                "Chart": match shape { Shape::Bars => "BarChart", Shape::Line => "LineChart", Shape::Donut => "DonutChart" },
                "points": points(list, metric, by, &codes),
                "format": format_metric(list, metric, "value"),
            })),
        }
    }
    imports(list, data, &json!([figures, goals, charts]).to_string(), !goals.is_empty());
    set(data, "hasInsights", !(figures.is_empty() && goals.is_empty() && charts.is_empty()));
    set(data, "hasFigures", !figures.is_empty());
    set(data, "figures", figures);
    set(data, "goals", goals);
    set(data, "charts", charts);
}

fn imports(list: &Collection, data: &mut Value, text: &str, goals: bool) {
    // In the JSON text every quote is escaped, which no identifier touches.
    let used = |names: &[&str]| -> Vec<String> {
        names.iter().filter(|name| contains_name(text, name)).map(|name| (*name).to_owned()).collect()
    };
    let charts: Vec<&str> = ["BarChart", "DonutChart", "LineChart"]
        .into_iter()
        .filter(|name| contains_name(text, name))
        .chain(goals.then_some("Goal"))
        .collect();
    let stats = used(&["average", "byDay", "byKey", "byMonth", "byWeek", "highest", "lowest", "sum"]);
    let names: Vec<String> = list
        .fields
        .iter()
        .flat_map(|f| [format!("{}Of", f.id), format!("{}Options", f.id)])
        .filter(|name| contains_name(text, name))
        .collect();
    for (key, name) in [
        ("bars", "BarChart"),
        ("donut", "DonutChart"),
        ("line", "LineChart"),
        ("average", "average"),
        ("highest", "highest"),
        ("lowest", "lowest"),
        ("byKey", "byKey"),
        ("days", "byDay"),
        ("weeks", "byWeek"),
        ("months", "byMonth"),
    ] {
        data["uses"][key] = contains_name(text, name).into();
    }
    let buckets = ["byDay", "byWeek", "byMonth"].iter().any(|name| contains_name(text, name));
    data["uses"]["buckets"] = buckets.into();
    data["uses"]["addDays"] = (contains_name(text, "byDay") || contains_name(text, "byWeek")).into();
    data["uses"]["plots"] = charts.iter().any(|name| *name != "Goal").into();
    data["uses"]["goal"] = goals.into();
    set(data, "hasStats", !stats.is_empty() || data["uses"]["plots"].as_bool() == Some(true));
    set(data, "insightCharts", charts.join(", "));
    set(data, "insightStats", stats.join(", "));
    set(data, "insightModel", names);
    set(data, "insightDates", used(&["dayOf", "daysBetween", "inPeriod", "streak", "today"]).join(", "));
    set(data, "insightFormats", used(&["formatMoney", "formatNumber"]).join(", "));
    set(data, "insightLines", contains_name(text, "linesTotal"));
}

/// The expression for the day to which a thing belongs.
pub(super) fn day(list: &Collection) -> String {
    let code = &list.code;
    list.fields
        .iter()
        .find(|f| matches!(f.kind, FieldKind::Date))
        .map_or_else(|| format!("dayOf(new Date({code}.createdAt))"), |f| format!("{code}.{}", f.id))
}

fn by_id<'s>(list: &'s Collection, id: &str) -> Option<&'s Field> {
    list.fields.iter().find(|f| f.id == id)
}

/// The number of a field, as a function of the thing.
fn number(list: &Collection, id: &str) -> String {
    let code = &list.code;
    match by_id(list, id).map(|f| &f.kind) {
        Some(FieldKind::Formula { .. }) => format!("({code}) => {id}Of({code})"),
        Some(FieldKind::Positions { tax, .. }) => format!("({code}) => linesTotal({code}.{id}, {tax}).gross"),
        _ => format!("({code}) => {code}.{id}"),
    }
}

/// The metric of a list, as an expression.
fn of(list: &Collection, metric: &Metric, items: &str) -> String {
    let code = &list.code;
    match metric {
        Metric::Count => format!("{items}.length"),
        Metric::Done => {
            let done = list.done.as_deref().unwrap_or("done");
            format!("{items}.filter(({code}) => {code}.{done}).length")
        }
        Metric::Ticks => format!("sum({items}, ({code}) => {code}.ticks.length)"),
        Metric::Kept { days } => {
            // Who began yesterday has had two days so far.
            let had = format!("Math.min({days}, daysBetween({code}.createdAt, today()) + 1)");
            let ticked = format!("{code}.ticks.filter((tick) => daysBetween(tick, today()) < {days}).length");
            format!(
                "Math.min(100, (100 * sum({items}, ({code}) => {ticked})) / (sum({items}, ({code}) => {had}) || 1))"
            )
        }
        Metric::Share { field, value, not } => {
            let is = field::is(by_id(list, field), code, field, value, *not);
            format!("(100 * {items}.filter(({code}) => {is}).length) / ({items}.length || 1)")
        }
        Metric::Sum { field } => format!("sum({items}, {})", number(list, field)),
        Metric::Average { field } => format!("average({items}, {})", number(list, field)),
        Metric::Highest { field } => format!("highest({items}, {})", number(list, field)),
        Metric::Lowest { field } => format!("lowest({items}, {})", number(list, field)),
        Metric::Part { metric, field, value, not } => {
            let is = field::is(by_id(list, field), code, field, value, *not);
            of(list, metric, &format!("{items}.filter(({code}) => {is})"))
        }
        Metric::Within { metric, period } => {
            let day = day(list);
            of(
                list,
                metric,
                &format!("{items}.filter(({code}) => inPeriod({day}, \"{}\"))", period_name(*period)),
            )
        }
        Metric::Balance { field, choice, plus } => {
            let sign = format!("({code}.{choice} === {} ? 1 : -1)", js_string(plus));
            format!("sum({items}, ({code}) => ({code}.{field} ?? 0) * {sign})")
        }
        Metric::Product { field, times } => {
            format!("sum({items}, ({code}) => ({code}.{field} ?? 0) * ({code}.{times} ?? 0))")
        }
        Metric::Ratio { field, per } => {
            format!("sum({items}, {}) / (sum({items}, {}) || 1)", number(list, field), number(list, per))
        }
    }
}

/// How the metric's number is written.
fn format_metric(list: &Collection, metric: &Metric, value: &str) -> String {
    let field = match metric {
        Metric::Count | Metric::Done | Metric::Ticks => return format!("formatNumber({value})"),
        Metric::Kept { .. } | Metric::Share { .. } => {
            return format!("formatNumber(Math.round({value}), \"%\")");
        }
        Metric::Part { metric, .. } | Metric::Within { metric, .. } => {
            return format_metric(list, metric, value);
        }
        Metric::Sum { field }
        | Metric::Average { field }
        | Metric::Highest { field }
        | Metric::Lowest { field }
        | Metric::Balance { field, .. }
        | Metric::Ratio { field, .. } => by_id(list, field),
        Metric::Product { field, times } => by_id(list, field)
            .filter(|f| matches!(f.kind, FieldKind::Money { .. }))
            .or_else(|| by_id(list, times)),
    };
    match field.map(|f| &f.kind) {
        Some(FieldKind::Money { currency } | FieldKind::Positions { currency, .. }) => {
            format!("formatMoney({value}, {})", js_string(currency))
        }
        Some(FieldKind::Formula { currency, .. }) if !currency.is_empty() => {
            format!("formatMoney({value}, {})", js_string(currency))
        }
        Some(FieldKind::Number { unit, .. } | FieldKind::Formula { unit, .. }) if !unit.is_empty() => {
            format!("formatNumber({value}, {})", js_string(unit))
        }
        _ => format!("formatNumber({value})"),
    }
}

fn goal_value(list: &Collection, metric: &Metric, period: Period, codes: &str) -> String {
    let code = &list.code;
    if period == Period::Ever {
        return of(list, metric, codes);
    }
    let period = period_name(period);
    if *metric == Metric::Ticks {
        return format!(
            "sum({codes}, ({code}) => {code}.ticks.filter((tick) => inPeriod(tick, \"{period}\")).length)"
        );
    }
    // Only the first appearance of a thing's date may count, so the list is narrowed first.
    of(list, metric, &format!("{codes}.filter(({code}) => inPeriod({}, \"{period}\"))", day(list)))
}

fn period_name(period: Period) -> &'static str {
    match period {
        Period::Day => "day",
        Period::Week => "week",
        Period::Month => "month",
        Period::Year => "year",
        Period::Ever => "ever",
    }
}

fn points(list: &Collection, metric: &Metric, by: &Dimension, codes: &str) -> String {
    let code = &list.code;
    let group = format!("(group) => {}", of(list, metric, "group"));
    let day = day(list);
    match by {
        Dimension::Days if *metric == Metric::Ticks => {
            format!("byDay({codes}, (group) => group.length, ({code}, on) => {code}.ticks.includes(on))")
        }
        Dimension::Weeks | Dimension::Months if *metric == Metric::Ticks => {
            let ticks = format!("{codes}.flatMap(({code}) => {code}.ticks)");
            let name = if *by == Dimension::Weeks { "byWeek" } else { "byMonth" };
            format!("{name}({ticks}, (group) => group.length, (tick) => tick)")
        }
        Dimension::Days => {
            format!("byDay({codes}, {group}, ({code}, on) => {day} === on)")
        }
        Dimension::Weeks => format!("byWeek({codes}, {group}, ({code}) => {day})"),
        Dimension::Months => format!("byMonth({codes}, {group}, ({code}) => {day})"),
        Dimension::Field { field: id } => {
            let Some(by) = by_id(list, id) else { return "[]".to_owned() };
            let at = format!("{code}.{id}");
            let keys = match by.kind {
                FieldKind::Tags | FieldKind::Choices { .. } => at,
                FieldKind::Checkbox => format!("[{at} ? \"Yes\" : \"No\"]"),
                FieldKind::Number { .. } | FieldKind::Money { .. } | FieldKind::Rating { .. } => {
                    format!("[{at} === null ? \"–\" : String({at})]")
                }
                _ => format!("[{at}]"),
            };
            let known = if field::options(by).is_empty() { String::new() } else { format!(", {id}Options") };
            format!("byKey({codes}, ({code}) => {keys}, {group}{known})")
        }
    }
}
