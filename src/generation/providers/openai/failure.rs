//! What went wrong, and whether another try may help.
//!
//! Servers disagree about bodies and sometimes about codes, so the HTTP status decides unless the
//! body names one of the few causes that matter more. Text of a server reaches people only where
//! it says what to change, shortened to one plain line and without the key.

use std::{error::Error, time::Duration};

use async_openai::error::OpenAIError;
use reqwest::{Response, StatusCode, header::HeaderMap};
use serde_json::Value;

use super::endpoint::Endpoint;
use crate::generation::providers::ProviderError;

/// How much of a failure's body is read.
const MAX_BODY: usize = 64 << 10;
/// How long a failure's body may take; its status says enough.
const BODY_PATIENCE: Duration = Duration::from_secs(5);
/// How many characters of a server's own words are passed on.
const MAX_WORDS: usize = 300;

/// Why a call has no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum CallError {
    /// The server said no.
    #[error("the server refused the request with status {}", .0.status)]
    Refused(Refusal),
    /// The server said nothing usable.
    #[error(transparent)]
    Failed(#[from] ProviderError),
}

impl CallError {
    pub(super) fn for_the_turn(self, model: &str) -> ProviderError {
        match self {
            Self::Refused(refusal) => refusal.for_the_turn(model),
            Self::Failed(error) => error,
        }
    }
}

impl From<OpenAIError> for CallError {
    fn from(error: OpenAIError) -> Self {
        match error {
            OpenAIError::Boxed(error) => match error.downcast::<Self>() {
                Ok(own) => *own,
                Err(other) => Self::Failed(broken(&*other)),
            },
            OpenAIError::Reqwest(error) => Self::Failed(unreachable(&error)),
            other => Self::Failed(broken(&other)),
        }
    }
}

/// A server's refusal, from the answer's status or from within its stream.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    /// Whether it came as part of an answer, where servers rarely name a status.
    in_stream: bool,
    had_key: bool,
    retry_after: Option<Duration>,
    /// The machine-readable cause, in lower case; may be empty.
    code: String,
    /// The server's words as one line; empty where they are not for people.
    words: String,
}

impl Refusal {
    /// Reads a refusal's body, as far as it comes.
    pub(super) async fn read(mut response: Response, endpoint: &Endpoint) -> Self {
        let (status, retry_after) = (response.status(), retry_after(response.headers()));
        let mut body = Vec::new();
        let read = async {
            while let Ok(Some(piece)) = response.chunk().await {
                body.extend_from_slice(&piece);
                if body.len() > MAX_BODY {
                    break;
                }
            }
        };
        // What came in time is enough.
        let _elapsed = tokio::time::timeout(BODY_PATIENCE, read).await;
        let (code, words) = match serde_json::from_slice(&body) {
            Ok(json) => code_and_words(&json),
            Err(_) => (String::new(), String::from_utf8_lossy(&body).into_owned()),
        };
        let words = one_line(&endpoint.redact(&words));
        Self { status, in_stream: false, had_key: endpoint.has_key(), retry_after, code, words }
    }

    /// An error that came as part of an answer.
    pub(super) fn in_stream(error: &Value, endpoint: &Endpoint) -> Self {
        let (code, words) = code_and_words(error);
        let status = code.parse().ok().and_then(|code| StatusCode::from_u16(code).ok());
        Self {
            status: status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            in_stream: true,
            had_key: endpoint.has_key(),
            retry_after: None,
            code,
            words: one_line(&endpoint.redact(&words)),
        }
    }

    /// Whether the server does not know the option that asks for token counts.
    pub(super) fn blames_stream_options(&self) -> bool {
        self.status.is_client_error()
            && (self.words.contains("stream_options") || self.words.contains("include_usage"))
    }

    pub(super) fn for_the_turn(self, model: &str) -> ProviderError {
        if let Some(message) = self.cause(model) {
            return ProviderError::Permanent { message };
        }
        let status = self.status.as_u16();
        let message = match status {
            429 => "The model provider limits how often it may be asked.".to_owned(),
            408 | 409 | 425 | 498 => format!("The model provider could not answer (HTTP {status})."),
            400 if self.code == "tool_use_failed" => "The model wrote a broken tool call.".to_owned(),
            501 | 505 => return self.permanent(),
            500.. if self.in_stream => "The model provider broke its answer off with an error.".to_owned(),
            500.. => format!("The model provider is overloaded or out of order (HTTP {status})."),
            _ => return self.permanent(),
        };
        ProviderError::Transient { message, retry_after: self.retry_after }
    }

    fn permanent(&self) -> ProviderError {
        let status = self.status.as_u16();
        let message = match self.words.as_str() {
            "" => format!("The model provider refused the request (HTTP {status})."),
            words => format!("The model provider refused the request (HTTP {status}): {words}"),
        };
        ProviderError::Permanent { message }
    }

