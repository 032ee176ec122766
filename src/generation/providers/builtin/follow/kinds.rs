//! Changes of timers, calculators, quizzes, forms, landing pages and planners.

use std::collections::BTreeMap;

use super::super::pattern::{group, pattern};

mod calculator;
mod form;
mod landing;
mod planner;
mod quiz;
mod timer;

pub(super) use calculator::{calculator, converter};
pub(super) use form::form;
pub(super) use landing::landing;
pub(super) use planner::planner;
pub(super) use quiz::quiz;
pub(super) use timer::timer;

type Done = Option<Vec<String>>;

type Texts = BTreeMap<String, String>;

/// What a clause calls a button.
fn button_text(clause: &str) -> Option<String> {
    let found = pattern!(r#"\bbutton\b(?: text| label)?\s*(?:should (?:say|read|be)|to(?: say| read)?|says?|reads?|:|=)\s*:?\s*"?([^"]+)"?$"#).captures(clause)
        .or_else(|| pattern!(r#"\b(?:say|write|put)\s+"?([^"]+?)"?\s+(?:on|in) the (?:\w+ )?button"#).captures(clause))
        .or_else(|| pattern!(r#"^(?:rename|change|label|call) the (?:\w+ )?button (?:to |into |from .+ to )?"?([^"]+)"?$"#).captures(clause))?;
    Some(group(&found, 1).trim().to_owned())
}

fn removed(clause: &str) -> Option<String> {
    let clause = &pattern!(r"^take\s+(.+?)\s+(?:off|away|out)(?: again)?$").replace(clause, "remove $1");
    let found = pattern!(r"^(?:remove|delete|drop|hide|get rid of|lose|no more|no|take (?:away|out)|(?:i|we) (?:don't|do not) (?:need|want)|leave out|cut)\s+(?:the |any |all |my )?(.+)$").captures(clause)?;
    Some(group(&found, 1).to_owned())
}

fn added(clause: &str) -> Option<String> {
    let found = pattern!(r"^(?:add|include|insert|create|put in|i (?:also )?(?:want|need)|we need|i'd like|there should be|ask(?: for| about)?|have)\s+(?:also )?(.+)$").captures(clause)?;
    Some(group(&found, 1).to_owned())
}

fn renamed(clause: &str) -> Option<(String, String)> {
    let found = pattern!(r#"^(?:rename|change|relabel|replace|call)\s+(?:the )?"?(.+?)"?(?: field| input| section| question| row| label| heading)?\s+(?:to|into|as|with)\s+"?([^"]+?)"?$"#).captures(clause)?;
    Some((group(&found, 1).to_owned(), group(&found, 2).to_owned()))
}
