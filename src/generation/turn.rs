//! Runs a turn: calls the model, streams what it says, uses its tools, has the result checked.

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use futures::StreamExt as _;
use serde::{Deserialize, Serialize};

use super::arguments::{ArgumentDecoder, ArgumentEvent};
use super::emitter::Emitter;
use super::providers::{ChatMessage, ChatRequest, Chunk, FinishReason, ProviderError, ToolCall, Usage};
use super::staging::Staging;
use super::{Generation, GenerationEvent, GenerationStatus, context, finish, store, stream, tools};
use crate::app::App;
use crate::conversations::{self, Message};
use crate::diagnostics::{Diagnostic, Severity};
use crate::error::{Error, Result};
use crate::ids::{GenerationId, Id as _};
use crate::jobs::{self, Failure, Job};
use crate::preview;
use crate::projects::{self, Access, ProjectEvent, files};
use crate::versions;

/// Tries of one call of the model.
const TRIES: u32 = 4;
/// Rounds in which the model may repair what it broke.
const REPAIRS: u32 = 2;
/// Bytes that stand for a token where the provider does not count.
const BYTES_PER_TOKEN: u64 = 4;

/// What a call of the model came to, kept so that another worker can continue behind it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct StepRecord {
    /// The model's words.
    text: String,
    /// Its tool calls.
    calls: Vec<ToolCall>,
    /// What the tools answered, a failure marked.
    results: Vec<(String, bool)>,
    /// What the turn says to the model next, on its own account.
    note: Option<String>,
    /// Which repair the note asks for.
    repair: Option<Repair>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Repair {
    round: u32,
    signature: BTreeSet<String>,
}

/// Why a turn came to an end without a version.
pub(super) enum Stop {
    /// Somebody asked for it.
    Cancelled,
    /// Something went wrong; the sentence is for the person.
    Failed(String),
    /// Try again later, or leave it to whoever has the lease.
    Broken(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Broken(error)
    }
}

/// A turn while it runs.
pub(super) struct Turn<'a> {
    pub(super) app: &'a App,
    pub(super) job: &'a Job,
    pub(super) generation: Generation,
    pub(super) access: Access,
    pub(super) history: Vec<Message>,
    pub(super) staging: Staging,
    pub(super) emitter: Emitter,
    messages: Vec<ChatMessage>,
    pub(super) usage: Usage,
    /// All that the agent has said.
    pub(super) said: Vec<String>,
    steps: u32,
    repair: Option<Repair>,
    written_bytes: u64,
}

/// Runs the turn of a job to its end, or to where it must be left.
pub(super) async fn run(app: &App, job: &Job) -> Result<(), Failure> {
    let id = GenerationId::from_uuid(job.subject);
    let Some(generation) = store::find(app.db.read(), id).await? else {
        // Its project is gone, and with it everything that the turn could change.
        return Ok(app
            .db
            .transact(|tx| async move { app.jobs.finish(&tx, job.lease, app.now()).await })
            .await?);
    };
    if generation.status.is_final() {
        return Ok(app
            .db
            .transact(|tx| async move { app.jobs.finish(&tx, job.lease, app.now()).await })
            .await?);
    }
    let shutdown = app.shutdown.clone();
    let work = async {
        let mut turn = Turn::begin(app, job, generation).await?;
        turn.work().await?;
        finish::succeed(&mut turn).await
    };
    let outcome = tokio::select! {
        outcome = work => outcome,
        () = job.cancel.cancelled() => Err(Stop::Cancelled),
        () = shutdown.cancelled() => return Err(Failure::Released),
    };
    match outcome {
        Ok(()) => Ok(()),
        Err(Stop::Cancelled) => Ok(finish::cancel(app, job, id).await?),
        Err(Stop::Failed(reason)) => Ok(finish::fail(app, job, id, reason, false).await?),
        Err(Stop::Broken(error)) => Err(Failure::Retry(error)),
    }
}

