//! Changes of single fields and charts: their order, kind, bounds, defaults and shapes.

use super::super::super::describe::{features, fields, fields::Context, lexicon};
use super::super::super::pattern::{group, pattern};
use super::super::super::spec::{Collection, Field, FieldKind, Insight, Shape};
use super::super::super::words::{self, alike, label, leading_number};
use super::Done;
use super::options::split_options;

/// "put the price above the name", "move notes to the end".
pub(in super::super) fn moved(all: &mut Vec<Field>, clause: &str) -> Done {
    let clause =
        &pattern!(r"\s+(?:in|on|of) (?:the |each |every )?(?:form|list|table|cards?|page|app|dialog|board)$")
            .replace(clause, "");
    let found = pattern!(r"^(?:move|put|show|place|bring|have|display|list)\s+(?:the )?(.+?)(?: field| column| input| question)?\s+(?:right |directly |just )?(above|before|in front of|below|after|under|underneath|behind|(?:to|at|on|as) the (?:very )?(?:top|bottom|end|start|beginning|front|first|last)(?: of .+)?|first|last)\s*(?:the )?(.*?)(?: field| column| input| question)?$").captures(clause)?;
    if let Some(done) = option_moved(all, group(&found, 1), group(&found, 2), group(&found, 3)) {
        return Some(done);
    }
    let from = position(all, group(&found, 1))?;
    let place = group(&found, 2).to_lowercase();
    let target = if group(&found, 3).is_empty() { None } else { Some(position(all, group(&found, 3))?) };
    if target == Some(from) {
        return None;
    }
    let id = target.and_then(|at| all.get(at)).map(|f| f.id.clone());
    let field = all.remove(from);
    let after = pattern!(r"^(?:below|after|under|underneath|behind)$").is_match(&place);
    let at = match id.and_then(|id| all.iter().position(|f| f.id == id)) {
        Some(at) => at + usize::from(after),
        None if pattern!(r"\b(?:top|start|beginning|front|first)\b").is_match(&place) => 0,
        None => all.len(),
    };
    let said = format!("“{}” stands {place} {}", field.label, group(&found, 3));
    all.insert(at.min(all.len()), field);
    Some(vec![said.trim_end().to_owned()])
}

/// "move Edited before Recorded": an option, or a board's column, takes another place.
fn option_moved(all: &mut [Field], name: &str, place: &str, target: &str) -> Done {
    let named = |options: &[String], name: &str| {
        options.iter().position(|option| option.eq_ignore_ascii_case(name.trim_matches('"')))
    };
    for field in all {
        let FieldKind::Choice { options } = &mut field.kind else { continue };
        let Some(from) = named(options, name) else { continue };
        let place = place.to_lowercase();
        let option = options.remove(from);
        let at = if target.is_empty() {
            if pattern!(r"\b(?:top|start|beginning|front|first)\b").is_match(&place) {
                Some(0)
            } else {
                Some(options.len())
            }
        } else {
            let after = pattern!(r"^(?:below|after|under|underneath|behind)$").is_match(&place);
            named(options, target).map(|at| at + usize::from(after))
        };
        let Some(at) = at else {
            options.insert(from, option);
            continue;
        };
        options.insert(at, option.clone());
        return Some(vec![format!("“{option}” stands {place} {target}").trim_end().to_owned()]);
    }
    None
}

/// Where the field stands that is really named so, and not only alike in a word.
fn position(all: &[Field], name: &str) -> Option<usize> {
    let id = features::find_in(all, name)?.id.clone();
    all.iter().position(|f| f.id == id)
}

