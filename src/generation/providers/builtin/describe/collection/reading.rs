//! From the sentences of a description to fields and features.

use super::super::super::pattern::{group, pattern};
use super::super::super::spec::{Collection, Field, FieldKind, Layout};
use super::super::super::words;
use super::super::super::words::alike;
use super::super::features;
use super::super::fields;
use super::super::fields::Context;
use super::super::lexicon;
use super::super::naming;
use super::super::naming::Subject;
use super::super::phrases;
use super::super::prepare;
use super::empty;
use super::formulas;
use super::usual::merge_preset;

/// Reads every phrase; gives how many fields the person named.
pub(super) fn read(
    list: &mut Collection,
    text: &str,
    context: &Context,
    subject: &Subject,
    stated: &[(String, String)],
    unread: &mut Vec<String>,
) -> usize {
    let preset_features = subject.preset.map_or("", |preset| preset.features);
    if preset_features.split(' ').any(|feature| feature == "daily") {
        list.extras.daily = true;
    }
    let mut later = Vec::new();
    let mut named = 0;
    let sentences = phrases::sentences(text);
    let several = sentences.len() > 1;
    for (at, sentence) in sentences.into_iter().enumerate() {
        // "My cat has diabetes. I need …" tells why before it says what.
        if at == 0 && several && sentence.len() == 1 && naming::tells(&sentence[0]) {
            continue;
        }
        for (nth, phrase) in sentence.iter().enumerate() {
            // "a watchlist for films and series" has no field "Series".
            let first = || relevant(&sentence[0], true).is_none();
            let head = words::words(phrase).iter().any(|word| naming::is_head(word));
            let joined = pattern!(r"^[a-z]+s$").is_match(phrase) && is_thing(phrase, context);
            if at == 0 && nth == 1 && (joined || head && relevant(phrase, true).is_none()) && first() {
                continue;
            }
            let told = relevant(phrase, at == 0 && nth == 0);
            named += aside(list, phrase, context, told.is_none());
            let Some(phrase) = told else { continue };
            for part in phrase {
                if let Some((fields, chart)) = charted(&part) {
                    for field in fields {
                        named += usize::from(field_phrase(list, &field, context));
                    }
                    later.push(chart);
                } else if is_feature(&part) {
                    later.push(part);
                } else if super::super::unsupported(&part).is_empty() && !is_subject(&part, subject) {
                    let field = field_phrase(list, &part, context);
                    named += usize::from(field);
                    if !field {
                        unread.push(part);
                    }
                }
            }
        }
    }
    // Features name fields, so all fields come first; the preset's too.
    let preset_fields = subject.preset.map_or("", |preset| preset.fields);
    let noun = list.noun.one.clone();
    merge_preset(list, preset_fields, named, context, &noun);
    count_things(list);
    formulas::put(list, stated, context);
    for phrase in later {
        if !features::apply(list, &phrase, context) {
            unread.push(phrase);
        }
    }
    named
}

/// In a dashboard, what is counted is a number: "no-shows".
fn count_things(list: &mut Collection) {
    if !list.samples {
        return;
    }
    for counted in &mut list.fields {
        let noun = words::words(&counted.label).pop().unwrap_or_default();
        if matches!(counted.kind, FieldKind::Text) && !counted.required && words::singular(&noun) != noun {
            counted.kind = FieldKind::Number { unit: String::new(), min: Some(0.0), max: None };
        }
    }
}

