//! A description of a list of things into its specification.

use super::{
    super::{
        pattern::{group, pattern},
        spec::{
            Body, Collection, Dimension, Extras, Field, FieldKind, Insight, Layout, Metric, Noun, Period,
            Shape, Sort,
        },
        words::{self, alike, identifier},
    },
    features,
    fields::{self, Context},
    lexicon,
    naming::{self, Subject},
    phrases, prepare,
    presets::Preset,
};

/// Title, tagline and app of a description.
pub(super) fn describe(text: &str) -> (String, String, Body) {
    let (text, needed) = prepare::required(text);
    let (text, kinds) = &prepare::examples(&text);
    let subject = naming::subject(text);
    let currency = lexicon::currency_in(text).unwrap_or_default().to_owned();
    let context =
        Context { things: format!("{} {}", subject.noun.one, subject.noun.many).to_lowercase(), currency };
    let mut list = empty(&subject.noun);
    let dashboard = pattern!(r"\bdashboard\b").is_match(text);
    list.samples = dashboard
        || pattern!(r"\b(?:sample|example|demo|dummy|mock|fake) (?:data|entries|items)\b|\bpre-?filled\b")
            .is_match(text);
    let said = read(&mut list, text, &context, &subject, &mut Vec::new());
    complete(&mut list, &subject, &context, said);
    late(&mut list, text, &context);
    kinds_of(&mut list, kinds);
    super::form::require(&mut list.fields, &needed);
    finish(&mut list);
    let tagline = tagline(&list, &subject);
    (subject.title.clone(), tagline, Body::Collection(Box::new(list)))
}

/// Gives the options that stand elsewhere in the text to the entries' bare type.
fn kinds_of(list: &mut Collection, kinds: &[String]) {
    let field = list.fields.iter_mut().find(|f| pattern!(r"^(type|kind|activity|category)$").is_match(&f.label));
    if let Some(field) = field.filter(|_| kinds.len() > 1) {
        field.kind = FieldKind::Choice { options: kinds.to_vec() };
    }
}

fn empty(noun: &Noun) -> Collection {
    Collection {
        noun: noun.clone(),
        code: code(&noun.one),
        fields: Vec::new(),
        layout: Layout::List,
        search: false,
        filters: Vec::new(),
        sort: Sort { by: "createdAt".to_owned(), descending: true },
        done: None,
        extras: Extras::default(),
        insights: Vec::new(),
        samples: false,
    }
}

/// The noun as an identifier that no type or variable of the generated code has.
#[expect(clippy::too_many_lines, reason = "a table of words, one after another")]
fn code(noun: &str) -> String {
    const TAKEN: &[&str] = &[
        "date",
        "event",
        "record",
        "map",
        "set",
        "error",
        "form",
        "node",
        "text",
        "image",
        "request",
        "file",
        "comment",
        "option",
        "element",
        "array",
        "object",
        "number",
        "string",
        "boolean",
        "symbol",
        "promise",
        "view",
        "draft",
        "title",
        "app",
        "dialog",
        "field",
        "fields",
        "line",
        "point",
        "board",
        "column",
        "day",
        "due",
        "group",
        "value",
        "index",
        "change",
        "add",
        "save",
        "remove",
        "undo",
        "stats",
        "read",
        "storage",
        "dates",
        "format",
        "files",
        "examples",
        "lines",
        "toolbar",
        "insights",
        "chart",
        "goal",
        "example",
        "sort",
        "editing",
        "deleted",
        "said",
        "visible",
        "table",
        "props",
        "react",
        "window",
        "document",
        "location",
        "history",
        "name",
        "event",
        "screen",
        "status",
        "stored",
        "order",
        "words",
        "partial",
        "pick",
        "json",
        "math",
        "response",
        "range",
        "selection",
        "notification",
        "animation",
        "history",
        "plugin",
        "storage",
        "url",
        "worker",
        "lock",
        "cache",
        "report",
        "interval",
        "last",
        "minimum",
        "errors",
        "first",
        "found",
        "initial",
        "by",
        "tick",
        "overdue",
        "soon",
        "label",
        "entries",
        "entry",
    ];
    let code = identifier(noun);
    let code: String = code.chars().take(28).collect();
    if TAKEN.contains(&code.as_str()) || code.ends_with("Value") {
        format!("{}Item", code.trim_end_matches("Value"))
    } else {
        code
    }
}

