//! Reads one element from the document, whatever its writer has put there.

use serde_json::{Map as Props, Number, Value};
use yrs::{Any, Map as _, MapRef, Out, ReadTxn};

use super::repair::Repair;
use super::sorted;
use crate::wireframes::element::{self, Element};
use crate::wireframes::order;

/// Size that is given to what has none.
const SIDE: f64 = 100.0;

/// An element as it counts, with what its document has to be changed to so as to say the same.
pub(super) struct Raw {
    pub(super) element: Element,
    pub(super) repairs: Vec<Repair>,
}

impl Raw {
    /// Reads an element; none where that cannot be one.
    pub(super) fn read<T: ReadTxn>(txn: &T, id: &str, value: &Out) -> Option<Self> {
        let Out::YMap(map) = value else { return None };
        if !element::is_id(id) {
            return None;
        }
        let mut repairs = Vec::new();
        let mut number = |key: &'static str, otherwise: f64, least: f64| {
            let found = match map.get(txn, key) {
                Some(Out::Any(Any::Number(number))) => Some(float(number)),
                _ => None,
            };
            let good = found.filter(|number| number.is_finite()).unwrap_or(otherwise);
            let good = good.clamp(least, element::MAX_COORDINATE);
            if found != Some(good) {
                repairs.push(Repair::number(id, key, good));
            }
            good
        };
        let x = number("x", 0.0, -element::MAX_COORDINATE);
        let y = number("y", 0.0, -element::MAX_COORDINATE);
        let width = number("width", SIDE, element::MIN_SIDE);
        let height = number("height", SIDE, element::MIN_SIDE);
        let component = text(txn, map, "component").filter(|name| element::is_component(name));
        let component = component.unwrap_or_else(|| {
            repairs.push(Repair::text(id, "component", Some("Box")));
            "Box".to_owned()
        });
        let place = text(txn, map, "order").filter(|place| order::is_valid(place));
        let place = place.unwrap_or_else(|| {
            let place = order::after(None);
            repairs.push(Repair::text(id, "order", Some(&place)));
            place
        });
        let parent = match map.get(txn, "parent") {
            Some(Out::Any(Any::String(parent))) if element::is_id(&parent) => Some(parent.to_string()),
            Some(Out::Any(Any::Null)) => None,
            _ => {
                repairs.push(Repair::text(id, "parent", None));
                None
            }
        };
        let props = if let Some(Out::YMap(props)) = map.get(txn, "props") {
            read_props(txn, id, &props, &mut repairs)
        } else {
            repairs.push(Repair::no_props(id));
            Props::new()
        };
        let id = id.to_owned();
        let element = Element { id, component, parent, x, y, width, height, order: place, props };
        Some(Self { element, repairs })
    }
}

fn text<T: ReadTxn>(txn: &T, map: &MapRef, key: &str) -> Option<String> {
    match map.get(txn, key) {
        Some(Out::Any(Any::String(text))) => Some(text.to_string()),
        _ => None,
    }
}

/// The props that are plain values and fit into their bound; where they do not, the greatest go first.
fn read_props<T: ReadTxn>(
    txn: &T,
    id: &str,
    props: &MapRef,
    repairs: &mut Vec<Repair>,
) -> Props<String, Value> {
    let mut found = Vec::new();
    for (key, value) in props.iter(txn) {
        match value {
            Out::Any(value) if element::is_prop(key) => found.push((key.to_owned(), json(&value))),
            _ => repairs.push(Repair::no_prop(id, key)),
        }
    }
    let mut sizes: Vec<(usize, String)> =
        found.iter().map(|(key, value)| (element::prop_size(key, value), key.clone())).collect();
    let mut size: usize = sizes.iter().map(|(size, _)| size).sum();
    sizes.sort_unstable();
    while size > element::MAX_PROPS {
        let Some((most, key)) = sizes.pop() else { break };
        size -= most;
        repairs.push(Repair::no_prop(id, &key));
        found.retain(|(name, _)| *name != key);
    }
    sorted(found)
}

/// A plain value as JSON has it; whole numbers have no point.
fn json(value: &Any) -> Value {
    match value {
        Any::Null | Any::Undefined | Any::Buffer(_) => Value::Null,
        Any::Bool(value) => Value::Bool(*value),
        Any::Number(number) => json_number(float(*number)),
        Any::String(text) => Value::String(text.to_string()),
        Any::Array(items) => items.iter().map(json).collect(),
        Any::Map(fields) => {
            Value::Object(sorted(fields.iter().map(|(key, value)| (key.clone(), json(value)))))
        }
    }
}

fn float(number: yrs::Number) -> f64 {
    match number {
        yrs::Number::Int(number) => number as f64,
        yrs::Number::Float(number) => number,
    }
}

/// A number as JSON has it.
fn json_number(number: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() < EXACT {
        return Value::from(number as i64);
    }
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}
