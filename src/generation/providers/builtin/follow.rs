//! Follow-up requests: from words to changes of the specification.
//!
//! Owns how a request falls into clauses, and what every app understands: titles, colours, light
//! and dark. `follow/*` owns what the kinds understand. A clause that nobody understands is
//! reported, never guessed at.

use std::collections::BTreeMap;

use serde_json::json;

use super::{
    Reply, colours, describe,
    pattern::{group, pattern},
    report,
    spec::{AppSpec, Body, Scheme},
    words,
};

mod collection;
mod kinds;

/// What became of a request.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Outcome {
    /// What was changed, a sentence each.
    pub(super) done: Vec<String>,
    /// Clauses that were not understood.
    pub(super) not_done: Vec<String>,
}

/// The specification after a request.
pub(super) fn follow(spec: &AppSpec, request: &str) -> (AppSpec, Outcome) {
    let mut new = spec.clone();
    let mut outcome = Outcome::default();
    // Answers and options follow their question after its mark.
    // "Which doctor was it? Dr. Meyer or Dr. Singh" asks for a field with these options.
    let request = &with_answers(&words::plain(request));
    let asks = matches!(spec.app, Body::Quiz(_) | Body::Form(_));
    let request = describe::dropdowns(&words::respell(&words::plain(request)));
    let request = if asks { pattern!(r"\?\s+").replace(&request, "?\u{3}") } else { request };
    // "How many trips per month? Make a chart" asks for one thing.
    let request = pattern!(r"\bhow (?:many|much) ([^?.]+)\?[\s\u{3}]*(?:please )?(?:make|draw|show|add|give)(?: me)? (?:a|the) (chart|graph)\b").replace(&request, "add a $2 of $1");
    let (mut latest, mut spoken) = (String::new(), String::new());
    for clause in clauses(&request) {
        let clause = strip_politeness(&clause);
        if clause.is_empty() {
            continue;
        }
        // "add a size, and make it required": what was named last is meant.
        let clause = match pattern!(r"^(make|set|mark) (?:it|that|them|this)( (?:as |be )?(?:required|mandatory|compulsory|optional|not required))$").captures(&clause) {
            Some(found) if !latest.is_empty() => format!("{} {latest}{}", group(&found, 1), group(&found, 2)),
            _ => clause,
        };
        let clause = pattern!(r"^(?:the )?(.+?) (?:should|must|has to|have to|could|is to|are to) (?:now |rather )?be (?:called|named|renamed to|labelled) (.+)$").replace(&clause, "rename $1 to $2");
        let clause = meant(&clause, &spoken, &latest);
        spoken.clone_from(&clause);
        let before = labels(&new);
        let said = general(&mut new, &clause).or_else(|| own(&mut new, &clause));
        // "make it playful, yellow": a colour may stand in any clause that nothing else took.
        match said.or_else(|| recolour(&mut new, &format!("make it {clause}"))) {
            Some(done) => outcome.done.extend(done),
            None if describe::unsupported(&clause).is_empty() && !is_filler(&clause) => {
                outcome.not_done.push(clause);
            }
            None => {}
        }
        latest = labels(&new).into_iter().rfind(|label| !before.contains(label)).unwrap_or(latest);
    }
    if let Body::Collection(list) = &mut new.app {
        describe::finish(list);
    }
    (new, outcome)
}

/// "Which doctor was it? Dr. Meyer or Dr. Singh" asks for a field with these options.
fn with_answers(request: &str) -> String {
    let found = pattern!(r"^((?:which|what|who|how)\b[^?:\n]{3,60})\?\s+([^?!\n,]{2,40}(?:, [^?!\n,]{2,40})* or [^?!\n]{2,40}?)[.!]?$").captures(request);
    let Some(found) = found else { return request.to_owned() };
    let options = pattern!(r",?\s+or\s+|,\s*").replace(group(&found, 2), "/");
    format!("add {} ({options})", group(&found, 1))
}

/// The clause with what "it" stands for: the button or the field that was spoken of before.
fn meant(clause: &str, spoken: &str, latest: &str) -> String {
    if pattern!(r"\bbutton\b").is_match(spoken)
        && let Some(found) =
            pattern!(r"^(?:rename|change|call|name|label)\s+(?:it|that)\s+(?:to |into |as )?(.+)$")
                .captures(clause)
    {
        return format!("the button should say {}", group(&found, 1));
    }
    let pronoun = pattern!(
        r"^(put|move|place|show|display|bring)\s+(?:it|that|this)\s+((?:above|before|below|after|under|to the|at the|on the|first|last).*)$"
    );
    match pronoun.captures(clause) {
        Some(found) if !latest.is_empty() => format!("{} {latest} {}", group(&found, 1), group(&found, 2)),
        _ => clause.to_owned(),
    }
}

