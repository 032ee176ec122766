//! The answer's frames, read leniently, and the chunks that follow from them.
//!
//! The format is `OpenAI`'s `chat.completion.chunk`. Servers that imitate it leave out indexes and
//! ids, number every call 0, send a whole call at once, repeat names, put `null` or `""` where
//! nothing is meant, or say `stop` after calling tools. What cannot be read counts as absent.

use std::{collections::VecDeque, mem};

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error as _},
};
use serde_json::Value;

use super::{failure, thoughts::Thoughts};
use crate::generation::providers::{ChatMessage, ChatRequest, Chunk, FinishReason, ProviderError, Usage};

/// One event of an answer.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Frame {
    #[serde(deserialize_with = "lenient")]
    choices: Vec<Choice>,
    #[serde(deserialize_with = "lenient")]
    usage: Option<WireUsage>,
    /// Where Groq puts the token counts.
    #[serde(deserialize_with = "lenient")]
    x_groq: Option<Box<Frame>>,
    error: Value,
}

impl Frame {
    /// The error that the server sends instead of more.
    pub(super) fn error(&self) -> Option<&Value> {
        let nested = self.x_groq.as_ref().map(|frame| &frame.error);
        [Some(&self.error), nested].into_iter().flatten().find(|error| !error.is_null())
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Choice {
    #[serde(deserialize_with = "lenient")]
    index: u64,
    /// Servers that do not stream send the whole `message`.
    #[serde(alias = "message", deserialize_with = "lenient")]
    delta: Delta,
    #[serde(deserialize_with = "lenient")]
    finish_reason: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Delta {
    #[serde(deserialize_with = "words")]
    content: String,
    #[serde(deserialize_with = "words")]
    refusal: String,
    #[serde(deserialize_with = "lenient")]
    tool_calls: Vec<CallDelta>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct CallDelta {
    #[serde(deserialize_with = "lenient")]
    index: Option<u64>,
    #[serde(deserialize_with = "lenient")]
    id: String,
    #[serde(deserialize_with = "lenient")]
    function: FunctionDelta,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct FunctionDelta {
    #[serde(deserialize_with = "lenient")]
    name: String,
    #[serde(deserialize_with = "json_text")]
    arguments: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct WireUsage {
    #[serde(deserialize_with = "lenient")]
    prompt_tokens: u64,
    #[serde(deserialize_with = "lenient")]
    completion_tokens: u64,
    #[serde(deserialize_with = "lenient")]
    prompt_tokens_details: PromptDetails,
    /// Where `DeepSeek` counts cached tokens.
    #[serde(deserialize_with = "lenient")]
    prompt_cache_hit_tokens: u64,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct PromptDetails {
    #[serde(deserialize_with = "lenient")]
    cached_tokens: u64,
}

impl From<WireUsage> for Usage {
    fn from(usage: WireUsage) -> Self {
        let cached_tokens = usage.prompt_tokens_details.cached_tokens.max(usage.prompt_cache_hit_tokens);
        Self {
            input_tokens: usage.prompt_tokens,
            output_tokens: usage.completion_tokens,
            cached_tokens: cached_tokens.min(usage.prompt_tokens),
        }
    }
}

/// A value of the expected shape, or the default where it has another.
fn lenient<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(reader: D) -> Result<T, D::Error> {
    let value = Value::deserialize(reader)?;
    Ok(serde_json::from_value(value).unwrap_or_default())
}

/// Text, also where it comes as a list of typed parts; parts that are not text are thoughts.
fn words<'de, D: Deserializer<'de>>(reader: D) -> Result<String, D::Error> {
    Ok(match Value::deserialize(reader)? {
        Value::String(text) => text,
        Value::Array(parts) => parts.iter().filter_map(|part| part["text"].as_str()).collect(),
        _ => String::new(),
    })
}

/// JSON text, also where the JSON itself was sent instead of a string.
fn json_text<'de, D: Deserializer<'de>>(reader: D) -> Result<String, D::Error> {
    match Value::deserialize(reader)? {
        Value::String(text) => Ok(text),
        Value::Null => Ok(String::new()),
        other => serde_json::to_string(&other).map_err(D::Error::custom),
    }
}

/// Turns frames into chunks.
#[derive(Debug)]
pub(super) struct Answer {
    thoughts: Thoughts,
    calls: Vec<OpenCall>,
    usage: Option<Usage>,
    finish: Option<FinishReason>,
    /// How many calls the conversation had before, to make up ids that it does not have yet.
    earlier_calls: usize,
}

/// A call as far as it is known. It starts with its name; arguments before that are held.
#[derive(Debug, Default)]
struct OpenCall {
    place: Option<u64>,
    id: String,
    name: String,
    held: String,
    started: bool,
    /// Whether the last character so far closes an object.
    closed: bool,
}

impl OpenCall {
    /// Whether a piece that points to this call must be part of another.
    fn contradicts(&self, delta: &CallDelta) -> bool {
        let differs = |ours: &str, theirs: &str| !ours.is_empty() && !theirs.is_empty() && ours != theirs;
        let begins_anew = self.closed
            && !delta.function.name.is_empty()
            && delta.function.arguments.trim_start().starts_with('{');
        differs(&self.id, &delta.id) || differs(&self.name, &delta.function.name) || begins_anew
    }
}

impl Answer {
    pub(super) fn new(request: &ChatRequest) -> Self {
        let calls = |message: &ChatMessage| match message {
            ChatMessage::Assistant { calls, .. } => calls.len(),
            _ => 0,
        };
        Self {
            thoughts: Thoughts::default(),
            calls: Vec::new(),
            usage: None,
            finish: None,
            earlier_calls: request.messages.iter().map(calls).sum(),
        }
    }

    /// Whether the server said that the answer is complete; token counts may still come.
    pub(super) fn is_complete(&self) -> bool {
        self.finish.is_some()
    }

    /// Adds what a frame says to `chunks`.
    pub(super) fn take(&mut self, frame: Frame, chunks: &mut VecDeque<Chunk>) -> Result<(), ProviderError> {
        let groq = frame.x_groq.and_then(|frame| frame.usage);
        if let Some(usage) = frame.usage.or(groq) {
            self.usage = Some(usage.into());
        }
        let Some(choice) = frame.choices.into_iter().find(|choice| choice.index == 0) else {
            return Ok(());
        };
        for text in [choice.delta.content, choice.delta.refusal] {
            let text = self.thoughts.pass(&text);
            if !text.is_empty() {
                chunks.push_back(Chunk::Text(text));
            }
        }
        for delta in choice.delta.tool_calls {
            self.take_call(delta, chunks);
        }
        match choice.finish_reason.as_str() {
            "" => {}
            "length" | "max_tokens" | "MAX_TOKENS" => self.finish = Some(FinishReason::Length),
            "content_filter" | "SAFETY" => self.finish = Some(FinishReason::ContentFilter),
            "error" | "abort" | "insufficient_system_resource" => return Err(failure::given_up()),
            _ => self.finish = Some(FinishReason::Stop),
        }
        Ok(())
    }

    /// Adds what is left to say at the end. Returns false where the server never said that the
    /// answer is complete: then only the token counts are added.
    pub(super) fn end(&mut self, chunks: &mut VecDeque<Chunk>) -> bool {
        if self.is_complete() {
            let rest = self.thoughts.rest();
            if !rest.is_empty() {
                chunks.push_back(Chunk::Text(rest));
            }
            for index in 0..self.calls.len() {
                self.start(index, chunks);
            }
        }
        chunks.extend(self.usage.map(Chunk::Usage));
        let reason = match self.finish {
            Some(FinishReason::Stop) if !self.calls.is_empty() => Some(FinishReason::ToolCalls),
            finish => finish,
        };
        chunks.extend(reason.map(Chunk::Finished));
        reason.is_some()
    }

    fn take_call(&mut self, delta: CallDelta, chunks: &mut VecDeque<Chunk>) {
        let index = self.find(&delta).unwrap_or_else(|| {
            self.calls.push(OpenCall::default());
            self.calls.len() - 1
        });
        let call = &mut self.calls[index];
        call.place = call.place.or(delta.index);
        if call.id.is_empty() {
            call.id = delta.id;
        }
        if call.name.is_empty() {
            call.name = delta.function.name;
        }
        if let Some(last) = delta.function.arguments.trim_end().chars().next_back() {
            call.closed = last == '}';
        }
        call.held.push_str(&delta.function.arguments);
        if !call.name.is_empty() {
            self.start(index, chunks);
        }
    }

    /// The call that a piece belongs to: by its place, else by its id, else the last one; `None`
    /// where it begins another.
    fn find(&self, delta: &CallDelta) -> Option<usize> {
        let found = if delta.index.is_some() {
            self.calls.iter().rposition(|call| call.place == delta.index)
        } else if !delta.id.is_empty() {
            self.calls.iter().rposition(|call| call.id == delta.id)
        } else if delta.function.name.is_empty() {
            self.calls.len().checked_sub(1)
        } else {
            None
        };
        found.filter(|&index| !self.calls[index].contradicts(delta))
    }

    /// Announces a call where that was not done, and passes on its arguments.
    fn start(&mut self, index: usize, chunks: &mut VecDeque<Chunk>) {
        let call = &mut self.calls[index];
        if !mem::replace(&mut call.started, true) {
            if call.id.is_empty() {
                call.id = format!("call_{}", self.earlier_calls + index);
            }
            chunks.push_back(Chunk::CallStarted { index, id: call.id.clone(), name: call.name.clone() });
        }
        if !call.held.is_empty() {
            chunks.push_back(Chunk::CallArguments { index, text: mem::take(&mut call.held) });
        }
    }
}
