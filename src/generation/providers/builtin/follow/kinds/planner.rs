//! Changes of weekly planners.

use super::super::super::describe::phrases;
use super::super::super::describe::planner::WEEK;
use super::super::super::pattern::{group, pattern};
use super::super::super::spec::Planner;
use super::super::super::words;
use super::super::super::words::alike;
use super::super::super::words::label;
use super::{Done, added, removed, renamed};

pub(in super::super) fn planner(planner: &mut Planner, clause: &str) -> Done {
    if let Some(found) = pattern!(r"\bstart\w*\b.*?\b(monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\b(monday|sunday|saturday)\b.*\bfirst\b").captures(clause) {
        let day = words::capitalised(&format!("{}{}", group(&found, 1), group(&found, 2)).to_lowercase());
        let at = planner.columns.iter().position(|column| *column == day)?;
        planner.columns.rotate_left(at);
        return Some(vec![format!("the week starts on {day}")]);
    }
    if pattern!(r"\b(?:no|without|remove|hide|drop) (?:the )?weekends?\b|\bonly (?:week|work)days\b|\bmonday to friday\b").is_match(clause) {
        planner.columns.retain(|column| column != "Saturday" && column != "Sunday");
        return Some(vec!["only the days from Monday to Friday".to_owned()]);
    }
    if pattern!(r"\bweekends?\b").is_match(clause) && added(clause).is_some() {
        planner.columns = WEEK.map(str::to_owned).to_vec();
        return Some(vec!["the weekend is there".to_owned()]);
    }
    if pattern!(r"\bprint\w*\b").is_match(clause) {
        planner.print = removed(clause).is_none();
        return Some(vec![if planner.print { "a print button" } else { "no print button" }.to_owned()]);
    }
    if let Some(name) = removed(clause) {
        let name = pattern!(r"\s+(?:row|slot|column|day)s?$").replace(&name, "");
        let before = (planner.rows.len(), planner.columns.len());
        if before.0 > 1 {
            planner.rows.retain(|row| !alike(row, &name));
        }
        planner.columns.retain(|column| !alike(column, &name));
        return ((planner.rows.len(), planner.columns.len()) != before)
            .then(|| vec![format!("“{name}” is gone")]);
    }
    if let Some((old, new)) = renamed(clause) {
        let row = planner.rows.iter_mut().find(|row| alike(row, &old))?;
        *row = label(&new);
        return Some(vec![format!("“{old}” is called “{row}”")]);
    }
    let text = added(clause)?;
    let text = pattern!(
        r"^(?:a |an |another |the )?(?:new )?(?:row|slot|meal|line|section)s?\s+(?:for|called|named|:)\s*"
    )
    .replace(&text, "");
    let after: Option<String> = pattern!(r"\s+(?:after|below|under) (?:the )?(\w+)$")
        .captures(&text)
        .map(|found| group(&found, 1).to_owned());
    let before: Option<String> = pattern!(r"\s+(?:before|above) (?:the )?(\w+)$")
        .captures(&text)
        .map(|found| group(&found, 1).to_owned());
    let text = pattern!(r"\s+(?:after|below|under|before|above) (?:the )?\w+$").replace(&text, "");
    let mut done = Vec::new();
    for name in phrases::split(&text) {
        let name = pattern!(r"^(?:a|an|another|the|new)\s+|\s+(?:row|slot|line)s?$").replace(&name, "");
        let name = label(&pattern!(r"\s+(?:row|slot|line)s?$").replace(&name, ""));
        if name.split(' ').count() > 3 || planner.rows.iter().any(|row| alike(row, &name)) {
            continue;
        }
        let place = |wanted: &Option<String>| {
            wanted.as_ref().and_then(|wanted| planner.rows.iter().position(|row| alike(row, wanted)))
        };
        let at = place(&after).map(|at| at + 1).or_else(|| place(&before)).unwrap_or(planner.rows.len());
        planner.rows.insert(at, name.clone());
        done.push(format!("a row “{name}”"));
    }
    (!done.is_empty()).then_some(done)
}