impl<'a> Turn<'a> {
    /// Reads what the turn works on; a turn that was begun before continues behind its last step.
    async fn begin(app: &'a App, job: &'a Job, generation: Generation) -> Result<Self, Stop> {
        let access = Access::of_server(generation.project);
        let generation = if generation.status == GenerationStatus::Queued {
            start(app, job, &access, generation).await?
        } else {
            generation
        };
        let base = match generation.base_version {
            Some(version) => {
                let version = versions::get(app.db.read(), &access, version).await?;
                versions::tree_files(app.db.read(), version.tree).await?
            }
            None => versions::merge::Files::new(),
        };
        let project = projects::get(app, &access).await?;
        let history = match generation.conversation {
            Some(conversation) => {
                conversations::history(app, &access, conversation, generation.id, context::HISTORY).await?
            }
            None => Vec::new(),
        };
        if history.is_empty() {
            return Err(Stop::Failed("The conversation was deleted before the turn began.".into()));
        }
        let staging = Staging::new(base);
        let messages = context::messages(&project.name, &history, &staging);
        let emitter = Emitter::start(app.streams.clone(), job.lease, stream(generation.id));
        let usage = generation.usage;
        let mut turn = Self {
            app,
            job,
            generation,
            access,
            history,
            staging,
            emitter,
            messages,
            usage,
            said: Vec::new(),
            steps: 0,
            repair: None,
            written_bytes: 0,
        };
        for record in store::steps(app.db.read(), turn.generation.id).await? {
            turn.replay(record).await?;
        }
        Ok(turn)
    }

    /// Stages again what a recorded step staged: tools read nothing but the turn's own version, so
    /// they do the same as before.
    async fn replay(&mut self, record: StepRecord) -> Result<(), Stop> {
        self.steps += 1;
        for call in &record.calls {
            tools::call(self.app, &mut self.staging, self.steps, call).await?;
        }
        self.remember(record);
        Ok(())
    }

    /// Takes a finished step into the conversation.
    fn remember(&mut self, record: StepRecord) {
        if !record.text.trim().is_empty() {
            self.said.push(record.text.trim().to_owned());
        }
        let results = record.calls.iter().zip(record.results).map(|(call, (text, failed))| {
            ChatMessage::ToolResult { call_id: call.id.clone(), name: call.name.clone(), text, failed }
        });
        let results: Vec<ChatMessage> = results.collect();
        self.messages.push(ChatMessage::Assistant { text: record.text, calls: record.calls });
        self.messages.extend(results);
        self.messages.extend(record.note.map(|text| ChatMessage::User { text }));
        self.repair = record.repair.or(self.repair.take());
    }

    /// Calls the model until it has nothing more to do and what it did is in order.
    async fn work(&mut self) -> Result<(), Stop> {
        loop {
            if u64::from(self.steps) >= self.app.config.limits.turn_steps {
                let most = self.app.config.limits.turn_steps;
                let reason =
                    format!("The model did not come to an end within {most} steps. Ask for less at once.");
                return Err(Stop::Failed(reason));
            }
            let step = self.steps + 1;
            let answer = self.ask(step).await?;
            let done = self.act(step, answer).await?;
            self.steps = step;
            if done {
                return Ok(());
            }
        }
    }

    /// Calls the model, again where another try may help.
    async fn ask(&mut self, step: u32) -> Result<Answer, Stop> {
        let Some(provider) = self.app.models.provider(&self.generation.model) else {
            let reason = format!("The model {} is no longer connected.", self.generation.model);
            return Err(Stop::Failed(reason));
        };
        let mut attempt = 1;
        loop {
            self.emitter.send(GenerationEvent::StepStarted { step, attempt }).await?;
            let request = ChatRequest {
                model: self.generation.model.clone(),
                messages: self.messages.clone(),
                tools: tools::specs(),
            };
            let (message, wait) = match self.listen(step, provider.stream(request)).await? {
                Ok(answer) => return Ok(answer),
                Err(ProviderError::Permanent { message }) => return Err(Stop::Failed(message)),
                Err(ProviderError::Transient { message, retry_after }) => (message, retry_after),
            };
            if attempt == TRIES {
                return Err(Stop::Failed(format!(
                    "The model did not answer, {TRIES} times in a row: {message}"
                )));
            }
            tracing::warn!(message, attempt, "a model call is tried again");
            let own = Duration::from_millis(500) * 2u32.pow(attempt);
            tokio::time::sleep(wait.unwrap_or(own).min(Duration::from_mins(1))).await;
            attempt += 1;
        }
    }

