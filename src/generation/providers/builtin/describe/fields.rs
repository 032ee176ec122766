//! A phrase such as "cooking time in minutes" or "size (s, m, l)" into a field.

use super::{
    super::{
        pattern::{group, pattern},
        spec::{Field, FieldKind},
        words::{self, label, singular},
    },
    lexicon,
};

/// What is known while phrases are read.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Context {
    /// The things' name, for options that depend on it.
    pub(in super::super) things: String,
    /// ISO 4217 of the money in the app.
    pub(in super::super) currency: String,
}

mod controls;
mod endings;
mod shapes;

use controls::type_words;
use shapes::{Shape, shape, without_clause};

/// The field that a phrase names, if it names one.
pub(in super::super) fn field(phrase: &str, context: &Context) -> Option<Field> {
    let mut text = phrase.replace(['★', '☆', '⭐'], " ").trim().to_owned();
    if pattern!(r"^(?:the )?(?:fields?|columns?|features?|details?|properties|requirements?|following|should have)\W*$").is_match(&text) {
        return None;
    }
    let required = pattern!(r"\b(required|mandatory|compulsory|must be filled)\b|\*$").is_match(&text);
    let plain =
        pattern!(r"\(?\b(required|mandatory|compulsory|optional|optionally)\b\)?").replace(&text, " ");
    plain.trim().trim_end_matches('*').clone_into(&mut text);
    let text = without_clause(&text);
    let (without_default, default) = default_of(&text);
    let plain = strip_fillers(&without_default);
    let (name, shape) = match shape(&plain, context) {
        (name, None) => endings::ending(&plain).map_or((name, None), |(name, shape)| (name, Some(shape))),
        known => known,
    };
    let (name, asked) = type_words(&strip_fillers(&name));
    let name = tidy_name(&name);
    let shape = shape.or(asked);
    let words = name.split_whitespace().count();
    if words == 0 || words > if shape.is_some() { 9 } else { 6 } || !name.contains(char::is_alphabetic) {
        return None;
    }
    let contact = words == 1
        && matches!(lexicon::kind_of(&name, ""), FieldKind::Phone | FieldKind::Email | FieldKind::Url);
    if shape.is_none()
        && !contact
        && is_talk(&name.replace("must-see", "sight").replace("no-", "no_").replace("No-", "no_"))
        && !["what", "make"].contains(&name.to_lowercase().as_str())
    {
        return None;
    }
    let mut kind = match shape {
        Some(Shape::Kind(kind)) => kind,
        Some(Shape::Unit(unit)) => numeric(&name, &unit, context),
        Some(Shape::NumberOf) => numeric(&name, "", context),
        None => lexicon::kind_of(&name, &context.things),
    };
    if let FieldKind::Money { currency } | FieldKind::Positions { currency, .. } = &mut kind {
        if let Some(named) = lexicon::currency_in(phrase) {
            named.clone_into(currency);
        } else if !context.currency.is_empty() {
            currency.clone_from(&context.currency);
        }
    }
    if let FieldKind::Number { unit, .. } = &mut kind {
        // "Pages: 412 pages" says it twice.
        if words::alike(unit, &name) {
            unit.clear();
        }
    }
    // A task with "projects" and "due dates" has one of each.
    let one_each = matches!(kind, FieldKind::Date) && name.ends_with('s')
        || pattern!(r"^(projects|clients|authors|artists|companies|cities|countries|locations|venues|owners|assignees|suppliers|brands|addresses|customers|categories)$").is_match(&name) && matches!(kind, FieldKind::Text);
    let name = if one_each { singular(&name) } else { name };
    let single = matches!(kind, FieldKind::Choice { .. } | FieldKind::Checkbox);
    let name = if single && pattern!(r"^\w+$").is_match(&name) { singular(&name) } else { name };
    let shown = label(&name);
    let default = default.map(|text| match &kind {
        FieldKind::Choice { options } => {
            options.iter().find(|option| words::alike(option, &text)).cloned().unwrap_or_else(|| label(&text))
        }
        _ => text,
    });
    // In a list, yes or no is a tick; in a form people choose.
    if matches!(&kind, FieldKind::Choice { options } if *options == ["Yes", "No"]) && context.things != "form"
    {
        kind = FieldKind::Checkbox;
    }
    Some(Field { required, default, ..Field::new(shown, kind) })
}

fn numeric(name: &str, unit: &str, context: &Context) -> FieldKind {
    match lexicon::kind_of(name, &context.things) {
        FieldKind::Number { unit: usual, min, max } => {
            FieldKind::Number { unit: if unit.is_empty() { usual } else { unit.to_owned() }, min, max }
        }
        FieldKind::Money { currency } if unit.is_empty() => FieldKind::Money { currency },
        _ => FieldKind::Number { unit: unit.to_owned(), min: Some(0.0), max: None },
    }
}

