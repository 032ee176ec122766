//! What the stream of a generation says.

use async_graphql::{ComplexObject, Context, Enum, SimpleObject, Union};

use super::{Diagnostic, GenerationStatus, TokenUsage};
use crate::app::App;
use crate::generation::{Change, GenerationEvent as Event};
use crate::graphql::errors::ApiError;
use crate::graphql::scalars::{DateTime, StreamCursor};
use crate::graphql::versions::Version;
use crate::ids::VersionId;

/// An event of a generation, with its place in the stream.
#[derive(Debug, SimpleObject)]
pub struct GenerationEventItem {
    /// The position behind the event: pass it as `after` to resume.
    pub(in crate::graphql) cursor: StreamCursor,
    /// When it was stored.
    pub(in crate::graphql) occurred_at: DateTime,
    /// What happened.
    pub(in crate::graphql) event: GenerationEvent,
}

/// Something that happened in a generation.
#[derive(Debug, Union)]
pub enum GenerationEvent {
    /// It got further.
    StatusChanged(GenerationStatusChanged),
    /// A call of the model begins.
    StepStarted(GenerationStepStarted),
    /// More words.
    TextDelta(GenerationTextDelta),
    /// A file begins.
    FileStarted(GenerationFileStarted),
    /// More of a file.
    FileDelta(GenerationFileDelta),
    /// A file is staged.
    FileFinished(GenerationFileFinished),
    /// A person's change stayed.
    FileConflicted(GenerationFileConflicted),
    /// A tool was used.
    ToolCalled(GenerationToolCalled),
    /// The files were checked.
    Diagnosed(GenerationDiagnosed),
    /// The end.
    Finished(GenerationFinished),
}

/// The generation got further.
#[derive(Debug, SimpleObject)]
pub struct GenerationStatusChanged {
    /// What it became.
    status: GenerationStatus,
}

/// A call of the model begins. Where `step` was seen before (the call was tried again, or a worker
/// took over), what that step had sent is void and comes anew.
#[derive(Debug, SimpleObject)]
pub struct GenerationStepStarted {
    /// Which call of the generation, from 1.
    step: i32,
    /// Which try of it, from 1.
    attempt: i32,
}

/// More of the assistant's words.
#[derive(Debug, SimpleObject)]
pub struct GenerationTextDelta {
    /// Which call.
    step: i32,
    /// The words.
    text: String,
}

/// The model begins to write or to edit a file.
#[derive(Debug, SimpleObject)]
pub struct GenerationFileStarted {
    /// Which call.
    step: i32,
    /// Which file.
    path: String,
}

/// More of a file's content, as the model writes it.
#[derive(Debug, SimpleObject)]
pub struct GenerationFileDelta {
    /// Which call.
    step: i32,
    /// Which file.
    path: String,
    /// The text.
    text: String,
}

/// A file is staged: the deltas since its start are its content, or, for an edit, `patch` says what
/// changed.
#[derive(Debug, SimpleObject)]
pub struct GenerationFileFinished {
    /// Which call.
    step: i32,
    /// Which file.
    path: String,
    /// The path it had, where it was renamed.
    old_path: Option<String>,
    /// What happened to it.
    change: FileChange,
    /// Git's id of its content; null where it was deleted.
    hash: Option<String>,
    /// What an edit changed, as a unified diff.
    patch: Option<String>,
}

/// A person changed the same lines meanwhile: theirs stayed; `rejected` is the agent's text.
#[derive(Debug, SimpleObject)]
pub struct GenerationFileConflicted {
    /// Which file.
    path: String,
    /// The agent's text.
    rejected: Option<String>,
}

/// A tool was used.
#[derive(Debug, SimpleObject)]
pub struct GenerationToolCalled {
    /// Which call of the model.
    step: i32,
    /// The tool's name.
    name: String,
    /// What it did, for people.
    summary: String,
    /// Whether it failed; the model was told why.
    failed: bool,
}

