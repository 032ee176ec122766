//! The arguments of a tool call while the model is still writing them.
//!
//! [`ArgumentDecoder`] is fed the JSON text piece by piece and tells, as soon as it is certain,
//! what the top-level strings say; [`parse_arguments`] is the last word on the whole text.
//! Where the whole text is valid, both agree byte for byte. Knows nothing of files or tools.
//!
//! The format is RFC 8259 as `serde_json` reads it, an object at the top, with two decisions:
//! a repeated top-level key and half a surrogate pair are errors, never resolved by a guess;
//! and no text at all means `{}`, because some models write nothing where a tool needs nothing.

use std::fmt;

use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use serde_json::{Map, Value};

use self::strings::{Step, StringDecoder};

mod strings;

/// What a decoder learned from a piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArgumentEvent {
    /// The whole value of the leading key; comes before every other event.
    Lead(String),
    /// A string begins that is the value of this top-level key.
    Started(String),
    /// More of the string that began last.
    Text(String),
    /// The string that began last is complete.
    Ended,
}

/// Why arguments cannot be used; fit to be told to the model.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("The arguments are not valid JSON: {reason} at byte {position}.")]
pub struct ArgumentError {
    /// What is wrong.
    pub reason: String,
    /// Where, in bytes from the start of the arguments.
    pub position: usize,
}

/// Decodes one call's arguments in linear time. Besides a key and whatever waits for the leading
/// key it keeps nothing, so its memory is bounded by the limit it was made with.
#[derive(Debug)]
pub struct ArgumentDecoder {
    lead: &'static str,
    limit: usize,
    position: usize,
    state: State,
    strings: StringDecoder,
    keys: Vec<String>,
    lead_known: bool,
    /// The leading string as far as it is known, or a key that is being read.
    held: String,
    /// Events that wait for the leading key.
    waiting: Vec<ArgumentEvent>,
    failure: Option<ArgumentError>,
}

/// What the next character belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Start,
    KeyOrEnd,
    Key,
    InKey,
    Colon,
    Value,
    InLead,
    InText,
    /// A number or a word such as `true`.
    Scalar,
    /// Inside an array or an object, with the number of brackets that are open.
    Nested(usize),
    InNestedString(usize),
    CommaOrEnd,
    End,
}

/// More distinct keys than any tool has; a limit to what a confused model can make us keep.
const MAX_KEYS: usize = 64;
/// The longest key in bytes, for the same reason.
const MAX_KEY_BYTES: usize = 256;

const TOO_MANY_KEYS: &str = "there are too many keys, or one is too long";
const REPEATED_KEY: &str = "a key is repeated";

impl ArgumentDecoder {
    /// A decoder for arguments of at most `limit` bytes. The string under the top-level key
    /// `lead` (a file's path, say) is told whole and first; others wait for it.
    pub fn new(lead: &'static str, limit: usize) -> Self {
        Self {
            lead,
            limit,
            position: 0,
            state: State::Start,
            strings: StringDecoder::default(),
            keys: Vec::new(),
            lead_known: false,
            held: String::new(),
            waiting: Vec::new(),
            failure: None,
        }
    }

    /// Takes the next piece, which may begin and end anywhere between two characters. What is
    /// certain is added to `events`, also where an error follows; after an error nothing is.
    pub fn push(&mut self, piece: &str, events: &mut Vec<ArgumentEvent>) -> Result<(), ArgumentError> {
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        let mut rest = piece;
        while !rest.is_empty() {
            let taken = self.take(rest, events).map_err(|reason| self.fail(reason))?;
            self.position += taken;
            rest = &rest[taken..];
        }
        Ok(())
    }

    /// Says whether the text may end here. Numbers and nested values were only skipped:
    /// [`parse_arguments`] has the last word on those.
    pub fn finish(&mut self) -> Result<(), ArgumentError> {
        match self.state {
            _ if self.failure.is_some() => {}
            State::Start | State::End => return Ok(()),
            _ => {
                self.fail("the text ends too early");
            }
        }
        self.failure.clone().map_or(Ok(()), Err)
    }

    fn fail(&mut self, reason: &str) -> ArgumentError {
        let failure = ArgumentError { reason: reason.to_owned(), position: self.position };
        self.waiting = Vec::new();
        self.failure.insert(failure).clone()
    }

