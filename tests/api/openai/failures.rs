//! What the provider says when the server refuses, breaks off or is not there, and that it stops
//! when it is told to.

use super::*;

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
