//! What a deployment's stream says.

use serde::{Deserialize, Serialize};

use super::DeploymentStatus;
use crate::streams::{Payload, StreamKind};

/// Something that happened in a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum DeploymentEvent {
    /// It got further; a final status is the stream's last event.
    StatusChanged {
        /// What it became.
        status: DeploymentStatus,
    },
    /// A line of its log.
    Logged {
        /// The line.
        line: String,
    },
}

impl Payload for DeploymentEvent {
    const KIND: StreamKind = StreamKind::Deployment;

    fn is_terminal(&self) -> bool {
        matches!(self, Self::StatusChanged { status } if status.is_final())
    }
}
