//! What a wireframe's stream says: its one log, from which documents are loaded and followers told.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::document::Change;
use super::element::Element;
use crate::streams::{Payload, StreamKind};

/// Something that happened to a wireframe.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum WireframeEvent {
    /// Elements were added, changed or taken away.
    ElementsChanged {
        /// Those that are there, as they are since.
        changed: Vec<Element>,
        /// Those that are gone.
        removed: Vec<String>,
        /// The same as documents take it.
        #[serde(serialize_with = "write_bytes", deserialize_with = "read_bytes")]
        update: Vec<u8>,
    },
    /// The canvas has another size; the first event of every wireframe.
    Resized {
        /// In CSS pixels.
        width: u32,
        /// In CSS pixels.
        height: u32,
    },
}

impl From<Change> for WireframeEvent {
    fn from(Change { update, changed, removed, .. }: Change) -> Self {
        Self::ElementsChanged { changed, removed, update }
    }
}

impl Payload for WireframeEvent {
    const KIND: StreamKind = StreamKind::Wireframe;
}

fn write_bytes<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&STANDARD_NO_PAD.encode(bytes))
}

fn read_bytes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let text = String::deserialize(deserializer)?;
    STANDARD_NO_PAD.decode(text).map_err(serde::de::Error::custom)
}
