use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

fn edited(text: &str, search: &str, replace: &str) -> (String, Precision) {
    let edited = apply_edit(text, search, replace).unwrap_or_else(|error| panic!("{error}"));
    (edited.text, edited.precision)
}

fn refused(text: &str, search: &str, replace: &str) -> EditError {
    apply_edit(text, search, replace).expect_err("the edit was applied")
}

#[test]
fn exact_text_is_replaced_wherever_it_stands() {
    assert_eq!(edited("a = 1; b = 2;", "b = 2", "b = 3"), ("a = 1; b = 3;".into(), Precision::Exact));
    assert_eq!(edited("one\ntwo\nthree\n", "two\n", ""), ("one\nthree\n".into(), Precision::Exact));
    assert_eq!(edited("", "", "all of it"), ("all of it".into(), Precision::Exact));
    assert_eq!(apply_edit("one\ntwo\nthree", "three", "3").unwrap().line, 3);
}

#[test]
fn exact_text_must_be_the_only_one() {
    assert_eq!(refused("a\nb\na\n", "a", "c"), EditError::Ambiguous { lines: vec![1, 3] });
    assert_eq!(refused("aaa", "aa", "b"), EditError::Ambiguous { lines: vec![1, 1] });
    let many = "x\n".repeat(50);
    let EditError::Ambiguous { lines } = refused(&many, "x", "y") else { panic!("not ambiguous") };
    assert_eq!(lines, (1..=MAX_PLACES).collect::<Vec<_>>());
}

#[test]
fn each_level_must_be_unambiguous_too() {
    assert_eq!(refused("a \nb\na\t\nb\n", "a\nb", "c"), EditError::Ambiguous { lines: vec![1, 3] });
    assert_eq!(refused("  a\n  b\n\ta\n\tb\n", "a\nb", "c"), EditError::Ambiguous { lines: vec![1, 3] });
    assert_eq!(refused("‘a’\n’a‘\n", "'a'", "c"), EditError::Ambiguous { lines: vec![1, 2] });
}

#[test]
fn line_breaks_stay_of_the_files_kind() {
    let text = "one\r\ntwo\r\nthree\r\n";
    assert_eq!(edited(text, "one\ntwo", "1\n2\n2b"), ("1\r\n2\r\n2b\r\nthree\r\n".into(), Precision::Exact));
    assert_eq!(edited(text, "\ntwo", "\n2"), ("one\r\n2\r\nthree\r\n".into(), Precision::Exact));
    assert_eq!(edited(text, "two", "2\n2b"), ("one\r\n2\r\n2b\r\nthree\r\n".into(), Precision::Exact));
    assert_eq!(edited("one \r\ntwo\r\n", "one\ntwo", "1\n2").0, "1\r\n2\r\n");
    assert_eq!(edited("one\ntwo\n", "one\r\ntwo", "1\r\n2").0, "1\n2\n");
    assert_eq!(edited("a\nb\nc\r\nd\n", "c\r\nd", "c\r\ne").0, "a\nb\nc\r\ne\n");
}

#[test]
fn trailing_space_is_forgiven() {
    let text = "if (a) {  \n  b();\n}\n";
    let expected = ("if (c) {\n  b();\n}\n".to_owned(), Precision::TrailingSpace);
    assert_eq!(edited(text, "if (a) {\n  b();\n", "if (c) {\n  b();\n"), expected);
    assert_eq!(edited("a \nb\nc\n", "a\nb\n", "").0, "c\n");
}

#[test]
fn indentation_is_forgiven_and_kept() {
    let text = "function f() {\n    if (a) {\n        b();\n    }\n}\n";
    let (result, precision) =
        edited(text, "if (a) {\n    b();\n}", "if (a) {\n    if (c) {\n        b();\n    }\n}");
    assert_eq!(precision, Precision::Indentation);
    assert_eq!(
        result,
        "function f() {\n    if (a) {\n        if (c) {\n            b();\n        }\n    }\n}\n"
    );
    // Too deep a quotation comes back to where the file has it.
    assert_eq!(
        edited("a();\nb();\n", "    a();\n    b();", "    a();\n      c();\n    b();").0,
        "a();\n  c();\nb();\n"
    );
    assert_eq!(edited("  a\n  b\n", "\n\na\nb\n\n", "\n\nc\n\n").0, "  c\n");
    assert_eq!(edited("x\n    a\n    b\ny\n", "  a\n  b", "a").0, "x\n  a\ny\n");
}

#[test]
fn tabs_and_spaces_are_translated() {
    let text = "f {\n\tif a {\n\t\tb\n\t}\n}\n";
    assert_eq!(
        edited(text, "  if a {\n    b\n  }", "  if a {\n    for c {\n      b\n    }\n  }").0,
        "f {\n\tif a {\n\t\tfor c {\n\t\t\tb\n\t\t}\n\t}\n}\n"
    );
    let text = "f {\n  if a {\n    b\n  }\n}\n";
    assert_eq!(
        edited(text, "\tif a {\n\t\tb\n\t}", "\tif a {\n\t\tif c {\n\t\t\tb\n\t\t}\n\t}").0,
        "f {\n  if a {\n    if c {\n      b\n    }\n  }\n}\n"
    );
}

#[test]
fn indentation_that_does_not_correspond_is_no_match() {
    let python = "def f():\n    a()\n        b()\n";
    assert!(matches!(refused(python, "a()\nb()", "c()\nb()"), EditError::NotFound { .. }));
}

