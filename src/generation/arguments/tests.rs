use proptest::prelude::*;
use serde_json::json;

use super::*;

const LIMIT: usize = 1 << 20;

/// What a decoder told when it was fed these pieces, and how it ended.
fn decode<'a>(pieces: impl IntoIterator<Item = &'a str>) -> (Vec<ArgumentEvent>, Result<(), ArgumentError>) {
    let mut decoder = ArgumentDecoder::new("path", LIMIT);
    let mut events = Vec::new();
    for piece in pieces {
        if let Err(error) = decoder.push(piece, &mut events) {
            return (events, Err(error));
        }
    }
    let end = decoder.finish();
    (events, end)
}

fn by_character(text: &str) -> impl Iterator<Item = &str> {
    text.char_indices().map(|(at, character)| &text[at..at + character.len_utf8()])
}

/// The texts of a key's value, joined; `None` where the key never began.
fn streamed(events: &[ArgumentEvent], wanted: &str) -> Option<String> {
    let mut found: Option<String> = None;
    let mut inside = false;
    for event in events {
        match event {
            ArgumentEvent::Lead(value) if wanted == "path" => found = Some(value.clone()),
            ArgumentEvent::Started(key) => inside = key == wanted,
            ArgumentEvent::Text(text) if inside => found.get_or_insert_default().push_str(text),
            ArgumentEvent::Ended if inside => {
                found.get_or_insert_default();
            }
            ArgumentEvent::Lead(_) | ArgumentEvent::Text(_) | ArgumentEvent::Ended => {}
        }
    }
    found
}

fn lead(path: &str) -> ArgumentEvent {
    ArgumentEvent::Lead(path.to_owned())
}

fn started(key: &str) -> ArgumentEvent {
    ArgumentEvent::Started(key.to_owned())
}

fn text(text: &str) -> ArgumentEvent {
    ArgumentEvent::Text(text.to_owned())
}