/// "make the status a dropdown with open and closed", "notes should be multi-line".
pub(in super::super) fn retyped(all: &mut [Field], clause: &str, context: &Context) -> Done {
    if let Some(found) = pattern!(r"^(?:make|turn|change|convert|let me (?:pick|choose|select)|pick|choose|select|set)\s+(?:the )?(.+?)(?: field)?\s+(?:(?:in)?to |as |be |should be )?(?:(?:an? )?(?:dropdown|drop-down|choice|select(?: box)?|list of options|picklist|selection)\s*(?:with|of|from|between|:)|from(?: a list of)?|one of)\s*:?\s*(?:the options )?(.+)$").captures(clause)
        .or_else(|| pattern!(r"^(?:the )?(.+?)(?: field)?\s+(?:should|must|can) be (?:(?:an? )?(?:dropdown|choice|select)\s*(?:with|of|from|between|:)|one of)\s*:?\s*(.+)$").captures(clause))
        .or_else(|| pattern!(r"^(?:add |set |the )*(?:possible |available )?(.+?) (?:options|choices|values)\s*(?::|=|are|should be)\s*(.+)$").captures(clause))
    {
        let options = split_options(group(&found, 2));
        let at = position(all, group(&found, 1))?;
        let field = all.get_mut(at).filter(|_| options.len() > 1)?;
        let said = format!("{} can be {}", field.label, options.join(", "));
        field.default = field.default.take().filter(|value| options.contains(value));
        field.kind = match field.kind {
            FieldKind::Choices { .. } => FieldKind::Choices { options },
            _ => FieldKind::Choice { options },
        };
        return Some(vec![said]);
    }
    let found = pattern!(r"^(?:make|turn|change|convert|set)?\s*(?:the )?(.+?)(?: field)?\s+(?:into |to |as |should be |must be |to be )?(?:an? )?(check ?box|tick ?box|yes/no|date|time|number|text|text ?area|multi-?line|several lines|longer|dropdown|star rating|stars|rating|link|url|e-?mail|list|checklist|tags|money|currency|percentage)(?: field| input| picker)?$").captures(clause)?;
    let at = position(all, group(&found, 1))?;
    let kind = match group(&found, 2).to_lowercase().replace(['-', ' '], "").as_str() {
        "checkbox" | "tickbox" | "yes/no" => FieldKind::Checkbox,
        "date" => FieldKind::Date,
        "time" => FieldKind::Time,
        "number" => FieldKind::Number { unit: String::new(), min: None, max: None },
        "percentage" => FieldKind::Number { unit: "%".to_owned(), min: Some(0.0), max: None },
        "money" | "currency" => {
            let code = if context.currency.is_empty() { "USD" } else { &context.currency };
            FieldKind::Money { currency: code.to_owned() }
        }
        "textarea" | "multiline" | "severallines" | "longer" => FieldKind::LongText,
        "starrating" | "stars" | "rating" => FieldKind::Rating { max: 5 },
        "link" | "url" => FieldKind::Url,
        "email" => FieldKind::Email,
        "list" | "checklist" => FieldKind::Lines { numbered: false },
        "tags" => FieldKind::Tags,
        "dropdown" => {
            FieldKind::Choice { options: lexicon::usual_options(group(&found, 1), &context.things) }
        }
        _ => FieldKind::Text,
    };
    let field = all.get_mut(at)?;
    if field.kind == kind {
        return None;
    }
    field.default = None;
    field.kind = kind;
    Some(vec![format!("{} is a {}", field.label, group(&found, 2).to_lowercase())])
}