/// Wishes in a description that were neither read as a field nor as a feature.
pub(in super::super::super) fn left_out(text: &str) -> Vec<String> {
    let (text, _) = &prepare::examples(&prepare::questions(text));
    let (text, stated) = &formulas::take(text);
    let subject = naming::subject(text);
    let context = Context {
        things: format!("{} {}", subject.noun.one, subject.noun.many).to_lowercase(),
        currency: String::new(),
    };
    let mut unread = Vec::new();
    read(&mut empty(&subject.noun), text, &context, &subject, stated, &mut unread);
    // Small talk about the app is no wish; what it should do is one.
    let wish = pattern!(
        r"\b(show\w*|display|calculat\w*|predict\w*|suggest\w*|compar\w+|group\w*|link\w*|connect\w*|share|shar(?:ed|ing)|convert\w*|generat\w*|assign\w*|attach\w*|schedul\w*|repeat\w*|recurr\w*|automatic\w*|lock\w*|draw\w*|play\w*|limit\w*|rank\w*|random\w*|pick\w*|merge\w*|split\w*|undo|swip\w+|zoom\w*|animat\w+|celebrat\w+|confetti|badges?|levels?|unlock\w*|auto\w*|detect\w*|duplicat\w*|categori[sz]\w*|estimat\w*|forecast\w*|upload\w*|invit\w+|chat|translat\w*|bulk|multi-?select|colou?r-?cod\w*|views?|timeline|nested|dependenc\w+|versions?|audit|roles?|permissions?|balance|count\w*|hide|hides|hidden|collaps\w*|expand\w*|toggle\w*|button|buttons|percentage|percent|difference|how (?:many|much|often|long)|tell|tells|know|see|highest|lowest|best|worst|stand out|flag\w*|warn\w*|lock|reset|clear|select|choose)\b"
    );
    let known = pattern!(
        r"\b(dark|light|responsive|mobile|phone|nice|clean|simple|beautiful|modern|look|design|colou?rs?)\b"
    );
    unread.retain(|part| wish.is_match(part) && !known.is_match(part) && part.split(' ').count() > 1);
    unread
}

/// "revenue (bar chart)" and "revenue by product (mugs, shirts)": fields, and a chart of them.
pub(super) fn charted(part: &str) -> Option<(Vec<String>, String)> {
    if let Some(found) =
        pattern!(r"^([^(]+?)\s*\((?:as |in )?(?:an? )?((?:\w+ )?(?:chart|graph|bars|pie|donut))\)$")
            .captures(part)
    {
        let name = fields::strip_fillers(group(&found, 1));
        let by = pattern!(r"^(.+?) (?:by|per) (.+)$").captures(&name);
        let fields = by.map_or_else(
            || vec![name.clone()],
            |by| vec![group(&by, 1).to_owned(), group(&by, 2).to_owned()],
        );
        return Some((
            fields.into_iter().filter(|f| !pattern!(r"^(?:day|week|month|year)s?$").is_match(f)).collect(),
            format!("{} of {name}", group(&found, 2)),
        ));
    }
    let found = pattern!(r"^(.+?) (?:by|split by|grouped by) ([^(]+?)\s*(\([^)]+\))$").captures(part)?;
    let drawn =
        pattern!(r"^(?:an? )?((?:line|bar|pie|donut|column)? ?(?:chart|graph)) (?:of|for|showing|with) ")
            .captures(group(&found, 1));
    let (shape, amount) = match &drawn {
        Some(drawn) => (group(drawn, 1).to_owned(), group(&found, 1)[group(drawn, 0).len()..].to_owned()),
        None => ("bar chart".to_owned(), group(&found, 1).to_owned()),
    };
    let amount = fields::strip_fillers(&amount);
    if is_feature(&amount)
        || drawn.is_none() && matches!(lexicon::kind_of(&amount, ""), FieldKind::Text)
        || pattern!(r"\b(?:paid|made|done|owned|written|led|taught|sold|brewed)$").is_match(&amount)
    {
        return None;
    }
    let choice = format!("{} {}", group(&found, 2), group(&found, 3));
    Some((vec![amount.clone(), choice], format!("{shape} of {amount} by {}", group(&found, 2))))
}

/// Whether a word names things rather than something about them.
pub(super) fn is_thing(word: &str, context: &Context) -> bool {
    matches!(lexicon::kind_of(word, &context.things), FieldKind::Text)
}

/// Options that stand beside the point: "for the kids (Anna; Ben): every chore has …".
pub(super) fn aside(list: &mut Collection, phrase: &str, context: &Context, alone: bool) -> usize {
    let Some(found) = pattern!(r"^(.*?)\b(\w+) (\([^)]*;[^)]*\))(.*)$").captures(phrase) else { return 0 };
    if group(&found, 4).trim().is_empty() && !alone {
        return 0;
    }
    usize::from(field_phrase(list, &format!("{} {}", group(&found, 2), group(&found, 3)), context))
}

