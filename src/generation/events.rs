//! What a turn's stream says.

use serde::{Deserialize, Serialize};

use super::GenerationStatus;
use super::providers::Usage;
use crate::diagnostics::Diagnostic;
use crate::ids::VersionId;
use crate::streams::{Payload, StreamKind};
use crate::versions::diff::ChangeKind;
use crate::versions::objects::ObjectId;

/// Something that happened in a turn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum GenerationEvent {
    /// The turn got further.
    StatusChanged {
        /// What it became.
        status: GenerationStatus,
    },
    /// A call of the model begins. Where `step` was seen before, what that step had sent is void.
    StepStarted {
        /// Which call of the turn, from 1.
        step: u32,
        /// Which try of it, from 1.
        attempt: u32,
    },
    /// More of the agent's words.
    TextDelta {
        /// Which call.
        step: u32,
        /// The words.
        text: String,
    },
    /// The model begins to write or edit a file.
    FileStarted {
        /// Which call.
        step: u32,
        /// Which file.
        path: String,
    },
    /// More of a file's content.
    FileDelta {
        /// Which call.
        step: u32,
        /// Which file.
        path: String,
        /// The text.
        text: String,
    },
    /// A file is staged.
    FileFinished {
        /// Which call.
        step: u32,
        /// Which file.
        path: String,
        /// The path it had, where it was renamed.
        old_path: Option<String>,
        /// What happened to it.
        change: Change,
        /// Git's id of its content; `None` where it was deleted.
        hash: Option<ObjectId>,
        /// What an edit changed; `None` where the deltas are the content.
        patch: Option<String>,
    },
    /// A person changed the same lines meanwhile: theirs stayed.
    FileConflicted {
        /// Which file.
        path: String,
        /// The agent's text.
        rejected: Option<String>,
    },
    /// A tool was used.
    ToolCalled {
        /// Which call of the model.
        step: u32,
        /// The tool's name.
        name: String,
        /// What it did, for people.
        summary: String,
        /// Whether it failed.
        failed: bool,
    },
    /// The staged files were checked.
    Diagnosed {
        /// The problems that the turn made.
        diagnostics: Vec<Diagnostic>,
        /// Which repair these start; 0 for the first check.
        round: u32,
    },
    /// The end.
    Finished {
        /// What became of the turn.
        status: GenerationStatus,
        /// The version it made.
        version: Option<VersionId>,
        /// Why it failed, for people.
        failure: Option<String>,
        /// What it took.
        usage: Usage,
    },
}

/// What happened to a file, as events store it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It was not there before.
    Added,
    /// It has another content.
    Modified,
    /// It is gone.
    Deleted,
    /// It has another path.
    Renamed,
}

impl From<Change> for ChangeKind {
    fn from(change: Change) -> Self {
        match change {
            Change::Added => Self::Added,
            Change::Modified => Self::Modified,
            Change::Deleted => Self::Deleted,
            Change::Renamed => Self::Renamed,
        }
    }
}

impl Payload for GenerationEvent {
    const KIND: StreamKind = StreamKind::Generation;

    fn is_terminal(&self) -> bool {
        matches!(self, Self::Finished { .. })
    }
}
