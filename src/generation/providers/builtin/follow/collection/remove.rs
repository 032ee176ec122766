//! Takes something away from a list: an option, a feature, a field.

use super::super::super::{
    describe::{features, phrases, starters},
    pattern::{Pattern, group, pattern},
    spec::{Collection, Insight, Shape},
    words,
};
use super::{Done, remove_option};

/// The words after a verb of taking away.
pub(super) fn removed(clause: &str) -> Option<String> {
    let clause = &pattern!(r"^take\s+(.+?)\s+(?:off|away|out)(?: again)?$").replace(clause, "remove $1");
    let clause = &pattern!(r"^(?:the )?(.+?) (?:isn't|is not|aren't|are not|is no longer|are no longer) (?:needed|necessary|relevant|useful|wanted|interesting)$").replace(clause, "remove $1");
    let found = pattern!(r"^(?:remove|delete|drop|hide|get rid of|lose|no more|no|without|take (?:away|out|off|down)|i(?:'ve| have) no use for|turn off|disable|(?:i|we) (?:don't|do not|no longer) (?:need|want|use)|don't show|stop showing|kill|cut|leave out|skip)\s+(?:the |any |all |my |both )?(.+)$").captures(clause)?;
    Some(pattern!(r"\s+(?:any ?more|from (?:the )?(?:app|form|list|cards?|tasks?|[\w ]+)|at the top|on the cards?|please)$").replace(group(&found, 1), ""))
}

pub(super) fn remove(list: &mut Collection, clause: &str) -> Done {
    let names = removed(clause)?;
    let mut done = Vec::new();
    for name in phrases::split(&names) {
        let name = pattern!(r"^(?:the|my|both|also)\s+").replace(&name, "");
        if let Some(said) = starters::removed(list, &name)
            .or_else(|| remove_option(&mut list.fields, &name))
            .or_else(|| remove_feature(list, &name))
            .or_else(|| remove_field(list, &name))
        {
            done.push(said);
        }
    }
    (!done.is_empty()).then_some(done)
}

fn remove_feature(list: &mut Collection, name: &str) -> Option<String> {
    let is = |pattern: &Pattern| pattern.is_match(name);
    let before = list.clone();
    if is(pattern!(r"\b(charts?|graphs?|plot)\b"))
        && !is(pattern!(r"\b(donut|doughnut|pie|bar|line) (?:charts?|graphs?)$"))
    {
        let named = list.insights.iter().position(|i| matches!(i, Insight::Chart { title, .. } if words::words(&name.replace("chart", "")).iter().any(|word| word.len() > 3 && title.to_lowercase().contains(word.as_str()))));
        match named {
            Some(at) if !name.starts_with("charts") => {
                list.insights.remove(at);
            }
            _ => list.insights.retain(|i| !matches!(i, Insight::Chart { .. })),
        }
    } else if is(pattern!(
        r"^(?:the )?(?:\w+ )?(?:donuts?|doughnuts?|pies?|bars|lines?)(?: for .+| of .+| by .+)?$"
    )) && list.insights.iter().any(|i| matches!(i, Insight::Chart { .. }))
    {
        let shape = if is(pattern!(r"\b(donuts?|doughnuts?|pies?)\b")) {
            Shape::Donut
        } else if is(pattern!(r"\blines?\b")) {
            Shape::Line
        } else {
            Shape::Bars
        };
        list.insights.retain(|i| !matches!(i, Insight::Chart { shape: own, .. } if *own == shape));
    } else if is(pattern!(r"\b(goals?|budgets?|targets?|limit|progress ring)\b")) {
        list.insights.retain(|i| !matches!(i, Insight::Goal { .. }));
    } else if is(pattern!(r"\b(totals?|sums?|averages?|figures|kpis?|kpi cards?|stat\w*|summary)\b")) {
        list.insights.retain(|i| !matches!(i, Insight::Figure { .. }));
    } else if is(pattern!(r"\bstreaks?\b")) {
        list.insights.retain(|i| !matches!(i, Insight::Streak { .. }));
    } else if is(pattern!(r"^(?:the )?search\b")) {
        list.search = false;
    } else if is(pattern!(r"\bfilters?\b")) {
        list.filters.clear();
    } else if is(pattern!(r"\b(export|csv|json|import|download)\b")) {
        (list.extras.csv, list.extras.json) = (false, false);
    } else if is(pattern!(r"\bprint\w*\b")) {
        list.extras.print = false;
    } else if is(pattern!(r"\bfavou?rites?\b")) {
        list.extras.favourite = false;
    } else if is(pattern!(r"\bpin\w*\b")) {
        list.extras.pin = false;
    } else if is(pattern!(r"\barchiv\w+\b")) {
        list.extras.archive = false;
    } else if is(pattern!(r"\bvot\w+\b")) {
        list.extras.votes = false;
    } else if is(pattern!(r"\b(warnings?|low stock|highlight\w*|reminders?)\b")) {
        (list.extras.low, list.extras.soon) = (None, None);
    } else if is(pattern!(r"\b(sample|example|demo|dummy)s?\b")) {
        list.samples = false;
    } else if is(pattern!(r"\brandom\w*\b")) {
        list.extras.random = false;
    } else if is(pattern!(r"\bwip\b|\blimits?\b")) {
        list.extras.limits.clear();
    } else if is(pattern!(r"\bshortcuts?\b")) {
        list.extras.shortcuts = false;
    }
    (*list != before).then(|| format!("removed: {name}"))
}

fn remove_field(list: &mut Collection, name: &str) -> Option<String> {
    let name = pattern!(r"\s+(?:field|column|input|property|checkbox|dropdown)s?$").replace(name, "");
    let field = features::find(list, &name)?.clone();
    if list.fields.len() == 1 {
        return None;
    }
    list.fields.retain(|f| f.id != field.id);
    Some(format!("the field “{}” is gone; what was stored in it is no longer shown", field.label))
}
