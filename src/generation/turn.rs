//! Runs a turn: calls the model, streams what it says, uses its tools, has the result checked.

use serde::{Deserialize, Serialize};

use super::emitter::Emitter;
use super::providers::{ChatMessage, FinishReason, ToolCall, Usage};
use super::staging::Staging;
use super::{Generation, GenerationEvent, GenerationStatus, context, finish, sketch, store, stream, tools};
use crate::app::App;
use crate::conversations::{self, Message};
use crate::error::{Error, Result};
use crate::ids::{GenerationId, Id as _};
use crate::jobs::{self, Failure, Job};
use crate::projects::{self, Access, ProjectEvent, files};
use crate::versions;

mod answer;
mod repair;

use answer::Answer;
use repair::Repair;

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
    /// Whether the model has nothing more to do, and what it did is in order.
    done: bool,
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
    if let Some(sketch) = store::sketch(app.db.read(), id).await? {
        return sketch::run(app, job, generation, sketch).await;
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
            done: false,
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
            self.written_bytes += call.arguments.len() as u64;
        }
        self.written_bytes += record.text.len() as u64;
        self.remember(record);
        Ok(())
    }

    /// Takes a finished step into the conversation.
    fn remember(&mut self, record: StepRecord) {
        self.done = record.calls.is_empty() && record.note.is_none();
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
        if !self.done && self.generation.status == GenerationStatus::Verifying {
            // A former worker stopped in the middle of the checks: the step is done again.
            self.set_status(GenerationStatus::Running).await?;
        }
        while !self.done {
            if u64::from(self.steps) >= self.app.config.limits.turn_steps {
                let most = self.app.config.limits.turn_steps;
                let reason =
                    format!("The model did not come to an end within {most} steps. Ask for less at once.");
                return Err(Stop::Failed(reason));
            }
            let step = self.steps + 1;
            let answer = self.ask(step).await?;
            self.act(step, answer).await?;
            self.steps = step;
        }
        Ok(())
    }

    /// Uses the tools that an answer calls, or checks what was done, and records the step.
    async fn act(&mut self, step: u32, answer: Answer) -> Result<(), Stop> {
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
        if record.calls.is_empty() {
            if cut_off {
                record.note =
                    Some("You were cut off at the output limit. Continue where you stopped.".into());
            } else {
                self.verify(&mut record).await?;
            }
        } else if cut_off {
            record.note =
                Some("You were cut off at the output limit: send what is missing in smaller calls.".into());
        }
        self.record(step, &record, answer.usage).await?;
        self.remember(record);
        Ok(())
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
