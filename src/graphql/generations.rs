//! Generations: the agent's turns, and what their streams say.

use async_graphql::{ComplexObject, Context, Enum, ID, Object, SimpleObject, Union};

use super::conversations::Conversation;
use super::errors::{ApiError, payload};
use super::project::Project;
use super::scalars::{DateTime, StreamCursor, id, parse_id};
use super::versions::Version;
use super::{actor, app};
use crate::error::{Error, Result};
use crate::generation::{self, Change, GenerationEvent as Event};
use crate::ids::{GenerationId, VersionId};
use crate::projects::{self, Access};

/// Mutations of generations.
#[derive(Default)]
pub struct GenerationMutation;

#[Object]
impl GenerationMutation {
    /// Stops a generation, which then leaves the project as it was. Needs the role EDITOR.
    async fn generation_cancel(
        &self,
        ctx: &Context<'_>,
        id: ID,
    ) -> Result<GenerationCancelPayload, ApiError> {
        let cancelled = async {
            let (access, generation) = find(ctx, &id).await?;
            generation::cancel(app(ctx)?, &access, generation.id).await
        };
        GenerationCancelPayload::of(cancelled.await)
    }
}

/// A generation with the right to see its project.
pub(super) async fn find(ctx: &Context<'_>, id: &ID) -> Result<(Access, generation::Generation)> {
    let (app, actor) = (app(ctx)?, actor(ctx)?);
    let generation = generation::find(app, parse_id(id)?).await?.ok_or(Error::NotFound("generation"))?;
    match projects::access(app, actor, generation.project).await {
        Err(Error::NotFound(_)) => Err(Error::NotFound("generation")),
        access => Ok((access?, generation)),
    }
}

/// One generation, where the viewer may see it.
pub(super) async fn load(ctx: &Context<'_>, id: GenerationId) -> Result<Option<Generation>> {
    let Some(generation) = generation::find(app(ctx)?, id).await? else { return Ok(None) };
    Ok(super::visible(ctx, generation.project).await?.map(|_| generation.into()))
}

/// How far a generation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "generation::GenerationStatus")]
pub enum GenerationStatus {
    /// It waits for its place in the project.
    Queued,
    /// The model works.
    Running,
    /// Its files are checked.
    Verifying,
    /// It has become a version, or changed nothing.
    Succeeded,
    /// It changed nothing because something went wrong.
    Failed,
    /// It changed nothing because somebody stopped it.
    Cancelled,
}

/// A turn of the agent: from a message to one new version, or nothing.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
pub struct Generation {
    /// Its identifier.
    pub(super) id: ID,
    /// How far it is.
    status: GenerationStatus,
    /// The model's name.
    model: String,
    /// Why it failed; null where it did not.
    failure: Option<String>,
    /// When it was asked for.
    created_at: DateTime,
    /// When it ended.
    finished_at: Option<DateTime>,
    #[graphql(skip)]
    inner: generation::Generation,
}

impl From<generation::Generation> for Generation {
    fn from(inner: generation::Generation) -> Self {
        Self {
            id: id(inner.id),
            status: inner.status.into(),
            model: inner.model.clone(),
            failure: inner.failure.clone(),
            created_at: inner.created_at.into(),
            finished_at: inner.finished_at.map(DateTime::from),
            inner,
        }
    }
}

#[ComplexObject]
impl Generation {
    /// The conversation that asked for it; null where it was deleted since.
    async fn conversation(&self, ctx: &Context<'_>) -> Result<Option<Conversation>, ApiError> {
        match self.inner.conversation {
            Some(conversation) => Ok(super::conversations::load(ctx, conversation).await?),
            None => Ok(None),
        }
    }

    /// The project that it works on.
    async fn project(&self, ctx: &Context<'_>) -> Result<Project, ApiError> {
        Ok(super::project::load(ctx, self.inner.project).await?)
    }

    /// What it took so far.
    async fn usage(&self, ctx: &Context<'_>) -> Result<TokenUsage, ApiError> {
        Ok(TokenUsage::of(ctx, &self.inner.model, self.inner.usage)?)
    }

    /// The version that it made; null until it succeeds, or when it changed nothing.
    async fn version(&self, ctx: &Context<'_>) -> Result<Option<Version>, ApiError> {
        match self.inner.version {
            Some(version) => Ok(super::versions::load(ctx, version).await?),
            None => Ok(None),
        }
    }

    /// The position of the newest event, for `generationEvents`.
    async fn events_cursor(&self, ctx: &Context<'_>) -> Result<StreamCursor, ApiError> {
        let app = app(ctx)?;
        let key = generation::stream(self.inner.id);
        Ok(StreamCursor(app.streams.cursors.write(key, app.streams.head(key).await?)))
    }
}

/// What calls of a model took.
#[derive(Clone, Debug, SimpleObject)]
pub struct TokenUsage {
    /// Tokens of the requests, cached ones included.
    input_tokens: i32,
    /// Tokens of the answers.
    output_tokens: i32,
    /// Those of the input that the provider had cached.
    cached_tokens: i32,
    /// In US dollars; null where the model's price is not configured.
    cost: Option<f64>,
}

impl TokenUsage {
    fn of(ctx: &Context<'_>, model: &str, usage: generation::Usage) -> Result<Self> {
        Ok(Self {
            input_tokens: usage.input_tokens.min(i32::MAX as u64) as i32,
            output_tokens: usage.output_tokens.min(i32::MAX as u64) as i32,
            cached_tokens: usage.cached_tokens.min(i32::MAX as u64) as i32,
            cost: app(ctx)?.models.cost(model, usage),
        })
    }
}

payload! {
    /// What became of `generationCancel`.
    GenerationCancelPayload {
        /// The generation; it may need a moment to stop.
        generation: Generation
    }
}

/// An event of a generation, with its place in the stream.
#[derive(Debug, SimpleObject)]
pub struct GenerationEventItem {
    /// The position behind the event: pass it as `after` to resume.
    pub(super) cursor: StreamCursor,
    /// When it was stored.
    pub(super) occurred_at: DateTime,
    /// What happened.
    pub(super) event: GenerationEvent,
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
            Some(version) => Ok(super::versions::load(ctx, version).await?),
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

/// A problem in a project's files.
#[derive(Clone, Debug, SimpleObject)]
pub struct Diagnostic {
    /// Which file.
    path: String,
    /// The line, from 1.
    line: i32,
    /// The column in UTF-16 code units, from 1.
    column: i32,
    /// Whether the file works in spite of it.
    severity: DiagnosticSeverity,
    /// A stable name for the kind of problem.
    code: String,
    /// What is wrong.
    message: String,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::diagnostics::Severity")]
pub enum DiagnosticSeverity {
    /// The file, or one that imports it, does not run.
    Error,
    /// It runs, but probably not as intended.
    Warning,
}

impl From<crate::diagnostics::Diagnostic> for Diagnostic {
    fn from(found: crate::diagnostics::Diagnostic) -> Self {
        Self {
            path: found.path,
            line: found.line as i32,
            column: found.column as i32,
            severity: found.severity.into(),
            code: found.code,
            message: found.message,
        }
    }
}

/// Turns a stored event into what clients see.
pub(super) fn event(ctx: &Context<'_>, model: &str, event: Event) -> Result<GenerationEvent> {
    Ok(match event {
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
                usage: TokenUsage::of(ctx, model, usage)?,
                version_id: version,
            })
        }
    })
}
