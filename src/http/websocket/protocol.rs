//! The messages of [graphql-transport-ws](https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md),
//! and the codes with which it closes sockets.

use async_graphql::ServerError;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A message of the client's.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum ClientMessage {
    /// The first: says who it is.
    ConnectionInit {
        #[serde(default)]
        payload: Option<Map<String, Value>>,
    },
    /// Asks for a sign of life.
    Ping {
        #[serde(default)]
        payload: Option<Map<String, Value>>,
    },
    /// Gives one.
    Pong {},
    /// Begins an operation.
    Subscribe { id: String, payload: Map<String, Value> },
    /// Wants no more of an operation.
    Complete { id: String },
}

/// A message of the server's.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum ServerMessage<'a> {
    ConnectionAck,
    Pong {
        #[serde(skip_serializing_if = "Option::is_none")]
        payload: Option<Map<String, Value>>,
    },
    Error {
        id: &'a str,
        payload: &'a [ServerError],
    },
    Complete {
        id: &'a str,
    },
}

/// The message `next`, with a response that is written already.
pub(super) fn next(id: &str, payload: &str) -> serde_json::Result<String> {
    Ok(format!(r#"{{"type":"next","id":{},"payload":{payload}}}"#, serde_json::to_string(id)?))
}

/// Why the server closes a socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Close {
    pub(super) code: u16,
    pub(super) reason: String,
}

impl Close {
    fn new(code: u16, reason: impl Into<String>) -> Self {
        // A reason has at most 123 bytes (RFC 6455, 5.5).
        let mut reason = reason.into();
        let end = (0..=reason.len().min(123)).rev().find(|end| reason.is_char_boundary(*end));
        reason.truncate(end.unwrap_or_default());
        Self { code, reason }
    }

    pub(super) fn bad_message(reason: impl Into<String>) -> Self {
        Self::new(4400, reason)
    }

    pub(super) fn not_initialised() -> Self {
        Self::new(4401, "Unauthorized")
    }

    /// A frame that cannot be read; none where there is nobody left to tell.
    pub(super) fn unreadable(error: &axum::Error) -> Option<Self> {
        let text = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
        if text.contains("too long") || text.contains("too big") || text.contains("Space limit") {
            return Some(Self::new(1009, "Message too big"));
        }
        text.contains("UTF-8").then(|| Self::new(1007, "Messages are UTF-8"))
    }

    /// Clients get themselves another token and come again.
    pub(super) fn forbidden() -> Self {
        Self::new(4403, "Forbidden")
    }

    pub(super) fn wrong_protocol() -> Self {
        Self::new(4406, "Subprotocol not acceptable")
    }

    pub(super) fn initialisation_timeout() -> Self {
        Self::new(4408, "Connection initialisation timeout")
    }

    pub(super) fn duplicate(id: &str) -> Self {
        Self::new(4409, format!("Subscriber for {id} already exists"))
    }

    pub(super) fn initialised_twice() -> Self {
        Self::new(4429, "Too many initialisation requests")
    }

    /// Clients come again at once: to this process or another.
    pub(super) fn restarting() -> Self {
        Self::new(1012, "The server restarts")
    }

    /// Clients come again later, and resume with their cursors.
    pub(super) fn try_again(reason: &str) -> Self {
        Self::new(1013, reason)
    }
}

impl ClientMessage {
    /// Reads a frame, or says what is wrong with it.
    pub(super) fn parse(text: &str) -> Result<Self, Close> {
        serde_json::from_str(text).map_err(|error| Close::bad_message(format!("Invalid message: {error}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_read_as_the_protocol_has_them() {
        let read = |text: &str| ClientMessage::parse(text);
        assert!(matches!(
            read(r#"{"type":"connection_init"}"#),
            Ok(ClientMessage::ConnectionInit { payload: None })
        ));
        assert!(matches!(
            read(r#"{"type":"connection_init","payload":{"authorization":"Bearer x"}}"#),
            Ok(ClientMessage::ConnectionInit { payload: Some(_) })
        ));
        assert!(matches!(read(r#"{"type":"pong"}"#), Ok(ClientMessage::Pong {})));
        assert!(matches!(read(r#"{"id":"1","type":"complete"}"#), Ok(ClientMessage::Complete { .. })));
        for wrong in [
            "",
            "[]",
            "{}",
            r#"{"type":"start"}"#,
            r#"{"type":"subscribe","id":"1"}"#,
            r#"{"type":"subscribe","id":1,"payload":{"query":"{a}"}}"#,
            r#"{"type":"complete"}"#,
            r#"{"type":"connection_init","payload":"x"}"#,
        ] {
            assert_eq!(read(wrong).expect_err(wrong).code, 4400, "{wrong}");
        }
    }

    #[test]
    fn reasons_fit_into_a_close_frame() {
        assert_eq!(Close::duplicate(&format!("x{}", "é".repeat(200))).reason.len(), 122);
    }
}
