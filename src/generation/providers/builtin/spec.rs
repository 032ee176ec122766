//! The specification of an app: all that the generator knows of it, stored in the project as
//! `maquette.app.json`.
//!
//! Owns the types and their names in JSON. It neither reads words nor writes code. Identifiers
//! (`id`, `code`, `storage_key`) never change once given, so that a person's stored data and edits
//! outlive new labels.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::words::identifier;

mod insights;
mod kinds;

pub(super) use insights::{Dimension, Insight, Metric, Period, Shape};
pub(super) use kinds::{
    Calculator, Converter, Entry, Form, Input, Landing, Outcome, Planner, Preset, Question, Quiz, Section,
    Timer, Unit, UnitGroup,
};

/// Where the specification lives in a project.
pub(super) const SPEC_PATH: &str = "maquette.app.json";

/// The version of this format that the generator writes.
pub(super) const SPEC_VERSION: u32 = 1;

/// An app, whatever its kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct AppSpec {
    /// See [`SPEC_VERSION`].
    pub(super) version: u32,
    pub(super) title: String,
    /// A sentence under the title.
    #[serde(default)]
    pub(super) tagline: String,
    /// Prefix of the keys that the app uses in the browser's storage.
    pub(super) storage_key: String,
    pub(super) theme: Theme,
    /// Words that a person chose instead of the usual ones, by their place in the app.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) texts: BTreeMap<String, String>,
    pub(super) app: Body,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Theme {
    /// `#rrggbb`; every other colour is derived from it.
    pub(super) accent: String,
    pub(super) scheme: Scheme,
    /// How much larger or smaller than usual parts of the page are: `button`, `title`, `text`,
    /// `card`, `digits`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) sizes: BTreeMap<String, f64>,
    /// The letters, where they are not the usual ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) font: Option<Font>,
    /// Whether corners are round, where they are not as usual.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) rounded: Option<bool>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Font {
    Serif,
    Mono,
    Rounded,
}

/// Whether the app starts light or dark; people can switch in the app.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Scheme {
    /// As the visitor's system is set.
    #[default]
    System,
    Light,
    Dark,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum Body {
    Collection(Box<Collection>),
    Timer(Timer),
    Calculator(Calculator),
    Converter(Converter),
    Quiz(Quiz),
    Form(Form),
    Landing(Landing),
    Planner(Planner),
}

/// Things with fields: lists, trackers, boards, journals, catalogues, dashboards.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Collection {
    pub(super) noun: Noun,
    /// The noun in code: `houseplant`.
    pub(super) code: String,
    pub(super) fields: Vec<Field>,
    #[serde(default)]
    pub(super) layout: Layout,
    #[serde(default)]
    pub(super) search: bool,
    /// Ids of the fields that can be filtered by.
    #[serde(default)]
    pub(super) filters: Vec<String>,
    pub(super) sort: Sort,
    /// Id of the checkbox that ends a thing: "Done", "Bought".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) done: Option<String>,
    #[serde(default)]
    pub(super) extras: Extras,
    /// Totals, goals and charts above the list, in order.
    #[serde(default)]
    pub(super) insights: Vec<Insight>,
    /// The list starts with examples instead of empty.
    #[serde(default)]
    pub(super) samples: bool,
    /// Names of the things that are there from the beginning.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) starters: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Noun {
    pub(super) one: String,
    pub(super) many: String,
}

