//! Turns that draw: from a description to elements of a wireframe, which appear as they are laid out.
//!
//! They run like other turns, under a lease and with a stream of events, but change no file and make no
//! version. Where rules draw, every edit has a key that follows from the turn, so that a worker who takes
//! over draws nothing twice; a model that is asked again is shown what is there. Stopped or failed, a turn
//! takes back what the worker that runs it has drawn.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures::StreamExt as _;
use sha2::{Digest as _, Sha256};

use super::models::BUILTIN;
use super::providers::{ChatMessage, ChatRequest, Chunk, Usage};
use super::turn::Stop;
use super::{Generation, GenerationEvent, GenerationStatus, append, finish, store};
use crate::app::App;
use crate::error::{Error, ProblemCode, Result};
use crate::ids::{GenerationId, WireframeId};
use crate::jobs::{self, Failure, Job};
use crate::projects::{self, Access, ProjectEvent, Role};
use crate::wireframes::document::Edit;
use crate::wireframes::operations::{self, Operation};
use crate::wireframes::rooms::Room;
use crate::wireframes::{self, Changes, Wireframe, library, sketch};

mod instructions;

/// The longest description, in characters.
const MAX_PROMPT: usize = 8_000;
/// From one element to the next where no model takes its time: slow enough to be watched.
const PACE: Duration = Duration::from_millis(20);
/// Operations of a model that may be wrong before it is given up.
const MOST_WRONG: usize = 20;

/// What somebody wants drawn.
#[derive(Clone, Debug, Default)]
pub struct NewSketch {
    /// The description, or the change.
    pub prompt: String,
    /// What a wireframe of its own is called.
    pub name: Option<String>,
    /// Who draws; the default where it is absent.
    pub model: Option<String>,
}

/// What a turn was asked to draw.
#[derive(Clone, Debug)]
pub(super) struct Sketch {
    pub(super) wireframe: WireframeId,
    pub(super) prompt: String,
    /// Whether there was nothing on the wireframe.
    pub(super) begins: bool,
}

/// Queues a turn that draws on a wireframe, or on one of its own.
pub async fn request(
    app: &App,
    access: &Access,
    on: Option<Wireframe>,
    new: &NewSketch,
) -> Result<(Wireframe, Generation)> {
    access.require_editor()?;
    let prompt = new.prompt.trim();
    let length = prompt.chars().count();
    if prompt.is_empty() {
        return Err(Error::field(ProblemCode::Required, "prompt", "Say what to draw first."));
    }
    if length > MAX_PROMPT {
        let message = format!("The description has {length} characters; at most {MAX_PROMPT} are allowed.");
        return Err(Error::field(ProblemCode::TooLong, "prompt", message));
    }
    let model = app.models.resolve(new.model.as_deref())?;
    let wireframe = match on {
        Some(wireframe) => wireframe,
        None => wireframes::create(app, access, &canvas_for(prompt, new.name.as_deref()), &[]).await?,
    };
    let begins = wireframes::open(app, &wireframe).await?.elements()?.is_empty();
    let sketch = &Sketch { wireframe: wireframe.id, prompt: prompt.to_owned(), begins };
    let model = &model;
    let generation = app
        .db
        .transact(|tx| async move {
            projects::touch(app, &tx, access).await?;
            projects::confirm(&tx, access, Role::Editor).await?;
            let lane = format!("wireframe:{}", sketch.wireframe);
            let generation = super::queue_in(app, &tx, access, None, model, lane).await?;
            store::insert_sketch(&tx, generation.id, sketch).await?;
            Ok(generation)
        })
        .await?;
    Ok((wireframe, generation))
}

/// What a wireframe for a description is called, and the device that it is for. Who draws it makes the
/// canvas as high as it has to be.
fn canvas_for(prompt: &str, name: Option<&str>) -> Changes {
    let drawn = sketch::draw(prompt, None, &mut String::new);
    let name: String = name.map_or(drawn.name, str::to_owned).chars().take(wireframes::MAX_NAME).collect();
    Changes {
        name: Some(name),
        width: Some(i64::from(drawn.width)),
        height: Some(i64::from(drawn.height.max(1))),
    }
}

