//! What a model provider is to the turn loop: a conversation and tools in, a stream of chunks out.
//!
//! Providers know nothing of projects, files or events. They report failures as
//! [`ProviderError`], which says whether another try may help; retrying is the turn's business.

use std::time::Duration;

use futures::stream::BoxStream;
use serde::{Deserialize, Serialize};

pub mod builtin;
pub mod openai;
pub mod prices;

/// One entry of the conversation that a model continues.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "role", rename_all = "snake_case")]
pub enum ChatMessage {
    /// What the model is told about its task.
    System {
        /// The instructions.
        text: String,
    },
    /// What a person wrote, or what the turn says on a person's behalf.
    User {
        /// The words.
        text: String,
    },
    /// What the model answered before.
    Assistant {
        /// The words; empty where it only called tools.
        text: String,
        /// The tools it called, in order.
        calls: Vec<ToolCall>,
    },
    /// What a tool answered.
    ToolResult {
        /// [`ToolCall::id`] of the call that this answers.
        call_id: String,
        /// The tool's name.
        name: String,
        /// The tool's answer, or why it failed.
        text: String,
        /// Whether the call failed.
        failed: bool,
    },
}

/// A tool that a model wants to use.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToolCall {
    /// Names the call within its conversation.
    pub id: String,
    /// The tool's name, as the model gave it: it may not exist.
    pub name: String,
    /// The arguments as the model wrote them: JSON where the model is well-behaved.
    pub arguments: String,
}

/// A tool that a model may use.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ToolSpec {
    /// The name that calls use.
    pub name: &'static str,
    /// What the tool does and when to use it, for the model.
    pub description: &'static str,
    /// JSON Schema of the arguments.
    pub parameters: serde_json::Value,
}

/// One call of a model.
#[derive(Clone, Debug)]
pub struct ChatRequest {
    /// The model's name, as the provider knows it.
    pub model: String,
    /// The conversation so far.
    pub messages: Vec<ChatMessage>,
    /// The tools on offer.
    pub tools: Vec<ToolSpec>,
}

/// A piece of a model's answer, in the order in which the model made it.
#[derive(Clone, Debug, PartialEq)]
pub enum Chunk {
    /// More words.
    Text(String),
    /// A tool call begins.
    CallStarted {
        /// Its place among the answer's calls.
        index: usize,
        /// See [`ToolCall::id`].
        id: String,
        /// See [`ToolCall::name`].
        name: String,
    },
    /// More of a call's arguments.
    CallArguments {
        /// Which call.
        index: usize,
        /// The next piece of the JSON text; it may begin and end anywhere between two characters.
        text: String,
    },
    /// What the call cost; the last one counts.
    Usage(Usage),
    /// Nothing follows.
    Finished(FinishReason),
}

/// Tokens that a model call took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// Tokens of the request, cached ones included.
    pub input_tokens: u64,
    /// Tokens of the answer.
    pub output_tokens: u64,
    /// Those of `input_tokens` that the provider had cached.
    pub cached_tokens: u64,
}

/// Why a model stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FinishReason {
    /// It had said what it wanted to say.
    Stop,
    /// It waits for the results of its tool calls.
    ToolCalls,
    /// It ran into its limit of output tokens, perhaps in the middle of a call.
    Length,
    /// The provider withheld the rest.
    ContentFilter,
}

/// Why a model call failed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ProviderError {
    /// Worth another try: overloaded, rate-limited, timed out, cut off.
    #[error("{message}")]
    Transient {
        /// What happened, fit for the person who waits.
        message: String,
        /// How long the provider asked to be left alone.
        retry_after: Option<Duration>,
    },
    /// Another try would fail alike: refused key, unknown model, request too long.
    #[error("{message}")]
    Permanent {
        /// What happened and what to do, fit for the person who waits.
        message: String,
    },
}

/// Streams a model's answers.
pub trait Provider: Send + Sync {
    /// Starts one call. The stream ends after [`Chunk::Finished`] or the first error;
    /// dropping it ends the call.
    fn stream(&self, request: ChatRequest) -> BoxStream<'static, Result<Chunk, ProviderError>>;
}