    /// Streams what the model says.
    async fn listen(
        &mut self,
        step: u32,
        mut chunks: futures::stream::BoxStream<'static, Result<Chunk, ProviderError>>,
    ) -> Result<Result<Answer, ProviderError>, Stop> {
        let mut answer = Answer::default();
        let mut writing: HashMap<usize, Writing> = HashMap::new();
        let most = self.app.config.limits.turn_output_tokens * BYTES_PER_TOKEN;
        while let Some(chunk) = chunks.next().await {
            let chunk = match chunk {
                Ok(chunk) => chunk,
                Err(error) => return Ok(Err(error)),
            };
            match chunk {
                Chunk::Text(text) => {
                    self.written_bytes += text.len() as u64;
                    answer.text.push_str(&text);
                    self.emitter.send(GenerationEvent::TextDelta { step, text }).await?;
                }
                Chunk::CallStarted { index, id, name } => {
                    writing.insert(index, Writing::new(&name, self.app.config.limits.file_bytes));
                    answer.calls.insert(index, ToolCall { id, name, arguments: String::new() });
                }
                Chunk::CallArguments { index, text } => {
                    self.written_bytes += text.len() as u64;
                    if let Some(call) = answer.calls.get_mut(&index) {
                        call.arguments.push_str(&text);
                    }
                    if let Some(writing) = writing.get_mut(&index) {
                        for event in writing.push(step, &text) {
                            self.emitter.send(event).await?;
                        }
                    }
                }
                Chunk::Usage(usage) => answer.usage = usage,
                Chunk::Finished(reason) => {
                    answer.reason = Some(reason);
                    return Ok(Ok(answer));
                }
            }
            if self.written_bytes > most {
                let tokens = self.app.config.limits.turn_output_tokens;
                let reason = format!("The model wrote more than {tokens} tokens without coming to an end.");
                return Err(Stop::Failed(reason));
            }
        }
        let message = "The model's answer ended in the middle.".to_owned();
        Ok(Err(ProviderError::Transient { message, retry_after: None }))
    }

    /// Uses the tools that an answer calls, records the step, and says whether the turn is done.
    async fn act(&mut self, step: u32, answer: Answer) -> Result<bool, Stop> {
        let mut record = StepRecord {
            text: answer.text,
            calls: answer.calls.into_values().collect(),
            ..StepRecord::default()
        };
        for call in &record.calls {
            let outcome = tools::call(self.app, &mut self.staging, step, call).await?;
            if let Some(event) = outcome.staged {
                self.emitter.send(event).await?;
            }
            let (name, summary, failed) = (call.name.clone(), outcome.summary, outcome.failed);
            self.emitter.send(GenerationEvent::ToolCalled { step, name, summary, failed }).await?;
            record.results.push((outcome.text, failed));
        }
        let cut_off = answer.reason == Some(FinishReason::Length);
        if answer.reason == Some(FinishReason::ContentFilter) {
            return Err(Stop::Failed("The model's provider withheld the answer (content filter).".into()));
        }
        let mut done = false;
        if record.calls.is_empty() {
            if cut_off {
                record.note =
                    Some("You were cut off at the output limit. Continue where you stopped.".into());
            } else {
                self.verify(&mut record).await?;
                done = record.note.is_none();
            }
        } else if cut_off {
            record.note =
                Some("You were cut off at the output limit: send what is missing in smaller calls.".into());
        }
        self.record(step, &record, answer.usage).await?;
        self.remember(record);
        Ok(done)
    }

    /// Makes a step durable, so that it is never done again.
    async fn record(&mut self, step: u32, record: &StepRecord, usage: Usage) -> Result<(), Stop> {
        self.emitter.flush().await?;
        let (id, job, app) = (self.generation.id, self.job, self.app);
        app.db
            .transact(|tx| async move {
                jobs::require(&tx, job.lease).await?;
                store::record(&tx, id, step, record).await?;
                store::add_usage(&tx, id, &usage).await?;
                jobs::progressed(&tx, job.lease).await
            })
            .await?;
        self.usage.input_tokens += usage.input_tokens;
        self.usage.output_tokens += usage.output_tokens;
        self.usage.cached_tokens += usage.cached_tokens;
        Ok(())
    }

    /// Checks the staged files; errors that the turn made go back to the model, twice at most.
    async fn verify(&mut self, record: &mut StepRecord) -> Result<(), Stop> {
        if self.staging.is_unchanged() {
            return Ok(());
        }
        self.set_status(GenerationStatus::Verifying).await?;
        let round = self.repair.as_ref().map_or(0, |repair| repair.round);
        let problems = self.new_problems().await?;
        self.emitter.send(GenerationEvent::Diagnosed { diagnostics: problems.clone(), round }).await?;
        let errors: Vec<&Diagnostic> =
            problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
        let signature: BTreeSet<String> = errors.iter().map(|problem| signature(problem)).collect();
        let stuck = self.repair.as_ref().is_some_and(|repair| repair.signature == signature);
        if errors.is_empty() || round >= REPAIRS || stuck {
            return Ok(());
        }
        let list: Vec<String> = errors
            .iter()
            .take(30)
            .map(|problem| {
                format!("- {}:{}:{}: {}", problem.path, problem.line, problem.column, problem.message)
            })
            .collect();
        record.note = Some(format!(
            "Your edits broke something. Repair only these problems, then stop:\n{}",
            list.join("\n")
        ));
        record.repair = Some(Repair { round: round + 1, signature });
        self.set_status(GenerationStatus::Running).await
    }