/// Runs a turn that draws to its end, or to where it must be left.
pub(super) async fn run(app: &App, job: &Job, generation: Generation, sketch: Sketch) -> Result<(), Failure> {
    let id = generation.id;
    let canvas = match begin(app, job, &generation, &sketch).await {
        Ok(canvas) => canvas,
        Err(Stop::Failed(reason)) => return Ok(finish::fail(app, job, id, reason, false).await?),
        Err(Stop::Broken(error)) => return Err(Failure::Retry(error)),
        Err(Stop::Cancelled) => return Ok(finish::cancel(app, job, id).await?),
    };
    let work = async {
        let said = if generation.model == BUILTIN {
            canvas.draw_by_rules(app).await?
        } else {
            canvas.draw_by_model(app).await?
        };
        finish::drawn(app, job, &generation, said).await
    };
    let outcome = tokio::select! {
        outcome = work => outcome,
        () = job.cancel.cancelled() => Err(Stop::Cancelled),
        () = app.shutdown.cancelled() => return Err(Failure::Released),
    };
    match outcome {
        Ok(()) => Ok(()),
        Err(Stop::Cancelled) => {
            canvas.take_back(app).await?;
            Ok(finish::cancel(app, job, id).await?)
        }
        Err(Stop::Failed(reason)) => {
            canvas.take_back(app).await?;
            Ok(finish::fail(app, job, id, reason, false).await?)
        }
        Err(Stop::Broken(error)) => Err(Failure::Retry(error)),
    }
}

/// Where a turn draws.
struct Canvas {
    generation: Generation,
    sketch: Sketch,
    wireframe: Wireframe,
    room: Arc<Room>,
    /// What takes back what was drawn so far, the first edit's first.
    back: Mutex<Vec<Edit>>,
}

async fn begin(app: &App, job: &Job, generation: &Generation, sketch: &Sketch) -> Result<Canvas, Stop> {
    let id = generation.id;
    let access = &Access::of_server(generation.project);
    app.db
        .transact(|tx| async move {
            jobs::require(&tx, job.lease).await?;
            if generation.status == GenerationStatus::Queued {
                store::begin(&tx, id, None).await?;
                let running = GenerationEvent::StatusChanged { status: GenerationStatus::Running };
                append(app, &tx, id, None, &[running]).await?;
                projects::announce(app, &tx, access, &ProjectEvent::GenerationStarted { generation: id })
                    .await?;
            }
            append(app, &tx, id, None, &[GenerationEvent::StepStarted { step: 1, attempt: job.attempt }])
                .await
        })
        .await?;
    let wireframe = wireframes::find(app, sketch.wireframe).await?;
    let wireframe = wireframe.ok_or_else(|| Stop::Failed("The wireframe was deleted.".to_owned()))?;
    let room = wireframes::open(app, &wireframe).await?;
    let (generation, sketch) = (generation.clone(), sketch.clone());
    Ok(Canvas { generation, sketch, wireframe, room, back: Mutex::default() })
}