/// Reads every phrase; gives how many fields the person named.
fn read(
    list: &mut Collection,
    text: &str,
    context: &Context,
    subject: &Subject,
    unread: &mut Vec<String>,
) -> usize {
    let preset_features = subject.preset.map_or("", |preset| preset.features);
    if preset_features.split(' ').any(|feature| feature == "daily") {
        list.extras.daily = true;
    }
    let mut later = Vec::new();
    let mut named = 0;
    for (at, sentence) in phrases::sentences(text).into_iter().enumerate() {
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
                } else if super::unsupported(&part).is_empty() && !is_subject(&part, subject) {
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
    for phrase in later {
        if !features::apply(list, &phrase, context) {
            unread.push(phrase);
        }
    }
    named
}

/// Wishes in a description that were neither read as a field nor as a feature.
pub(in super::super) fn left_out(text: &str) -> Vec<String> {
    let (text, _) = &prepare::examples(text);
    let subject = naming::subject(text);
    let context = Context {
        things: format!("{} {}", subject.noun.one, subject.noun.many).to_lowercase(),
        currency: String::new(),
    };
    let mut unread = Vec::new();
    read(&mut empty(&subject.noun), text, &context, &subject, &mut unread);
    // Small talk about the app is no wish; what it should do is one.
    let wish = pattern!(r"\b(show\w*|display|calculat\w*|predict\w*|suggest\w*|compar\w+|group\w*|link\w*|connect\w*|share|shar(?:ed|ing)|convert\w*|generat\w*|assign\w*|attach\w*|schedul\w*|repeat\w*|recurr\w*|automatic\w*|lock\w*|draw\w*|play\w*|limit\w*|rank\w*|random\w*|pick\w*|merge\w*|split\w*|undo|swip\w+|zoom\w*|animat\w+|celebrat\w+|confetti|badges?|levels?|unlock\w*)\b");
    let known = pattern!(r"\b(dark|light|responsive|mobile|phone|nice|clean|simple|beautiful|modern|look|design|colou?rs?)\b");
    unread.retain(|part| wish.is_match(part) && !known.is_match(part) && part.split(' ').count() > 1);
    unread
}

/// "revenue (bar chart)" and "revenue by product (mugs, shirts)": fields, and a chart of them.
fn charted(part: &str) -> Option<(Vec<String>, String)> {
    if let Some(found) = pattern!(r"^([^(]+?)\s*\((?:as |in )?(?:an? )?((?:\w+ )?(?:chart|graph|bars|pie|donut))\)$").captures(part) {
        let name = fields::strip_fillers(group(&found, 1));
        let by = pattern!(r"^(.+?) (?:by|per) (.+)$").captures(&name);
        let fields = by.map_or_else(|| vec![name.clone()], |by| vec![group(&by, 1).to_owned(), group(&by, 2).to_owned()]);
        return Some((fields.into_iter().filter(|f| !pattern!(r"^(?:day|week|month|year)s?$").is_match(f)).collect(), format!("{} of {name}", group(&found, 2))));
    }
    let found = pattern!(r"^(.+?) (?:by|split by|grouped by) ([^(]+?)\s*(\([^)]+\))$").captures(part)?;
    let amount = fields::strip_fillers(group(&found, 1));
    if is_feature(&amount) || matches!(lexicon::kind_of(&amount, ""), FieldKind::Text) || pattern!(r"\b(?:paid|made|done|owned|written|led|taught|sold|brewed)$").is_match(&amount) {
        return None;
    }
    let choice = format!("{} {}", group(&found, 2), group(&found, 3));
    Some((vec![amount.clone(), choice], format!("bar chart of {amount} by {}", group(&found, 2))))
}

/// Whether a word names things rather than something about them.
fn is_thing(word: &str, context: &Context) -> bool {
    matches!(lexicon::kind_of(word, &context.things), FieldKind::Text)
}

/// Options that stand beside the point: "for the kids (Anna; Ben): every chore has …".
fn aside(list: &mut Collection, phrase: &str, context: &Context, alone: bool) -> usize {
    let Some(found) = pattern!(r"^(.*?)\b(\w+) (\([^)]*;[^)]*\))(.*)$").captures(phrase) else { return 0 };
    if group(&found, 4).trim().is_empty() && !alone {
        return 0;
    }
    usize::from(field_phrase(list, &format!("{} {}", group(&found, 2), group(&found, 3)), context))
}

/// The part of a phrase that may name something: what follows the last trigger word.
fn relevant(phrase: &str, first: bool) -> Option<Vec<String>> {
    let trigger = pattern!(
        r"\b(?:with|where i (?:(?:can|could|want to|need to|get to)(?: also| just)? ?)?(?:enter|record|add|log|note|see|put in|put|fill in|type in|write|set|track|keep an overview of|jot down)|where i can|where (?:you|we|each \w+|every \w+)(?: (?:can|has|have|gets))?|including|includ(?:es|e)|(?:each|every|all|the) [\w-]+(?: [\w-]+)? (?:has|have|should have|needs|gets|consists of|shows?)|(?:tasks|cards|items|entries|things|they|it|[\w-]+s) (?:have|has|should have|need|needs)|for (?:each|every)(?: [\w-]+)?(?:,| i (?:want|need|record|enter|log|track|note)(?: to (?:track|record|enter|see|log|note|store|save|know))?)?|fields? (?:for|are|like|such as)|fields?:|featuring|features?:?|store|storing|records?(?: the)?|recording|that (?:tracks?|shows?|stores?|records?|has|have|includes?|lets (?:me|us|you)(?: \w+)?)|which (?:tracks?|shows?|stores?|has|have|includes?)|has|have|having|consisting of|(?:i|we)(?:'d|'ll| would| will| usually| always)? (?:like to |love to |want to |need to )?(?:note down|jot down|write down|log|note|record|track|enter|store|collect)|i (?:enter|log|record|note|pick|choose|write|track|store|can enter|want to (?:track|record|store|log|note|enter|save|see))|(?:let me|lets me|let us|lets you|i want to|i'd like to|i can|to) (?:enter|record|log|note|track|store|save|set|add|capture|write down)|showing|shows?|displays?|capturing|along with|plus|so i can (?:see|track)|and (?:see|show))\b:?\s*|:\s+"
    );
    if !first && pattern!(r"^(?:and |also )?(?:whether|if|what|who|where|how)\b").is_match(phrase) && !phrase.contains(':') && !is_feature(phrase) {
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
pub(in super::super) fn is_feature(phrase: &str) -> bool {
    // Options may be called like features: "method (espresso, filter)".
    let phrase = &pattern!(r"\([^)]*\)").replace(phrase, " ");
    pattern!(r"\b(charts?|graphs?|plot|histogram|pie|donut|trend|filter\w*|sort(?:ed|able|ing|s)?|order(?:ed)? by|search\w*|favou?rit\w*|pin(?:ned|ning|s)|pin|archiv\w+|export\w*|import\w*|print\w*|drag-drop|drag|reorder|streaks?|keyboard shortcuts?|shortcuts|undo|overdue|progress (?:bar|ring|circle)|statistics|stats|analytics|reminders?|remind|warn\w*|alert\w*|highlight\w*|upvot\w+|vot(?:e|es|ing)|daily goal|weekly goal|monthly goal|yearly goal|low[ -]stock|stepper|(?:fewer|less) than \d+|(?:total|what|how much) .{0,40}\bworth|progress (?:towards?|to|on|of)|download\w*|spreadsheet (?:file|export)|runs? low|running low|over time|kpis?|(?:check|tick|cross|strike)(?:ed|ing|s)? (?:\w+ ){0,3}off|edit-delete|dark mode|light mode|responsive|csv|json|quick[- ]add|back ?up|history|insights|mark (?:\w+ ){0,4}(?:as|done|complete))\b|\b(?:goal|budget|limit|target)\b.*\d|\b(?:in|the) total\b|\baltogether\b|^(?:a |the |and |running |grand |monthly |weekly |yearly |overall |show (?:me )?(?:the )?)*(?:totals?|sums?|averages?|subtotals?)\b|\bper kid\b|\bas bars\b|\bby (?:month|week|day)\b|\b(?:table|card|grid|gallery|list) (?:view|layout)\b|\bshow\b.*\bper \w+|\b(?:sample|example|demo|dummy) data\b|\bweekly (?:overview|summary|chart)\b|\b(?:average|total) (?:order|spending|cost|price|amount|score|rating|points|hours|time|distance|value|spend)\b").is_match(phrase)
}

/// Whether a phrase only says what the things are called.
fn is_subject(phrase: &str, subject: &Subject) -> bool {
    let phrase = fields::strip_fillers(phrase);
    let known = [&subject.noun.one, &subject.noun.many];
    known.iter().any(|name| alike(name, &phrase))
        && !subject.preset.is_some_and(|preset| preset.fields.contains(&*subject.noun.one))
        || naming::explicit_title(&phrase).is_some()
        || super::accent(&format!("in {phrase}")).is_some()
            && phrase.split_whitespace().count() <= 3
            && !phrase.contains("colour")
        || pattern!(r"\b(?:theme|colou?r scheme|palette|colou?rs)\b").is_match(&phrase)
            && super::accent(&phrase).is_some()
}

fn field_phrase(list: &mut Collection, phrase: &str, context: &Context) -> bool {
    let kanban = pattern!(r"^(?:these |the |following |this )*(columns?|lanes?|lists?|stages?|options?|choices?)\s*\(([^)]*)\)")
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
            id: "column".to_owned(),
            label: "Column".to_owned(),
            default: options.first().cloned(),
            kind: FieldKind::Choice { options },
            required: false,
            placeholder: None,
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

/// Puts the preset's fields around those that the person named, whose order stays.
fn merge_preset(list: &mut Collection, preset: &str, named: usize, context: &Context, noun: &str) {
    let mut own = std::mem::take(&mut list.fields);
    let filters = std::mem::take(&mut list.filters);
    let titled = own.iter().any(|f| {
        matches!(f.kind, FieldKind::Text)
            && pattern!(r"\b(name|title|item|task|exercise|subject|label|word|dish|gift|what)\b")
                .is_match(&f.label)
    });
    // Whoever names several things and begins with a name of its own has said what comes first.
    let titled = titled
        || (named >= 3
            && own.first().is_some_and(|f| matches!(f.kind, FieldKind::Text) && !is_attribute(&f.label)));
    // Entries about a pet that is chosen are no pets.
    let about = own.iter().any(|f| matches!(f.kind, FieldKind::Choice { .. }) && alike(&f.label, noun))
        && own.iter().any(|f| matches!(f.kind, FieldKind::Date | FieldKind::Time));
    let titled = titled || about || (list.samples && named > 0);
    let (mut head, mut tail): (Vec<Field>, Vec<Field>) = (Vec::new(), Vec::new());
    for part in phrases::split(preset) {
        let essential = part.contains('+');
        let part = part.replace('+', "");
        if !essential && named > 0 {
            continue;
        }
        let Some(mut field) = fields::field(&part, context) else { continue };
        if field.kind == FieldKind::Date && field.label == "Date" {
            field.default = Some("today".to_owned());
        }
        if let Some(said) = own.iter_mut().find(|f| alike(&f.label, &field.label) || same_role(f, &field)) {
            said.required |= field.required;
            said.default = said.default.take().or(field.default);
            if matches!(said.kind, FieldKind::Text) && !matches!(field.kind, FieldKind::Text) {
                said.kind = field.kind;
            }
        } else if titled && matches!(field.kind, FieldKind::Text | FieldKind::LongText) && named >= 3 {
            // A note of its own would only be in the way.
        } else if field.kind == FieldKind::Text && field.required {
            if !titled {
                head.push(field);
            }
        } else if field.default.as_deref() == Some("today")
            || field.kind == FieldKind::Checkbox
            || named > 0 && field.kind != FieldKind::Text && !field.required
        {
            tail.push(field);
        } else {
            head.push(field);
        }
    }
    for field in head.into_iter().chain(own).chain(tail) {
        features::add_field(list, field);
    }
    for id in filters {
        if !list.filters.contains(&id) && list.fields.iter().any(|f| f.id == id) {
            list.filters.push(id);
        }
    }
    // "who does it" is answered by the people who were named.
    let people = list.fields.iter().any(|f| {
        matches!(f.kind, FieldKind::Choice { .. }) && PEOPLE.contains(&f.label.to_lowercase().as_str())
    });
    if people {
        list.fields.retain(|f| f.label != "Who");
    }
}

/// Whether a label says something about a thing rather than what the thing is called.
fn is_attribute(label: &str) -> bool {
    pattern!(r"^(species|project|room|location|genre|brand|colour|origin|vet|author|artist|company|phone|where|person|who|reason|occasion|client|owner|position|assignee|sector|class|nickname|dosage|quantity|aisle)$").is_match(label)
}

/// Labels of choices between people.
const PEOPLE: &[&str] = &[
    "kid",
    "child",
    "member",
    "roommate",
    "flatmate",
    "housemate",
    "player",
    "sibling",
    "teammate",
    "person",
];

/// Whether two fields would mean the same: "Duration" and "Minutes", "Note" and "Notes".
fn same_role(a: &Field, b: &Field) -> bool {
    let date = |f: &Field| matches!(f.kind, FieldKind::Date) && f.label == "Date";
    let last = |f: &Field| words::words(&f.label).last().cloned().unwrap_or_default();
    (date(a) && matches!(b.kind, FieldKind::Date) && date(b))
        || (alike(&last(a), &last(b))
            && std::mem::discriminant(&a.kind) == std::mem::discriminant(&b.kind)
            && (a.label.split(' ').count() == 1 || b.label.split(' ').count() == 1))
}

/// Adds what such an app needs although nobody said it.
fn complete(list: &mut Collection, subject: &Subject, context: &Context, _named: usize) {
    let features = subject.preset.map_or("", |preset: &Preset| preset.features);
    let has = |feature: &str| features.split(' ').any(|word| word == feature);
    if !list.samples || list.fields.len() < 2 {
        ensure_title(list, subject);
    } else if list.layout == Layout::List {
        list.layout = Layout::Table;
    }
    if list.layout == Layout::List {
        if has("table") {
            list.layout = Layout::Table;
        } else if has("cards") || (features.is_empty() && list.fields.len() > 3) {
            list.layout = Layout::Cards;
        }
    }
    if has("board") && !matches!(list.layout, Layout::Board(_)) {
        board(list);
    }
    if has("done")
        || list.fields.iter().any(|f| {
            matches!(f.kind, FieldKind::Checkbox)
                && ["Done", "Bought", "Completed", "Packed", "Finished", "Purchased"]
                    .contains(&f.label.as_str())
        })
    {
        let done = list.fields.iter().find(|f| {
            matches!(f.kind, FieldKind::Checkbox)
                && pattern!(r"^(done|bought|completed|packed|finished|purchased)$").is_match(&f.label)
        });
        if list.done.is_none() {
            list.done = done.map(|f| f.id.clone());
        }
    }
    if matches!(list.layout, Layout::Board(_)) {
        list.extras.reorder = false;
        list.search = true;
    }
    list.search |= has("search") || list.fields.len() > 3;
    list.extras.print |= has("print");
    list.extras.votes |= has("votes");
    if has("streak")
        && list.extras.daily
        && !list.insights.iter().any(|i| matches!(i, Insight::Streak { .. }))
    {
        list.insights.push(Insight::Streak { label: "Current streak".to_owned() });
    } else if has("streak") && !list.extras.daily {
        let _ = features::apply(list, "streak", context);
    }
    let summed = list.insights.iter().any(|i| matches!(i, Insight::Figure { .. } | Insight::Goal { .. }));
    if has("sum") && !summed {
        let _ = features::apply(list, "total", context);
    }
    if has("average") && !summed {
        let _ = features::apply(list, "average", context);
    }
    let charted = list.insights.iter().any(|i| matches!(i, Insight::Chart { .. }));
    if !charted {
        usual_chart(list, &has, context);
    }
    features::water_due(list);
}

fn usual_chart(list: &mut Collection, has: &dyn Fn(&str) -> bool, context: &Context) {
    if has("weekchart") || has("daychart") || has("goal") {
        let _ = features::apply(list, "weekly chart", context);
    } else if has("line") {
        let _ = features::apply(list, "line chart over the weeks", context);
    } else if has("moodchart") {
        let choice =
            list.fields.iter().find(|f| matches!(f.kind, FieldKind::Choice { .. })).map(|f| f.id.clone());
        if let Some(field) = choice {
            features::add_chart(list, Shape::Bars, Metric::Count, Dimension::Field { field });
        }
    }
}

fn ensure_title(list: &mut Collection, subject: &Subject) {
    let named = list.fields.iter().any(|f| matches!(f.kind, FieldKind::Text) && (f.required || pattern!(r"\b(name|title|item|task|exercise|description|client|company|product|word|subject|topic|question|destination|food|song|artist|brand|model|dish|customer|project|patient|student|address|place|term|route|note|what|who)\b").is_match(&f.label)));
    let entries = list.fields.iter().any(|f| f.required)
        || subject.preset.is_some_and(|preset| {
            !preset.fields.contains("name")
                && !preset.fields.contains("title")
                && list.fields.iter().any(|f| f.default.as_deref() == Some("today"))
        });
    let texts = list.fields.iter().filter(|f| matches!(f.kind, FieldKind::Text)).count();
    let first_text =
        list.fields.first().is_some_and(|f| matches!(f.kind, FieldKind::Text) && !is_attribute(&f.label));
    let dated = list.fields.iter().any(|f| matches!(f.kind, FieldKind::Date | FieldKind::Time))
        && list.fields.iter().any(|f| f.kind.is_numeric());
    // Entries that say which pet they are about need no name of their own.
    let about = list.fields.iter().any(|f| {
        matches!(f.kind, FieldKind::Choice { .. })
            && (alike(&f.label, &subject.noun.one) || PEOPLE.contains(&f.label.to_lowercase().as_str()) && dated)
    });
    if about && alike(&list.noun.one, &subject.noun.one) && dated_or_timed(list) {
        list.noun = Noun { one: "entry".to_owned(), many: "entries".to_owned() };
    }
    let said = about && dated_or_timed(list)
        || dated && texts > 0 && !list.samples
        || subject.preset.is_some_and(|preset| !preset.fields.contains('*')) && list.fields.len() > 3
        || subject.preset.is_none()
        && (first_text && list.fields.len() > 1
            || texts > 0 && list.fields.len() > 3
            || dated && list.fields.len() > 2)
        || subject.preset.is_some() && first_text && list.fields.len() > 3;
    // "gift ideas" with a field "Gift" are called by it.
    let noun = words::words(&subject.noun.one);
    let own_name = list
        .fields
        .iter()
        .position(|f| matches!(f.kind, FieldKind::Text) && noun.iter().any(|word| alike(word, &f.label)));
    if !named && !entries && !said && own_name.is_none() {
        let label = if ["task", "chore", "habit", "goal", "idea", "wish", "gift"]
            .contains(&subject.noun.one.as_str())
        {
            words::label(&subject.noun.one)
        } else {
            "Name".to_owned()
        };
        let field = Field {
            id: identifier(&label),
            label,
            kind: FieldKind::Text,
            required: true,
            default: None,
            placeholder: None,
        };
        if !list.fields.iter().any(|f| f.id == field.id) {
            list.fields.insert(0, field);
        }
    }
    // A log's entries are known by their day; a text that comes later is only one of its details.
    let log = dated && !named && !first_text && own_name.is_none();
    if !list.fields.iter().any(|f| f.required) && log {
        if let Some(number) = list.fields.iter_mut().find(|f| f.kind.is_numeric()) {
            number.required = true;
        }
    } else if !list.fields.iter().any(|f| f.required) {
        let first = |test: fn(&FieldKind) -> bool| list.fields.iter().position(|f| test(&f.kind));
        let title = first(|kind| matches!(kind, FieldKind::Text))
            .or_else(|| first(|kind| matches!(kind, FieldKind::Number { .. } | FieldKind::Money { .. })))
            .unwrap_or(0);
        if let Some(field) = list.fields.get_mut(title) {
            field.required = true;
        }
    }
    if let Some(at) = own_name {
        for field in &mut list.fields {
            field.required &= !matches!(field.kind, FieldKind::Text);
        }
        if let Some(field) = list.fields.get_mut(at) {
            field.required = true;
        }
    }
    // What names the thing comes first.
    if let Some(at) = list.fields.iter().position(|f| matches!(f.kind, FieldKind::Text) && f.required) {
        let field = list.fields.remove(at);
        list.fields.insert(0, field);
    }
}

fn dated_or_timed(list: &Collection) -> bool {
    list.fields.iter().any(|f| matches!(f.kind, FieldKind::Date | FieldKind::Time))
}

/// Shows the list as columns: an existing status, or one that is made.
fn board(list: &mut Collection) {
    let choice = list.fields.iter().find(|f| {
        matches!(f.kind, FieldKind::Choice { .. })
            && pattern!(r"^(status|stage|column|state|phase)$").is_match(&f.label)
    });
    let id = choice.map(|f| f.id.clone());
    let id = id.unwrap_or_else(|| {
        let options = ["To do", "In progress", "Done"].map(str::to_owned).to_vec();
        features::add_field(
            list,
            Field {
                id: "column".to_owned(),
                label: "Column".to_owned(),
                default: options.first().cloned(),
                kind: FieldKind::Choice { options },
                required: false,
                placeholder: None,
            },
        )
    });
    list.layout = Layout::Board(id);
}

/// What only the whole text shows.
fn late(list: &mut Collection, text: &str, context: &Context) {
    if pattern!(r"\b(water|hydration)\b").is_match(text) && list.fields.iter().any(|f| f.label == "Glasses") {
        list.extras.quick_add = vec![1.0];
        list.extras.daily = false;
        if !list.insights.iter().any(|i| matches!(i, Insight::Goal { .. })) {
            let _ = features::goals(list, "daily goal of 8 glasses", context);
        }
    }
    if let Some(unit) =
        pattern!(r"\b(?:daily|weekly|monthly) goal (?:of|:|is)?\s*[\d.,]+\s*([a-z]+)").captures(text)
    {
        let noun = group(&unit, 1);
        if lexicon::unit(noun).is_some() && !list.insights.iter().any(|i| matches!(i, Insight::Goal { .. })) {
            let _ = features::goals(list, group(&unit, 0), context);
        }
    }
    for field in &mut list.fields {
        if let FieldKind::Positions { tax_name, tax, .. } = &mut field.kind
            && let Some((name, percent)) = tax_in(text)
        {
            *tax_name = name;
            *tax = percent;
        }
    }
    if list.fields.iter().any(|f| matches!(f.kind, FieldKind::Positions { .. })) {
        list.fields.retain(|f| f.id == "client" || !pattern!(r"^(vat|tax|gst|quantity|unit price|price|total|subtotal|description|sales tax|vat \d+%?|total amount)").is_match(&f.label));
    }
    if pattern!(r"\b(?:total (?:earned|earnings|pay|price|cost|amount)|earnings|amount earned|line total)\b")
        .is_match(text)
    {
        earned(list, text);
    }
    products(list);
    ratios(list);
}

/// "cost per wear" is worked out where both the cost and the wears are there.
fn ratios(list: &mut Collection) {
    let numbers: Vec<Field> = list
        .fields
        .iter()
        .filter(|f| matches!(f.kind, FieldKind::Number { .. } | FieldKind::Money { .. }))
        .cloned()
        .collect();
    for field in &mut list.fields {
        let Some(found) = pattern!(r"^(.+) per (\w+)$").captures(&field.label) else { continue };
        let (over, under) = (words::words(group(&found, 1)), group(&found, 2).to_lowercase());
        if !matches!(field.kind, FieldKind::Number { .. } | FieldKind::Money { .. }) {
            continue;
        }
        let others = || numbers.iter().filter(|f| f.id != field.id);
        let stem: String = under.chars().take(4).collect();
        let whole = others().find(|f| {
            over.last().is_some_and(|word| words::words(&f.label).iter().any(|other| alike(other, word)))
                || matches!((&f.kind, &field.kind), (FieldKind::Money { .. }, FieldKind::Money { .. }))
        });
        let count = others().find(|f| {
            matches!(f.kind, FieldKind::Number { .. })
                && (words::words(&f.label).iter().any(|word| word.starts_with(&stem))
                    || ["wear", "use", "time", "visit"].contains(&under.as_str())
                        && pattern!(r"\b(times|uses|visits|count)\b").is_match(&f.label))
        });
        if let (Some(whole), Some(count)) = (whole, count) {
            let currency = match &whole.kind {
                FieldKind::Money { currency } => currency.clone(),
                _ => String::new(),
            };
            let formula = format!("{} / {}", whole.id, count.id);
            field.kind = FieldKind::Formula { formula, currency, unit: String::new() };
            field.required = false;
        }
    }
}

/// "hours, hourly rate and total earned": the total is a field of its own, and its sum a figure.
fn earned(list: &mut Collection, text: &str) {
    let Some(found) =
        pattern!(r"\b(total (?:earned|earnings|pay|price|cost|amount)|earnings|amount earned)\b")
            .captures(text)
    else {
        return;
    };
    let before = list.fields.clone();
    let label = words::label(&group(&found, 1).to_lowercase());
    let id = super::super::spec::unused_id(&identifier(&label), &list.fields);
    list.fields.push(Field {
        id: id.clone(),
        label: label.clone(),
        kind: FieldKind::Money { currency: "USD".to_owned() },
        required: false,
        default: None,
        placeholder: None,
    });
    products(list);
    if list.fields.last().is_some_and(|f| matches!(f.kind, FieldKind::Formula { .. })) {
        list.insights.retain(|i| !matches!(i, Insight::Figure { .. }));
        list.insights.insert(0, Insight::Figure { label, metric: Metric::Sum { field: id } });
    } else {
        list.fields = before;
    }
}

/// "VAT 20%", "10% tax".
pub(in super::super) fn tax_in(text: &str) -> Option<(String, f64)> {
    let found = pattern!(r"\b(vat|tax|gst|sales tax|mwst)\b[^\d%.]{0,20}(\d+(?:\.\d+)?)\s*(?:%|percent)")
        .captures(text);
    if let Some(found) = found {
        return Some((words::label(group(&found, 1)), group(&found, 2).parse().ok()?));
    }
    let found =
        pattern!(r"(\d+(?:\.\d+)?)\s*(?:%|percent)\s+(vat|tax|gst|sales tax|mwst)\b").captures(text)?;
    Some((words::label(group(&found, 2)), group(&found, 1).parse().ok()?))
}

/// A total that is the product of two named numbers is worked out, not typed in.
fn products(list: &mut Collection) {
    let numbers: Vec<Field> = list.fields.iter().filter(|f| f.kind.is_numeric()).cloned().collect();
    let pick = |pattern: &super::super::pattern::Pattern| {
        numbers.iter().find(|f| pattern.is_match(&f.label)).cloned()
    };
    let hours = pick(pattern!(
        r"^(hours?|hours? worked|duration|time spent|quantity|units|km|kilometres|miles|nights|servings sold|shares)\b"
    ));
    let rate = pick(pattern!(
        r"^(hourly rate|rate|rate per \w+|unit price|price|price each|cost each|price per \w+|daily rate|unit cost|price per item|buy price)$"
    ));
    let total = list.fields.iter_mut().find(|f| pattern!(r"^(total|total (?:earned|price|cost|pay|amount|value)|earnings|earned|amount earned|line total|total earnings)$").is_match(&f.label));
    if let (Some(hours), Some(rate), Some(total)) = (hours, rate, total) {
        let FieldKind::Money { currency } = &rate.kind else { return };
        if total.id != rate.id && total.id != hours.id {
            total.kind = FieldKind::Formula {
                formula: format!("{} * {}", hours.id, rate.id),
                currency: currency.clone(),
                unit: String::new(),
            };
            total.required = false;
        }
    }
}

/// Makes a list consistent after any change: references to what is gone go too.
pub(in super::super) fn finish(list: &mut Collection) {
    let ids: Vec<String> = list.fields.iter().map(|f| f.id.clone()).collect();
    let known = |id: &String| ids.contains(id);
    list.filters.retain(known);
    list.done = list.done.take().filter(known);
    if !known(&list.sort.by) && list.sort.by != "createdAt" && !(list.sort.by == "votes" && list.extras.votes)
    {
        list.sort = Sort { by: "createdAt".to_owned(), descending: true };
    }
    if let Layout::Board(id) = &list.layout {
        let choice = list.fields.iter().any(|f| f.id == *id && matches!(f.kind, FieldKind::Choice { .. }));
        // The columns show what a filter would.
        list.filters.retain(|filter| filter != id);
        if !choice {
            list.layout = Layout::Cards;
        }
    }
    let x = &mut list.extras;
    x.due = x.due.take().filter(|due| known(&due.interval) && known(&due.last));
    x.low = x.low.take().filter(|low| known(&low.field)).map(|mut low| {
        low.minimum = low.minimum.filter(known);
        low
    });
    x.soon = x.soon.take().filter(|soon| known(&soon.field));
    x.stepper = x.stepper.take().filter(known);
    if !list.fields.iter().any(|f| matches!(f.kind, FieldKind::Number { .. } | FieldKind::Money { .. })) {
        x.quick_add.clear();
    }
    for field in &mut list.fields {
        if let FieldKind::Formula { formula, .. } = &field.kind {
            let broken = super::super::formula::parse(formula)
                .is_none_or(|e| super::super::formula::names(&e).iter().any(|name| !ids.contains(name)));
            if broken {
                field.kind = FieldKind::Number { unit: String::new(), min: None, max: None };
            }
        }
    }
    let daily = list.extras.daily;
    let done = list.done.is_some();
    list.insights.retain(|insight| {
        let metric = |metric: &Metric| match metric {
            Metric::Count => true,
            Metric::Ticks => daily,
            Metric::Done => done,
            Metric::Sum { field } | Metric::Average { field } | Metric::Highest { field } => {
                ids.contains(field)
            }
            Metric::Product { field, times } => ids.contains(field) && ids.contains(times),
            Metric::Ratio { field, per } => ids.contains(field) && ids.contains(per),
        };
        match insight {
            Insight::Figure { metric: m, .. } | Insight::Goal { metric: m, .. } => metric(m),
            Insight::Chart { metric: m, by, .. } => {
                metric(m) && !matches!(by, Dimension::Field { field } if !ids.contains(field))
            }
            Insight::Streak { .. } => true,
        }
    });
}

fn tagline(list: &Collection, subject: &Subject) -> String {
    let many = &list.noun.many;
    if list.extras.daily {
        return "Tick off each day and watch the streaks grow.".to_owned();
    }
    if let Some(Insight::Goal { limit: true, period: Period::Month, .. }) =
        list.insights.iter().find(|i| matches!(i, Insight::Goal { .. }))
    {
        return "See where the money goes, and what is left of the month.".to_owned();
    }
    match (&list.layout, subject.preset.map_or("", |preset| preset.one)) {
        (Layout::Board(_), _) => format!("Move {many} from column to column until they are done."),
        (_, "task" | "chore") => "What needs doing, and what is done.".to_owned(),
        (_, "drink") => "Small sips add up.".to_owned(),
        _ if list.done.is_some() => format!("Your {many}, ticked off one by one."),
        _ => format!("All your {many} in one place."),
    }
}