/// "only let me enter counts up to 300", "weight must be between 1 and 50".
pub(in super::super) fn bounded(all: &mut [Field], clause: &str) -> Done {
    const NUMBER: &str = r"[€$£]?(-?\d[\d.,]*)";
    static PATTERNS: std::sync::OnceLock<[super::super::super::pattern::Pattern; 3]> =
        std::sync::OnceLock::new();
    let [between, most, least] = PATTERNS.get_or_init(|| {
        [
            super::super::super::pattern::Pattern::new(&format!(r"\b(?:between|from)\s+{NUMBER}\s*(?:and|to|-)\s*{NUMBER}|\b(?:to|in the range)\s+{NUMBER}\s*(?:-|to)\s*{NUMBER}")),
            super::super::super::pattern::Pattern::new(&format!(r"\b(?:up to|at most|(?:no|not) (?:more|higher|bigger|greater|over) than|not (?:over|above|exceed)|(?:can't|cannot|can not|must not|mustn't|shouldn't|should not|may not) (?:be )?(?:(?:more|higher|bigger|greater) than|over|above|exceed)|max(?:imum)?(?: (?:value|of|is))*|below|under|less than)\s+{NUMBER}")),
            super::super::super::pattern::Pattern::new(&format!(r"\b(?:at least|(?:no|not) (?:less|lower|smaller|fewer) than|not (?:under|below)|(?:can't|cannot|can not|must not|mustn't|shouldn't|should not|may not) be (?:(?:less|lower|smaller) than|under|below)|min(?:imum)?(?: (?:value|of|is))*|above|over|more than)\s+{NUMBER}")),
        ]
    });
    let asks = pattern!(r"\b(?:only|enter|allow|limit|restrict|must|should|can't|cannot|can not|max\w*|min\w*|validate|accept|refuse|reject|between)\b").is_match(clause)
        && !pattern!(r"\b(?:highlight|warn|flag|show|filter|goal|target|budget|remind|chart)\w*\b").is_match(clause);
    if !asks {
        return None;
    }
    let value = |text: &str| {
        leading_number(text.trim_start_matches('-').trim_end_matches(['.', ',']))
            .map(|(n, _)| if text.starts_with('-') { -n } else { n })
    };
    let (low, high, at) = if let Some(found) = between.captures(clause) {
        let first = format!("{}{}", group(&found, 1), group(&found, 3));
        let second = format!("{}{}", group(&found, 2), group(&found, 4));
        (value(&first), value(&second), found.get(0)?.range())
    } else if let Some(found) = most.captures(clause) {
        (None, value(group(&found, 1)), found.get(0)?.range())
    } else if let Some(found) = least.captures(clause) {
        (value(group(&found, 1)), None, found.get(0)?.range())
    } else if pattern!(r"\b(?:negative|below zero)\b").is_match(clause) {
        (Some(0.0), None, 0..0)
    } else {
        return None;
    };
    let rest = format!("{} {}", &clause[..at.start], &clause[at.end..]);
    let said = words::words(&rest);
    let named = |f: &Field| {
        words::words(&f.label).iter().filter(|word| said.iter().any(|other| alike(word, other))).count()
    };
    let field = all
        .iter_mut()
        .filter(|f| {
            matches!(f.kind, FieldKind::Number { .. } | FieldKind::Money { .. } | FieldKind::Rating { .. })
        })
        .filter(|f| named(f) > 0)
        .max_by_key(|f| named(f))?;
    match &mut field.kind {
        FieldKind::Number { min, max, .. } => {
            *min = low.or(*min);
            *max = high.or(*max);
        }
        FieldKind::Rating { max } => *max = high? as u32,
        FieldKind::Money { .. } => field.bounds = (low.or(field.bounds.0), high.or(field.bounds.1)),
        _ => return None,
    }
    let range = match (low, high) {
        (Some(low), Some(high)) => format!("from {} to {}", words::number(low), words::number(high)),
        (None, Some(high)) => format!("at most {}", words::number(high)),
        (Some(low), None) => format!("at least {}", words::number(low)),
        (None, None) => return None,
    };
    Some(vec![format!("{} must be {range}", field.label)])
}

