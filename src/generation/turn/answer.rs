//! One call of the model: asks, streams what it says while it says it, and tries again where that
//! may help.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use futures::StreamExt as _;
use futures::stream::BoxStream;

use super::{Stop, Turn};
use crate::generation::arguments::{ArgumentDecoder, ArgumentEvent};
use crate::generation::providers::{ChatRequest, Chunk, FinishReason, ProviderError, ToolCall, Usage};
use crate::generation::{GenerationEvent, tools};

/// Tries of one call of the model.
const TRIES: u32 = 4;
/// Bytes that stand for a token where the provider does not count.
const BYTES_PER_TOKEN: u64 = 4;

/// What the model answered in one call.
#[derive(Default)]
pub(super) struct Answer {
    pub(super) text: String,
    pub(super) calls: BTreeMap<usize, ToolCall>,
    pub(super) usage: Usage,
    pub(super) reason: Option<FinishReason>,
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

impl Turn<'_> {
    /// Calls the model, again where another try may help.
    pub(super) async fn ask(&mut self, step: u32) -> Result<Answer, Stop> {
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
        mut chunks: BoxStream<'static, Result<Chunk, ProviderError>>,
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
}
