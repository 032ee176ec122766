//! Descriptions of forms and surveys.

use super::{
    super::{
        pattern::{group, pattern},
        spec::{Body, Field, FieldKind, Form, unused_id},
        words::{alike, capitalised, identifier, label, title_case},
    },
    fields::{self, Context},
    lexicon, phrases, prepare,
};

/// Title, tagline and app of a description.
pub(super) fn describe(text: &str) -> (String, String, Body) {
    let context = Context {
        things: "form".to_owned(),
        currency: lexicon::currency_in(text).unwrap_or_default().to_owned(),
    };
    let required = pattern!(r"\b(?:all fields?|everything|all of them|all questions?|all) (?:are |is |should be |must be )?(?:required|mandatory|validated)|required fields\b").is_match(text);
    let (text, needed) = &prepare::required(text);
    let (text, thanks) = &thanks(&listed_answers(text));
    let text = &each_rated(text);
    let mut found: Vec<Field> = Vec::new();
    for (at, sentence) in phrases::sentences(text).into_iter().enumerate() {
        for (nth, phrase) in sentence.iter().enumerate() {
            let cut = pattern!(r"^.*?(?:\bwith\b(?: fields?(?: for)?)?|\basking (?:for|about)?|^(?:please )?ask(?:s)? (?:people |them |guests |users |everyone )?(?:for|about)?\b:?|\bthat asks? (?:for|about)?|\bfields?\b:?|\bcollects?(?:ing)?|\bincluding|\bquestions?(?: about)?:?|:)\s*").replace(phrase, "");
            let rest = if at == 0 && nth == 0 && cut == *phrase { continue } else { cut };
            if pattern!(r"\b(thank[ -]?you|validat\w*|error messages?|confirmation|submit button|success message|dark mode|responsive|results? page|required fields|show (?:the )?results|summary)\b").is_match(&rest) && !rest.contains('?') {
                continue;
            }
            if let Some(mut field) = question(&rest, &context) {
                let optional = pattern!(r"\boptional").is_match(&rest);
                field.required |= !optional && (required || matches!(field.kind, FieldKind::Email));
                push(&mut found, field);
            }
        }
    }
    if found.is_empty() {
        for usual in ["name (required)", "email (required)", "message (required)"] {
            found.extend(question(usual, &context));
        }
    }
    require(&mut found, needed);
    let title = title(text);
    let tagline = if title.to_lowercase().contains("contact") {
        "We will get back to you."
    } else {
        "It takes a minute. Thank you!"
    };
    (title, tagline.to_owned(), Body::Form(Form { fields: found, thanks: thanks.clone() }))
}

/// "Which team are you in: red, blue." is a question with its answers.
fn listed_answers(text: &str) -> String {
    let found = pattern!(
        r"((?:^|[.?!\n;:]\s+)(?:and )?(?:which|what|how|who|where|when|do|does|are|is|would|have|did|can|will)\b[^?.:\n(]{5,70}?)\s*\??:\s*([^.\n?:(]+(?:,|/)[^.\n?:(]+)([.\n?]|$)"
    );
    let mut out = text.to_owned();
    for found in found.all(text) {
        let options = pattern!(r",?\s+(?:and|or)\s+|\s*[,/]\s*").replace(group(&found, 2).trim(), "; ");
        out = out.replacen(
            group(&found, 0),
            &format!("{}? ({options}){}", group(&found, 1), group(&found, 3)),
            1,
        );
    }
    out
}

/// The text without what it wants to be said afterwards, and that.
fn thanks(text: &str) -> (String, String) {
    let found = pattern!(
        r#"(?:^|[.!\n;,]\s*|\band )(?:[^.!\n;,"]*\b(?:after|afterwards|then|once|when|upon|thank|thanks|confirm\w*|success|finally|at the end|submitt\w+)\b[^.!\n;"]*?(?:say|says|show|shows|display|read|reads|message|with|:)\s*:?\s*)"([^"]+)"[.]?"#
    )
    .captures(text);
    match found {
        Some(found) => (text.replacen(group(&found, 0), ". ", 1), group(&found, 1).to_owned()),
        None => (text.to_owned(), "Thank you!".to_owned()),
    }
}

/// "stars (1-5) for food, service and music" and "rate the food, the service from 1 to 5": each.
fn each_rated(text: &str) -> String {
    let stars = pattern!(
        r"\b(?:(?:star )?ratings?|stars?|rate|score|marks?)\s*\((\d+)\s*(?:-|to)\s*(\d+)(?: stars?)?\)\s*(?:for|of)?\s*(?:the )?([\w' -]+(?:, (?:the )?[\w' -]+)*(?:,? and (?:the )?[\w' -]+))"
    );
    let scaled = pattern!(
        r"\b(?:rate|score|ratings? (?:for|of))\s+(?:the )?([\w' -]+(?:, (?:the )?[\w' -]+)*(?:,? and (?:the )?[\w' -]+)),?\s*(?:from|on a scale (?:from|of)|\()\s*(\d+)\s*(?:-|to)\s*(\d+)\)?(?: stars?)?"
    );
    let spread = |names: &str, low: &str, high: &str| {
        let names = pattern!(r",? and (?:the )?|, (?:the )?").replace(names, ",");
        let names: Vec<String> =
            names.split(',').map(|name| format!("{} ({low}-{high} stars)", name.trim())).collect();
        names.join(", ")
    };
    if let Some(found) = stars.captures(text) {
        let (names, rest) = cut_rated(group(&found, 3));
        return text.replacen(
            group(&found, 0),
            &format!("{}{rest}", spread(names, group(&found, 1), group(&found, 2))),
            1,
        );
    }
    match scaled.captures(text) {
        Some(found) => {
            text.replacen(group(&found, 0), &spread(group(&found, 1), group(&found, 2), group(&found, 3)), 1)
        }
        None => text.to_owned(),
    }
}

