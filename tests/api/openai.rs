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

mod failures;

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