/// The labels of an app's fields.
fn labels(spec: &AppSpec) -> Vec<String> {
    let fields = match &spec.app {
        Body::Collection(list) => &list.fields,
        Body::Form(form) => &form.fields,
        _ => return Vec::new(),
    };
    fields.iter().map(|field| field.label.clone()).collect()
}

fn own(spec: &mut AppSpec, clause: &str) -> Option<Vec<String>> {
    if !describe::unsupported(clause).is_empty() {
        return None;
    }
    let mut texts = std::mem::take(&mut spec.texts);
    let done = match &mut spec.app {
        Body::Collection(list) => collection::change(list, &mut texts, clause),
        Body::Form(form) => kinds::form(form, &mut texts, clause),
        Body::Timer(timer) => kinds::timer(timer, &mut texts, clause),
        Body::Calculator(calculator) => kinds::calculator(calculator, clause),
        Body::Converter(converter) => kinds::converter(converter, clause),
        Body::Quiz(quiz) => kinds::quiz(quiz, &mut texts, clause),
        Body::Landing(landing) => kinds::landing(landing, &mut texts, clause),
        Body::Planner(planner) => kinds::planner(planner, clause),
    };
    spec.texts = texts;
    if let (Body::Landing(landing), Some(_)) = (&mut spec.app, &done) {
        describe::landing::finish(&mut landing.sections);
    }
    done
}

const VERBS: &str = r"(?:please |also |then |now )*(?:rename|call|add|remove|delete|drop|make|change|set|use|put|show|let|give|sort|turn|switch|hide|mark|insert|replace|increase|decrease|raise|lower|reduce|name|title|include|filter|i want|i'd|i need|we need|i also|say|start|export|move|enable|disable|get rid|write|warn|highlight|color|colour|default|limit|track|store|allow|reorder|print|ask|require|no )\b";

static SPLIT: std::sync::LazyLock<super::pattern::Pattern> = std::sync::LazyLock::new(|| {
    super::pattern::Pattern::new(&format!(
        r"(?:\s*,\s*(?:and |then |but )?|\s+(?:and|then|but|plus)\s+)({VERBS})"
    ))
});

