//! Writes every field once: selections with the same response key become one.
//!
//! At the root of an operation fragments are written out, so that no mutation runs twice however
//! it was selected. Further down a fragment is merged within itself; what it shares with its
//! surroundings the executor resolves again and merges in the answer.

use std::collections::HashSet;

use async_graphql::parser::types::{
    Directive, DocumentOperations, ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet,
};
use async_graphql::{Positioned, Variables};
use async_graphql_value::{ConstValue, Value};

/// Whether something in the document may be selected twice.
pub(super) fn has_duplicates(document: &ExecutableDocument) -> bool {
    let root_fragments = document.operations.iter().any(|(_, operation)| {
        let items = &operation.node.selection_set.node.items;
        items.iter().any(|item| !matches!(item.node, Selection::Field(_)))
    });
    root_fragments
        || document.operations.iter().any(|(_, operation)| repeats(&operation.node.selection_set.node))
        || document.fragments.values().any(|fragment| repeats(&fragment.node.selection_set.node))
}

fn repeats(set: &SelectionSet) -> bool {
    let mut seen = HashSet::new();
    set.items.iter().any(|item| match &item.node {
        Selection::Field(field) => {
            !seen.insert(&field.node.response_key().node) || repeats(&field.node.selection_set.node)
        }
        Selection::InlineFragment(fragment) => repeats(&fragment.node.selection_set.node),
        Selection::FragmentSpread(_) => false,
    })
}

/// A document of this operation alone, without its name, in which every field is selected once.
/// What `@skip` and `@include` leave out is gone.
pub(super) fn merged(
    document: &ExecutableDocument,
    operation: &Positioned<OperationDefinition>,
    variables: &Variables,
) -> ExecutableDocument {
    let merger = Merger { document, variables };
    let mut single = operation.clone();
    single.node.selection_set.node = merger.root(&operation.node.selection_set.node);
    let mut fragments = document.fragments.clone();
    for fragment in fragments.values_mut() {
        let set = &mut fragment.node.selection_set.node;
        *set = merger.set(set.items.iter());
    }
    ExecutableDocument { operations: DocumentOperations::Single(single), fragments }
}

struct Merger<'a> {
    document: &'a ExecutableDocument,
    variables: &'a Variables,
}

impl Merger<'_> {
    /// The fields at the root, those of fragments among them. The type of an operation's root has
    /// no supertypes, so each fragment there is of that type or invalid, which the validator says.
    fn root(&self, set: &SelectionSet) -> SelectionSet {
        let mut flat = Vec::new();
        self.flatten(set, &mut flat, 0);
        self.set(flat.iter())
    }

    fn flatten(&self, set: &SelectionSet, into: &mut Vec<Positioned<Selection>>, level: usize) {
        for item in set.items.iter().filter(|item| self.is_wanted(item.node.directives())) {
            let below = match &item.node {
                Selection::Field(_) => None,
                Selection::InlineFragment(fragment) => Some(&fragment.node.selection_set.node),
                Selection::FragmentSpread(spread) => {
                    let found = self.document.fragments.get(&spread.node.fragment_name.node);
                    found.map(|fragment| &fragment.node.selection_set.node)
                }
            };
            match below {
                // Fragments do not contain themselves, which the cost was measured for.
                Some(set) if level < self.document.fragments.len() + 64 => self.flatten(set, into, level + 1),
                _ => into.push(item.clone()),
            }
        }
    }

    /// The wanted ones of the selections, each response key once.
    fn set<'s>(&self, items: impl Iterator<Item = &'s Positioned<Selection>>) -> SelectionSet {
        let mut merged: Vec<Positioned<Selection>> = Vec::new();
        for item in items.filter(|item| self.is_wanted(item.node.directives())) {
            if let Selection::Field(field) = &item.node
                && let Some(same) =
                    merged.iter_mut().find_map(|other| same_field(&mut other.node, &field.node))
            {
                same.selection_set.node.items.extend(field.node.selection_set.node.items.iter().cloned());
                continue;
            }
            merged.push(item.clone());
        }
        for item in &mut merged {
            let below = match &mut item.node {
                Selection::Field(field) => &mut field.node.selection_set.node,
                Selection::InlineFragment(fragment) => &mut fragment.node.selection_set.node,
                Selection::FragmentSpread(_) => continue,
            };
            *below = self.set(below.items.iter());
        }
        SelectionSet { items: merged }
    }

    /// Whether neither `@skip` nor `@include` leaves a selection out.
    fn is_wanted(&self, directives: &[Positioned<Directive>]) -> bool {
        directives.iter().all(|directive| {
            let wanted = match directive.node.name.node.as_str() {
                "skip" => false,
                "include" => true,
                _ => return true,
            };
            let condition = directive.node.get_argument("if").map(|argument| &argument.node);
            condition.and_then(|value| self.boolean(value)).is_none_or(|value| value == wanted)
        })
    }

    fn boolean(&self, value: &Value) -> Option<bool> {
        match value {
            Value::Boolean(value) => Some(*value),
            Value::Variable(name) => match self.variables.get(name)? {
                ConstValue::Boolean(value) => Some(*value),
                _ => None,
            },
            _ => None,
        }
    }
}

/// The field behind a selection, if it is the same one. Fields with the same response key that
/// differ stay apart: the validator says what is wrong with them.
fn same_field<'a>(selection: &'a mut Selection, field: &Field) -> Option<&'a mut Field> {
    let Selection::Field(other) = selection else { return None };
    let other = &mut other.node;
    let same = other.response_key().node == field.response_key().node
        && other.name.node == field.name.node
        && other.arguments.len() == field.arguments.len()
        && field.arguments.iter().all(|(name, value)| {
            other.get_argument(&name.node).is_some_and(|argument| argument.node == value.node)
        });
    same.then_some(other)
}
