//! What an operation may cost: how deep it goes, and how many fields it can ask for.
//!
//! Each fragment is measured once, however often it is used, so that the time this takes is in
//! proportion to the document. The schema is not asked: a field with an argument `first` or `last`
//! counts its children that often, and one whose children are `nodes` or `edges` without one as
//! often as a page usually has entries.

use std::collections::HashMap;

use async_graphql::parser::types::{ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet};
use async_graphql::{Name, Positioned, ServerError, Variables};
use async_graphql_value::{ConstValue, Value};

use crate::graphql::ApiError;
use crate::paging::DEFAULT_SIZE;

/// What an operation may cost.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// Fields within fields.
    pub(super) depth: u64,
    /// Fields, those of lists as often as the list may be long.
    pub(super) cost: u64,
    /// Values in the variables.
    pub(super) values: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Measure {
    depth: u64,
    cost: u64,
    /// Selections once all fragments are written out: what the validator works through.
    selections: u64,
}

struct Meter<'a> {
    document: &'a ExecutableDocument,
    variables: &'a Variables,
    /// What fragments cost; `None` while one is being measured.
    fragments: HashMap<&'a Name, Option<Measure>>,
}

/// What the operation may cost; fails where it exceeds a bound, or a fragment contains itself.
pub(super) fn check(
    document: &ExecutableDocument,
    operation: &OperationDefinition,
    variables: &Variables,
    bounds: &Bounds,
) -> Result<u64, ServerError> {
    let mut meter = Meter { document, variables, fragments: HashMap::new() };
    // The validator goes through all operations and fragments, also those that are not executed.
    let mut all = Measure::default();
    for (_, other) in document.operations.iter() {
        let measure = meter.selection_set(&other.node.selection_set.node)?;
        all.selections = all.selections.saturating_add(measure.selections);
    }
    for name in document.fragments.keys() {
        meter.fragment(name)?;
    }
    let measure = meter.selection_set(&operation.selection_set.node)?;
    let found = [
        ("operation_depth", bounds.depth, measure.depth, "levels of fields"),
        ("operation_cost", bounds.cost, measure.cost, "fields, counted as often as their lists are long"),
        ("operation_cost", bounds.cost, all.selections, "selections"),
    ];
    for (limit, allowed, found, what) in found {
        if found > allowed {
            let message =
                format!("The operation has {found} {what}; this server's limit {limit} is {allowed}.");
            return Err(ApiError::limit(limit, allowed, found, message).into());
        }
    }
    Ok(measure.cost)
}

/// Fails where the variables hold more values than they may.
pub(super) fn check_variables(variables: &Variables, bounds: &Bounds) -> Result<(), ServerError> {
    let found = variables.values().fold(0, |sum, value| sum + values(value));
    if found <= bounds.values {
        return Ok(());
    }
    let allowed = bounds.values;
    let message =
        format!("The variables hold {found} values; this server's limit variable_values is {allowed}.");
    Err(ApiError::limit("variable_values", allowed, found, message).into())
}

fn values(value: &ConstValue) -> u64 {
    match value {
        ConstValue::List(items) => items.iter().fold(1, |sum, item| sum + values(item)),
        ConstValue::Object(fields) => fields.values().fold(1, |sum, field| sum + values(field)),
        _ => 1,
    }
}

impl<'a> Meter<'a> {
    fn selection_set(&mut self, set: &'a SelectionSet) -> Result<Measure, ServerError> {
        let mut sum = Measure::default();
        for item in &set.items {
            let part = match &item.node {
                Selection::Field(field) => {
                    let below = self.selection_set(&field.node.selection_set.node)?;
                    let times = self.times(&field.node);
                    Measure {
                        depth: below.depth + 1,
                        cost: below.cost.saturating_mul(times).saturating_add(1),
                        selections: below.selections.saturating_add(1),
                    }
                }
                Selection::InlineFragment(fragment) => {
                    self.selection_set(&fragment.node.selection_set.node)?
                }
                Selection::FragmentSpread(spread) => self.fragment(&spread.node.fragment_name.node)?,
            };
            sum.depth = sum.depth.max(part.depth);
            sum.cost = sum.cost.saturating_add(part.cost);
            sum.selections = sum.selections.saturating_add(part.selections);
        }
        Ok(sum)
    }

    fn fragment(&mut self, name: &'a Name) -> Result<Measure, ServerError> {
        match self.fragments.get(name) {
            Some(Some(measure)) => return Ok(*measure),
            Some(None) => {
                let message = format!("The fragment {name} contains itself.");
                return Err(ServerError::new(message, None));
            }
            None => {}
        }
        // One that does not exist costs nothing; the validator misses it.
        let Some(fragment) = self.document.fragments.get(name) else { return Ok(Measure::default()) };
        self.fragments.insert(name, None);
        let measure = self.selection_set(&fragment.node.selection_set.node)?;
        self.fragments.insert(name, Some(measure));
        Ok(measure)
    }

    /// How often a field's children may be answered.
    fn times(&self, field: &Field) -> u64 {
        for name in ["first", "last"] {
            if let Some(argument) = field.get_argument(name) {
                return self.number(argument).unwrap_or(DEFAULT_SIZE).max(1);
            }
        }
        let is_list = field.selection_set.node.items.iter().any(|item| {
            matches!(&item.node, Selection::Field(field)
                if matches!(field.node.name.node.as_str(), "nodes" | "edges"))
        });
        if is_list { DEFAULT_SIZE } else { 1 }
    }

    fn number(&self, argument: &Positioned<Value>) -> Option<u64> {
        let value = match &argument.node {
            Value::Variable(name) => self.variables.get(name)?.clone(),
            value => value.clone().into_const()?,
        };
        match value {
            ConstValue::Number(number) => number.as_u64(),
            _ => None,
        }
    }
}
