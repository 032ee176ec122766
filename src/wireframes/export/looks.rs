//! The tags of one element: its component's look, filled in with its props.

use serde_json::{Map, Value};

use crate::wireframes::{
    components::{
        self, Library,
        expand::{Node, expand},
    },
    element::Element,
};

/// An element's tags, and the props that they were filled in with.
pub struct Filled {
    pub root: Node,
    pub props: Map<String, Value>,
}

/// Fills in the look of an element's component. A component that no library has is a named box; what
/// a project's component consists of is put into one box, which is the element's.
pub fn filled(element: &Element, library: &Library) -> Filled {
    let known = library.find(&element.component).zip(library.template(&element.component));
    let Some((component, template)) = known else {
        let name = Node::Tag {
            name: "span".to_owned(),
            attributes: vec![("class".to_owned(), "ellipsis".to_owned())],
            children: vec![Node::Text(element.component.clone())],
        };
        return Filled { root: Node::tag("div", &[("class", "unknown")], vec![name]), props: Map::new() };
    };
    let props = components::complete(component, &element.props);
    let mut nodes = expand(template, &props);
    let builtin = component.template.is_none();
    if component.name == "Divider" && element.height > element.width {
        // A line that stands upright is nothing but that.
        return Filled {
            root: Node::tag("div", &[("class", "divider upright"), ("role", "separator")], Vec::new()),
            props,
        };
    }
    let root = match (nodes.pop(), nodes.is_empty()) {
        (Some(root @ Node::Tag { .. }), true) if builtin => root,
        (last, _) => {
            nodes.extend(last);
            Node::tag("div", &[("class", "custom")], nodes)
        }
    };
    Filled { root, props }
}
