//! Descriptions of weekly planners and timetables.

use super::{
    super::{
        pattern::{group, pattern},
        spec::{Body, Noun, Planner},
        words::{label, title_case},
    },
    phrases,
};

pub(in super::super) const WEEK: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Title, tagline and app of a description.
pub(super) fn describe(text: &str) -> (String, String, Body) {
    let meals = pattern!(r"\b(meals?|menu|dinners?|food)\b").is_match(text);
    let lessons = pattern!(r"\b(class|lesson|school|timetable|lecture|study)\b").is_match(text);
    let days: usize =
        if pattern!(r"\b(work ?days?|weekdays?|monday (?:to|through|-) friday|mon-fri|school)\b")
            .is_match(text)
        {
            5
        } else {
            7
        };
    let mut columns: Vec<String> = WEEK[..days].iter().map(|day| (*day).to_owned()).collect();
    if pattern!(r"\bstart\w*\b.{0,20}\bsunday\b").is_match(text) {
        columns.rotate_right(1);
    }
    let mut rows = rows(text);
    if rows.len() < 2 {
        let hours = pattern!(r"(\d{1,2})(?::00)?\s*(am|pm)?\s*(?:to|-|until)\s*(\d{1,2})(?::00)?\s*(am|pm)?")
            .captures(text)
            .and_then(|found| {
                let read = |n: usize, half: usize| {
                    group(&found, n).parse::<u32>().ok().map(|hour| {
                        if group(&found, half).eq_ignore_ascii_case("pm") && hour < 12 {
                            hour + 12
                        } else {
                            hour
                        }
                    })
                };
                Some((read(1, 2)?, read(3, 4)?))
            });
        rows = match hours {
            Some((from, to)) if from < to && to <= 24 => {
                (from..to).map(|hour| format!("{hour}:00")).collect()
            }
            _ if meals => vec!["Breakfast", "Lunch", "Dinner"].into_iter().map(str::to_owned).collect(),
            _ if lessons => (8..16).map(|hour| format!("{hour}:00")).collect(),
            _ => vec!["Morning", "Afternoon", "Evening"].into_iter().map(str::to_owned).collect(),
        };
    }
    let named = pattern!(r"\b((?:[a-z]+ ){0,3}(?:planner|timetable|schedule|plan|rota))\b").captures(text);
    let named = named.map(|found| pattern!(r"^(?:.*\b(?:an?|the|my|our|me|us|please|simple|nice|little|build|make|create|design|need|want|for|like)\s+)").replace(group(&found, 1), ""));
    let title = named
        .filter(|name| name.contains(' '))
        .map_or_else(|| "Weekly Planner".to_owned(), |name| title_case(&name));
    let one = if meals { "meal" } else { "entry" };
    let tagline = if meals { "What is for dinner? You know already." } else { "The week at a glance." };
    let noun = Noun { one: one.to_owned(), many: super::super::words::plural(one) };
    (
        title,
        tagline.to_owned(),
        Body::Planner(Planner { columns, rows, noun, print: pattern!(r"\bprint").is_match(text) }),
    )
}

/// What is planned each day, from the words after "with" or a colon.
fn rows(text: &str) -> Vec<String> {
    // "periods 1 to 6"
    if let Some(found) = pattern!(r"\b(period|lesson|slot|block|shift|session|row|table|court|room|hour)s?\s+(\d{1,2})\s*(?:to|-|until|through)\s*(\d{1,2})\b").captures(text)
        && let (Ok(from), Ok(to)) = (group(&found, 2).parse::<u32>(), group(&found, 3).parse::<u32>())
        && from < to
        && to - from < 24
    {
        return (from..=to).map(|at| format!("{} {at}", label(&group(&found, 1).to_lowercase()))).collect();
    }
    let lists = [
        pattern!(r"\brows?(?: are| for)?:?\s+([^.!\n]*)"),
        pattern!(
            r"(?:\bwith\b(?: rows for| slots for| sections for| space for| a row for| the)?|:)\s+([^.!\n]*)"
        ),
        pattern!(r"\bfor\b\s+([^.!\n]*)"),
    ];
    let found = lists
        .iter()
        .flat_map(|list| list.all(text))
        .find(|found| group(found, 1).contains(" and ") || group(found, 1).contains(','));
    let Some(found) = found else { return Vec::new() };
    let list = pattern!(r"\s+(?:for|on|of|in) (?:every|each|all|the|a)\b.*$").replace(group(&found, 1), "");
    phrases::split(&list)
        .iter()
        .map(|row| super::fields::strip_fillers(row))
        .map(|row| pattern!(r"\s+(?:shifts?|rows?|slots?)$").replace(&row, ""))
        .map(|row| row.trim_matches(['(', ')']).to_owned())
        .filter(|row| (1..=3).contains(&row.split_whitespace().count()) && !pattern!(r"\b(print|day|days|week|dark|colou?rs?|list|save|button|drag-drop|my|monday|friday|sunday)\b").is_match(row))
        .map(|row| label(&row))
        .collect()
}
