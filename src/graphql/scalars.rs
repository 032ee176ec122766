//! The schema's scalars, and identifiers at the edge.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::ids::Id;

/// RFC 3339 timestamp in UTC.
#[derive(Clone, Copy, Debug)]
pub struct DateTime(pub Timestamp);

/// An RFC 3339 timestamp in UTC.
#[Scalar(name = "DateTime", specified_by_url = "https://www.rfc-editor.org/rfc/rfc3339")]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else { return Err(InputValueError::expected_type(value)) };
        let time = OffsetDateTime::parse(text, &Rfc3339).map_err(|_error| {
            InputValueError::custom("A DateTime is an RFC 3339 timestamp, such as 2026-01-31T12:00:00Z.")
        })?;
        Ok(Self(Timestamp((time.unix_timestamp_nanos() / 1_000) as i64)))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

impl From<Timestamp> for DateTime {
    fn from(time: Timestamp) -> Self {
        Self(time)
    }
}

/// An absolute URL.
#[derive(Clone, Debug)]
pub struct Url(pub String);

/// An absolute URL.
#[Scalar(name = "URL", specified_by_url = "https://url.spec.whatwg.org/")]
impl ScalarType for Url {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) if url::Url::parse(&text).is_ok() => Ok(Self(text)),
            Value::String(_) => Err(InputValueError::custom("This is not an absolute URL.")),
            value => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// An opaque position in an event stream. Pass the last one received as `after` to resume.
#[derive(Clone, Debug)]
pub struct StreamCursor(pub String);

/// An opaque position in an event stream: pass the last one received as `after` to resume.
#[Scalar(name = "StreamCursor")]
impl ScalarType for StreamCursor {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) => Ok(Self(text)),
            value => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// Any JSON value.
#[derive(Clone, Debug, PartialEq)]
pub struct Json(pub serde_json::Value);

/// Any JSON value: what it holds is said where it is used.
#[Scalar(name = "JSON", specified_by_url = "https://www.rfc-editor.org/rfc/rfc8259")]
impl ScalarType for Json {
    fn parse(value: Value) -> InputValueResult<Self> {
        let value = value.into_json();
        value.map(Self).map_err(|_error| InputValueError::custom("This cannot be written as JSON."))
    }

    fn to_value(&self) -> Value {
        // Fails for numbers that JSON cannot have in the first place.
        Value::from_json(self.0.clone()).unwrap_or_default()
    }
}

/// Reads an identifier of a thing that may not exist: one of another type is a client's mistake,
/// not a missing thing.
pub(super) fn parse_id<I: Id>(id: &async_graphql::ID) -> Result<I> {
    I::parse(id).ok_or_else(|| {
        let message = format!("{:?} is not an identifier of this type ({}_…).", id.as_str(), I::PREFIX);
        Error::BadInput(message)
    })
}

/// Writes an identifier.
pub(super) fn id(id: impl Id) -> async_graphql::ID {
    async_graphql::ID(id.to_string())
}
