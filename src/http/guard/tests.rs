use super::*;

const BOUNDS: Bounds = Bounds {
    bytes: 32_768,
    tokens: 2_000,
    depth: 64,
    fragments: 50,
    spreads: 100,
    directives: 50,
    aliases: 50,
    root_fields: 20,
};

fn refused(document: &str) -> &'static str {
    let excess = check(document, &BOUNDS).expect_err("a refusal");
    assert!(excess.found > excess.allowed && excess.message().contains(&excess.allowed.to_string()));
    excess.limit
}

/// What the guard counts in a document: the smallest limits under which it passes.
fn counted(document: &str) -> Bounds {
    let smallest = |set: &dyn Fn(u64) -> Bounds| {
        (0..1_000).map(set).find(|bounds| check(document, bounds).is_ok()).expect("limits that let it pass")
    };
    Bounds {
        bytes: document.len() as u64,
        tokens: smallest(&|tokens| Bounds { tokens, ..BOUNDS }).tokens,
        depth: smallest(&|depth| Bounds { depth, ..BOUNDS }).depth,
        fragments: smallest(&|fragments| Bounds { fragments, ..BOUNDS }).fragments,
        spreads: smallest(&|spreads| Bounds { spreads, ..BOUNDS }).spreads,
        directives: smallest(&|directives| Bounds { directives, ..BOUNDS }).directives,
        aliases: smallest(&|aliases| Bounds { aliases, ..BOUNDS }).aliases,
        root_fields: smallest(&|root_fields| Bounds { root_fields, ..BOUNDS }).root_fields,
    }
}

#[test]
fn it_counts_as_people_would() {
    let document = r#"
        # { a comment { of: braces @and ...spreads
        query Named($id: ID! = "}{", $on: [Int!] = [1, 2]) @cached(for: 3) {
            first: project(id: $id, input: {alias: 1, deep: {on: "\"}"}}) @include(if: true) {
                id ...Parts
                ... on Project { renamed: name }
                ... @skip(if: false) { description }
                query fragment on
            }
            viewer { id }
        }
        fragment Parts on Project { id text(block: """ } \""" { """) other: name }
    "#;
    let found = counted(document);
    assert_eq!((found.root_fields, found.aliases), (2, 3));
    assert_eq!((found.fragments, found.spreads, found.directives), (1, 3, 3));
    assert_eq!(found.depth, 4);
}

#[test]
fn the_shorthand_and_several_operations_have_root_fields_of_their_own() {
    assert_eq!(counted("{ a b c }").root_fields, 3);
    assert_eq!(counted("query A { a b } query B { a b c: d }").root_fields, 3);
    assert_eq!(counted("fragment F on Query { a b c d } { ...F }").root_fields, 0);
    assert_eq!(counted("query fragment { a } fragment query on Query { a b c }").root_fields, 1);
}

#[test]
fn every_limit_holds() {
    assert_eq!(refused(&" ".repeat(32_769)), "document_bytes");
    assert_eq!(
        refused(&format!("{{ {} }}", "a ".repeat(2_000).replace("a ", "a{b}"))),
        "document_root_fields"
    );
    assert_eq!(refused(&format!("{{ a {{ {} }} }}", "b ".repeat(2_000))), "document_tokens");
    for (open, close) in [("[", "]"), ("{a:", "}")] {
        let nested = format!("{{ a(b: {}1{}) }}", open.repeat(2_000), close.repeat(2_000));
        assert_eq!(refused(&nested), "document_depth");
    }
    assert_eq!(refused(&format!("query($a: {}Int) {{ a }}", "[".repeat(5_000))), "document_depth");
    assert_eq!(refused(&"{a".repeat(5_000)), "document_depth");
    let fragments: String = (0..51).map(|n| format!("fragment F{n} on Query {{ a }} ")).collect();
    assert_eq!(refused(&fragments), "document_fragments");
    assert_eq!(refused(&format!("{{ {} }}", "...A ".repeat(101))), "document_spreads");
    assert_eq!(refused(&format!("{{ a {} }}", "@a ".repeat(51))), "document_directives");
    let aliases: String = (0..51).map(|n| format!("a{n}: b ")).collect();
    assert_eq!(refused(&format!("{{ a {{ {aliases} }} }}")), "document_aliases");
    assert_eq!(refused(&format!("mutation {{ {} }}", "a ".repeat(21))), "document_root_fields");
}

#[test]
fn what_looks_like_brackets_in_strings_and_comments_is_not() {
    let text = "{".repeat(500);
    for document in [
        format!("{{ a(b: \"{text}\") }}"),
        format!("{{ a(b: \"\\\"{text}\") }}"),
        format!("{{ a(b: \"\"\"{text}\n\"{text}\"\"\") }}"),
        format!("#{text}\n{{ a }}"),
    ] {
        assert_eq!(check(&document, &BOUNDS), Ok(()), "{document}");
    }
    // A string ends with its line, and what follows counts.
    assert_eq!(refused(&format!("{{ a(b: \"\n{text}")), "document_depth");
}

#[test]
fn any_text_is_scanned_once() {
    let pieces = [
        "\"",
        "\"\"\"",
        "\\",
        "{",
        "}",
        "(",
        ")",
        "...",
        "é",
        "\u{10ffff}",
        "\0",
        "#",
        "\n",
        "@",
        ":",
        "a",
        "1e",
    ];
    let mut state = 7_u32;
    for _ in 0..2_000 {
        let mut text = String::new();
        for _ in 0..40 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text += pieces[(state >> 16) as usize % pieces.len()];
        }
        let tokens = Scanner::new(&text).count();
        assert!(tokens <= text.len());
        let _either = check(&text, &BOUNDS);
    }
}
