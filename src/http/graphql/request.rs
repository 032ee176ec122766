//! Reads the parameters of a request ([GraphQL over HTTP](https://graphql.github.io/graphql-over-http/draft/#sec-Request-Parameters)):
//! the same four, in a JSON body or in an address.

use async_graphql::{Request, Variables};
use serde_json::{Map, Value};

/// The request in a JSON text, or what is wrong with it.
pub(in crate::http) fn from_json(body: &[u8]) -> Result<Request, String> {
    let body: Value = serde_json::from_slice(body).map_err(|error| format!("This is not JSON: {error}."))?;
    match body {
        Value::Object(parameters) => from_parameters(parameters),
        Value::Array(_) => Err("This server takes one operation in a request, not a list.".to_owned()),
        _ => Err("This is no JSON object with a `query`.".to_owned()),
    }
}

/// The request in the query of an address, or what is wrong with it.
pub(super) fn from_address(query: &str) -> Result<Request, String> {
    let mut parameters = Map::new();
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        let value = match name.as_ref() {
            "query" | "operationName" => Value::String(value.into_owned()),
            "variables" | "extensions" => serde_json::from_str(&value)
                .map_err(|error| format!("`{name}` in the address is not JSON: {error}."))?,
            _ => continue,
        };
        if parameters.insert(name.to_string(), value).is_some() {
            return Err(format!("`{name}` is in the address twice."));
        }
    }
    from_parameters(parameters)
}

/// The request that the four parameters make.
pub(in crate::http) fn from_parameters(mut parameters: Map<String, Value>) -> Result<Request, String> {
    let mut take = |name: &str| parameters.remove(name).unwrap_or_default();
    let query = match take("query") {
        Value::String(query) => query,
        Value::Null => return Err("There is no `query` in the request.".to_owned()),
        _ => return Err("`query` is a GraphQL document in a string.".to_owned()),
    };
    let mut request = Request::new(query);
    match take("operationName") {
        Value::Null => {}
        Value::String(name) => request.operation_name = Some(name).filter(|name| !name.is_empty()),
        _ => return Err("`operationName` is a string.".to_owned()),
    }
    match take("variables") {
        Value::Null => {}
        variables @ Value::Object(_) => request.variables = Variables::from_json(variables),
        _ => return Err("`variables` is an object.".to_owned()),
    }
    match take("extensions") {
        Value::Null | Value::Object(_) => Ok(request),
        _ => Err("`extensions` is an object.".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_give_the_same_request() {
        let json =
            from_json(br#"{"query":"{ a }","operationName":"A","variables":{"b":"\u00e9"},"other":1}"#);
        let address =
            from_address("query=%7B+a+%7D&operationName=A&variables=%7B%22b%22%3A%22%C3%A9%22%7D&x=y");
        for request in [json.unwrap(), address.unwrap()] {
            assert_eq!((request.query.as_str(), request.operation_name.as_deref()), ("{ a }", Some("A")));
            assert_eq!(request.variables.get("b").unwrap().to_string(), "\"é\"");
        }
        assert!(
            from_json(br#"{"query":"{ a }","operationName":null,"variables":null,"extensions":{}}"#).is_ok()
        );
        assert_eq!(from_json(br#"{"query":"{ a }","operationName":""}"#).unwrap().operation_name, None);
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (body, word) in [
            ("", "JSON"),
            ("[]", "list"),
            ("1", "object"),
            ("{}", "`query`"),
            (r#"{"query":1}"#, "`query`"),
            (r#"{"query":"","operationName":{}}"#, "`operationName`"),
            (r#"{"query":"","variables":[]}"#, "`variables`"),
            (r#"{"query":"","variables":"{}"}"#, "`variables`"),
            (r#"{"query":"","extensions":1}"#, "`extensions`"),
        ] {
            let message = from_json(body.as_bytes()).expect_err(body);
            assert!(message.contains(word), "{body}: {message}");
        }
        assert!(from_address("").is_err() && from_address("query=a&query=b").is_err());
        assert!(from_address("query=a&variables=%7B").is_err());
    }
}
