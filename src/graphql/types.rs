//! What the schema says of its types, for those who look at documents without executing them.

use std::collections::{HashMap, HashSet};

use async_graphql::parser::types::{BaseType, Type, TypeKind, TypeSystemDefinition};

/// The schema's types, by name.
#[derive(Debug, Default)]
pub struct Types {
    fields: HashMap<String, HashMap<String, Type>>,
    /// Those that have an identity, and with it an audience of their own.
    nodes: HashSet<String>,
}

impl Types {
    /// Reads them from the schema.
    pub fn of_schema() -> Self {
        let mut types = Self::default();
        // Our own text; a test parses it.
        let Ok(document) = async_graphql::parser::parse_schema(super::sdl()) else { return types };
        for definition in document.definitions {
            let TypeSystemDefinition::Type(definition) = definition else { continue };
            let name = definition.node.name.node.to_string();
            let (fields, interfaces) = match definition.node.kind {
                TypeKind::Object(object) => (object.fields, object.implements),
                TypeKind::Interface(interface) => (interface.fields, interface.implements),
                _ => continue,
            };
            if name == "Node" || interfaces.iter().any(|interface| interface.node == "Node") {
                types.nodes.insert(name.clone());
            }
            let fields =
                fields.into_iter().map(|field| (field.node.name.node.to_string(), field.node.ty.node));
            types.fields.insert(name, fields.collect());
        }
        types
    }

    /// The type of a field; none where there is no such field.
    pub fn field(&self, parent: &str, field: &str) -> Option<&Type> {
        self.fields.get(parent)?.get(field)
    }

    /// Whether objects of this type have an identity.
    pub fn is_node(&self, name: &str) -> bool {
        self.nodes.contains(name)
    }
}

/// The name of a type, whatever lists it is in.
pub fn named(of: &Type) -> &str {
    match &of.base {
        BaseType::Named(name) => name,
        BaseType::List(inner) => named(inner),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_identities_are_known() {
        let types = Types::of_schema();
        assert_eq!(types.field("Query", "projects").map(named), Some("ProjectConnection"));
        assert!(types.field("Query", "nothing").is_none());
        assert!(types.is_node("Project") && types.is_node("Node") && !types.is_node("FilesChanged"));
    }
}
