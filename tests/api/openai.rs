//! The OpenAI-compatible provider against a server that speaks the real wire format, with the
//! habits and faults that real ones have.

use std::time::Duration;

use futures::StreamExt;
use maquette::generation::{
    arguments::{ArgumentDecoder, ArgumentEvent, parse_arguments},
    providers::{
        ChatMessage, ChatRequest, Chunk, FinishReason, Provider, ProviderError, ToolCall, ToolSpec, Usage,
        openai::{EndpointError, OpenAi, Timeouts, http_client},
    },
};
use secrecy::SecretString;
use serde_json::{Value, json};

use crate::support::fake_llm::{FakeLlm, Fault, Random, Reply, ascii_json};

const KEY: &str = "sk-test-0123456789abcdef";
/// Long enough for a busy machine, short enough to wait for.
const SHORT: Timeouts = Timeouts {
    connect: Duration::from_millis(500),
    first_byte: Duration::from_millis(500),
    idle: Duration::from_millis(500),
};

fn provider_at(base_url: &str, key: Option<&str>, timeouts: Timeouts) -> OpenAi {
    // Another test may have installed it.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = http_client(&timeouts).expect("a client");
    OpenAi::new(base_url, key.map(SecretString::from), http, timeouts).expect("a provider")
}

fn provider(fake: &FakeLlm) -> OpenAi {
    provider_at(&fake.base_url(), Some(KEY), Timeouts::default())
}

fn request(messages: Vec<ChatMessage>) -> ChatRequest {
    ChatRequest { model: "test-model".to_owned(), messages, tools: Vec::new() }
}

fn hello() -> ChatRequest {
    request(vec![ChatMessage::User { text: "Hello".to_owned() }])
}

/// All chunks, and the error that ended them.
async fn answer(provider: &OpenAi, request: ChatRequest) -> (Vec<Chunk>, Option<ProviderError>) {
    let mut stream = provider.stream(request);
    let mut chunks = Vec::new();
    while let Some(item) = stream.next().await {
        match item {
            Ok(chunk) => chunks.push(chunk),
            Err(error) => {
                assert!(stream.next().await.is_none(), "something follows the error");
                return (chunks, Some(error));
            }
        }
    }
    (chunks, None)
}

async fn failure(provider: &OpenAi) -> ProviderError {
    answer(provider, hello()).await.1.expect("a failure")
}

/// Chunks with neighbouring texts joined: where a server cuts them is its own business.
fn joined(chunks: Vec<Chunk>) -> Vec<Chunk> {
    let mut joined: Vec<Chunk> = Vec::new();
    for chunk in chunks {
        match (joined.last_mut(), chunk) {
            (Some(Chunk::Text(before)), Chunk::Text(more)) => before.push_str(&more),
            (
                Some(Chunk::CallArguments { index: of, text: before }),
                Chunk::CallArguments { index, text: more },
            ) if *of == index => before.push_str(&more),
            (_, chunk) => joined.push(chunk),
        }
    }
    joined
}

fn text(text: &str) -> Chunk {
    Chunk::Text(text.to_owned())
}

fn started(index: usize, id: &str, name: &str) -> Chunk {
    Chunk::CallStarted { index, id: id.to_owned(), name: name.to_owned() }
}

fn arguments(index: usize, text: &str) -> Chunk {
    Chunk::CallArguments { index, text: text.to_owned() }
}

fn usage(input_tokens: u64, output_tokens: u64, cached_tokens: u64) -> Chunk {
    Chunk::Usage(Usage { input_tokens, output_tokens, cached_tokens })
}

#[tokio::test]
async fn an_answer_arrives_with_its_tokens() {
    let fake = FakeLlm::start().await;
    fake.push(Reply::text("Grüß Gott, 😀!").usage(120, 7, 100).split_writes());
    let (chunks, error) = answer(&provider(&fake), hello()).await;
    assert!(error.is_none());
    assert!(chunks.len() > 3, "the words came at once");
    assert_eq!(
        joined(chunks),
        [text("Grüß Gott, 😀!"), usage(120, 7, 100), Chunk::Finished(FinishReason::Stop)]
    );
}

