//! What a project's stream says; the vocabulary that all domains working in a project share.

use serde::{Deserialize, Serialize};

use super::Role;
use crate::ids::{DeploymentId, GenerationId, MessageId, UserId, VersionId, WireframeId};
use crate::streams::{Payload, StreamKind};

/// Something that happened in a project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ProjectEvent {
    /// Files were written or deleted.
    FilesChanged {
        /// Their paths.
        paths: Vec<String>,
        /// The revision of the files since.
        revision: i64,
    },
    /// A version was made.
    VersionCreated {
        /// Which.
        version: VersionId,
    },
    /// Somebody, or the agent, said something.
    MessageAdded {
        /// What.
        message: MessageId,
    },
    /// A turn began.
    GenerationStarted {
        /// Which.
        generation: GenerationId,
    },
    /// A turn ended.
    GenerationEnded {
        /// Which.
        generation: GenerationId,
    },
    /// A deployment got further.
    DeploymentStatusChanged {
        /// Which.
        deployment: DeploymentId,
        /// What it became, in the deployments' own words.
        status: String,
    },
    /// Somebody joined, left or got another role.
    MembersChanged {
        /// Who.
        user: UserId,
        /// The role since; `None` for somebody who left.
        role: Option<Role>,
    },
    /// A wireframe was made, edited or deleted. Who draws in it follows its own stream.
    WireframeChanged {
        /// Which.
        wireframe: WireframeId,
        /// Whether it is gone.
        deleted: bool,
    },
    /// The preview reported an error. Only the preview's followers see it.
    PreviewErrored(PreviewError),
}

/// An error in a running preview, with its place in the project's own files where it is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewError {
    /// What the browser said.
    pub message: String,
    /// The file.
    pub path: Option<String>,
    /// The line in it, from 1.
    pub line: Option<u32>,
    /// The column, from 1.
    pub column: Option<u32>,
    /// The stack, with places in the project's own files.
    pub stack: Option<String>,
}

impl Payload for ProjectEvent {
    const KIND: StreamKind = StreamKind::Project;
}