/// The name of the turn's element of this number, whoever draws it and however often.
fn element_id(generation: GenerationId, number: u64) -> String {
    let digest = Sha256::digest(format!("{generation} element {number}"));
    digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

impl Canvas {
    fn ids(&self) -> impl FnMut() -> String {
        let (generation, mut number) = (self.generation.id, 0);
        move || {
            number += 1;
            element_id(generation, number)
        }
    }

    /// Makes an edit; the one of this number is made once, whoever makes it.
    async fn edit(&self, app: &App, number: usize, edits: Vec<Edit>) -> Result<(), Stop> {
        let key = format!("{}:{number}", self.generation.id);
        let planned = |_: &_| Ok::<_, std::convert::Infallible>(edits);
        let Ok(back) = self.room.edit(app, self.generation.requested_by, Some(key), planned).await?;
        self.remember(back);
        Ok(())
    }

    fn remember(&self, back: Vec<Edit>) {
        self.back.lock().unwrap_or_else(PoisonError::into_inner).extend(back.into_iter().rev());
    }

    /// Undoes what this worker has drawn.
    async fn take_back(&self, app: &App) -> Result<()> {
        let back = std::mem::take(&mut *self.back.lock().unwrap_or_else(PoisonError::into_inner));
        let back: Vec<Edit> = back.into_iter().rev().collect();
        let planned = |_: &_| Ok::<_, std::convert::Infallible>(back);
        let Ok(_) = self.room.edit(app, self.generation.requested_by, None, planned).await?;
        Ok(())
    }

    /// Makes the canvas as high as what is drawn on it.
    async fn resize(&self, app: &App, width: u32, height: u32) -> Result<(), Stop> {
        if (width, height) != (self.wireframe.canvas.width, self.wireframe.canvas.height) {
            let changes =
                Changes { name: None, width: Some(i64::from(width)), height: Some(i64::from(height)) };
            let access = Access::of_server(self.wireframe.project);
            wireframes::update(app, &access, &self.wireframe, &changes).await?;
        }
        Ok(())
    }

    /// Draws without a model; answers what there is to say.
    async fn draw_by_rules(&self, app: &App) -> Result<String, Stop> {
        let canvas = self.wireframe.canvas;
        if !self.sketch.begins {
            let drawing = wireframes::drawing(app, &self.wireframe).await?;
            let revision = sketch::revise(&self.sketch.prompt, &drawing, &mut self.ids());
            let edits = wireframes::revised(&drawing, revision.changes);
            self.edit(app, 0, edits).await?;
            if let Some((width, height)) = revision.canvas {
                self.resize(app, width, height).await?;
            }
            return Ok(revision.said);
        }
        let drawn = sketch::draw(&self.sketch.prompt, Some((canvas.width, 0)), &mut self.ids());
        self.resize(app, drawn.width, drawn.height).await?;
        for (number, element) in drawn.elements.into_iter().enumerate() {
            self.edit(app, number, vec![Edit::Put(element)]).await?;
            tokio::time::sleep(PACE).await;
        }
        Ok(drawn.said)
    }

    /// Has a model draw: it writes an operation a line, each of which is made as soon as it is written.
    async fn draw_by_model(&self, app: &App) -> Result<String, Stop> {
        let model = &self.generation.model;
        let provider = app.models.provider(model);
        let provider =
            provider.ok_or_else(|| Stop::Failed(format!("The model {model} is no longer connected.")))?;
        let library = library::of_project(app, &Access::of_server(self.wireframe.project)).await?;
        let drawing = wireframes::drawing(app, &self.wireframe).await?;
        let messages = vec![
            ChatMessage::System { text: instructions::text(&drawing, &library) },
            ChatMessage::User { text: self.sketch.prompt.clone() },
        ];
        let mut chunks = provider.stream(ChatRequest { model: model.clone(), messages, tools: Vec::new() });
        let mut lines = instructions::Lines::default();
        let mut drawn = Drawn::default();
        let most = app.config.limits.turn_output_tokens as usize * 4;
        let mut written = 0;
        while let Some(chunk) = chunks.next().await {
            match chunk.map_err(|error| Stop::Failed(error.to_string()))? {
                Chunk::Text(text) => {
                    written += text.len();
                    for line in lines.push(&text) {
                        self.take_line(app, &library, &line, &mut drawn).await?;
                    }
                }
                Chunk::Usage(usage) => drawn.usage = usage,
                _ => {}
            }
            if written > most || drawn.wrong.len() > MOST_WRONG {
                let last = drawn.wrong.last().cloned().unwrap_or_default();
                return Err(Stop::Failed(format!("The model did not keep to what can be drawn. {last}")));
            }
        }
        if let Some(line) = lines.finish() {
            self.take_line(app, &library, &line, &mut drawn).await?;
        }
        self.note_usage(app, drawn.usage).await?;
        if drawn.made == 0 {
            let last = drawn.wrong.last().cloned().unwrap_or_default();
            return Err(Stop::Failed(format!("The model drew nothing. {last}")));
        }
        if drawn.height > 0 {
            self.resize(app, self.wireframe.canvas.width, drawn.height).await?;
        }
        Ok(drawn.said.trim().to_owned())
    }

    async fn take_line(
        &self,
        app: &App,
        library: &library::Library,
        line: &str,
        drawn: &mut Drawn,
    ) -> Result<(), Stop> {
        let operation = match instructions::read(line) {
            Ok(instructions::Line::Operation(operation)) => operation,
            Ok(instructions::Line::Height(height)) => {
                drawn.height = height.min(wireframes::MAX_SIDE);
                return Ok(());
            }
            Ok(instructions::Line::Words(words)) => {
                drawn.said.push_str(&words);
                drawn.said.push('\n');
                return Ok(());
            }
            Err(why) => {
                drawn.wrong.push(why);
                return Ok(());
            }
        };
        let operations: [Operation; 1] = [operation];
        let fresh = || wireframes::element_id(app);
        let planned = |document: &_| operations::plan(document, &operations, library, fresh);
        match self.room.edit(app, self.generation.requested_by, None, planned).await? {
            Ok(back) => {
                self.remember(back);
                drawn.made += 1;
            }
            Err(impossible) => drawn.wrong.push(impossible.message),
        }
        Ok(())
    }

    async fn note_usage(&self, app: &App, usage: Usage) -> Result<(), Stop> {
        let id = self.generation.id;
        app.db.transact(|tx| async move { store::add_usage(&tx, id, &usage).await }).await?;
        Ok(())
    }
}

/// What a model has come to.
#[derive(Default)]
struct Drawn {
    made: usize,
    wrong: Vec<String>,
    said: String,
    height: u32,
    usage: Usage,
}