/// "status should default to open", "the default quantity is 1".
pub(in super::super) fn defaulted(all: &mut [Field], clause: &str) -> Done {
    let found = pattern!(r#"^(?:make |set |let )?(?:the )?(.+?)(?: field)?\s+(?:should (?:start (?:at|as|with|on)|default to|be (?:set to )?)|defaults? to|default(?: value)?(?: is| to| should be|:|=)|starts? (?:at|as|with|on)|to start (?:at|as|with))\s*:?\s*"?([^"]+?)"?(?: by default)?$"#).captures(clause).filter(|found| group(found, 0).contains("default") || group(found, 0).contains("start"))
        .or_else(|| pattern!(r#"^(?:make |set |let |use )?(?:the )?default (?:value )?(?:of |for )?(?:the )?(.+?)\s+(?:is|be|to|should be|:|=)\s*"?([^"]+?)"?$"#).captures(clause))
        .or_else(|| pattern!(r"^(?:the |set |use )?default (?:value )?(?:of |for )?(?:the )?(.+?)\s+(\d[\d.,]*)(?: ?\S{1,4})?$").captures(clause))
        .or_else(|| pattern!(r#"^(?:pre-?select|preset|pre-?fill)\s+(?:the )?(.+?)\s+(?:with|as|to)\s+"?([^"]+?)"?$"#).captures(clause))?;
    let at = position(all, group(&found, 1))?;
    let field = all.get_mut(at)?;
    let wanted = group(&found, 2).trim();
    let value = match &field.kind {
        FieldKind::Choice { options } => options.iter().find(|option| alike(option, wanted))?.clone(),
        FieldKind::Number { .. } | FieldKind::Money { .. } | FieldKind::Rating { .. } => {
            words::number(leading_number(wanted)?.0)
        }
        FieldKind::Date => pattern!(r"^(?:today|the current (?:day|date)|now)")
            .is_match(wanted)
            .then(|| "today".to_owned())?,
        FieldKind::Checkbox => (pattern!(r"^(?:yes|on|true|ticked|checked)").is_match(wanted)).to_string(),
        FieldKind::Text | FieldKind::LongText => wanted.to_owned(),
        _ => return None,
    };
    field.default = Some(value.clone());
    Some(vec![format!("{} starts as {value}", field.label)])
}

/// "bars instead of lines", "make the gas chart a pie".
pub(in super::super) fn reshaped(list: &mut Collection, clause: &str) -> Done {
    let charts = list.insights.iter().filter(|i| matches!(i, Insight::Chart { .. })).count();
    let found = pattern!(r"\b(?:make|turn|change|switch|show|display|use|convert|draw)?\b.*?\b(?:(?:into|to|as|a|be)\s+(?:an? )?)(bars?|lines?|pie|donut|doughnut|column)(?: charts?| graphs?)?\b|\b(bars?|lines?|pie|donut|doughnut)(?: charts?)? instead\b").captures(clause)?;
    let known = pattern!(r"\b(?:charts?|graphs?|plots?|bars?|lines?|pies?|donuts?|diagram)\b.*\b(?:into|to|as|be|instead)\b|\binstead of\b|\bthe (?:\w+ ){0,3}(?:charts?|graphs?)\b").is_match(clause);
    if charts == 0 || !known || pattern!(r"^(?:add|include|also|show me|i want)\b").is_match(clause) {
        return None;
    }
    let word = format!("{}{}", group(&found, 1), group(&found, 2)).to_lowercase();
    let shape = match word.as_str() {
        "pie" | "donut" | "doughnut" => Shape::Donut,
        "line" | "lines" => Shape::Line,
        _ => Shape::Bars,
    };
    let said: Vec<String> = words::words(clause)
        .into_iter()
        .filter(|word| {
            word.len() > 2
                && !pattern!(
                    r"^(?:charts?|graphs?|bars?|lines?|pie|donut|make|turn|instead|the|into|for|show|change)$"
                )
                .is_match(word)
        })
        .collect();
    // "turn the bar chart into a pie" means what is drawn as bars.
    let drawn = pattern!(r"\bthe (bar|line|pie|donut|doughnut) (?:charts?|graphs?)\b.*\b(?:into|to|as)\b")
        .captures(clause)
        .map(|found| match group(&found, 1).to_lowercase().as_str() {
            "bar" => Shape::Bars,
            "line" => Shape::Line,
            _ => Shape::Donut,
        });
    let named =
        |title: &str| words::words(title).iter().any(|word| said.iter().any(|other| alike(word, other)));
    let any = list.insights.iter().any(|i| matches!(i, Insight::Chart { title, .. } if named(title)));
    let mut done = Vec::new();
    for insight in &mut list.insights {
        if let Insight::Chart { title, shape: own, .. } = insight
            && (!any || named(title))
            && drawn.is_none_or(|drawn| *own == drawn)
        {
            *own = shape;
            done.push(format!(
                "“{title}” is drawn as {}",
                match shape {
                    Shape::Donut => "a donut",
                    Shape::Line => "a line",
                    Shape::Bars => "bars",
                }
            ));
        }
    }
    (!done.is_empty()).then_some(done)
}

/// "add hive D", "a third kid: Finn", "a status “graded”": one more option, said after its field.
pub(in super::super) fn option_after(all: &mut [Field], clause: &str) -> Done {
    let found = pattern!(r"^(?:add|include|insert|create|i need|i want|we need|have|there(?:'s| is))\s+(?:also )?(?:an? |another |one more |the |new |second |third |fourth |fifth |sixth |extra |additional |further )*(.+)$").captures(clause)?;
    let (text, place) = super::options::placed(group(&found, 1));
    for field in all.iter_mut() {
        let FieldKind::Choice { options } = &mut field.kind else { continue };
        let last = field.label.to_lowercase();
        let last = last.rsplit(' ').next().unwrap_or_default().to_owned();
        let Some((before, after)) = text.split_once([' ', ':']) else { continue };
        let named = alike(before, &field.label) || alike(before, &last) && field.label.contains(' ');
        if !named {
            continue;
        }
        let value = after.trim_start_matches([':', ' ']);
        let marked = value.starts_with('"')
            || text[before.len()..].trim_start().starts_with(':')
            || value.starts_with(char::is_uppercase)
            || value.chars().count() <= 2
            || value.starts_with(|c: char| c.is_ascii_digit());
        let value = label(&fields::strip_fillers(&pattern!(r"^(?:called|named)\s+").replace(value, "")));
        if !marked
            || value.is_empty()
            || value.contains(',')
            || value.split(' ').count() > 3
            || value.contains(['(', '?'])
        {
            continue;
        }
        if !options.iter().any(|option| option.eq_ignore_ascii_case(&value)) {
            let at = super::options::spot(options, place.as_ref());
            options.insert(at, value.clone());
        }
        return Some(vec![format!("“{value}” is an option of {}", field.label)]);
    }
    None
}
