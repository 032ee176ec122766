//! The provider that needs no model: it turns descriptions into small working apps by rules.
//!
//! Owns the understanding of descriptions and requests (`describe`, `follow`), the specification
//! between them and the code (`spec`), and the writing of code (`generate`, `template`, `merge`).
//! It drives the same tools as a model and must neither reach the network, nor use chance or the
//! clock: the same conversation always gives the same reply.

use futures::stream::{self, BoxStream, StreamExt};
use serde_json::Value;

use super::{ChatMessage, ChatRequest, Chunk, FinishReason, Provider, ProviderError, Usage};

mod colours;
mod conversation;
mod describe;
mod follow;
mod formula;
mod generate;
mod merge;
pub(crate) mod pattern;
pub mod reading;
mod report;
mod spec;
mod template;
mod words;

/// The answer to a conversation: words, then tool calls (name, arguments as JSON).
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// The words.
    pub text: String,
    /// The tools to call, in order; a reply without any ends the turn.
    pub calls: Vec<(String, Value)>,
}

/// Continues a conversation.
pub fn reply(messages: &[ChatMessage]) -> Reply {
    conversation::reply(messages)
}

/// Streams [`reply`] as a model would: words one by one, arguments in pieces.
#[derive(Clone, Copy, Debug, Default)]
pub struct Builtin;

/// Bytes of a call's arguments in one chunk, roughly.
const PIECE: usize = 400;

impl Provider for Builtin {
    fn stream(&self, request: ChatRequest) -> BoxStream<'static, Result<Chunk, ProviderError>> {
        let chunks = stream::once(async move { stream::iter(chunks(&request.messages)) }).flatten();
        // Yielding between chunks lets other turns run and this one be cancelled.
        chunks
            .then(|chunk| async move {
                tokio::task::yield_now().await;
                Ok(chunk)
            })
            .boxed()
    }
}

fn chunks(messages: &[ChatMessage]) -> Vec<Chunk> {
    let reply = reply(messages);
    let step = messages.len();
    let mut out: Vec<Chunk> =
        reply.text.split_inclusive(' ').map(|word| Chunk::Text(word.to_owned())).collect();
    let finish = if reply.calls.is_empty() { FinishReason::Stop } else { FinishReason::ToolCalls };
    for (index, (name, arguments)) in reply.calls.into_iter().enumerate() {
        out.push(Chunk::CallStarted { index, id: format!("builtin-{step}-{index}"), name });
        let text = arguments.to_string();
        out.extend(pieces(&text).map(|piece| Chunk::CallArguments { index, text: piece.to_owned() }));
    }
    out.push(Chunk::Usage(Usage::default()));
    out.push(Chunk::Finished(finish));
    out
}

/// The text in pieces that end between characters.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut end = PIECE.min(rest.len());
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        let (piece, more) = rest.split_at(end);
        rest = more;
        Some(piece)
    })
}

#[cfg(test)]
mod tests;
