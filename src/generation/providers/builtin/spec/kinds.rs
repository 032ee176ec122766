//! The apps that are no lists: timers, calculators, quizzes, forms, pages, planners.

use super::{Field, Noun};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "mode", rename_all = "kebab-case")]
pub(in super::super) enum Timer {
    /// Minutes.
    Pomodoro {
        work: f64,
        rest: f64,
        long_rest: f64,
        rounds: u32,
        tasks: bool,
    },
    /// Seconds.
    Interval {
        work: u32,
        rest: u32,
        rounds: u32,
        prepare: u32,
        /// Seconds before the end of each round at which it warns, the first warning first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        warn: Vec<u32>,
    },
    /// Named durations in seconds.
    Countdown {
        presets: Vec<Preset>,
        /// Seconds before the end at which it warns, the first warning first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        warn: Vec<u32>,
    },
    /// Days to dates; `date` is ISO 8601, or empty to be chosen.
    Until {
        date: String,
        event: String,
    },
    Stopwatch {
        laps: bool,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct Preset {
    pub(in super::super) name: String,
    pub(in super::super) seconds: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct Calculator {
    pub(in super::super) inputs: Vec<Input>,
    pub(in super::super) results: Vec<Outcome>,
    /// A pad with digits and operators instead of inputs.
    #[serde(default)]
    pub(in super::super) pad: bool,
    /// Keeps a list of what was worked out.
    #[serde(default)]
    pub(in super::super) history: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct Input {
    pub(in super::super) id: String,
    pub(in super::super) label: String,
    /// `money`, `percent`, `date`, or the unit of a number.
    #[serde(default)]
    pub(in super::super) unit: String,
    #[serde(default)]
    pub(in super::super) value: String,
    /// Where not empty, one of these is chosen; each has the number that it stands for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in super::super) options: Vec<(String, f64)>,
    #[serde(default)]
    pub(in super::super) min: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct Outcome {
    pub(in super::super) id: String,
    pub(in super::super) label: String,
    /// Over ids of inputs and of results before this one.
    pub(in super::super) formula: String,
    /// `money`, `percent`, or the unit.
    #[serde(default)]
    pub(in super::super) unit: String,
    /// Shown instead of the number: the last name whose threshold is not above it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in super::super) bands: Vec<(f64, String)>,
    /// ISO 4217.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(in super::super) currency: String,
    #[serde(default = "two")]
    pub(in super::super) digits: u32,
}

fn two() -> u32 {
    2
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct Converter {
    pub(in super::super) groups: Vec<UnitGroup>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct UnitGroup {
    pub(in super::super) name: String,
    pub(in super::super) units: Vec<Unit>,
}

/// A unit: a value in it, times `factor`, plus `offset`, is the value in the group's base.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct Unit {
    pub(in super::super) name: String,
    pub(in super::super) symbol: String,
    pub(in super::super) factor: f64,
    #[serde(default)]
    pub(in super::super) offset: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct Quiz {
    /// Cards that are turned over instead of questions with answers to choose from.
    pub(in super::super) cards: bool,
    pub(in super::super) topic: String,
    pub(in super::super) questions: Vec<Question>,
    /// Seconds for each question; 0 for as long as one likes.
    #[serde(default)]
    pub(in super::super) seconds: u32,
    #[serde(default)]
    pub(in super::super) shuffle: bool,
    /// Percent of right answers that are needed to pass; 0 where nobody fails.
    #[serde(default)]
    pub(in super::super) pass: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct Question {
    pub(in super::super) prompt: String,
    /// The right one first; a card has only that.
    pub(in super::super) answers: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct Form {
    pub(in super::super) fields: Vec<Field>,
    pub(in super::super) thanks: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct Landing {
    pub(in super::super) brand: String,
    /// What is offered, in a few words: "bakery".
    pub(in super::super) subject: String,
    pub(in super::super) place: String,
    pub(in super::super) sections: Vec<Section>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct Section {
    /// Which design the section has: `hero`, `cards`, `prices`, `hours`, `quotes`, `faq`, `text`,
    /// `contact`, `signup`, `gallery`, `team`, `steps`, `figures`.
    pub(in super::super) design: String,
    pub(in super::super) id: String,
    pub(in super::super) heading: String,
    #[serde(default)]
    pub(in super::super) text: String,
    #[serde(default)]
    pub(in super::super) entries: Vec<Entry>,
    /// What a form asks for, where it is not the usual.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in super::super) fields: Vec<Field>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct Entry {
    pub(in super::super) title: String,
    #[serde(default)]
    pub(in super::super) text: String,
    #[serde(default)]
    pub(in super::super) detail: String,
}

/// A grid of days and rows that are filled in by hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct Planner {
    pub(in super::super) columns: Vec<String>,
    pub(in super::super) rows: Vec<String>,
    /// What stands in a cell: "meal".
    pub(in super::super) noun: Noun,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(in super::super) print: bool,
}