    async fn set_status(&mut self, status: GenerationStatus) -> Result<(), Stop> {
        self.emitter.flush().await?;
        let (id, job, app) = (self.generation.id, self.job, self.app);
        app.db
            .transact(|tx| async move {
                jobs::require(&tx, job.lease).await?;
                store::set_status(&tx, id, status).await?;
                super::append(app, &tx, id, None, &[GenerationEvent::StatusChanged { status }]).await
            })
            .await?;
        Ok(())
    }

    /// What is wrong with the staged files and was not wrong before.
    async fn new_problems(&self) -> Result<Vec<Diagnostic>, Stop> {
        let before: BTreeSet<String> =
            preview::diagnose(self.app, self.staging.base(), None).await?.iter().map(signature).collect();
        let after = preview::diagnose(self.app, self.staging.files(), Some(self.staging.overlay())).await?;
        Ok(after.into_iter().filter(|problem| !before.contains(&signature(problem))).collect())
    }
}

/// What makes two problems the same, wherever the lines have moved to.
fn signature(problem: &Diagnostic) -> String {
    format!("{}\n{}\n{}", problem.path, problem.code, problem.message)
}

/// What the model answered in one call.
#[derive(Default)]
struct Answer {
    text: String,
    calls: std::collections::BTreeMap<usize, ToolCall>,
    usage: Usage,
    reason: Option<FinishReason>,
}

/// Follows the arguments of a call while they are being written.
struct Writing {
    /// Whether the text is the file's content, and not a piece of it.
    whole: bool,
    decoder: Option<ArgumentDecoder>,
    path: String,
    in_text: bool,
}

impl Writing {
    fn new(tool: &str, file_bytes: u64) -> Self {
        // Escapes can make six bytes of one.
        let limit = file_bytes as usize * 6 + 4096;
        let decoder =
            (tool == tools::WRITE || tool == tools::EDIT).then(|| ArgumentDecoder::new(tools::PATH, limit));
        Self { whole: tool == tools::WRITE, decoder, path: String::new(), in_text: false }
    }

    fn push(&mut self, step: u32, piece: &str) -> Vec<GenerationEvent> {
        let Some(decoder) = &mut self.decoder else { return Vec::new() };
        let mut events = Vec::new();
        // The tool says what is wrong once the call is complete.
        if decoder.push(piece, &mut events).is_err() {
            self.decoder = None;
        }
        let mut told = Vec::new();
        for event in events {
            match event {
                ArgumentEvent::Lead(path) => {
                    self.path.clone_from(&path);
                    if !crate::secrets::is_secret(&path) {
                        told.push(GenerationEvent::FileStarted { step, path });
                    }
                }
                ArgumentEvent::Started(key) => self.in_text = self.whole && key == tools::TEXT,
                ArgumentEvent::Text(text) if self.in_text && !crate::secrets::is_secret(&self.path) => {
                    told.push(GenerationEvent::FileDelta { step, path: self.path.clone(), text });
                }
                ArgumentEvent::Text(_) => {}
                ArgumentEvent::Ended => self.in_text = false,
            }
        }
        told
    }
}

/// Pins the version that the turn works on: unsaved changes of people become one first.
async fn start(app: &App, job: &Job, access: &Access, generation: Generation) -> Result<Generation, Stop> {
    let id = generation.id;
    app.db
        .transact(|tx| async move {
            jobs::require(&tx, job.lease).await?;
            let lock = files::lock(app, &tx, access).await?;
            versions::commit_unsaved(app, &tx, access, &lock, "Changes before the agent's turn").await?;
            let head = versions::latest(&tx, access).await?;
            store::begin(&tx, id, head.map(|version| version.id)).await?;
            let running = GenerationEvent::StatusChanged { status: GenerationStatus::Running };
            super::append(app, &tx, id, None, &[running]).await?;
            projects::announce(app, &tx, access, &ProjectEvent::GenerationStarted { generation: id }).await
        })
        .await?;
    let found = store::find(app.db.read(), id).await?;
    Ok(found.ok_or(Error::NotFound("generation"))?)
}