#[test]
fn typography_is_forgiven_and_kept_where_nothing_changes() {
    let text = "<p>“Don’t”\u{a0}– she said</p>\n<p>more</p>\n";
    assert_eq!(
        edited(text, "\"Don't\" - she said", "\"Don't\" - he said"),
        ("<p>“Don’t”\u{a0}– he said</p>\n<p>more</p>\n".into(), Precision::Typography)
    );
    let text = "    title: “One”,\n    note: ‘two’,\n";
    assert_eq!(
        edited(text, "title: \"One\",\nnote: 'two',", "title: \"One\",\nnote: 'three',").0,
        "    title: “One”,\n    note: 'three',\n"
    );
    assert_eq!(edited("cafe\u{301} au lait\nx\n", "  café au lait", "  tea").0, "tea\nx\n");
}

#[test]
fn an_edit_that_was_made_before_is_recognised() {
    assert_eq!(refused("b = 2;\nc\n", "a = 1;", "b = 2;"), EditError::AlreadyPresent { line: 1 });
    let (once, _) = edited("import a\nx\n", "import a\n", "import a\nimport b\n");
    assert_eq!(refused(&once, "import a\n", "import a\nimport b\n"), EditError::AlreadyPresent { line: 1 });
    assert_eq!(refused("x = 10", "x = 1", "x = 10"), EditError::AlreadyPresent { line: 1 });
    assert!(matches!(refused("f(x, y)\n}\n", "g(z)\n}", "x"), EditError::NotFound { .. }));
    assert_eq!(refused("a", "a", "a"), EditError::Unchanged);
    assert_eq!(refused("  a\n", "a \n", "a\n"), EditError::Unchanged);
}

#[test]
fn an_empty_search_is_refused_where_there_is_text() {
    assert_eq!(refused("a", "", "b"), EditError::EmptySearch);
    assert!(matches!(refused("a\n\n\n", " \n \n", "b"), EditError::NotFound { .. }));
}

#[test]
fn what_is_not_found_names_the_nearest_lines() {
    let text = "// filler\n".repeat(40)
        + "export function total(items: Item[]) {\n  let sum = 0;\n  return sum;\n}\n";
    let error = refused(&text, "export function total(items: Item[]) {\n  let sum = 1;\n  return sum;", "x");
    let EditError::NotFound { nearest: Some(nearest) } = &error else { panic!("{error}") };
    assert_eq!((nearest.first, nearest.last), (41, 43));
    assert!(
        error.to_string().contains("lines 41–43?\nexport function total(items: Item[]) {\n  let sum = 0;")
    );
    let error = refused(&text, "export function totals(item: Item[]) {", "x");
    assert!(error.to_string().contains("line 41?\nexport function total("), "{error}");
    assert_eq!(refused(&text, "SELECT * FROM users", "x"), EditError::NotFound { nearest: None });
}

/// Costs that grew with the square of the length would take hours here.
#[test]
fn large_texts_take_moments() {
    let size = 1 << 20;
    let hostile = [
        ("\n".repeat(size), format!("{}x", "\n".repeat(size / 2))),
        ("a\n".repeat(size / 2), format!("{}b", "a\n".repeat(size / 4))),
        ("a".repeat(size), format!("{}b", "a".repeat(size / 2))),
        (" }\n".repeat(size / 3), format!("x\n{}", "}\n".repeat(1_000))),
        ("“x”\n".repeat(size / 8), "\"x\"\n\"x\"\n\"y\"".to_owned()),
    ];
    for (text, search) in hostile {
        let start = Instant::now();
        assert!(apply_edit(&text, &search, "z").is_err());
        check_elision(Some(&text), &text).unwrap();
        assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
    }
}

proptest! {
    /// Whatever is cut from a text by lines and misquoted in its indentation comes back in place:
    /// the rest of the text stays byte for byte.
    #[test]
    fn only_the_place_changes(
        lines in prop::collection::vec("[ \t]{0,4}[a-z(){};“”’–]{1,6}[ \t]{0,2}", 1..30),
        from in any::<prop::sample::Index>(),
        count in 1_usize..6,
        crlf in any::<bool>(),
        deeper in "[ ]{0,4}",
    ) {
        let line_break = if crlf { "\r\n" } else { "\n" };
        let first = from.index(lines.len());
        let last = (first + count).min(lines.len());
        let search: Vec<String> = lines[first..last].iter().map(|line| format!("{deeper}{}", line.trim_end())).collect();
        let text = lines.join(line_break) + line_break;
        // A misquoted line may stand elsewhere exactly as it was quoted, and is then meant there.
        prop_assume!(deeper.is_empty() || !text.contains(&search.join(line_break)));
        let marker = format!("{deeper}REPLACED");
        if let Ok(edited) = apply_edit(&text, &search.join("\n"), &marker) {
            let before = lines[..first].iter().map(|line| line.clone() + line_break).collect::<String>();
            let after = lines[last..].iter().map(|line| line.clone() + line_break).collect::<String>();
            prop_assert!(edited.text.starts_with(&before), "{:?}", edited);
            prop_assert!(edited.text.ends_with(&after), "{:?}", edited);
            let middle = &edited.text[before.len()..edited.text.len() - after.len()];
            prop_assert!(middle.contains("REPLACED"));
        }
    }

    #[test]
    fn nothing_panics(text in ".{0,80}", search in ".{0,20}", replace in ".{0,20}") {
        let _ = apply_edit(&text, &search, &replace);
        let _ = check_elision(Some(&text), &search);
    }
}
