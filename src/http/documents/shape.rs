//! What an answer looks like: its fields in the order of the operation, and null in the place of
//! every object that lacks a field which cannot be null.
//!
//! The executor answers fields in the order in which they were ready, and leaves out a field that
//! failed and cannot be null. The specification wants the operation's order
//! ([7.2.2](https://spec.graphql.org/September2025/#sec-Serialized-Map-Ordering)) and the null moved up to
//! the next place that can hold it ([6.4.4](https://spec.graphql.org/September2025/#sec-Handling-Execution-Errors)).

use std::collections::HashSet;

use async_graphql::indexmap::IndexMap;
use async_graphql::parser::types::{
    BaseType, ExecutableDocument, OperationDefinition, OperationType, Selection, SelectionSet, Type,
};
use async_graphql::{Name, PathSegment, ServerError};
use async_graphql_value::ConstValue;

use crate::graphql::{Types, named};

/// The fields of an object in their order, whatever its type turns out to be.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape(IndexMap<Name, Field>);

#[derive(Clone, Debug, Default)]
struct Field {
    /// None where the schema has no such field.
    of: Option<Type>,
    below: Shape,
}

impl Shape {
    /// What an operation's answer looks like. The document must have been found valid.
    pub(super) fn of(document: &ExecutableDocument, operation: &OperationDefinition, types: &Types) -> Self {
        let root = match operation.ty {
            OperationType::Query => "Query",
            OperationType::Mutation => "Mutation",
            OperationType::Subscription => "Subscription",
        };
        let mut shape = Self::default();
        let mut builder = Builder { document, types, within: HashSet::new() };
        builder.add(&mut shape, root, &operation.selection_set.node);
        shape
    }

    /// Whether there is one field.
    pub(super) fn is_single(&self) -> bool {
        self.0.len() == 1
    }

    /// About how many bytes it takes.
    pub(super) fn weight(&self) -> u32 {
        self.0.values().map(|field| 160 + field.below.weight()).sum()
    }

    /// Brings an answer into shape.
    pub(super) fn apply(&self, data: &mut ConstValue, errors: &[ServerError]) {
        for error in errors {
            if self.nullify(data, &error.path) == Outcome::Null {
                *data = ConstValue::Null;
            }
        }
        self.order(data);
    }

    fn order(&self, value: &mut ConstValue) {
        match value {
            ConstValue::List(items) => items.iter_mut().for_each(|item| self.order(item)),
            ConstValue::Object(fields) => {
                // Nearly always all fields are there in their order.
                if self.0.keys().eq(fields.keys()) {
                    for (field, value) in self.0.values().zip(fields.values_mut()) {
                        field.below.order_within(value);
                    }
                    return;
                }
                fields.sort_by_cached_key(|key, _| self.0.get_index_of(key).unwrap_or(usize::MAX));
                for (key, value) in fields {
                    if let Some(field) = self.0.get(key) {
                        field.below.order_within(value);
                    }
                }
            }
            _ => {}
        }
    }

    /// As [`Self::order`], for the value of a field, which nothing may be selected of.
    fn order_within(&self, value: &mut ConstValue) {
        if !self.0.is_empty() {
            self.order(value);
        }
    }

    /// Makes null of what lacks the field at `path`.
    fn nullify(&self, value: &mut ConstValue, path: &[PathSegment]) -> Outcome {
        let Some((PathSegment::Field(key), rest)) = path.split_first() else { return Outcome::Whole };
        let ConstValue::Object(fields) = value else { return Outcome::Whole };
        let Some(field) = self.0.get(key.as_str()) else { return Outcome::Whole };
        let Some(of) = &field.of else { return Outcome::Whole };
        match fields.get_mut(key.as_str()) {
            Some(value) => field.below.nullify_in(value, of, rest),
            None if of.nullable => {
                fields.insert(Name::new(key), ConstValue::Null);
                Outcome::Whole
            }
            None => Outcome::Null,
        }
    }

    /// As [`Self::nullify`], for a value of a type that may be a list.
    fn nullify_in(&self, value: &mut ConstValue, of: &Type, path: &[PathSegment]) -> Outcome {
        let outcome = match (&of.base, value.list_item(path.first())) {
            (BaseType::List(inner), Some(item)) => self.nullify_in(item, inner, &path[1..]),
            _ => self.nullify(value, path),
        };
        match outcome {
            Outcome::Null if of.nullable => {
                *value = ConstValue::Null;
                Outcome::Whole
            }
            outcome => outcome,
        }
    }
}

