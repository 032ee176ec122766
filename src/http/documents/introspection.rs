//! Whether a document asks about the schema.

use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};

/// Whether something in it selects `__schema` or `__type`.
pub(super) fn is_in(document: &ExecutableDocument) -> bool {
    document.operations.iter().any(|(_, operation)| selects(&operation.node.selection_set.node))
        || document.fragments.values().any(|fragment| selects(&fragment.node.selection_set.node))
}

fn selects(set: &SelectionSet) -> bool {
    set.items.iter().any(|item| match &item.node {
        Selection::Field(field) => {
            matches!(field.node.name.node.as_str(), "__schema" | "__type")
                || selects(&field.node.selection_set.node)
        }
        Selection::InlineFragment(fragment) => selects(&fragment.node.selection_set.node),
        Selection::FragmentSpread(_) => false,
    })
}
