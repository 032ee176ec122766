//! Everything else that a list can do: marking, exports, layouts, streaks, progress.

use super::super::super::pattern::{group, pattern};
use super::super::super::spec::{Collection, Field, FieldKind, Insight, Layout, Metric};
use super::super::super::words;
use super::super::super::words::alike;
use super::super::super::words::label;
use super::super::fields::Context;
use super::charts::{default_metric, metric_name};
use super::figures::lower_first;
use super::{add_field, need_date};

/// "mark invoices as paid", "check off when done".
pub(super) fn marking(list: &mut Collection, phrase: &str, _: &Context) -> bool {
    let named = pattern!(r"\b(?:mark|tick|check|flag|set)(?:ing|ed)?\b(?: off)?(?: \w+){0,4}? (?:as|when|once|if) (?:it's |they're |it is |they are |i've |been |i )?([a-z][\w-]*)").captures(phrase);
    // "mark the ones we've already cooked"
    let named = named.or_else(|| {
        pattern!(r"\b(?:mark|tick|check|flag)(?:ing)?\b(?: off)? (?:the |those |which |what |all )?(?:ones|those|things|what|which|[a-z]+s)? ?(?:(?:that|which) )?(?:i|we|they|he|she|you|i've|we've|they've|are|were|is|have|has|already|been|'ve|\s)+\s*([a-z]+(?:ed|en|ght|ne|ad|id|nt|lt|de|pt|t))$").captures(phrase)
    });
    let off = pattern!(r"\b(check|tick|cross|strike)(?:s|ing|ed)?(?: \w+){0,3} off\b|\bcheck(?:able|ing)\b|\bcheck off|tick off|\bcompleted?ing\b|\bmark (?:them |tasks |it )?(?:complete|done)\b|\bcomplete (?:tasks|them|items)\b").is_match(phrase);
    if pattern!(
        r"\bhid(?:e|ing) (?:the |all |my )?(?:finished|completed|done|ticked|checked|bought|packed)\b"
    )
    .is_match(phrase)
    {
        // The list can be narrowed to what is open.
        add_done(list, "done");
        return true;
    }
    if named.is_none() && !off {
        return false;
    }
    if pattern!(r"\b(?:(?:for|each|every) (?:today|day)|today|daily)\b").is_match(phrase)
        && list.done.is_none()
    {
        list.extras.daily = true;
        return true;
    }
    let mut word = named.as_ref().map_or("done".to_owned(), |found| group(found, 1).to_lowercase());
    if pattern!(r"^(favou?rites?)$").is_match(&word) {
        list.extras.favourite = true;
        return true;
    }
    if ["complete", "completed", "finished", "done"].contains(&word.as_str()) && ends(list).is_some() {
        list.done = ends(list);
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
pub(in super::super::super) const FINISHED: &[&str] =
    &["Done", "Bought", "Completed", "Packed", "Finished", "Purchased"];

/// The checkbox that ends a thing.
pub(super) fn ends(list: &Collection) -> Option<String> {
    list.done.clone().or_else(|| {
        let known =
            |f: &&Field| matches!(f.kind, FieldKind::Checkbox) && FINISHED.contains(&f.label.as_str());
        list.fields.iter().find(known).map(|f| f.id.clone())
    })
}

/// Makes things finishable by a checkbox with this name.
pub(in super::super::super) fn add_done(list: &mut Collection, word: &str) {
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
    let field = Field::new(label_text, FieldKind::Checkbox);
    let id = add_field(list, field);
    if list.done.is_none() {
        list.done = Some(id);
    }
}

pub(super) fn files(list: &mut Collection, phrase: &str, _context: &Context) -> bool {
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

pub(super) fn extras(list: &mut Collection, phrase: &str, _context: &Context) -> bool {
    let x = &mut list.extras;
    if pattern!(r"\b(search|searchable|searching|look up|find (?:\w+ )?(?:by|quickly))\b").is_match(phrase) {
        list.search = true;
    } else if pattern!(r"\bcopy[- ]to[- ]clipboard|\bcopy(?:ing)? (?:button|the|it|them|text|code|to)\b").is_match(phrase) {
        let shown = |f: &&Field| matches!(f.kind, FieldKind::LongText | FieldKind::Lines { .. });
        let named = list.fields.iter().find(|f| words::words(phrase).iter().any(|word| alike(word, &f.label)));
        let copied = named
            .or_else(|| list.fields.iter().find(shown))
            .or_else(|| list.fields.iter().find(|f| matches!(f.kind, FieldKind::Url)))
            .or_else(|| list.fields.iter().find(|f| matches!(f.kind, FieldKind::Text)));
        list.extras.copy = copied.map(|f| f.id.clone());
    } else if pattern!(r"\b(favou?rites?|favou?riting|star (?:them|items|the|for|button|important|to mark)|stars? (?:for|on) (?:the )?(?:important|best|good)|heart)\b").is_match(phrase) {
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
    } else if pattern!(
        r"\b(stepper|plus and minus|\+/-|increment|stepper|plus/minus|counter buttons|quick adjust)\b"
    )
    .is_match(phrase)
    {
        let number = |f: &&Field| matches!(f.kind, FieldKind::Number { .. });
        let stocked = |f: &&Field| {
            pattern!(r"\b(stock|quantity|count|copies|left|amount|bottles|pieces|units|on hand)\b")
                .is_match(&f.label)
        };
        let counted =
            list.fields.iter().filter(number).find(stocked).or_else(|| list.fields.iter().find(number));
        list.extras.stepper = counted.map(|f| f.id.clone());
    } else if pattern!(r"\bquick[- ]add\b").is_match(phrase) {
        let amounts: Vec<f64> = words::words(phrase).iter().filter_map(|word| word.parse().ok()).collect();
        x.quick_add = if amounts.is_empty() { vec![1.0] } else { amounts };
    } else if pattern!(r"\b(sample|example|demo|dummy|test) (?:data|items|entries|content)\b")
        .is_match(phrase)
    {
        list.samples = true;
    } else {
        return false;
    }
    true
}

pub(super) fn layouts(list: &mut Collection, phrase: &str, _context: &Context) -> bool {
    if pattern!(
        r"\b(?:table|spreadsheet) (?:view|layout)|\b(?:in|as) an? table\b|^(?:as )?(?:a )?(?:sortable )?table(?: please)?$"
    )
    .is_match(phrase)
    {
        list.layout = Layout::Table;
    } else if pattern!(r"\b(?:card|grid|gallery) (?:view|layout)|\b(?:in|as) (?:a grid|cards|a gallery)\b|^(?:cards|grid|a grid)(?: please)?$")
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

pub(super) fn daily(list: &mut Collection, phrase: &str, _context: &Context) -> bool {
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
    if pattern!(r"\bprogress (?:towards?|to|on|of|bars?|rings?|circle|indicator)\b").is_match(phrase)
        && progress(list)
    {
        return true;
    }
    if pattern!(r"\b(progress (?:bar|ring|circle|indicator))\b").is_match(phrase) {
        return list.insights.iter().any(|i| matches!(i, Insight::Goal { .. }))
            || super::aids::done_bar(list);
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
pub(super) fn progress(list: &mut Collection) -> bool {
    let number = |f: &&Field| matches!(f.kind, FieldKind::Number { .. } | FieldKind::Money { .. });
    let wanted = pattern!(r"\b(target|goal|needed|required|wanted|total|planned|full|pages)\b");
    let reached = pattern!(
        r"\b(saved|so far|current|currently|raised|collected|reached|read|done|paid|completed|have|now)\b"
    );
    let whole = list.fields.iter().filter(number).find(|f| wanted.is_match(&f.label));
    let part = list.fields.iter().filter(number).find(|f| reached.is_match(&f.label));
    let (Some(whole), Some(part)) = (whole, part) else { return false };
    if whole.id == part.id {
        return false;
    }
    let formula = format!("{} / {} * 100", part.id, whole.id);
    add_field(
        list,
        Field::new("Progress", FieldKind::Formula { formula, currency: String::new(), unit: "%".to_owned() }),
    );
    true
}

/// Phrases that ask for what every app has.
pub(super) fn talk(_list: &mut Collection, phrase: &str, _context: &Context) -> bool {
    pattern!(r"\b(edit-delete|dark mode|light mode|dark theme|light theme|responsive|mobile[- ]friendly|works? offline|local ?storage|persist(?:s|ed|ent)?|empty states?|accessible|animations?|saved? (?:locally|in the browser)|(?:look|design|style|theme|layout)(?:s|ed)?\b)").is_match(phrase)
        || pattern!(r"^(?:easily |quickly )?(?:add|edit|delete|remove|create)(?: (?:new|my|the|them|items?|entries|and|or|\w+))?$").is_match(phrase)
}