/// What a list can do besides adding, changing and deleting.
#[expect(clippy::struct_excessive_bools, reason = "each is a feature of its own, on or off")]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Extras {
    pub(super) favourite: bool,
    pub(super) pin: bool,
    pub(super) archive: bool,
    pub(super) votes: bool,
    /// Order by hand: drag and drop, or the move buttons.
    pub(super) reorder: bool,
    pub(super) csv: bool,
    pub(super) json: bool,
    pub(super) print: bool,
    pub(super) shortcuts: bool,
    /// A tick for each thing and day, with streaks.
    pub(super) daily: bool,
    /// Comes due some days after it was last done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) due: Option<Due>,
    /// Warns when a number falls to its minimum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) low: Option<Low>,
    /// Marks what a date brings within some days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) soon: Option<Soon>,
    /// What makes a thing stand out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) flags: Vec<Flag>,
    /// Id of the date by which a thing should be finished, where its name does not say so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) deadline: Option<String>,
    /// Id of a text that a button copies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) copy: Option<String>,
    /// Id of a number that plus and minus buttons change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) stepper: Option<String>,
    /// How many things at most may stand in a board's column, by option.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) limits: Vec<(String, u32)>,
    /// A button that picks one of the things by chance.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) random: bool,
    /// Amounts that one press logs, for the first number field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) quick_add: Vec<f64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Due {
    /// Id of the number of days.
    pub(super) interval: String,
    /// Id of the date when it was last done.
    pub(super) last: String,
    /// What pressing the button says was done: "Watered".
    pub(super) action: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Low {
    pub(super) field: String,
    /// Id of the field with the minimum; `at` counts where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) minimum: Option<String>,
    #[serde(default)]
    pub(super) at: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Soon {
    pub(super) field: String,
    pub(super) days: u32,
}

/// A thing stands out when its field compares so with the value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Flag {
    pub(super) field: String,
    pub(super) when: When,
    /// A number, an option's name, `true` for a checkbox, or nothing for what is missing.
    pub(super) value: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum When {
    Over,
    AtLeast,
    Under,
    AtMost,
    Is,
    IsNot,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Layout {
    #[default]
    List,
    Cards,
    Table,
    /// Columns are the options of the choice field with this id.
    Board(String),
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Sort {
    /// A field's id, or `createdAt`.
    pub(super) by: String,
    pub(super) descending: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Field {
    pub(super) id: String,
    pub(super) label: String,
    #[serde(flatten)]
    pub(super) kind: FieldKind,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) required: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) default: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) placeholder: Option<String>,
    /// What options were called before, and are called instead: stored values follow them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) was: Vec<(String, String)>,
    /// The least and the most that an amount of money may be.
    #[serde(default, skip_serializing_if = "unbounded")]
    pub(super) bounds: (Option<f64>, Option<f64>),
}

impl Field {
    /// A field that may stay empty, named after its label.
    pub(super) fn new(label: impl Into<String>, kind: FieldKind) -> Self {
        let label = label.into();
        Self {
            id: identifier(&label),
            label,
            kind,
            required: false,
            default: None,
            placeholder: None,
            was: Vec::new(),
            bounds: (None, None),
        }
    }
}

fn unbounded(bounds: &(Option<f64>, Option<f64>)) -> bool {
    bounds.0.is_none() && bounds.1.is_none()
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub(super) enum FieldKind {
    Text,
    /// Several lines.
    LongText,
    Number {
        /// As written after the number; empty for none.
        #[serde(default)]
        unit: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<f64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<f64>,
    },
    Money {
        /// ISO 4217.
        currency: String,
    },
    Date,
    Time,
    Choice {
        options: Vec<String>,
    },
    /// Several of the options.
    Choices {
        options: Vec<String>,
    },
    Tags,
    Checkbox,
    /// Stars.
    Rating {
        max: u32,
    },
    Url,
    Email,
    Phone,
    Color,
    Image,
    /// One entry a line.
    Lines {
        numbered: bool,
    },
    /// Rows of description, quantity and unit price, with tax.
    Positions {
        currency: String,
        tax_name: String,
        /// Percent.
        tax: f64,
    },
    /// Worked out from other number fields.
    Formula {
        formula: String,
        /// ISO 4217; empty for a plain number.
        #[serde(default)]
        currency: String,
        #[serde(default)]
        unit: String,
    },
}

impl FieldKind {
    /// Whether values are numbers that can be added up and compared.
    pub(super) fn is_numeric(&self) -> bool {
        matches!(self, Self::Number { .. } | Self::Money { .. } | Self::Rating { .. } | Self::Formula { .. })
    }
}

/// The id, or where another field has it the id with a number after it.
pub(super) fn unused_id(id: &str, fields: &[Field]) -> String {
    let taken = |id: &str| fields.iter().any(|field| field.id == id);
    if !taken(id) {
        return id.to_owned();
    }
    (2..=fields.len() + 2)
        .map(|count| format!("{id}{count}"))
        .find(|id| !taken(id))
        .unwrap_or_else(|| id.to_owned())
}