/// Whether a value can stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Whole,
    /// It lacks something, and so does what it is in, unless null may stand there.
    Null,
}

trait ListItem {
    fn list_item(&mut self, at: Option<&PathSegment>) -> Option<&mut ConstValue>;
}

impl ListItem for ConstValue {
    fn list_item(&mut self, at: Option<&PathSegment>) -> Option<&mut ConstValue> {
        match (self, at) {
            (Self::List(items), Some(PathSegment::Index(index))) => items.get_mut(*index),
            _ => None,
        }
    }
}

struct Builder<'a> {
    document: &'a ExecutableDocument,
    types: &'a Types,
    /// The fragments that are being written out.
    within: HashSet<&'a Name>,
}

impl<'a> Builder<'a> {
    fn add(&mut self, shape: &mut Shape, parent: &str, set: &'a SelectionSet) {
        for item in &set.items {
            match &item.node {
                Selection::Field(field) => {
                    let field = &field.node;
                    let of = self.types.field(parent, &field.name.node);
                    let entry = shape.0.entry(field.response_key().node.clone()).or_default();
                    if entry.of.is_none() {
                        entry.of = of.cloned();
                    }
                    if let Some(of) = of {
                        self.add(&mut entry.below, named(of), &field.selection_set.node);
                    }
                }
                Selection::InlineFragment(fragment) => {
                    let condition = fragment.node.type_condition.as_ref();
                    let name = condition.map_or(parent, |condition| condition.node.on.node.as_str());
                    self.add(shape, name, &fragment.node.selection_set.node);
                }
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    let Some(fragment) = self.document.fragments.get(name) else { continue };
                    if self.within.insert(name) {
                        let on = &fragment.node.type_condition.node.on.node;
                        self.add(shape, on, &fragment.node.selection_set.node);
                        self.within.remove(name);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::Pos;
    use serde_json::json;

    use super::*;

    fn shaped(query: &str, data: serde_json::Value, failures: &[&[PathSegment]]) -> String {
        let document = async_graphql::parser::parse_query(query).unwrap();
        let (_, operation) = document.operations.iter().next().unwrap();
        let shape = Shape::of(&document, &operation.node, &Types::of_schema());
        let errors: Vec<ServerError> = failures
            .iter()
            .map(|path| ServerError {
                path: path.to_vec(),
                ..ServerError::new("failed", Some(Pos::default()))
            })
            .collect();
        let mut data = ConstValue::from_json(data).unwrap();
        shape.apply(&mut data, &errors);
        serde_json::to_string(&data).unwrap()
    }

    fn key(name: &str) -> PathSegment {
        PathSegment::Field(name.to_owned())
    }

    const QUERY: &str = "{ ...Q again: server { version } }
        fragment Q on Query { projects { nodes { ...P id } edges { node { id } } } }
        fragment P on Project { name owner { id displayName } headVersion { number } }";

    #[test]
    fn fields_come_in_the_operations_order() {
        let data = json!({
            "again": { "version": "1" },
            "projects": {
                "edges": [],
                "nodes": [{ "headVersion": { "number": 1 }, "id": "p", "owner": { "displayName": "A", "id": "u" }, "name": "N" }],
            },
        });
        assert_eq!(
            shaped(QUERY, data, &[]),
            r#"{"projects":{"nodes":[{"name":"N","owner":{"id":"u","displayName":"A"},"headVersion":{"number":1},"id":"p"}],"edges":[]},"again":{"version":"1"}}"#
        );
    }

    #[test]
    fn null_moves_up_to_where_it_may_stand() {
        let nodes = |first: &str| [key("projects"), key("nodes"), PathSegment::Index(0), key(first)];
        let data =
            || json!({ "again": null, "projects": { "edges": [], "nodes": [{ "name": "N", "id": "p" }] } });
        // An owner is never missing, nor are a list's entries, the list and the connection: nothing is left.
        assert_eq!(shaped(QUERY, data(), &[&nodes("owner")]), "null");
        // A project may have no version.
        let answer = shaped(QUERY, data(), &[&nodes("headVersion")]);
        assert!(answer.contains(r#""name":"N","headVersion":null,"id":"p""#), "{answer}");
        let query = "{ project(id: \"p\") { name owner { id } } server { version } }";
        let data = json!({ "server": { "version": "1" }, "project": { "name": "N" } });
        assert_eq!(
            shaped(query, data, &[&[key("project"), key("owner")]]),
            r#"{"project":null,"server":{"version":"1"}}"#
        );
    }
}