/// The parts of a request that each ask for one thing.
fn clauses(request: &str) -> Vec<String> {
    let quoted: Vec<String> =
        pattern!(r#""[^"]*""#).all(request).iter().map(|found| group(found, 0).to_owned()).collect();
    // Quoted words are set aside, so that "say “Sign up and save”" stays whole.
    let mut text = request.to_owned();
    for (at, quote) in quoted.iter().enumerate() {
        text = text.replacen(quote.as_str(), &format!("\u{1}{at}\u{1}"), 1);
    }
    // The answers belong to the question before them.
    let text = pattern!(r"\?\s+\(?(with |the )?(answers?|options?|choices)\b").replace(&text, "?\u{3}$1$2");
    let text =
        pattern!(r"([a-z)\x01!?])(?:[.!?;]+\s+|[.;]+$)|\n").replace(&text, "$1\u{2}").replace('\u{3}', " ");
    let text = SPLIT.replace(&text, "\u{2}$1");
    text.split('\u{2}')
        .map(|clause| {
            let restored = quoted.iter().enumerate().fold(clause.to_owned(), |clause, (at, quote)| {
                clause.replace(&format!("\u{1}{at}\u{1}"), quote)
            });
            restored.trim().trim_end_matches(['.', ',']).trim().to_owned()
        })
        .filter(|clause| !clause.is_empty())
        .collect()
}

fn strip_politeness(clause: &str) -> String {
    let mut text = clause.to_owned();
    loop {
        let next = pattern!(r"^(?:please|pls|can you|could you|would you|can we|could we|could i|can i|also|now|then|next|finally|ok(?:ay)?|great|nice|cool|thanks|and|but|so|hey|hi|actually|just|maybe|it would be (?:nice|great|good) (?:to|if you(?: could)?)|i(?:'d| would) (?:also |really )?(?:like|love)(?: you)? to|i (?:also |now )?(?:want|need)(?: you)? to|let's|go ahead and|help me|what(?:'s| is|s))\b[,:\s]*").replace(&text, "");
        let keeps = pattern!(r"^(?:(?:re)?name|call|title|change the (?:title|name))\b").is_match(&next);
        let end = next.clone();
        // What is said ends as it is said: "Reserve now".
        let quoted = pattern!(r"^(?:change|set|make|update|let|have)?\b.*\b(?:button|text|label|headline|heading|slogan|tagline|message)\b.*\b(?:to|say|says|read|reads|be)\b \S").is_match(&next)
            || pattern!(r"\b(?:say|says|read|reads) \S|^(?:(?:re)?name|call|title)\b.*\b(?-i:Now|Again|Too|Instead)$").is_match(&next);
        let next = if quoted {
            pattern!(r"[,\s]+(?:please|pls|thanks|thank you)$|\s*[?.]+$").replace(&next, "")
        } else {
            next
        };
        let next = if quoted {
            next
        } else {
            pattern!(r"[,\s]+(?:please|pls|thanks|thank you|too|as well|if possible|instead|now|again|any ?more)$|\s*[?.]+$").replace(&next, "")
        };
        let next = if keeps && end.ends_with('?') { end } else { next };
        if next == text {
            return text.trim().to_owned();
        }
        text = next;
    }
}

fn is_filler(clause: &str) -> bool {
    pattern!(r"^(thanks?|thank you|looks? (good|great|nice)|good|great|nice|perfect|hello|hi|i like it|show it|(?:just |then )*(?:show|put|display|pin) (?:it|that|this|them)(?: \w+)?(?: (?:at|on|to) (?:the )?top| first| there)?|do it|change the button\.*)\W*$").is_match(clause)
}

/// Titles, colours, light and dark.
fn general(spec: &mut AppSpec, clause: &str) -> Option<Vec<String>> {
    if let Some(title) = title(clause, spec) {
        // "call it Wild Minds, in jungle green" says two things.
        let coloured = pattern!(r"^(.+?),? (?:in|with) ([a-z ]{3,24})$")
            .captures(&title)
            .filter(|found| words::words(group(found, 2)).iter().any(|word| colours::is_colour_name(word)));
        if let Some(found) = coloured {
            let done = recolour(spec, &format!("make it {}", group(&found, 2)));
            let named = general(spec, &format!("call it {}", group(&found, 1)))?;
            return Some([named, done.unwrap_or_default()].concat());
        }
        if let Body::Landing(landing) = &mut spec.app {
            landing.brand.clone_from(&title);
        }
        spec.title.clone_from(&title);
        return Some(vec![format!("the title is “{title}”")]);
    }
    if let Some(found) = pattern!(r#"\b(?:tagline|subtitle|sub-title|slogan|description(?: text)?)\b(?: text)?\s*(?:should (?:be|say|read)|to|:|=|is|says?)\s*:?\s*"?([^"]+)"?$"#).captures(clause) {
        group(&found, 1).trim().clone_into(&mut spec.tagline);
        return Some(vec![format!("the line under the title is “{}”", spec.tagline)]);
    }
    if let Some(mut done) = describe::looks(&mut spec.theme, clause) {
        done.extend(recolour(spec, clause).unwrap_or_default());
        return Some(done);
    }
    let scheme = describe::scheme(clause);
    let colour = recolour(spec, clause);
    if let Some(scheme) = scheme {
        spec.theme.scheme = scheme;
        let name = match scheme {
            Scheme::Dark => "it starts in dark mode",
            Scheme::Light => "it starts in light mode",
            Scheme::System => "it follows the system's light or dark setting",
        };
        let short = words::words(clause).len() <= 8;
        let colour = colour.or_else(|| short.then(|| recolour(spec, &format!("make it {clause}"))).flatten());
        return Some([vec![name.to_owned()], colour.unwrap_or_default()].concat());
    }
    if pattern!(r"\b(dark mode|dark theme|theme (?:toggle|switch)|light and dark)\b").is_match(clause) {
        return Some(vec!["the sun and moon button switches between light and dark".to_owned()]);
    }
    colour
}

/// Words that give a thing a colour, unlike a field that is called "colour".
fn recolour(spec: &mut AppSpec, clause: &str) -> Option<Vec<String>> {
    if pattern!(
        r"\b(field|column|categor\w+|option|tag|priority|remove|delete|status|overdue|ones)\b|\badd (?:a |an )?colou?rs?\b"
    )
    .is_match(clause)
        && !clause.contains('#')
    {
        return None;
    }
    let short = words::words(clause).len() <= 8
        && pattern!(r"^(?:make|turn|use|change|switch|set|go|give|paint|colou?r|in)\b|\b(?:mode|theme|look|style|corners|colou?rs?|tones?|accents?|vibes?|feel)\b").is_match(clause);
    let meant = pattern!(r"\b(colou?rs?|theme|accent|look)\b").is_match(clause);
    let bare = words::words(clause)
        .into_iter()
        .rev()
        .find(|word| {
            short
                && colours::is_colour_name(word)
                && !["black", "white", "grey", "dark", "light"].contains(&word.as_str())
        })
        .or_else(|| {
            words::words(clause).into_iter().rev().find(|word| short && colours::is_colour_name(word))
        })
        .or_else(|| {
            words::words(clause)
                .iter()
                .rev()
                .filter(|_| meant)
                .find_map(|word| colours::misspelt(word))
                .map(str::to_owned)
        });
    let accent = describe::accent(clause)
        .or_else(|| bare.and_then(|word| colours::named(&word)).map(str::to_owned))?;
    if pattern!(r"\b(?:add|rename|called|named)\b").is_match(clause)
        && !clause.contains('#')
        && !pattern!(r"\b(colou?r|theme|accent|look)\b").is_match(clause)
    {
        return None;
    }
    let word = words::words(clause)
        .into_iter()
        .rev()
        .find(|word| colours::named(word).is_some() && colours::is_colour_name(word));
    spec.theme.accent.clone_from(&accent);
    Some(vec![format!("the colours are built on {}", word.unwrap_or(accent))])
}

/// The new title that a clause gives the app.
fn title(clause: &str, spec: &AppSpec) -> Option<String> {
    const APP: &str = r"(?:the |this |my |our )?(?:whole )?(?:app|title|name|it|app'?s? (?:name|title)|title of (?:the )?(?:app|page|quiz)|name of (?:the )?(?:app|page|quiz)|app title|app name|page title|main title|heading|header|project|quiz|page|list|tracker|board|site|website|brand|business|timer|calculator|form|survey|dashboard|deck)";
    static TITLES: std::sync::LazyLock<[super::pattern::Pattern; 4]> = std::sync::LazyLock::new(|| {
        [
            super::pattern::Pattern::new(&format!(
                r"^(?:rename|re-name|change|set|update|switch) {APP}(?: name| title)? (?:to|into|as|=)\s*:?\s*(.+)$"
            )),
            super::pattern::Pattern::new(&format!(r"^(?:re)?(?:call|name|title) {APP}\s*:?\s+(?:to )?(.+)$")),
            super::pattern::Pattern::new(
                r"^(?:the |a |new |app )*(?:title|heading|header|page title|app name|name of the app)\s*(?:should (?:be|say|read)|is|:|=)\s*:?\s*(.+)$",
            ),
            super::pattern::Pattern::new(
                r#"^(?:rename\s+(?:to|as)\s+|title:?\s+|(?:make|use|give it) (?:the |a )?(?:title|name|heading):?\s+")(.+)$"#,
            ),
        ]
    });
    let found = TITLES.iter().find_map(|pattern| pattern.captures(clause))?;
    let title = group(&found, 1).trim().trim_matches(['"', '\'', ' ']).replace('\u{a0}', " ");
    let title = pattern!(r#"["']?\s*,?\s+(?:please|instead|thanks)$"#).replace(&title, "");
    // A landing page's headline is a text of its own.
    let headline = matches!(spec.app, Body::Landing(_))
        && pattern!(r"^\w+ (?:the )?(?:headline|heading)\b").is_match(clause);
    (!title.is_empty() && title.chars().count() <= 80 && !headline).then_some(title)
}

/// The description of a different app that is to take this one's place.
pub(super) fn replacement(request: &str, spec: &AppSpec) -> Option<String> {
    let text = words::plain(request);
    if let Some(found) = pattern!(r"^(?:please |let's |can we |ok,? )*(?:start (?:over|again|from scratch|fresh)|from scratch|scrap (?:it|this|that|everything)|forget (?:it|this|that|everything)|throw (?:it|this|everything) away|new app)\b[,:.;!\s-]*(?:and |with |now |then |please )*(.*)$").captures(&text) {
        let rest = group(&found, 1);
        return describe::describes_something(rest).then(|| rest.to_owned());
    }
    if pattern!(r"\b(?:use|show|with|say|put|display|make it|be) .{1,40}\binstead of\b").is_match(&text) {
        return None;
    }
    let whole = pattern!(r"^(?:no,? |please |actually,? |can you |could you |i want you to |i want |i'd like |now |ok,? )*(?:build|create|make|generate|write|design|give|turn (?:it|this) into)\s+(?:me |us |it |this )?(?:into )?(?:a|an)\s+((?:new |different |completely different |simple |small )*[\w -]*\b(?:app|tracker|list|timer|calculator|quiz|page|form|survey|board|journal|planner|dashboard|converter|stopwatch|to-?do|log|notes app|inventory|catalogue|cards|crm|countdown)\b.*)$").captures(&text);
    let whole = whole?;
    let described = group(&whole, 1);
    let new = describe::describe(described);
    let instead =
        pattern!(r"\binstead\b|\bdifferent app\b|\bnew app\b|\bturn (?:it|this) into\b").is_match(&text);
    let board = pattern!(
        r"\b(?:board|columns|table|cards|grid|gallery)\b(?: view)?(?:$| (?:by|per|grouped|with|for|of)\b)"
    )
    .is_match(described);
    if board
        && pattern!(r"\b(?:turn|make|convert) (?:it|this|that)\b").is_match(&text)
        && matches!(spec.app, Body::Collection(_))
    {
        return None;
    }
    let other_kind = std::mem::discriminant(&new.app) != std::mem::discriminant(&spec.app);
    let other_things = matches!((&new.app, &spec.app), (Body::Collection(new), Body::Collection(old)) if !words::alike(&new.noun.one, &old.noun.one) && new.noun.one != "item");
    // "make a chart", "make a notes field" change this app.
    let part =
        pattern!(r"\b(?:field|column|section|chart|button|row|question|filter|option|category|view)\b")
            .is_match(&text)
            && !instead;
    (instead || ((other_kind || other_things) && !part)).then(|| described.replace("instead", ""))
}

/// A project that this generator did not write: the little that can be done without knowing it.
pub(super) fn imported(request: &str, listing: &[String], files: &BTreeMap<String, Option<String>>) -> Reply {
    let say = |text: String| Reply { text, calls: Vec::new() };
    if let Some(found) =
        pattern!(r"^(?:start (?:over|again|from scratch)|scrap (?:it|this|everything))\b[,:.;!\s-]*(.+)$")
            .captures(&words::plain(request))
    {
        let spec = describe::describe(group(&found, 1));
        let calls = super::generate::files(&spec)
            .iter()
            .map(|file| ("write_file".to_owned(), json!({"path": file.path, "text": file.text})))
            .collect();
        return Reply { text: report::beginning(&spec), calls };
    }
    let Some(title) = imported_title(request) else { return say(report::imported()) };
    if !listing.iter().any(|path| path == "index.html") {
        return say(report::imported());
    }
    match files.get("index.html") {
        None => Reply {
            text: String::new(),
            calls: vec![("read_file".to_owned(), json!({"path": "index.html"}))],
        },
        Some(Some(html)) => {
            let old =
                pattern!(r"<title>[^<]*</title>").captures(html).map(|found| group(&found, 0).to_owned());
            match old.filter(|old| html.matches(old.as_str()).count() == 1) {
                Some(search) => {
                    let replace = format!("<title>{}</title>", super::template::html_text(&title));
                    let arguments = json!({"path": "index.html", "search": search, "replace": replace});
                    Reply { text: String::new(), calls: vec![("edit_file".to_owned(), arguments)] }
                }
                None => say(report::imported()),
            }
        }
        Some(None) => say(report::imported()),
    }
}

fn imported_title(request: &str) -> Option<String> {
    let text = strip_politeness(&words::respell(&words::plain(request)));
    let found = pattern!(r#"^(?:(?:rename|change|set) (?:the |this )?(?:app|title|name|page title|project|it)(?: name| title)? (?:to|into|as)|(?:call|name|title) (?:it|the app|this))\s*:?\s+"?([^"]+)"?$"#).captures(&text)?;
    Some(group(&found, 1).trim().to_owned())
}

/// The end of a turn in such a project.
pub(super) fn imported_done(request: &str, failures: &[String]) -> String {
    report::imported_done(imported_title(request).as_deref(), failures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_fall_into_clauses() {
        assert_eq!(
            clauses("rename it to X, add a priority field and make it dark"),
            ["rename it to X", "add a priority field", "make it dark"]
        );
        assert_eq!(
            clauses("change the headline to \"Sign up and save. Now\""),
            ["change the headline to \"Sign up and save. Now\""]
        );
        assert_eq!(clauses("add cash, card and bank transfer"), ["add cash, card and bank transfer"]);
        assert_eq!(clauses("drop the quotes and say Order now on the main button").len(), 2);
    }
}
