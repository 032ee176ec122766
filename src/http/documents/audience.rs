//! Which subscribers of a stream see the same.
//!
//! What a subscription answers of an event depends on its selections and on the variables in them.
//! The arguments of the subscription itself say which stream it follows and from where, not what an
//! event looks like. Where a selection reaches an object with an identity, the viewer counts as well:
//! what one person may see of it another may not. Those who are in a project are an exception, since
//! they are shown to all who may see the project, except for what only some may know of a person.

use std::collections::HashSet;

use async_graphql::Name;
use async_graphql::parser::types::{
    Directive, ExecutableDocument, OperationDefinition, OperationType, Selection, SelectionSet,
};
use async_graphql::{Positioned, Variables};
use async_graphql_value::Value;

use crate::graphql::{Types, named};

/// Fields with objects that everybody sees who gets the event.
const SEEN_BY_ALL: &[(&str, &str)] = &[("Presence", "user")];
/// Fields that not everybody sees who sees their object.
const SEEN_BY_SOME: &[(&str, &str)] = &[("User", "email"), ("User", "sessions")];

/// What decides, beside the stream, what subscribers of a document see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Dependence {
    /// Whether it matters who looks.
    pub(super) on_viewer: bool,
    /// The variables that matter.
    on_variables: Vec<Name>,
}

impl Dependence {
    pub(super) fn of(document: &ExecutableDocument, types: &Types) -> Self {
        let mut walk =
            Walk { document, types, on_viewer: false, variables: HashSet::new(), seen: HashSet::new() };
        for (_, operation) in document.operations.iter() {
            if operation.node.ty == OperationType::Subscription {
                walk.root(&operation.node);
            }
        }
        let mut on_variables: Vec<Name> = walk.variables.into_iter().cloned().collect();
        on_variables.sort_unstable();
        Self { on_viewer: walk.on_viewer, on_variables }
    }

    /// The values of the variables that matter, so that equal ones are written equally.
    pub(super) fn values(&self, variables: &Variables) -> String {
        let values: Vec<String> = self
            .on_variables
            .iter()
            .map(|name| variables.get(name).map(ToString::to_string).unwrap_or_default())
            .collect();
        format!("{values:?}")
    }
}

struct Walk<'a> {
    document: &'a ExecutableDocument,
    types: &'a Types,
    on_viewer: bool,
    variables: HashSet<&'a Name>,
    /// The fragments that were walked through.
    seen: HashSet<&'a Name>,
}

impl<'a> Walk<'a> {
    fn root(&mut self, operation: &'a OperationDefinition) {
        self.directives(&operation.directives);
        self.set("Subscription", &operation.selection_set.node, true);
    }

    fn set(&mut self, parent: &str, set: &'a SelectionSet, is_root: bool) {
        for item in &set.items {
            self.directives(item.node.directives());
            match &item.node {
                Selection::Field(field) => {
                    let field = &field.node;
                    if !is_root {
                        field.arguments.iter().for_each(|(_, value)| self.value(&value.node));
                    }
                    let name = self.types.field(parent, &field.name.node).map_or("", named);
                    let place = (parent, field.name.node.as_str());
                    // What is in no type is somebody's, unless it is the type's own name.
                    self.on_viewer |= match name {
                        "" => field.name.node != "__typename",
                        name if self.types.is_node(name) => !SEEN_BY_ALL.contains(&place),
                        _ => SEEN_BY_SOME.contains(&place),
                    };
                    self.set(name, &field.selection_set.node, false);
                }
                Selection::InlineFragment(fragment) => {
                    let condition = fragment.node.type_condition.as_ref();
                    let name = condition.map_or(parent, |condition| condition.node.on.node.as_str());
                    self.set(name, &fragment.node.selection_set.node, is_root);
                }
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    let Some(fragment) = self.document.fragments.get(name) else { continue };
                    if self.seen.insert(name) {
                        self.directives(&fragment.node.directives);
                        let on = &fragment.node.type_condition.node.on.node;
                        self.set(on, &fragment.node.selection_set.node, is_root);
                    }
                }
            }
        }
    }

    fn directives(&mut self, directives: &'a [Positioned<Directive>]) {
        for (_, value) in directives.iter().flat_map(|directive| &directive.node.arguments) {
            self.value(&value.node);
        }
    }

    fn value(&mut self, value: &'a Value) {
        match value {
            Value::Variable(name) => _ = self.variables.insert(name),
            Value::List(items) => items.iter().for_each(|item| self.value(item)),
            Value::Object(fields) => fields.values().for_each(|value| self.value(value)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Dependence {
        Dependence::of(&async_graphql::parser::parse_query(text).unwrap(), &Types::of_schema())
    }

    fn variables(text: &str) -> Vec<String> {
        of(text).on_variables.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn plain_events_are_the_same_for_everybody() {
        let text = "subscription ($id: ID!, $after: StreamCursor, $b: Boolean!) {
            projectEvents(projectId: $id, after: $after) { cursor ...E event { __typename } } }
            fragment E on ProjectEventItem { event { ... on FilesChanged @include(if: $b) { paths } } }";
        assert!(!of(text).on_viewer);
        assert_eq!(variables(text), ["b"]);
    }

    #[test]
    fn objects_with_an_identity_depend_on_who_looks() {
        for selection in [
            "actor { id }",
            "event { ... on VersionCreated { version { number } } }",
            "...F",
            "event { nothing }",
        ] {
            let text = format!(
                "subscription {{ projectEvents(projectId: \"p\") {{ {selection} }} }}
                 fragment F on ProjectEventItem {{ event {{ ... on GenerationStarted {{ generation {{ id }} }} }} }}"
            );
            assert!(of(&text).on_viewer, "{selection}");
        }
        let text = "subscription ($n: Int) { projectEvents(projectId: \"p\") { event {
            ... on VersionCreated { version { files(first: $n) { nodes { path } } } } } } }";
        assert_eq!(variables(text), ["n"]);
    }

    #[test]
    fn those_who_are_there_are_shown_to_all() {
        let text = |selection: &str| {
            format!(
                "subscription ($s: ID) {{ presence(projectId: \"p\", sessionId: $s) {{
                 ... on PresenceSnapshot {{ sessions {{ ...P }} }} ... on PresenceChanged {{ session {{ ...P }} }} }} }}
                 fragment P on Presence {{ sessionId color x y state user {{ id displayName {selection} }} }}"
            )
        };
        assert!(!of(&text("")).on_viewer);
        assert_eq!(variables(&text("")), [""; 0]);
        for selection in ["email", "sessions { id }", "... on Node { ... on User { email } }", "...M"] {
            let text = text(selection) + " fragment M on User { email }";
            assert!(of(&text).on_viewer, "{selection}");
        }
    }
}