/// The part of a phrase that may name something: what follows the last trigger word.
pub(super) fn relevant(phrase: &str, first: bool) -> Option<Vec<String>> {
    let trigger = pattern!(
        r"\b(?:with|(?:[\w-]+s|it|they|each|each \w+|every \w+) (?:can )?(?:belongs?|belong|is assigned|are assigned|is filed|are filed) (?:in|under|to)|where i (?:(?:can|could|want to|need to|get to)(?: also| just)? ?)?(?:enter|record|add|log|note|see|put in|put|fill in|type in|write|set|track|keep an overview of|jot down)|where i can|where (?:you|we|each \w+|every \w+)(?: (?:can|has|have|gets))?|including|includ(?:es|e)|(?:each|every|all|the) [\w-]+(?: [\w-]+)? (?:has|have|should have|needs|gets|consists of|shows?)|(?:tasks|cards|items|entries|things|they|it|[\w-]+s) (?:have|has|should have|need|needs)|for (?:each|every)(?: [\w-]+)?(?:,| i (?:want|need|record|enter|log|track|note)(?: to (?:track|record|enter|see|log|note|store|save|know))?)?|fields? (?:for|are|like|such as)|fields?:|featuring|features?:?|store|storing|records?(?: the)?|recording|that (?:tracks?|shows?|stores?|records?|has|have|includes?|lets (?:me|us|you)(?: \w+)?)|which (?:tracks?|shows?|stores?|has|have|includes?)|has|have|having|consisting of|(?:i|we)(?:'d|'ll| would| will| usually| always)? (?:like to |love to |want to |need to )?(?:note down|jot down|write down|log|note|record|track|enter|store|collect)|i (?:enter|log|record|note|pick|choose|write|track|store|can enter|want to (?:track|record|store|log|note|enter|save|see))|(?:let me|lets me|let us|lets you|i want to|i'd like to|i can|to) (?:enter|record|log|note|track|store|save|set|add|capture|write down)|showing|shows?|displays?|capturing|along with|plus|so i can (?:see|track)|and (?:see|show))\b:?\s*|:\s+"
    );
    if !first
        && pattern!(r"^(?:and |also )?(?:whether|if|what|who|where|how)\b").is_match(phrase)
        && !phrase.contains(':')
        && !is_feature(phrase)
    {
        return Some(vec![phrase.to_owned()]);
    }
    let mut start = 0;
    for found in trigger.all(phrase) {
        if let Some(found) = found.get(0) {
            let depth = phrase[..found.start()].matches('(').count() as i32
                - phrase[..found.start()].matches(')').count() as i32;
            if depth == 0 && found.end() < phrase.len() {
                start = found.end();
            }
        }
    }
    let cut = &phrase[start..];
    if first {
        // The beginning says what the app is; only a "with" or the like begins the details.
        return (start > 0).then(|| vec![cut.to_owned()]);
    }
    // A feature that only the words after the trigger name stands on its own.
    let after_only = is_feature(cut) && !is_feature(&phrase[..start]);
    if start > 0 && is_feature(phrase) && !after_only {
        return Some(vec![phrase.to_owned()]);
    }
    Some(vec![cut.to_owned()])
}