#[tokio::test]
async fn the_conversation_is_sent_faithfully() {
    let fake = FakeLlm::start().await;
    fake.push(Reply::text("ok"));
    let call = |id: &str, arguments: &str| ToolCall {
        id: id.to_owned(),
        name: "read_file".to_owned(),
        arguments: arguments.to_owned(),
    };
    let result = |id: &str, text: &str, failed| ChatMessage::ToolResult {
        call_id: id.to_owned(),
        name: "read_file".to_owned(),
        text: text.to_owned(),
        failed,
    };
    let mut request = request(vec![
        ChatMessage::System { text: "Be brief.".to_owned() },
        ChatMessage::User { text: "Read both.".to_owned() },
        ChatMessage::Assistant {
            text: "Reading.".to_owned(),
            calls: vec![call("a", r#"{"path":"a.ts"}"#), call("b", r#"{"path":"#)],
        },
        result("a", "const a = 1;", false),
        result("b", "The arguments end too early.", true),
        ChatMessage::Assistant { text: String::new(), calls: vec![] },
    ]);
    request.tools = vec![ToolSpec {
        name: "read_file",
        description: "Reads a file.",
        parameters: json!({"type": "object", "properties": {"path": {"type": "string"}}}),
    }];
    answer(&provider(&fake), request).await;
    let sent = &fake.requests()[0];
    assert_eq!(sent.path, "/v1/chat/completions");
    assert_eq!(sent.header("authorization"), Some("Bearer sk-test-0123456789abcdef"));
    assert!(sent.header("user-agent").is_some_and(|agent| agent.starts_with("maquette/")));
    let call = |id: &str, arguments: &str| json!({"type": "function", "id": id, "function": {"name": "read_file", "arguments": arguments}});
    assert_eq!(
        sent.body,
        json!({
            "model": "test-model",
            "messages": [
                {"role": "system", "content": "Be brief."},
                {"role": "user", "content": "Read both."},
                {"role": "assistant", "content": "Reading.", "tool_calls": [call("a", r#"{"path":"a.ts"}"#), call("b", "{}")]},
                {"role": "tool", "tool_call_id": "a", "content": "const a = 1;"},
                {"role": "tool", "tool_call_id": "b", "content": "Error: The arguments end too early."},
            ],
            "tools": [{"type": "function", "function": {
                "name": "read_file", "description": "Reads a file.",
                "parameters": {"type": "object", "properties": {"path": {"type": "string"}}},
            }}],
            "stream": true,
            "stream_options": {"include_usage": true},
        })
    );
}

/// What the viewers of a file see while its call is being written equals what the call says,
/// wherever events, chunks and writes are cut.
#[tokio::test]
async fn tool_calls_survive_any_border() {
    let fake = FakeLlm::start().await;
    let provider = provider(&fake);
    let mut random = Random(42);
    let alphabet: Vec<char> = "ab \"\\/\n\r\t\u{1}é😀👩\u{200d}💻{}[]:,u\u{2028}".chars().collect();
    for seed in 0..100 {
        let mut content =
            || String::from_iter((0..random.below(300)).map(|_| alphabet[random.below(alphabet.len())]));
        let first = json!({"path": "src/App.tsx", "text": content()});
        let second = json!({"text": content(), "path": "src/styles.css"});
        let reply =
            Reply::text("Writing.").call("write_file", &first).raw_call("write_file", &ascii_json(&second));
        let reply = reply.seed(seed);
        fake.push(if seed % 4 == 0 { reply.split_writes() } else { reply });
        let (chunks, error) = answer(&provider, hello()).await;
        assert!(error.is_none(), "{error:?}");
        assert_eq!(chunks.last(), Some(&Chunk::Finished(FinishReason::ToolCalls)));
        for (place, expected) in [first, second].iter().enumerate() {
            let pieces = chunks.iter().filter_map(|chunk| match chunk {
                Chunk::CallArguments { index, text } if *index == place => Some(text.as_str()),
                _ => None,
            });
            let mut decoder = ArgumentDecoder::new("path", 1 << 20);
            let (mut whole, mut events) = (String::new(), Vec::new());
            for piece in pieces {
                whole.push_str(piece);
                decoder.push(piece, &mut events).expect("valid arguments");
            }
            decoder.finish().expect("complete arguments");
            assert_eq!(Value::from(parse_arguments(&whole).expect("valid arguments")), *expected);
            assert_eq!(events[0], ArgumentEvent::Lead(expected["path"].as_str().expect("a path").to_owned()));
            let shown = events.iter().filter_map(|event| match event {
                ArgumentEvent::Text(text) => Some(text.as_str()),
                _ => None,
            });
            assert_eq!(shown.collect::<String>(), expected["text"].as_str().expect("a text"));
        }
    }
}

/// The data of one event with this delta.
fn delta(delta: &Value) -> String {
    json!({"choices": [{"index": 0, "delta": delta, "finish_reason": null}]}).to_string()
}

fn finish(reason: &str) -> String {
    json!({"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]}).to_string()
}

fn whole_call(index: Option<usize>, id: Option<&str>, path: &str) -> String {
    let arguments = json!({ "path": path }).to_string();
    let mut call = json!({"type": "function", "function": {"name": "read_file", "arguments": arguments}});
    if let Some(index) = index {
        call["index"] = index.into();
    }
    if let Some(id) = id {
        call["id"] = id.into();
    }
    delta(&json!({ "tool_calls": [call] }))
}

#[tokio::test]
async fn servers_may_have_habits_of_their_own() {
    let two_calls = |first: &str, second: &str| {
        vec![
            started(0, first, "read_file"),
            arguments(0, r#"{"path":"a"}"#),
            started(1, second, "read_file"),
            arguments(1, r#"{"path":"b"}"#),
            Chunk::Finished(FinishReason::ToolCalls),
        ]
    };
    let said = |words: &str| vec![text(words), Chunk::Finished(FinishReason::Stop)];
    let cases: Vec<(&str, Vec<String>, Vec<Chunk>)> = vec![
        (
            "every call is number 0",
            vec![whole_call(Some(0), Some("x"), "a"), whole_call(Some(0), Some("y"), "b"), finish("tool_calls")],
            two_calls("x", "y"),
        ),
        (
            "no index",
            vec![whole_call(None, Some("x"), "a"), whole_call(None, Some("y"), "b"), finish("tool_calls")],
            two_calls("x", "y"),
        ),
        (
            "neither index nor id, and `stop` at the end",
            vec![whole_call(None, None, "a"), whole_call(None, None, "b"), finish("stop")],
            two_calls("call_0", "call_1"),
        ),
        (
            "every call is number 0 and none has an id",
            vec![whole_call(Some(0), None, "a"), whole_call(Some(0), Some(""), "b"), finish("stop")],
            two_calls("call_0", "call_1"),
        ),
        (
            "pieces without an index, arguments as an object, the id repeated",
            vec![
                delta(&json!({"tool_calls": [{"id": "x", "function": {"name": "read_file", "arguments": null}}]})),
                delta(&json!({"tool_calls": [{"id": "x", "function": {"name": "read_file", "arguments": "{\"pa"}}]})),
                delta(&json!({"tool_calls": [{"function": {"arguments": "th\":\"a\"}"}}]})),
                delta(&json!({"tool_calls": [{"id": "y", "function": {"name": "read_file", "arguments": {"path": "b"}}}]})),
                finish("tool_calls"),
            ],
            two_calls("x", "y"),
        ),
        (
            "calls interleaved, a name that comes late, names repeated as empty",
            vec![
                delta(&json!({"tool_calls": [{"index": 0, "id": "x", "function": {"arguments": "{\"path\":"}}]})),
                delta(&json!({"tool_calls": [{"index": 0, "id": "", "function": {"name": "read_file", "arguments": "\"a\"}"}}]})),
                delta(&json!({"tool_calls": [{"index": 3, "id": "y", "function": {"name": "read_file"}}]})),
                delta(&json!({"tool_calls": [{"index": 3, "id": null, "function": {"name": "", "arguments": "{\"path\":\"b\"}"}}]})),
                finish("tool_calls"),
            ],
            two_calls("x", "y"),
        ),
        (
            "no choices, null usage, an empty reason, thoughts beside the words, other choices",
            vec![
                r#"{"choices":[],"usage":null}"#.to_owned(),
                r#"{"choices":null}"#.to_owned(),
                r#"{"prompt_filter_results":[]}"#.to_owned(),
                delta(&json!({"reasoning_content": "hm", "content": null})),
                r#"{"choices":[{"index":1,"delta":{"content":"no"}},{"delta":{"content":"yes"},"finish_reason":""}]}"#.to_owned(),
                finish("eos_token"),
            ],
            said("yes"),
        ),
        (
            "thoughts within the words",
            vec![delta(&json!({"content": "<thi"})), delta(&json!({"content": "nk>hm</think>\n\nyes"})), finish("stop")],
            said("yes"),
        ),
        (
            "words in parts",
            vec![
                delta(&json!({"content": [{"type": "thinking", "thinking": []}, {"type": "text", "text": "yes"}]})),
                finish("stop"),
            ],
            said("yes"),
        ),
        (
            "a refusal",
            vec![delta(&json!({"content": null, "refusal": "I cannot."})), finish("stop")],
            said("I cannot."),
        ),
        (
            "token counts with the last words",
            vec![
                r#"{"choices":[{"delta":{"content":"yes"},"finish_reason":"stop"}],"x_groq":{"usage":{"prompt_tokens":9,"completion_tokens":1}}}"#
                    .to_owned(),
            ],
            vec![text("yes"), usage(9, 1, 0), Chunk::Finished(FinishReason::Stop)],
        ),
        (
            "token counts with every event",
            vec![
                r#"{"choices":[{"delta":{"content":"yes"}}],"usage":{"prompt_tokens":9,"completion_tokens":1}}"#.to_owned(),
                r#"{"choices":[{"delta":{},"finish_reason":"length"}],"usage":{"prompt_tokens":9,"completion_tokens":2,"prompt_cache_hit_tokens":4}}"#
                    .to_owned(),
            ],
            vec![text("yes"), usage(9, 2, 4), Chunk::Finished(FinishReason::Length)],
        ),
    ];
    let fake = FakeLlm::start().await;
    let provider = provider(&fake);
    for (habit, events, expected) in cases {
        for done in [true, false] {
            let done = done.then(|| "[DONE]".to_owned());
            fake.push(Reply::events(events.iter().cloned().chain(done)));
            let (chunks, error) = answer(&provider, hello()).await;
            assert!(error.is_none(), "{habit}: {error:?}");
            assert_eq!(joined(chunks), expected, "{habit}");
        }
    }
}

#[tokio::test]
async fn made_up_ids_are_new_to_the_conversation() {
    let fake = FakeLlm::start().await;
    fake.push(Reply::events([whole_call(None, None, "b"), finish("stop")]));
    let call = ToolCall { id: "call_0".to_owned(), name: "read_file".to_owned(), arguments: "{}".to_owned() };
    let earlier = ChatMessage::Assistant { text: String::new(), calls: vec![call] };
    let (chunks, _) = answer(&provider(&fake), request(vec![earlier])).await;
    assert_eq!(chunks[0], started(0, "call_1", "read_file"));
}

#[tokio::test]
async fn a_server_that_does_not_stream_is_understood() {
    let fake = FakeLlm::start().await;
    let document = json!({
        "object": "chat.completion",
        "choices": [{"index": 0, "finish_reason": "tool_calls", "message": {"role": "assistant", "content": "Reading.\n",
            "tool_calls": [{"id": "x", "type": "function", "function": {"name": "read_file", "arguments": "{\"path\":\"a\"}"}}]}}],
        "usage": {"prompt_tokens": 3, "completion_tokens": 4},
    });
    fake.push(Reply::document(200, format!("{document:#}")));
    let (chunks, error) = answer(&provider(&fake), hello()).await;
    assert!(error.is_none(), "{error:?}");
    let expected = [
        text("Reading.\n"),
        started(0, "x", "read_file"),
        arguments(0, r#"{"path":"a"}"#),
        usage(3, 4, 0),
        Chunk::Finished(FinishReason::ToolCalls),
    ];
    assert_eq!(chunks, expected);
}

#[tokio::test]
async fn what_breaks_off_never_ends_well() {
    let fake = FakeLlm::start().await;
    let provider = provider_at(&fake.base_url(), None, SHORT);
    let cut_off = "The model's answer was cut off.";
    let cases = [
        (Fault::EndEarly { after: 3 }, cut_off),
        (Fault::EndEarly { after: 0 }, cut_off),
        (Fault::Close { after: 3 }, cut_off),
        (Fault::Reset { after: 3 }, cut_off),
        (Fault::Garbled { after: 3 }, "The model provider sent a garbled answer."),
        (Fault::Error { after: 3 }, "The model provider broke its answer off with an error."),
        (Fault::Stall { after: 0 }, "The model provider did not answer in time."),
        (Fault::Stall { after: 1 }, "The model provider did not answer in time."),
        (Fault::Stall { after: 3 }, "The model provider did not answer in time."),
    ];
    for (fault, expected) in cases {
        fake.push(Reply::text("Some words that are cut off somewhere.").fault(fault));
        let (chunks, error) = answer(&provider, hello()).await;
        let Some(ProviderError::Transient { message, retry_after: None }) = error else {
            panic!("{fault:?} gave {error:?}")
        };
        assert_eq!(message, expected, "{fault:?}");
        assert!(chunks.iter().all(|chunk| matches!(chunk, Chunk::Text(_))), "{fault:?} gave {chunks:?}");
    }
    assert_eq!(fake.requests().len(), 9, "something was tried again");
}

#[tokio::test]
async fn a_complete_answer_does_not_wait_for_token_counts() {
    let fake = FakeLlm::start().await;
    let events = [delta(&json!({"content": "yes"})), finish("stop"), "never sent".to_owned()];
    for fault in [Fault::Stall { after: 2 }, Fault::Reset { after: 2 }, Fault::Garbled { after: 2 }] {
        fake.push(Reply::events(events.clone()).fault(fault).pace(Duration::from_millis(50)));
        let (chunks, error) = answer(&provider_at(&fake.base_url(), None, SHORT), hello()).await;
        assert!(error.is_none(), "{fault:?} gave {error:?}");
        assert_eq!(chunks, [text("yes"), Chunk::Finished(FinishReason::Stop)], "{fault:?}");
    }
}

fn message(error: ProviderError) -> (bool, String, Option<Duration>) {
    match error {
        ProviderError::Transient { message, retry_after } => (true, message, retry_after),
        ProviderError::Permanent { message } => (false, message, None),
    }
}

#[tokio::test]
async fn refusals_say_what_to_do() {
    let openai = |code: &str, message: &str| json!({"error": {"message": message, "type": "invalid_request_error", "code": code}});
    let html = "<html><h1>Bad gateway</h1></html>";
    let overloaded =
        |status: u16| format!("The model provider is overloaded or out of order (HTTP {status}).");
    let no_model = "The model provider does not offer the model “test-model”; check MODEL.";
    let too_long = "The conversation and its files are too long for the model “test-model”. Begin a new conversation, or choose a model with a larger context.";
    let no_address =
        "The model provider's address does not answer; check OPENAI_BASE_URL, which mostly ends in /v1.";
    let cases: Vec<(u16, String, bool, String)> = vec![
        (
            429,
            openai("rate_limit_exceeded", "Slow down").to_string(),
            true,
            "The model provider limits how often it may be asked.".into(),
        ),
        (
            429,
            openai("insufficient_quota", "You exceeded your current quota").to_string(),
            false,
            "The account at the model provider has no credit left; check its billing.".into(),
        ),
        (
            402,
            "{}".into(),
            false,
            "The account at the model provider has no credit left; check its billing.".into(),
        ),
        (500, html.into(), true, overloaded(500)),
        (502, html.into(), true, overloaded(502)),
        (
            503,
            json!({"error": "Model is loading", "estimated_time": 20.0}).to_string(),
            true,
            overloaded(503),
        ),
        (504, String::new(), true, overloaded(504)),
        (529, json!({"error": {"type": "overloaded_error"}}).to_string(), true, overloaded(529)),
        (408, String::new(), true, "The model provider could not answer (HTTP 408).".into()),
        (
            400,
            openai("tool_use_failed", "Failed to call a function").to_string(),
            true,
            "The model wrote a broken tool call.".into(),
        ),
        (
            401,
            openai("invalid_api_key", &format!("Incorrect API key provided: {KEY}")).to_string(),
            false,
            "The model provider refused the key; check OPENAI_API_KEY.".into(),
        ),
        (
            403,
            String::new(),
            false,
            "The model provider denied access; check what OPENAI_API_KEY may do.".into(),
        ),
        (404, openai("model_not_found", "no").to_string(), false, no_model.into()),
        (
            404,
            json!({"error": {"message": "model \"x\" not found, try pulling it first"}}).to_string(),
            false,
            no_model.into(),
        ),
        (404, "404 page not found".into(), false, no_address.into()),
        (404, html.into(), false, no_address.into()),
        (301, String::new(), false, no_address.into()),
        (400, openai("context_length_exceeded", "too long").to_string(), false, too_long.into()),
        (
            400,
            json!({"object": "error", "message": "This model's maximum context length is 4096 tokens."})
                .to_string(),
            false,
            too_long.into(),
        ),
        (413, html.into(), false, "The request is too large for the model provider.".into()),
        (
            400,
            json!({"error": {"message": "\"x\" does not support tools"}}).to_string(),
            false,
            "The model “test-model” cannot use tools, without which it cannot write files; choose another."
                .into(),
        ),
        (
            422,
            json!({"detail": [{"msg": format!("bad\n\n value {KEY}")}]}).to_string(),
            false,
            "The model provider refused the request (HTTP 422): [{\"msg\":\"bad\\n\\n value [key]\"}]".into(),
        ),
        (400, html.into(), false, "The model provider refused the request (HTTP 400).".into()),
        (
            418,
            "word ".repeat(500),
            false,
            format!("The model provider refused the request (HTTP 418): {}…", "word ".repeat(60)),
        ),
    ];
    let fake = FakeLlm::start().await;
    let provider = provider(&fake);
    let count = cases.len();
    for (status, body, transient, expected) in cases {
        fake.push(Reply::document(status, &body));
        assert_eq!(message(failure(&provider).await), (transient, expected, None), "{status} {body}");
    }
    assert_eq!(fake.requests().len(), count, "something was tried again");
}

#[tokio::test]
async fn retry_after_is_passed_on() {
    let fake = FakeLlm::start().await;
    let provider = provider(&fake);
    let cases = [
        ("retry-after", "7", Some(7_000)),
        ("retry-after", "0.5", Some(500)),
        ("retry-after", "-1", None),
        ("retry-after", "soon", None),
        ("retry-after-ms", "250", Some(250)),
        // The fake's own date is 12:00:00.
        ("retry-after", "Sun, 01 Nov 2026 12:00:30 GMT", Some(30_000)),
        ("retry-after", "Sun, 01 Nov 2026 11:00:00 GMT", Some(0)),
    ];
    for (name, value, expected) in cases {
        for status in [429, 503] {
            fake.push(Reply::document(status, "{}").header(name, value));
            let (_, _, retry_after) = message(failure(&provider).await);
            assert_eq!(retry_after, expected.map(Duration::from_millis), "{name}: {value}");
        }
    }
}

#[tokio::test]
async fn without_a_key_none_is_sent_and_one_is_asked_for() {
    let fake = FakeLlm::start().await;
    let provider =
        provider_at(&format!("{}/chat/completions/", fake.base_url()), Some("  "), Timeouts::default());
    fake.push(Reply::document(401, "{}"));
    let expected = "The model provider asks for a key; set OPENAI_API_KEY.";
    assert_eq!(message(failure(&provider).await), (false, expected.to_owned(), None));
    assert_eq!(fake.requests()[0].header("authorization"), None);
    assert_eq!(fake.requests()[0].path, "/v1/chat/completions");
}

#[tokio::test]
async fn web_pages_and_errors_in_good_disguise_are_seen_through() {
    let fake = FakeLlm::start().await;
    let provider = provider(&fake);
    fake.push(Reply::document(200, "<html>").header("content-type", "text/html; charset=utf-8"));
    let (transient, words, _) = message(failure(&provider).await);
    assert!(!transient && words.contains("OPENAI_BASE_URL"), "{words}");
    let error = json!({"error": {"code": 429, "message": "Slow down"}});
    fake.push(Reply::document(200, &error));
    fake.push(Reply::events([error.to_string()]));
    for _ in 0..2 {
        let expected = "The model provider limits how often it may be asked.";
        assert_eq!(message(failure(&provider).await), (true, expected.to_owned(), None));
    }
    fake.push(Reply::events([
        json!({"error": {"code": "context_length_exceeded", "message": KEY}}).to_string()
    ]));
    let (transient, words, _) = message(failure(&provider).await);
    assert!(!transient && words.contains("too long"), "{words}");
    assert!(!format!("{provider:?}").contains(KEY));
}

#[tokio::test]
async fn servers_that_cannot_count_tokens_are_asked_once() {
    let fake = FakeLlm::start().await;
    let provider = provider(&fake);
    fake.answer_with(|request| {
        if request.body.get("stream_options").is_some() {
            let detail =
                json!([{"type": "extra_forbidden", "loc": ["body", "stream_options", "include_usage"]}]);
            return Reply::document(422, json!({"object": "error", "message": {"detail": detail}}));
        }
        Reply::text(format!("{} messages", request.messages().len()))
    });
    for _ in 0..2 {
        let (chunks, error) = answer(&provider, hello()).await;
        assert!(error.is_none(), "{error:?}");
        assert_eq!(joined(chunks), [text("1 messages"), Chunk::Finished(FinishReason::Stop)]);
    }
    assert_eq!(fake.requests().len(), 3);
}

#[tokio::test]
async fn dropping_the_stream_ends_the_call() {
    let fake = FakeLlm::start().await;
    let provider = provider(&fake);
    fake.push(Reply::text("").fault(Fault::Stall { after: 0 }));
    let mut stream = provider.stream(hello());
    assert!(tokio::time::timeout(Duration::from_millis(100), stream.next()).await.is_err());
    drop(stream);
    fake.abandoned(1).await;
    fake.push(Reply::text("A few words").fault(Fault::Stall { after: 3 }));
    let mut stream = provider.stream(hello());
    assert!(matches!(stream.next().await, Some(Ok(Chunk::Text(_)))));
    drop(stream);
    fake.abandoned(2).await;
    fake.push(Reply::text("on and on").fault(Fault::NeverEnd));
    assert_eq!(provider.stream(hello()).take(5_000).count().await, 5_000);
    fake.abandoned(3).await;
}

/// A consumer that is busy elsewhere holds the model back instead of filling the memory.
#[tokio::test]
async fn a_slow_consumer_bounds_what_is_read() {
    let fake = FakeLlm::start().await;
    let provider = provider(&fake);
    let long = delta(&json!({"content": "x".repeat(100_000)}));
    fake.push(Reply::events([long.clone(), long]).fault(Fault::NeverEnd));
    let mut stream = provider.stream(hello());
    stream.next().await.expect("a chunk").expect("words");
    let mut before = 0;
    while fake.bytes_sent() > before {
        before = fake.bytes_sent();
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    assert!(before < 40 << 20, "{before} bytes were read ahead");
    assert_eq!(stream.take(1_000).filter(|chunk| std::future::ready(chunk.is_ok())).count().await, 1_000);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_worth_another_try() {
    let closed =
        std::net::TcpListener::bind("127.0.0.1:0").expect("a free port").local_addr().expect("an address");
    let provider = provider_at(&format!("http://{closed}/v1"), None, SHORT);
    let expected = "The model provider cannot be reached; check that it runs and OPENAI_BASE_URL.";
    assert_eq!(message(failure(&provider).await), (true, expected.to_owned(), None));
}

#[tokio::test]
async fn unusable_settings_are_refused_at_once() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = http_client(&SHORT).expect("a client");
    let new = |url: &str, key: &str| OpenAi::new(url, Some(key.into()), http.clone(), SHORT).err();
    for url in ["", "api.openai.com/v1", "ftp://host/v1", "http://user:word@host/v1", "http://host/v1?a=b"] {
        assert_eq!(new(url, KEY), Some(EndpointError::Address), "{url}");
    }
    assert_eq!(new("http://host/v1", "two\nlines"), Some(EndpointError::Key));
    assert_eq!(new("http://host/v1/", KEY), None);
}