    /// What to do about a refusal that another try would meet again.
    fn cause(&self, model: &str) -> Option<String> {
        let words = self.words.to_ascii_lowercase();
        let says = |phrases: &[&str]| phrases.iter().any(|phrase| words.contains(phrase));
        let unknown_model = self.code == "model_not_found" || (words.contains("model") && says(UNKNOWN));
        let status = self.status.as_u16();
        let message = if self.code == "context_length_exceeded"
            || ((status < 500 || self.in_stream) && says(TOO_LONG))
        {
            format!(
                "The conversation and its files are too long for the model “{model}”. \
                 Begin a new conversation, or choose a model with a larger context."
            )
        } else if matches!(self.code.as_str(), "insufficient_quota" | "billing_not_active") || status == 402 {
            "The account at the model provider has no credit left; check its billing.".to_owned()
        } else if self.code == "content_filter" || self.code == "content_policy_violation" {
            "The model provider's content filter refused the request.".to_owned()
        } else if status == 401 && !self.had_key {
            "The model provider asks for a key; set OPENAI_API_KEY.".to_owned()
        } else if status == 401 {
            "The model provider refused the key; check OPENAI_API_KEY.".to_owned()
        } else if matches!(status, 400 | 403 | 404 | 422) && unknown_model {
            format!("The model provider does not offer the model “{model}”; check MODEL.")
        } else if status == 403 {
            "The model provider denied access; check what OPENAI_API_KEY may do.".to_owned()
        } else if matches!(status, 404 | 405 | 300..=399) {
            "The model provider's address does not answer; check OPENAI_BASE_URL, which mostly ends in /v1."
                .to_owned()
        } else if status == 413 {
            "The request is too large for the model provider.".to_owned()
        } else if matches!(status, 400 | 422) && says(&["does not support tools", "tools is not supported"]) {
            format!(
                "The model “{model}” cannot use tools, without which it cannot write files; choose another."
            )
        } else {
            return None;
        };
        Some(message)
    }
}

/// How servers say that a request does not fit a model's context.
const TOO_LONG: &[&str] = &[
    "maximum context length",
    "context length exceeded",
    "context_length_exceeded",
    "context window",
    "context size",
    "prompt is too long",
    "reduce the length of the messages",
    "input is too long",
    "maximum prompt length",
    "too many input tokens",
];

/// How servers say that they have no such model.
const UNKNOWN: &[&str] = &["not found", "not exist", "unknown model", "not supported by any provider"];

/// The cause and the message of an error document, wherever a server puts them.
fn code_and_words(json: &Value) -> (String, String) {
    let error = json.get("error").unwrap_or(json);
    let error = if error.is_null() { json } else { error };
    let text = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let first = |names: &[&str]| {
        names.iter().map(|name| text(&error[*name])).find(|text| !text.is_empty()).unwrap_or_default()
    };
    let words = if error.is_string() { text(error) } else { first(&["message", "detail", "msg"]) };
    (first(&["code", "type"]).to_ascii_lowercase(), words)
}

/// The text as one short line; nothing of a web page.
fn one_line(text: &str) -> String {
    if text.trim_start().starts_with('<') {
        return String::new();
    }
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    let line = words.join(" ");
    match line.char_indices().nth(MAX_WORDS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// How long the server asks to be left alone: RFC 9110, section 10.2.3, and `OpenAI`'s variant in
/// milliseconds. A date counts from the answer's own date, so that clocks need not agree.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    let number = |name: &str| text(name)?.parse::<f64>().ok();
    if let Some(milliseconds) = number("retry-after-ms") {
        return Duration::try_from_secs_f64(milliseconds / 1_000.0).ok();
    }
    if let Some(seconds) = number("retry-after") {
        return Duration::try_from_secs_f64(seconds).ok();
    }
    let until = httpdate::parse_http_date(text("retry-after")?).ok()?;
    let sent = httpdate::parse_http_date(text("date")?).ok()?;
    Some(until.duration_since(sent).unwrap_or_default())
}

fn transient(message: &str) -> ProviderError {
    ProviderError::Transient { message: message.to_owned(), retry_after: None }
}

/// The request did not come through. The cause is logged here, where it is left behind.
pub(super) fn unreachable(error: &reqwest::Error) -> ProviderError {
    if error.is_builder() {
        return broken(error);
    }
    tracing::warn!(cause = %chain(error), "a model call failed");
    transient(if error.is_timeout() {
        "The model provider did not answer in time."
    } else if error.is_connect() {
        "The model provider cannot be reached; check that it runs and OPENAI_BASE_URL."
    } else {
        "The connection to the model provider broke."
    })
}

/// The stream broke or carried something that is no JSON.
pub(super) fn in_stream(error: &OpenAIError) -> ProviderError {
    match error {
        OpenAIError::JSONDeserialize(..) => transient("The model provider sent a garbled answer."),
        _ => cut_off(),
    }
}

/// The stream ended before the answer did.
pub(super) fn cut_off() -> ProviderError {
    transient("The model's answer was cut off.")
}

/// Nothing came for too long.
pub(super) fn silent() -> ProviderError {
    transient("The model provider did not answer in time.")
}

/// The server gave up on an answer that it had begun.
pub(super) fn given_up() -> ProviderError {
    transient("The model provider gave up on its answer.")
}

/// Something answers there, but it is made for people.
pub(super) fn not_a_provider() -> ProviderError {
    ProviderError::Permanent {
        message:
            "A web page answers instead of the model provider; check OPENAI_BASE_URL, which mostly ends in /v1."
                .to_owned(),
    }
}

/// The answer is larger than anything useful.
pub(super) fn too_large() -> ProviderError {
    transient("The model's answer was too large.")
}

/// A failure on this side, which no server caused.
fn broken(error: &dyn Error) -> ProviderError {
    tracing::error!(cause = %chain(error), "a model request could not be made");
    ProviderError::Permanent { message: "The request to the model provider could not be made.".to_owned() }
}

/// An error's causes in one line. `reqwest` names addresses but never headers.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