/// Whether a phrase asks for a feature rather than naming a field.
pub(in super::super::super) fn is_feature(phrase: &str) -> bool {
    // Options may be called like features: "method (espresso, filter)".
    let phrase = &pattern!(r"\([^)]*\)").replace(phrase, " ");
    features::asks_for_part(phrase) || features::asks_for_aid(phrase) || pattern!(r"\b(charts?|graphs?|plot|histogram|pie|donut|trend|filter\w*|sort(?:ed|able|ing|s)?|order(?:ed)? by|search\w*|favou?rit\w*|pin(?:ned|ning|s)|pin|archiv\w+|export\w*|import\w*|print\w*|drag-drop|drag|reorder|streaks?|keyboard shortcuts?|shortcuts|undo|overdue|progress (?:bar|ring|circle)|statistics|stats|analytics|reminders?|remind|warn\w*|alert\w*|highlight\w*|upvot\w+|vot(?:e|es|ing)|daily goal|weekly goal|monthly goal|yearly goal|low[ -]stock|stepper|stand(?:s|ing)? out|star (?:for|button|to mark)|(?:mark|tick|check)(?: off)? (?:the |those |which |what )?(?:ones|those|things|what|which|[a-z]+s) (?:i|we|they|you|that|which|already|i've|we've)|copy[- ]to[- ]clipboard|copy button|(?:button to )?copy (?:the|it|them)|(?:fewer|less) than \d+|(?:total|what|how much|whole|entire|everything|stock|inventory|collection)\b.{0,40}\bworth|progress (?:towards?|to|on|of)|download\w*|spreadsheet (?:file|export)|runs? low|running low|over time|kpis?|(?:check|tick|cross|strike)(?:ed|ing|s)? (?:\w+ ){0,3}off|edit-delete|(?:show|see|display|list) (?:me )?(?:only|just)|^(?:only|just) (?:the )?[a-z]+ |tell me (?:if|when|about)|let me know (?:if|when)|^flag\b|flag (?:anything|everything|all|any|those|what|items|entries|things|when|if)\b|quick-add|only (?:show|see|display)|^(?:as )?(?:cards|a table|table|a grid|grid)(?: please| view| layout)?$|(?:newest|latest|oldest|earliest|cheapest|soonest|most recent|most expensive|biggest|largest|smallest) (?:\w+ )?(?:first|on top|at the top)|alphabetical\w*|how much (?:money|\w+) (?:has|have|did|do|is|are|was)|how much (?:is|are) left|dark mode|light mode|responsive|csv|json|(?:in|as) an? (?:sortable )?table|hid(?:e|ing) (?:the |all |my )?(?:finished|completed|done|ticked|checked|bought|packed)|group(?:ed|ing)? (?:\w+ )?by|(?:next|upcoming|nearest|coming) (?:\w+ )?(?:first|on top|at the top)|(?:see|show|know|find out|check) (?:me )?(?:who|which ones?|which) (?:has|have|hasn't|haven't|is|isn't|are|aren't|still|did|didn't|owes?)|quick[- ]add|back ?up|history|insights|mark (?:\w+ ){0,4}(?:as|done|complete))\b|\b(?:goal|budget|limit|target)\b.*\d|\b(?:in|the) total\b|\baltogether\b|^(?:a |the |and |running |grand |monthly |weekly |yearly |overall |(?:show|see|know) (?:me )?(?:the |my )?)*(?:totals?|sums?|averages?|subtotals?)\b|\bper kid\b|\bas bars\b|\bby (?:month|week|day)\b|\b(?:table|card|grid|gallery|list) (?:view|layout)\b|\bshow\b.*\bper \w+|\b(?:sample|example|demo|dummy) data\b|\bweekly (?:overview|summary|chart)\b|\b(?:average|total) (?:order|spending|cost|price|amount|score|rating|points|hours|time|distance|value|spend)\b").is_match(phrase)
}

/// Whether a phrase only says what the things are called.
pub(super) fn is_subject(phrase: &str, subject: &Subject) -> bool {
    let phrase = fields::strip_fillers(phrase);
    let known = [&subject.noun.one, &subject.noun.many];
    known.iter().any(|name| alike(name, &phrase))
        && !subject.preset.is_some_and(|preset| preset.fields.contains(&*subject.noun.one))
        || naming::explicit_title(&phrase).is_some()
        || super::super::accent(&format!("in {phrase}")).is_some()
            && phrase.split_whitespace().count() <= 3
            && !phrase.contains("colour")
        || pattern!(r"\b(?:theme|colou?r scheme|palette|colou?rs)\b").is_match(&phrase)
            && super::super::accent(&phrase).is_some()
}

pub(super) fn field_phrase(list: &mut Collection, phrase: &str, context: &Context) -> bool {
    let kanban = pattern!(
        r"^(?:these |the |following |this )*(columns?|lanes?|lists?|stages?|options?|choices?)\s*\(([^)]*)\)"
    )
    .captures(phrase);
    if let Some(columns) = &kanban
        && !group(columns, 1).to_lowercase().starts_with("stage")
    {
        let options: Vec<String> = group(columns, 2)
            .split([';', ','])
            .map(phrases::clean_option)
            .filter(|o| !o.is_empty())
            .map(|o| words::label(&o))
            .collect();
        let field = Field {
            default: options.first().cloned(),
            ..Field::new("Column", FieldKind::Choice { options })
        };
        let id = features::add_field(list, field);
        list.filters.retain(|filter| *filter != id);
        list.layout = Layout::Board(id);
        return true;
    }
    match fields::field(phrase, context) {
        Some(field) => {
            features::add_field(list, field);
            true
        }
        None => false,
    }
}