    /// Takes as much of `rest` as belongs together and returns its length in bytes.
    fn take(&mut self, rest: &str, events: &mut Vec<ArgumentEvent>) -> Result<usize, &'static str> {
        if self.position >= self.limit {
            return Err("they are too long");
        }
        match self.state {
            State::InKey => self.take_key(rest),
            State::InLead | State::InText => self.take_text(rest, events),
            State::InNestedString(depth) => self.take_nested_string(rest, depth),
            State::Nested(depth) => Ok(self.take_nested(rest, depth)),
            State::Scalar => Ok(self.take_scalar(rest)),
            _ => self.take_structure(rest, events),
        }
    }

    fn take_structure(&mut self, rest: &str, events: &mut Vec<ArgumentEvent>) -> Result<usize, &'static str> {
        let byte = rest.as_bytes()[0];
        if byte.is_ascii_whitespace() && byte != b'\x0c' {
            return Ok(1);
        }
        self.state = match (self.state, byte) {
            (State::Start, b'{') => State::KeyOrEnd,
            (State::KeyOrEnd | State::Key, b'"') => State::InKey,
            (State::Colon, b':') => State::Value,
            (State::KeyOrEnd | State::CommaOrEnd, b'}') => State::End,
            (State::CommaOrEnd, b',') => State::Key,
            (State::Value, b'"') => self.start_string(events),
            (State::Value, b'{' | b'[') => State::Nested(1),
            (State::Value, b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => State::Scalar,
            (State::Start, _) => return Err("an object was expected"),
            (State::KeyOrEnd | State::Key, _) => return Err("a key was expected"),
            (State::Colon, _) => return Err("a colon was expected"),
            (State::CommaOrEnd, _) => return Err("a comma or the object's end was expected"),
            (State::End, _) => return Err("something follows the object"),
            _ => return Err("a value was expected"),
        };
        Ok(1)
    }

    fn take_key(&mut self, rest: &str) -> Result<usize, &'static str> {
        let Step { taken, ended } = self.strings.step(rest, &mut self.held)?;
        if self.held.len() > MAX_KEY_BYTES || self.keys.len() >= MAX_KEYS {
            return Err(TOO_MANY_KEYS);
        }
        if ended {
            let key = std::mem::take(&mut self.held);
            if self.keys.contains(&key) {
                return Err(REPEATED_KEY);
            }
            self.keys.push(key);
            self.state = State::Colon;
        }
        Ok(taken)
    }

    fn start_string(&mut self, events: &mut Vec<ArgumentEvent>) -> State {
        match self.keys.last() {
            Some(key) if key == self.lead => State::InLead,
            key => {
                let started = ArgumentEvent::Started(key.cloned().unwrap_or_default());
                self.tell(started, events);
                State::InText
            }
        }
    }

    fn take_text(&mut self, rest: &str, events: &mut Vec<ArgumentEvent>) -> Result<usize, &'static str> {
        if self.state == State::InLead {
            let Step { taken, ended } = self.strings.step(rest, &mut self.held)?;
            if ended {
                self.lead_known = true;
                events.push(ArgumentEvent::Lead(std::mem::take(&mut self.held)));
                events.append(&mut self.waiting);
                self.state = State::CommaOrEnd;
            }
            return Ok(taken);
        }
        let queue = if self.lead_known { &mut *events } else { &mut self.waiting };
        let mut text = match queue.pop_if(|last| matches!(last, ArgumentEvent::Text(_))) {
            Some(ArgumentEvent::Text(text)) => text,
            _ => String::new(),
        };
        let step = self.strings.step(rest, &mut text);
        if !text.is_empty() {
            queue.push(ArgumentEvent::Text(text));
        }
        let Step { taken, ended } = step?;
        if ended {
            self.tell(ArgumentEvent::Ended, events);
            self.state = State::CommaOrEnd;
        }
        Ok(taken)
    }

    /// Passes an event on, or keeps it until the leading key is known.
    fn tell(&mut self, event: ArgumentEvent, events: &mut Vec<ArgumentEvent>) {
        let queue = if self.lead_known { events } else { &mut self.waiting };
        queue.push(event);
    }

    fn take_nested(&mut self, rest: &str, depth: usize) -> usize {
        let Some(at) = rest.bytes().position(|byte| matches!(byte, b'"' | b'{' | b'[' | b'}' | b']')) else {
            return rest.len();
        };
        self.state = match rest.as_bytes()[at] {
            b'"' => State::InNestedString(depth),
            b'{' | b'[' => State::Nested(depth + 1),
            _ if depth == 1 => State::CommaOrEnd,
            _ => State::Nested(depth - 1),
        };
        at + 1
    }

    fn take_nested_string(&mut self, rest: &str, depth: usize) -> Result<usize, &'static str> {
        let Step { taken, ended } = self.strings.step(rest, &mut self.held)?;
        self.held.clear();
        if ended {
            self.state = State::Nested(depth);
        }
        Ok(taken)
    }

    fn take_scalar(&mut self, rest: &str) -> usize {
        let inside = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.');
        let taken = rest.bytes().position(|byte| !inside(byte));
        if taken.is_some() {
            self.state = State::CommaOrEnd;
        }
        taken.unwrap_or(rest.len())
    }
}

/// Reads a call's whole arguments.
pub fn parse_arguments(text: &str) -> Result<Map<String, Value>, ArgumentError> {
    if text.trim_ascii().is_empty() {
        return Ok(Map::new());
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    let parsed = reader.deserialize_map(TopLevel).and_then(|map| reader.end().map(|()| map));
    parsed.map_err(|error| ArgumentError {
        position: byte_offset(text, error.line(), error.column()),
        reason: without_place(&error),
    })
}

/// Collects the top-level object and refuses repeated keys, of which `Map` would keep the last.
struct TopLevel;

impl<'de> Visitor<'de> for TopLevel {
    type Value = Map<String, Value>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut map = Map::new();
        while let Some((key, value)) = access.next_entry::<String, Value>()? {
            if map.len() >= MAX_KEYS || key.len() > MAX_KEY_BYTES {
                return Err(A::Error::custom(TOO_MANY_KEYS));
            }
            if map.contains_key(&key) {
                return Err(A::Error::custom(REPEATED_KEY));
            }
            map.insert(key, value);
        }
        Ok(map)
    }
}

/// `serde_json` counts lines from 1 and columns in bytes of the line.
fn byte_offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (before + column).min(text.len())
}

/// The error's words without the place that `serde_json` puts behind them.
fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.as_str(), |(reason, _)| reason).to_owned()
}

#[cfg(test)]
mod tests;