#[test]
fn tells_text_before_the_string_ends() {
    let mut decoder = ArgumentDecoder::new("path", LIMIT);
    let mut events = Vec::new();
    decoder.push(r#"{"path":"src/App.tsx","text":"const a"#, &mut events).unwrap();
    assert_eq!(events, [lead("src/App.tsx"), started("text"), text("const a")]);
    events.clear();
    decoder.push(" = \\\"", &mut events).unwrap();
    assert_eq!(events, [text(" = \"")]);
    events.clear();
    decoder.push(r#"b"}"#, &mut events).unwrap();
    assert_eq!(events, [text("b"), ArgumentEvent::Ended]);
    decoder.finish().unwrap();
}

#[test]
fn keeps_text_until_the_path_is_complete() {
    let mut decoder = ArgumentDecoder::new("path", LIMIT);
    let mut events = Vec::new();
    decoder.push(r#"{"text":"one\ntwo","path":"a."#, &mut events).unwrap();
    assert_eq!(events, []);
    decoder.push(r#"ts"}"#, &mut events).unwrap();
    assert_eq!(events, [lead("a.ts"), started("text"), text("one\ntwo"), ArgumentEvent::Ended]);
}

#[test]
fn tells_nothing_without_a_path() {
    let (events, end) = decode([r#"{"text":"one","path":7}"#]);
    assert_eq!((events, end), (vec![], Ok(())));
}

#[test]
fn joins_surrogate_pairs_across_pieces() {
    let (events, end) = decode([r#"{"path":"p","text":"\ud8"#, r"3d", r"\", r"ude", r#"00!"}"#]);
    assert_eq!(end, Ok(()));
    assert_eq!(streamed(&events, "text").as_deref(), Some("😀!"));
}

#[test]
fn skips_values_that_are_no_strings() {
    let arguments = r#" { "n" : -1.5e3 , "o":{"path":"x","a":["]}",{"b":"\""}]}, "t":true,"path" : "p", "z":[] , "text":"" } "#;
    let (events, end) = decode(by_character(arguments));
    assert_eq!(end, Ok(()));
    assert_eq!(events, [lead("p"), started("text"), ArgumentEvent::Ended]);
    assert_eq!(parse_arguments(arguments).unwrap()["o"]["a"][0], json!("]}"));
}

#[test]
fn no_text_means_no_arguments() {
    for nothing in ["", " \n"] {
        assert_eq!(decode([nothing]), (vec![], Ok(())));
        assert_eq!(parse_arguments(nothing), Ok(Map::new()));
    }
}

#[test]
fn what_is_malformed_is_refused_alike_by_both() {
    let malformed = [
        "[]",
        "\"a\"",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":\"",
        "{\"a\":\"b\"",
        "{\"a\":\"b\",",
        "{\"a\":\"b\",}",
        "{\"a\":\"b\"}x",
        "{a:1}",
        "{\"a\" \"b\"}",
        "{\"a\":}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\ud83d\"}",
        "{\"a\":\"\\ude00\"}",
        "{\"a\":\"\\ud83d\\n\"}",
        "{\"a\":\"\\ud83d\\n\\ude00\"}",
        "{\"a\":\"\\ud83d\\ud83d\"}",
        "{\"a\":\"\\ud83dx\"}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":\"b\" \"c\":1}",
        "\u{feff}{}",
        "{\"\\u0061\":1,\"a\":2}",
        "```json\n{}\n```",
    ];
    for arguments in malformed {
        let whole = parse_arguments(arguments);
        assert!(whole.is_err(), "{arguments:?} was parsed to {whole:?}");
        let (_, in_one) = decode([arguments]);
        let (_, in_pieces) = decode(by_character(arguments));
        assert!(in_one.is_err(), "{arguments:?} was decoded");
        assert_eq!(in_one, in_pieces, "{arguments:?}");
    }
}

#[test]
fn errors_say_where_and_keep_what_was_told() {
    let (events, end) = decode(["{\"path\":\"p\",\"text\":\"good\\q\"}"]);
    assert_eq!(streamed(&events, "text").as_deref(), Some("good"));
    let error = end.unwrap_err();
    assert_eq!(error.to_string(), "The arguments are not valid JSON: an escape is unknown at byte 25.");
    let error = parse_arguments("{\"path\":\"p\",\n\"text\":\"good\\q\"}").unwrap_err();
    assert_eq!((error.position, error.reason.as_str()), (27, "invalid escape"));
}

#[test]
fn an_error_is_final() {
    let mut decoder = ArgumentDecoder::new("path", LIMIT);
    let mut events = Vec::new();
    let error = decoder.push("{x", &mut events).unwrap_err();
    assert_eq!(decoder.push("{\"path\":\"p\"}", &mut events), Err(error.clone()));
    assert_eq!(decoder.finish(), Err(error));
    assert_eq!(events, []);
}

#[test]
fn arguments_end_at_the_limit() {
    let mut decoder = ArgumentDecoder::new("path", 1_000);
    let mut events = Vec::new();
    decoder.push(r#"{"text":""#, &mut events).unwrap();
    let mut pieces = std::iter::repeat_with(|| decoder.push("0123456789", &mut events));
    let error = pieces.by_ref().take(200).find_map(Result::err).unwrap();
    assert_eq!(error.reason, "they are too long");
    assert!((1_000..1_010).contains(&error.position));
}

#[test]
fn many_keys_are_refused_by_both() {
    let keys: Vec<String> = (0..=MAX_KEYS).map(|number| format!("\"k{number}\":1")).collect();
    let long = format!("{{\"{}\":1}}", "k".repeat(MAX_KEY_BYTES + 1));
    for arguments in [format!("{{{}}}", keys.join(",")), long] {
        assert!(parse_arguments(&arguments).is_err());
        assert!(decode([arguments.as_str()]).1.is_err());
    }
}

/// JSON text for a string, with each character written plainly or escaped in one of its ways.
fn written(content: &str, choices: &[u8]) -> String {
    let mut json = String::from("\"");
    for (character, choice) in content.chars().zip(choices.iter().cycle()) {
        let short = match character {
            '"' | '\\' | '/' => Some(character),
            '\n' => Some('n'),
            '\r' => Some('r'),
            '\t' => Some('t'),
            '\u{8}' => Some('b'),
            '\u{c}' => Some('f'),
            _ => None,
        };
        let must = character < ' ' || character == '"' || character == '\\';
        match (short, choice % 4) {
            (Some(letter), 0 | 1) => json.extend(['\\', letter]),
            (_, choice) if must || choice == 3 => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    let digits = format!("{unit:04x}");
                    json.push_str("\\u");
                    json.push_str(&if choice == 2 { digits.to_uppercase() } else { digits });
                }
            }
            _ => json.push(character),
        }
    }
    json + "\""
}

/// The text cut behind every character whose number `cuts` names.
fn cut<'a>(text: &'a str, cuts: &[usize]) -> Vec<&'a str> {
    let mut borders: Vec<usize> =
        cuts.iter().map(|cut| text.floor_char_boundary(cut % (text.len() + 1))).collect();
    borders.extend([0, text.len()]);
    borders.sort_unstable();
    borders.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect()
}

fn content() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        4 => any::<char>(),
        3 => prop::sample::select("\"\\/\n\r\t\u{8}\u{c}\u{0}\u{1f}\u{7f}\u{2028}{}[]:,u".chars().collect::<Vec<_>>()),
        2 => prop::sample::select("😀👩\u{200d}💻é\u{fffd}\u{10ffff}\u{d7ff}\u{e000}".chars().collect::<Vec<_>>()),
        4 => prop::char::range(' ', '~'),
    ];
    prop::collection::vec(character, 0..200).prop_map(String::from_iter)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn streamed_text_equals_the_final_parse(
        content in content(),
        path in content(),
        choices in prop::collection::vec(any::<u8>(), 1..50),
        cuts in prop::collection::vec(any::<usize>(), 0..100),
        text_first in any::<bool>(),
    ) {
        let (path_json, text_json) = (written(&path, &choices), written(&content, &choices));
        let arguments = if text_first {
            format!("{{ \"text\" : {text_json},\"path\":{path_json}}}")
        } else {
            format!("{{\"path\":{path_json},\n\"n\":[1,{text_json}], \"text\":{text_json}}}")
        };
        let parsed = parse_arguments(&arguments).unwrap();
        let (events, end) = decode(cut(&arguments, &cuts));
        prop_assert_eq!(end, Ok(()));
        prop_assert_eq!(parsed["text"].as_str().unwrap(), &content);
        prop_assert_eq!(streamed(&events, "text").unwrap(), content);
        prop_assert_eq!(parsed["path"].as_str().unwrap(), streamed(&events, "path").unwrap());
        prop_assert_eq!(events.first(), Some(&ArgumentEvent::Lead(path)));
    }

    /// Whatever the model writes: what the final parse accepts was decoded alike, borders change
    /// nothing, and a decoder's error is the final parse's error.
    #[test]
    fn damaged_arguments_never_part_the_two(
        content in content(),
        choices in prop::collection::vec(any::<u8>(), 1..50),
        cuts in prop::collection::vec(any::<usize>(), 0..20),
        damage in prop::collection::vec((any::<usize>(), prop::sample::select(vec!["", "\"", "\\", "\\ud83d", "{", "}", ",", "0", "\n"])), 1..4),
    ) {
        let mut arguments = format!("{{\"path\":\"p\",\"text\":{},\"n\":[{{}}]}}", written(&content, &choices));
        for (at, insert) in damage {
            let start = arguments.floor_char_boundary(at % arguments.len());
            let end = arguments.ceil_char_boundary(start + usize::from(insert.is_empty()));
            arguments.replace_range(start..end, insert);
        }
        let (events, end) = decode(cut(&arguments, &cuts));
        let (events_by_character, end_by_character) = decode(by_character(&arguments));
        prop_assert_eq!(&end, &end_by_character);
        prop_assert_eq!(streamed(&events, "text"), streamed(&events_by_character, "text"));
        match parse_arguments(&arguments) {
            Ok(parsed) => {
                prop_assert_eq!(end, Ok(()));
                if let (Some(text), Some(_)) = (parsed.get("text").and_then(Value::as_str), streamed(&events, "path")) {
                    prop_assert_eq!(streamed(&events, "text").unwrap(), text);
                }
            }
            // The decoder only skips numbers and nested values.
            Err(_) if end.is_ok() => prop_assert!(serde_json::from_str::<Value>(&arguments).is_err()),
            Err(_) => {}
        }
    }
}