/// The staged files were checked.
#[derive(Debug, SimpleObject)]
pub struct GenerationDiagnosed {
    /// The problems that the generation made.
    diagnostics: Vec<Diagnostic>,
    /// Which repair round these start; 0 for the first check.
    round: i32,
}

/// The last event of every generation.
#[derive(Debug, SimpleObject)]
#[graphql(complex)]
pub struct GenerationFinished {
    /// What became of it.
    status: GenerationStatus,
    /// Why it failed; null where it did not.
    failure: Option<String>,
    /// What it took.
    usage: TokenUsage,
    #[graphql(skip)]
    version_id: Option<VersionId>,
}

#[ComplexObject]
impl GenerationFinished {
    /// The version that it made; null where it changed nothing.
    async fn version(&self, ctx: &Context<'_>) -> Result<Option<Version>, ApiError> {
        match self.version_id {
            Some(version) => Ok(crate::graphql::versions::load(ctx, version).await?),
            None => Ok(None),
        }
    }
}

/// What happened to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum FileChange {
    /// It was not there before.
    Added,
    /// It has another content.
    Modified,
    /// It is gone.
    Deleted,
    /// It has another path, and perhaps another content.
    Renamed,
}

impl From<crate::versions::diff::ChangeKind> for FileChange {
    fn from(change: crate::versions::diff::ChangeKind) -> Self {
        use crate::versions::diff::ChangeKind;
        match change {
            ChangeKind::Added => Self::Added,
            ChangeKind::Modified => Self::Modified,
            ChangeKind::Deleted => Self::Deleted,
            ChangeKind::Renamed => Self::Renamed,
        }
    }
}

impl From<Change> for FileChange {
    fn from(change: Change) -> Self {
        match change {
            Change::Added => Self::Added,
            Change::Modified => Self::Modified,
            Change::Deleted => Self::Deleted,
            Change::Renamed => Self::Renamed,
        }
    }
}

/// Turns a stored event into what clients see.
pub(in crate::graphql) fn event(app: &App, model: &str, event: Event) -> GenerationEvent {
    match event {
        Event::StatusChanged { status } => {
            GenerationEvent::StatusChanged(GenerationStatusChanged { status: status.into() })
        }
        Event::StepStarted { step, attempt } => {
            GenerationEvent::StepStarted(GenerationStepStarted { step: step as i32, attempt: attempt as i32 })
        }
        Event::TextDelta { step, text } => {
            GenerationEvent::TextDelta(GenerationTextDelta { step: step as i32, text })
        }
        Event::FileStarted { step, path } => {
            GenerationEvent::FileStarted(GenerationFileStarted { step: step as i32, path })
        }
        Event::FileDelta { step, path, text } => {
            GenerationEvent::FileDelta(GenerationFileDelta { step: step as i32, path, text })
        }
        Event::FileFinished { step, path, old_path, change, hash, patch } => {
            GenerationEvent::FileFinished(GenerationFileFinished {
                step: step as i32,
                path,
                old_path,
                change: change.into(),
                hash: hash.map(|hash| hash.to_string()),
                patch,
            })
        }
        Event::FileConflicted { path, rejected } => {
            GenerationEvent::FileConflicted(GenerationFileConflicted { path, rejected })
        }
        Event::ToolCalled { step, name, summary, failed } => {
            GenerationEvent::ToolCalled(GenerationToolCalled { step: step as i32, name, summary, failed })
        }
        Event::Diagnosed { diagnostics, round } => GenerationEvent::Diagnosed(GenerationDiagnosed {
            diagnostics: diagnostics.into_iter().map(Diagnostic::from).collect(),
            round: round as i32,
        }),
        Event::Finished { status, version, failure, usage } => {
            GenerationEvent::Finished(GenerationFinished {
                status: status.into(),
                failure,
                usage: TokenUsage::of(app, model, usage),
                version_id: version,
            })
        }
    }
}
