//! What a list shows of itself as a whole: figures, goals, charts, streaks.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "show", rename_all = "kebab-case")]
pub(in super::super) enum Insight {
    Figure {
        label: String,
        metric: Metric,
    },
    Goal {
        label: String,
        metric: Metric,
        target: f64,
        period: Period,
        /// A ceiling that should not be passed, instead of a target to reach.
        #[serde(default)]
        limit: bool,
    },
    Chart {
        title: String,
        shape: Shape,
        metric: Metric,
        by: Dimension,
    },
    Streak {
        label: String,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "kebab-case")]
pub(in super::super) enum Metric {
    Count,
    /// Things that are done.
    Done,
    /// Ticks of daily check-ins.
    Ticks,
    /// Percent of the daily check-ins of the last days that were made.
    Kept {
        days: u32,
    },
    /// Percent of the things whose field is, or is not, what is given.
    Share {
        field: String,
        value: String,
        #[serde(default)]
        not: bool,
    },
    Sum {
        field: String,
    },
    Average {
        field: String,
    },
    Highest {
        field: String,
    },
    Lowest {
        field: String,
    },
    /// The metric of those things only whose field is, or is not, what is given: an option's name,
    /// or `true` for a checkbox.
    Part {
        metric: Box<Metric>,
        field: String,
        value: String,
        #[serde(default)]
        not: bool,
    },
    /// The metric of those things only whose day lies in the current period.
    Within {
        metric: Box<Metric>,
        period: Period,
    },
    /// Sum of what comes in, less what goes out.
    Balance {
        field: String,
        /// Id of the choice that says which.
        choice: String,
        /// The option of what comes in.
        plus: String,
    },
    /// Sum of the products of two fields.
    Product {
        field: String,
        times: String,
    },
    /// Sum of one field divided by the sum of another.
    Ratio {
        field: String,
        per: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in super::super) enum Period {
    Day,
    Week,
    Month,
    Year,
    Ever,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in super::super) enum Shape {
    Bars,
    Line,
    Donut,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub(in super::super) enum Dimension {
    /// The options of a choice, or the texts of a field.
    Field { field: String },
    /// The last seven days.
    Days,
    /// The last eight weeks.
    Weeks,
    /// The last six months.
    Months,
}
