//! A project's component as JSON, to be read back by any server: what stands among a project's files, and
//! what goes along with wireframes that show it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Component, check_component};

const FORMAT: &str = "maquette-component";
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    format: String,
    version: u32,
    name: String,
    category: String,
    #[serde(default)]
    description: String,
    default_width: f64,
    default_height: f64,
    props_schema: Value,
    template: String,
}

/// A component as JSON.
pub fn json(component: &Component) -> String {
    let document = Document {
        format: FORMAT.to_owned(),
        version: VERSION,
        name: component.name.clone(),
        category: component.category.clone(),
        description: component.description.clone(),
        default_width: component.default_width,
        default_height: component.default_height,
        props_schema: component.props_schema.clone(),
        template: component.template.clone().unwrap_or_default(),
    };
    // Plain values can always be written.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

/// Reads what [`json`] wrote, or what somebody wrote like it, and checks it as if it were made here. The
/// problem is a sentence.
pub fn parse(text: &str) -> Result<Component, String> {
    let document: Document =
        serde_json::from_str(text).map_err(|error| format!("This is no component in JSON: {error}."))?;
    if document.format != FORMAT || document.version != VERSION {
        return Err(format!("This server reads \"format\": \"{FORMAT}\" in \"version\": {VERSION}."));
    }
    let component = Component {
        name: document.name,
        category: document.category,
        description: document.description,
        default_width: document.default_width,
        default_height: document.default_height,
        container: false,
        props_schema: document.props_schema,
        template: Some(document.template),
    };
    match check_component(&component) {
        Ok(()) => Ok(component),
        Err(problem) => Err(format!("Its {} {}.", problem.field, problem.message)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn component(template: &str) -> Component {
        Component {
            name: "Ticket".to_owned(),
            category: "custom".to_owned(),
            description: "A ticket.".to_owned(),
            default_width: 200.0,
            default_height: 80.0,
            container: false,
            props_schema: json!({ "type": "object", "properties": { "title": { "type": "string" } } }),
            template: Some(template.to_owned()),
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let ticket = component("<h3>{{title}}</h3>");
        assert_eq!(parse(&json(&ticket)), Ok(ticket));
    }

    #[test]
    fn what_could_not_be_made_here_is_not_read() {
        for (text, expected) in [
            ("{}".to_owned(), "no component"),
            (json(&component("<script>alert(1)</script>")), "<script> is not allowed"),
            (json(&component("<p>{{other}}</p>")), "not described"),
            (json(&component("<p>Hi</p>")).replace("Ticket", "Button"), "built-in"),
            (json(&component("<p>Hi</p>")).replace("\"version\": 1", "\"version\": 2"), "\"version\": 1"),
        ] {
            let message = parse(&text).unwrap_err();
            assert!(message.contains(expected), "{message}");
        }
    }
}
