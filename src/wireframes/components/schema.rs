//! The part of JSON Schema (draft 2020-12) that props are described in: `type`, `enum`, `minimum`,
//! `maximum`, `minLength`, `maxLength`, `items`, `minItems`, `maxItems`, `properties`, `required` and
//! `additionalProperties`; `title`, `description`, `default` and `examples` say something to people.
//! A schema that uses anything else is refused, so that nothing is promised that is not held.

use serde_json::{Map, Value};

/// Why props, or a schema, are refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{prop}: {message}")]
pub struct PropsProblem {
    /// Which prop, such as `items[2].title`; empty when it is about the whole.
    pub prop: String,
    /// What is wrong, for the person who wrote it.
    pub message: String,
}

/// How deep a schema may describe.
const DEEPEST: usize = 6;

/// Checks props against a schema that `check_schema` lets pass.
pub fn check_value(schema: &Value, value: &Value, at: &str) -> Result<(), PropsProblem> {
    if let Some(kinds) = schema.get("type") {
        if !named(kinds).any(|kind| is(kind, value)) {
            let wanted: Vec<&str> = named(kinds).collect();
            return problem(at, format!("must be of type {}", wanted.join(" or ")));
        }
    }
    if let Some(Value::Array(options)) = schema.get("enum") {
        if !options.contains(value) {
            let options: Vec<String> = options.iter().map(ToString::to_string).collect();
            return problem(at, format!("must be one of {}", options.join(", ")));
        }
    }
    match value {
        Value::Number(_) => number(schema, value.as_f64().unwrap_or(f64::NAN), at),
        Value::String(text) => length(schema, "Length", "characters", text.chars().count(), at),
        Value::Array(list) => {
            length(schema, "Items", "entries", list.len(), at)?;
            let Some(items) = schema.get("items") else { return Ok(()) };
            list.iter()
                .enumerate()
                .try_for_each(|(index, item)| check_value(items, item, &format!("{at}[{index}]")))
        }
        Value::Object(object) => properties(schema, object, at),
        Value::Null | Value::Bool(_) => Ok(()),
    }
}

fn number(schema: &Value, number: f64, at: &str) -> Result<(), PropsProblem> {
    let bound = |name: &str| schema.get(name).and_then(Value::as_f64);
    match (bound("minimum"), bound("maximum")) {
        (Some(least), _) if number < least => problem(at, format!("must not be less than {least}")),
        (_, Some(most)) if number > most => problem(at, format!("must not be more than {most}")),
        _ => Ok(()),
    }
}

fn length(schema: &Value, of: &str, unit: &str, length: usize, at: &str) -> Result<(), PropsProblem> {
    let bound = |name: &str| schema.get(format!("{name}{of}")).and_then(Value::as_u64);
    match (bound("min"), bound("max")) {
        (Some(least), _) if (length as u64) < least => {
            problem(at, format!("must have at least {least} {unit}"))
        }
        (_, Some(most)) if length as u64 > most => problem(at, format!("must have at most {most} {unit}")),
        _ => Ok(()),
    }
}

fn properties(schema: &Value, object: &Map<String, Value>, at: &str) -> Result<(), PropsProblem> {
    let below = |name: &str| if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") };
    let known = schema.get("properties").and_then(Value::as_object);
    for (name, value) in object {
        match (known.and_then(|known| known.get(name)), schema.get("additionalProperties")) {
            (Some(schema), _) => check_value(schema, value, &below(name))?,
            (None, Some(Value::Bool(false))) => {
                let names: Vec<&str> =
                    known.into_iter().flat_map(|known| known.keys().map(String::as_str)).collect();
                return problem(&below(name), format!("is unknown; there are {}", names.join(", ")));
            }
            (None, Some(more @ Value::Object(_))) => check_value(more, value, &below(name))?,
            (None, _) => {}
        }
    }
    let required = schema.get("required").and_then(Value::as_array);
    let missing = required.into_iter().flatten().filter_map(Value::as_str);
    match missing.into_iter().find(|name| !object.contains_key(*name)) {
        Some(name) => problem(&below(name), "is required".to_owned()),
        None => Ok(()),
    }
}

fn named(kinds: &Value) -> impl Iterator<Item = &str> {
    let many = kinds.as_array().map_or(&[][..], Vec::as_slice);
    kinds.as_str().into_iter().chain(many.iter().filter_map(Value::as_str))
}

fn is(kind: &str, value: &Value) -> bool {
    match kind {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        _ => false,
    }
}

fn problem<T>(prop: &str, message: String) -> Result<T, PropsProblem> {
    Err(PropsProblem { prop: prop.to_owned(), message })
}

/// Checks that a schema describes an object and says nothing that would not be held.
pub fn check_schema(schema: &Value) -> Result<(), PropsProblem> {
    if schema.get("type") != Some(&Value::from("object")) {
        return problem("", "the schema of props must have “type”: “object”".to_owned());
    }
    part(schema, "", 0)
}

fn part(schema: &Value, at: &str, depth: usize) -> Result<(), PropsProblem> {
    let Value::Object(keywords) = schema else { return problem(at, "a schema must be an object".to_owned()) };
    if depth > DEEPEST {
        return problem(at, format!("is described more than {DEEPEST} levels deep"));
    }
    for (keyword, value) in keywords {
        let fits = match keyword.as_str() {
            "type" => named(value).next().is_some() && named(value).all(known_type),
            "enum" => value.as_array().is_some_and(|options| !options.is_empty()),
            "minimum" | "maximum" => value.is_number(),
            "minLength" | "maxLength" | "minItems" | "maxItems" => value.is_u64(),
            "required" => value.as_array().is_some_and(|names| names.iter().all(Value::is_string)),
            "additionalProperties" => value.is_boolean() || value.is_object(),
            "properties" | "items" => value.is_object(),
            "title" | "description" => value.is_string(),
            "default" | "examples" | "$schema" => true,
            _ => return problem(at, format!("“{keyword}” is not supported in the schema of props")),
        };
        if !fits {
            return problem(at, format!("“{keyword}” has a value that it cannot have"));
        }
    }
    let properties = schema.get("properties").and_then(Value::as_object);
    for (name, schema) in properties.into_iter().flatten() {
        let below = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
        part(schema, &below, depth + 1)?;
        if let Some(default) = schema.get("default") {
            check_value(schema, default, &below).map_err(|problem| PropsProblem {
                message: format!("its default does not fit: {}", problem.message),
                ..problem
            })?;
        }
    }
    for inner in [schema.get("items"), schema.get("additionalProperties").filter(|more| more.is_object())] {
        inner.map_or(Ok(()), |inner| part(inner, at, depth + 1))?;
    }
    Ok(())
}

fn known_type(kind: &str) -> bool {
    ["string", "number", "integer", "boolean", "array", "object", "null"].contains(&kind)
}
