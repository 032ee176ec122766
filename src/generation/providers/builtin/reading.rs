//! What the generator reads out of a person's words, for whoever else turns words into something:
//! names, lists, fields and what they hold.
//!
//! A narrow door: it owns no rules, it only lends those of `describe` and `words`.

use super::{
    describe::{
        fields::{self, Context},
        naming, phrases, presets,
    },
    spec::{Field, FieldKind},
    words,
};

/// What a field holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Holds {
    /// One line.
    Text,
    /// Several lines.
    LongText,
    /// A number and what is written after it, which may be nothing.
    Number(String),
    /// An amount in a currency (ISO 4217).
    Money(String),
    /// A day.
    Date,
    /// A time of day.
    Time,
    /// One of these.
    Choice(Vec<String>),
    /// Some of these.
    Choices(Vec<String>),
    /// Words that group things.
    Tags,
    /// Yes or no.
    Checkbox,
    /// So many stars at most.
    Rating(u32),
    /// An address on the web.
    Url,
    /// An address for mail.
    Email,
    /// A number to call.
    Phone,
    /// A colour.
    Color,
    /// A picture.
    Image,
}

/// A field that words name.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// As it is labelled.
    pub label: String,
    /// What is put in.
    pub holds: Holds,
    /// It must not stay empty.
    pub required: bool,
}

/// The text with plain quotes, dashes and spaces.
pub fn plain(text: &str) -> String {
    words::plain(text).replace('\u{a0}', " ")
}

/// The name that a description gives: `called Fernly`.
pub fn title(text: &str) -> Option<String> {
    naming::explicit_title(text)
}

/// A sentence cut at its commas and at "and", outside brackets and quotes.
pub fn split(sentence: &str) -> Vec<String> {
    phrases::split(sentence)
}

/// The field that a phrase names, if it names one, for things of this name.
pub fn field(phrase: &str, things: &str) -> Option<Named> {
    let context = Context { things: things.to_owned(), currency: String::new() };
    fields::field(phrase, &context).map(named)
}

/// The fields that things of this name, in the singular, usually have; none for unknown things.
pub fn usual(noun: &str) -> Vec<Named> {
    let Some(preset) = presets::of_noun(&noun.to_lowercase()) else { return Vec::new() };
    phrases::split(&preset.fields.replace('+', ""))
        .iter()
        .filter_map(|phrase| field(phrase, preset.one))
        .collect()
}

/// The singular of a noun.
pub fn singular(noun: &str) -> String {
    words::singular(noun)
}

/// The plural of a noun.
pub fn plural(noun: &str) -> String {
    words::plural(noun)
}

/// The text with capitals as in a title.
pub fn title_case(text: &str) -> String {
    words::title_case(text)
}

fn named(field: Field) -> Named {
    let holds = match field.kind {
        FieldKind::LongText | FieldKind::Lines { .. } => Holds::LongText,
        FieldKind::Number { unit, .. } | FieldKind::Formula { unit, .. } => Holds::Number(unit),
        FieldKind::Money { currency } | FieldKind::Positions { currency, .. } => Holds::Money(currency),
        FieldKind::Date => Holds::Date,
        FieldKind::Time => Holds::Time,
        FieldKind::Choice { options } => Holds::Choice(options),
        FieldKind::Choices { options } => Holds::Choices(options),
        FieldKind::Tags => Holds::Tags,
        FieldKind::Checkbox => Holds::Checkbox,
        FieldKind::Rating { max } => Holds::Rating(max),
        FieldKind::Url => Holds::Url,
        FieldKind::Email => Holds::Email,
        FieldKind::Phone => Holds::Phone,
        FieldKind::Color => Holds::Color,
        FieldKind::Image => Holds::Image,
        FieldKind::Text => Holds::Text,
    };
    Named { label: field.label, holds, required: field.required }
}
