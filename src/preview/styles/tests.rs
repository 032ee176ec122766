use proptest::prelude::*;

use super::{minified, references, replaced, scoped, sheet};
use crate::diagnostics::Severity;

#[test]
fn addresses_are_found_and_replaced() {
    let source = "@import 'a.css';\n@import url(\"b.css\") screen;\n/* url(no.png) */\n.x { background: URL( c.png ), \
                  url('d e.png'); content: \"url(no)\"; --my-url(x): 1 }\n@font-face { src: url(f.woff2) format('woff2') }";
    let found: Vec<_> = references(source).into_iter().map(|it| (it.address, it.is_import)).collect();
    assert_eq!(
        found,
        [
            ("a.css".into(), true),
            ("b.css".into(), true),
            ("c.png".into(), false),
            ("d e.png".into(), false),
            ("f.woff2".into(), false)
        ]
    );
    let text = replaced(source, |it| (!it.is_import).then(|| format!("/assets/{}", it.address)));
    assert!(text.contains("URL( /assets/c.png )") && text.contains("'/assets/d e.png'"), "{text}");
    assert!(text.contains("@import 'a.css'") && text.contains("url(no.png)"), "{text}");
    assert_eq!(replaced(source, |_| None), source);
}

#[test]
fn what_browsers_accept_is_accepted() {
    for source in [
        "",
        "@charset \"utf-8\"; @import url('x.css') layer(base);",
        ".a { &:hover { color: red } .b & { color: blue } > .c { gap: 1px } }",
        "@media (width >= 600px) and (prefers-color-scheme: dark) { :root { --a: { b: c }; } }",
        "@container card (min-width: 30em) { .a { color: oklch(70% 0.1 200 / 50%) } }",
        "@layer base, components; @layer base { html { accent-color: auto } }",
        "@property --x { syntax: '<angle>'; inherits: false; initial-value: 0deg }",
        "@scope (.card) to (.content) { img { border: 1px solid } }",
        "@starting-style { .a { opacity: 0 } } @view-transition { navigation: auto }",
        ".a:has(> img):not(:is(.b, .c))::part(x)::-webkit-scrollbar-thumb:hover { -webkit-line-clamp: 2 }",
        ".a { width: calc(100% - min(2rem, 5vw)); inset: 0; color: color-mix(in srgb, red 20%, #0008) }",
        ".a { background: url(\"data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg'/>\") }",
        ".a { position-anchor: --x; top: anchor(bottom); animation-timeline: scroll() }",
        ".a { *zoom: 1; filter: progid:DXImageTransform.Microsoft.gradient(startColorstr='#80000000') }",
        "@tailwind base; @layer components { .btn { @apply px-4 py-2 font-bold; } }",
        "@import \"tailwindcss\"; @theme { --color-brand: #123; } @custom-variant dark (&:where(.dark, .dark *));",
        "@utility tab-4 { tab-size: 4; } @plugin \"x\"; @source \"../node_modules\";",
        ".grid { grid-template-areas: 'a b' 'c d'; grid-template-columns: [full-start] 1fr [full-end] }",
        ".\\31 0 { content: '\\'' ; quotes: \"«\" \"»\" }",
        "@supports (display: grid) and (not (display: inline-grid)) { a { float: none } }",
        "@font-face { font-family: X; src: url(x.woff2) format('woff2'); font-display: swap; unicode-range: U+0-7F }",
        "@keyframes spin { from { rotate: 0deg } 50.5% { scale: 1.2 } to { rotate: 360deg } }",
        "a{color:red;;}b{}/* end */",
        "@page :first { margin: 1in } @counter-style x { system: cyclic; symbols: '→'; suffix: ' ' }",
        ".a { color: red !important; --empty: ; --json: [1, 2] }",
        "<!-- .a { color: red } -->",
    ] {
        let errors: Vec<_> =
            sheet(source, false).problems.into_iter().filter(|it| it.severity == Severity::Error).collect();
        assert_eq!(errors, [], "{source}");
    }
}

#[test]
fn certain_mistakes_are_found_where_they_are() {
    for (source, line, column) in [
        (".a {\n  color: red;\n", 1, 4),
        (".a { color: red }\n}\n", 2, 1),
        ("a { color: red }\n/* open", 2, 1),
        (".a { content: 'x\n}", 1, 15),
        (".a {\n  color red;\n}", 2, 3),
        (".a {\n  color: red\n  margin: 0;\n}\n.b { : red }", 5, 6),
    ] {
        let problems = sheet(source, false).problems;
        let Some(problem) = problems.first() else { panic!("nothing found in {source:?}") };
        assert_eq!(problem.severity, Severity::Error, "{source:?}");
        assert_eq!(problem.position.line, line, "{source:?}: {problem:?}");
        assert!(problem.position.column.abs_diff(column) <= 6, "{source:?}: {problem:?}");
    }
    let warning = &sheet("a {}\n@tailwind base;", false).problems[0];
    assert_eq!(
        (warning.code, warning.severity, warning.position.line),
        ("tailwind-directive", Severity::Warning, 2)
    );
}

#[test]
fn module_classes_are_local_and_stable() {
    let one =
        scoped("src/a.module.css", ".card { color: red } .title-x { composes: card; color: blue }").unwrap();
    let again = scoped("src/a.module.css", ".card { color: green }").unwrap();
    let other = scoped("src/b.module.css", ".card { color: green }").unwrap();
    assert_eq!(one.names["card"], again.names["card"]);
    assert_ne!(one.names["card"], other.names["card"]);
    assert!(one.css.contains(&format!(".{}", one.names["card"])), "{}", one.css);
    assert!(one.names["title-x"].contains(' ') || one.names["title-x"].starts_with("title-x_"));
    assert_eq!(sheet(".b {} .a { color: red }", true).classes, ["a", "b"]);
}

#[test]
fn minifying_keeps_what_it_does_not_understand() {
    assert_eq!(minified(".a {\n  color: #ff0000;\n}\n"), ".a{color:red}");
    let broken = ".a { color: red } } .b { x";
    assert_eq!(minified(broken), broken);
}

#[test]
fn hostile_sheets_are_survived() {
    for piece in [
        "a{",
        "(",
        "[",
        ":not(",
        "@media{",
        "@media x{a{",
        "a b ",
        "a>",
        "calc(",
        "a{b:(",
        "{",
        "a{&:is(",
        "--a:{",
        "a{b:calc(1+",
    ] {
        for times in [300, 5_000, 5_000_000 / piece.len()] {
            let source = piece.repeat(times);
            sheet(&source, true);
            minified(&source);
        }
    }
    references(&"url(".repeat(1_000_000));
    references(&"@import '".repeat(500_000));
}

proptest! {
    #[test]
    fn no_text_panics(source in any::<String>(), pieces in proptest::collection::vec(
        proptest::sample::select(vec![
            "a", "{", "}", ":", ";", "\"", "'", "url(", ")", "@import ", "@media ", "/*", "*/", "\\", "\n", "é", "😀",
            "--x", "!important", ":not(", "[a=", "]", "calc(", "1px", "%", "&", ">",
        ]), 0..40)
    ) {
        for text in [source, pieces.concat()] {
            sheet(&text, true);
            minified(&text);
            prop_assert_eq!(replaced(&text, |_| None), text);
        }
    }
}