/// "default 5", "(default: low)".
fn default_of(text: &str) -> (String, Option<String>) {
    let Some(found) = pattern!(r",?\s*\(?\b(?:with (?:a )?default(?: of| value)?|defaults? to|defaulting to|default(?: is| of|:|=)?)\s+([\w .-]+?)\)?$").captures(text) else {
        return (text.to_owned(), None);
    };
    let value = group(&found, 1).trim().to_owned();
    (text[..text.len() - group(&found, 0).len()].to_owned(), Some(value))
}

/// Words before and after a name that do not belong to it.
pub(in super::super) fn strip_fillers(text: &str) -> String {
    let mut text = text.trim().trim_matches(['"', '.', ':', '-', ' ']).to_owned();
    // "new members" and a "set length" are called so.
    text = pattern!(r"^((?:the |and |an? )*)(new|set) (members|customers|users|followers|subscribers|signups|orders|patients|leads|clients|visitors|students|cases|bookings|length|list|size|number|menu|price)\b")
        .replace(&text, "$1$2\u{202f}$3");
    loop {
        let before = text.len();
        text = pattern!(r"^((?:ideally |automatically |also )*(?:it )?(?:calculates?|works? out|computes?)|(?:i )?(?:put in|fill in|type in)|a|an|the|its|it's|their|my|our|your|his|her|each|every|some|any|also|and|or|plus|write(?: down)?|jot down|as well as|with|has|have|having|contains?|includ(?:es?|ing)|enter|record|stores?|storing|track(?:ing|s)?|log(?:ging)?|note down|capture|save|keep|add(?:ing)?|set|setting|specify|input|see|showing|shows?|displays?|new|separate|extra|additional|short|simple|free|fields? (?:for|called|named)|fields?:|inputs? (?:for|called)|columns? (?:for|called|named)|propert(?:y|ies) (?:for|called)|space for|room for|details? like|info(?:rmation)? like|like|things like|for|of|about|e\.g\.|i enter|i can (?:enter|record|add|set|log|note|track)|you can (?:enter|add|set)|(?:the )?ability to (?:add|enter|set)|who has|fields?|i (?:have|note|log|record|track|write)|be able to (?:add|enter|set))\b[: ]\s*").replace(&text, "");
        text = pattern!(r"\s+(fields?|too|please|as well|also|each|(?:for|of|to|on) (?:each|every|all|the|my) [\w -]+|per (?:item|entry|record|card)|column|input|box|info|information|if (?:any|known|possible|needed)|for (?:it|them)|on it|again|(?:for|of) (?:it|them)|for (?:us|me)|or so|itself|themselves|basically|obviously|maybe)$").replace(&text, "");
        text = text.trim().trim_matches(['"', '.', ':', ' ']).to_owned();
        if text.len() == before {
            return text.replace('\u{202f}', " ");
        }
    }
}

/// Makes the kind that a word names, if it names one.
type MakeKind = fn() -> Option<FieldKind>;

fn tidy_name(name: &str) -> String {
    let name = strip_fillers(name);
    let asks = pattern!(r"^(?:who|what|where)\b|\b(?:pairs?|goes|go|served|comes|made|filled|paired|shared|worked|lives|plays) (?:well |best )?(?:with|by|of|to|in)$|^[a-z]+(?:ed|nt|ld|en|ght|rn) (?:to|by|from|with|at)$").is_match(&name);
    let name = if asks {
        name
    } else {
        pattern!(r"\s+(?:in|per|of|for|is|are|with|as|to|the|a|and|i|it|that)$").replace(&name, "")
    };
    let name = if name == "to whom"
        || pattern!(r"^in (?:stock|use|progress|print|season|repair|service|person)$").is_match(&name)
    {
        name
    } else {
        pattern!(r"^(?:is|are|as|to|in)\s+").replace(&name, "")
    };
    let name = pattern!(r"\b(rsvped|rsvp'd|rsvp-ed)\b").replace(&name, "RSVP");
    // "ingredients list", but not "price list".
    let name = pattern!(r"^(\w+s) list$").replace(&name, "$1");
    name.trim().trim_matches(['"', '.', ':', ',', '-', ' ', '?']).to_owned()
}

/// Whether words talk about the app instead of naming a field.
fn is_talk(name: &str) -> bool {
    pattern!(r"\b(app|apps|i|i'd|i'm|me|we|you|us|want|wants|need to|should|could|would|can|let|lets|please|see|seeing|show|shows|shown|view|able|when|where|build|make|makes|create|website|page|page\.|tool|tracker|keep|manage|managing|organise|organising|plan|planning|help|helps|like|looks?|feel|feels|nice|pretty|beautiful|clean|modern|simple|thing|things|everything|something|stuff|ones|them|they|it|this|that|these|those|is|are|be|was|will|has|have|not|edit-delete|only|just|than|then|also|them|automatically|easily|button|screen|theme|mode|design|interface|ui|layout|mobile|responsive|fast|overview|browser|offline|so|because|about|user|users|different|support|supports|drag-drop|letters|fonts?|typography|delete|edit|editable|calculated?|generator?|generate)\b").is_match(name)
}