/// A list of names ends with its "and"; what follows it is no part of it.
fn cut_rated(names: &str) -> (&str, &str) {
    let end = pattern!(r" and (?:the )?[\w'-]+(?: [\w'-]+)?").find(names).map_or(names.len(), |(_, end)| end);
    names.split_at(end)
}

/// Makes the fields that were named so required.
pub(super) fn require(all: &mut [Field], names: &[String]) {
    for name in names {
        let id = super::features::find_in(all, name).map(|field| field.id.clone());
        for field in all.iter_mut().filter(|field| Some(&field.id) == id.as_ref()) {
            field.required = true;
        }
    }
}

/// A question or a field's name as a field.
pub(in super::super) fn question(text: &str, context: &Context) -> Option<Field> {
    let text = text.trim();
    if pattern!(r"^(?:and )?anything else\b").is_match(text) {
        let label = capitalised(pattern!(r"^and ").replace(text, "").trim_end_matches(['?', '.', ' ']));
        let id = "anythingElse".to_owned();
        return Some(Field { id, ..Field::new(label, FieldKind::LongText) });
    }
    let asked = pattern!(r"^(?:add |a |the )*(?:question:?\s*)?((?:would|do|does|did|are|is|have|has|will|can|could|should|was|were|how|what|which|why|where|when|who)\b[^(\[]*?)\??\s*(?:[(\[]([^)\]]*)[)\]])?$").captures(text);
    let Some(asked) = asked.filter(|asked| group(asked, 1).split_whitespace().count() > 2) else {
        return fields::field(text, context);
    };
    let name = group(&asked, 1).trim();
    let (name, slashed) = match pattern!(r"^(.*?)[?,:]?\s+(\w+(?:/\w+)+)$").captures(name) {
        Some(found) => (group(&found, 1).to_owned(), group(&found, 2).to_owned()),
        None => (name.to_owned(), String::new()),
    };
    let listed = if slashed.is_empty() { group(&asked, 2).to_owned() } else { slashed };
    let split: Vec<String> = listed
        .split([',', ';', '/'])
        .map(phrases::clean_option)
        .filter(|o| !o.is_empty())
        .map(|o| label(&o))
        .collect();
    let scale = pattern!(r"(\d+)\s*(?:-|to)\s*(\d+)")
        .captures(&listed)
        .and_then(|found| group(&found, 2).parse::<u32>().ok());
    let closed =
        pattern!(r"^(would|do|does|did|are|is|have|has|will|can|could|should|was|were)\b").is_match(&name);
    let kind = if let Some(max) = scale.filter(|max| *max <= 10) {
        FieldKind::Rating { max }
    } else if split.len() > 1 && pattern!(r"^(?:on )?which \w+s\b").is_match(&name) && !name.contains("is") {
        FieldKind::Choices { options: split }
    } else if split.len() > 1 {
        FieldKind::Choice { options: split }
    } else if closed {
        FieldKind::Choice { options: vec!["Yes".to_owned(), "No".to_owned()] }
    } else if pattern!(r"^how (?:likely|satisfied|happy|would you rate|good|easy)\b").is_match(&name) {
        FieldKind::Rating { max: if name.contains("likely") { 10 } else { 5 } }
    } else if pattern!(r"^how (?:many|old)\b").is_match(&name) {
        FieldKind::Number { unit: String::new(), min: Some(0.0), max: None }
    } else {
        FieldKind::LongText
    };
    let shown = capitalised(name.trim_end_matches(['?', ' ', ',', ':']));
    let id: String = identifier(&shown).chars().take(32).collect();
    Some(Field { id, ..Field::new(shown, kind) })
}

/// Adds a field unless there is one of its name.
pub(in super::super) fn push(all: &mut Vec<Field>, mut field: Field) {
    if all.iter().any(|other| alike(&other.label, &field.label)) {
        return;
    }
    field.id = unused_id(&field.id, all);
    all.push(field);
}

fn title(text: &str) -> String {
    let found = pattern!(r"\b((?:[a-z][\w-]*\s){0,3}(?:survey|questionnaire|form))(?:\s+(?:for|about|on)\s+(?:our |my |the |a |an )?([\w' -]+?))?(?:\s+(?:with|that|where|which|asking|including|to)\b|\s*[:.,;(!]|$)").captures(text);
    let Some(found) = found else {
        // "Volunteer sign-up for our clean-up: …" is called as it begins.
        let head = pattern!(r"^\W*(?:(?:i|we) (?:need|want) |please |make |build |create |me |an? |the |our |my )*([a-z][\w' -]{3,60}?)\s*(?:[:.,;(!\n]|\bwith\b)").captures(text);
        let head = head.map(|found| group(&found, 1).to_owned()).filter(|head| head.split(' ').count() <= 8);
        return head.map_or_else(|| "Form".to_owned(), |head| title_case(&head));
    };
    let words: Vec<&str> = group(&found, 1).split(' ').collect();
    let start = words
        .iter()
        .rposition(|word| {
            [
                "a", "an", "the", "me", "my", "our", "simple", "build", "make", "create", "need", "want",
                "short", "please", "nice",
            ]
            .contains(&word.to_lowercase().as_str())
        })
        .map_or(0, |at| at + 1);
    let head = words[start..].join(" ");
    let about = group(&found, 2);
    let joined =
        if about.is_empty() || about.split(' ').count() > 4 { head } else { format!("{about} {head}") };
    title_case(&joined)
}
