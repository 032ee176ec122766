use proptest::prelude::*;

use super::{ImportKind, Options, Rewrite, Target, linked, transform};
use crate::preview::language::Script;

fn preview(source: &str) -> String {
    transform(Script::TypeScriptJsx, source, &Options::new(Target::Preview)).unwrap().code
}

fn published(dialect: Script, source: &str) -> String {
    transform(dialect, source, &Options::new(Target::Published)).unwrap().code
}

#[test]
fn types_go_and_jsx_becomes_calls() {
    let code = preview(
        "import { useState } from 'react';\nimport type { P } from './p';\nimport { Q } from './q';\n\
         export default function App(p: P & Q) { const [n] = useState<number>(0); return <b id='x'>{n}</b>; }",
    );
    assert!(code.contains("from \"react/jsx-runtime\""), "{code}");
    assert!(code.contains("from \"react\""), "{code}");
    assert!(!code.contains("./p") && !code.contains("./q") && !code.contains("<number>"), "{code}");
}

#[test]
fn another_jsx_runtime_can_be_chosen() {
    let options = Options { jsx_import_source: Some("preact".into()), ..Options::new(Target::Preview) };
    let code = transform(Script::TypeScriptJsx, "export default <p/>", &options).unwrap().code;
    assert!(code.contains("preact/jsx-runtime"), "{code}");
}

#[test]
fn the_environment_is_constant_and_nothing_else_is_known() {
    let code = preview(
        "export const a = [import.meta.env.DEV, process.env.NODE_ENV, import.meta.env.VITE_KEY, \
         process.env.SECRET, import.meta.env.MODE];",
    );
    assert!(code.contains("true") && code.contains("\"development\""), "{code}");
    assert!(!code.contains("import.meta") && !code.contains("process"), "{code}");
    let code = published(
        Script::TypeScript,
        "export const a = import.meta.env.PROD ? 'yes' : 'no'; if (import.meta.hot) console.log('hot'); \
         if (process.env.NODE_ENV !== 'production') console.log('dev'); export const b = import.meta.env.BASE_URL;",
    );
    assert!(code.contains("yes") && !code.contains("no\"") && !code.contains("dev"), "{code}");
    assert!(!code.contains("hot"), "{code}");
}

#[test]
fn plain_scripts_stay_as_they_are() {
    let source = "var a = 010; // a comment\nwith (a) {}\n";
    let module = transform(Script::JavaScript, source, &Options::new(Target::Preview)).unwrap();
    assert_eq!((module.code.as_str(), module.map), (source, None));
}

#[test]
fn published_code_is_minified_without_renaming_what_a_page_shares() {
    let code = published(
        Script::TypeScript,
        "let longName = 1; export function g(parameter: number) { return longName += parameter; }",
    );
    assert!(
        !code.contains("parameter") && !code.contains("longName") && code.contains("function g"),
        "{code}"
    );
    let code =
        published(Script::JavaScript, "function shared(parameter) { return parameter * 2 }\nvar unused = 1;");
    assert!(
        code.contains("function shared") && code.contains("unused") && !code.contains("parameter"),
        "{code}"
    );
}

#[test]
fn attributes_are_dropped_because_modules_are_served() {
    let code = preview("import d from './d.json' with { type: 'json' }; console.log(d);");
    assert!(code.contains("./d.json") && !code.contains("with"), "{code}");
}

#[test]
fn specifiers_are_rewritten_wherever_they_stand() {
    let source = "import './gone.css'; import s from './kept.css'; import { a } from './a'; export * from './b'; \
                  export { c } from './c'; const d = () => import('./d'); \
                  const e = new Worker(new URL('./e', import.meta.url)); console.log(s, a, <p/>);";
    let linker = |specifier: &str, kind: ImportKind| match specifier {
        _ if specifier.contains(".css") && kind == ImportKind::Static => Rewrite::RemoveOr("/x/s".into()),
        "react/jsx-runtime" => Rewrite::To("/jsx.js".into()),
        _ if specifier.starts_with("./") => Rewrite::To(format!("/x/{}", &specifier[2..])),
        _ => Rewrite::Keep,
    };
    let code = linked(Script::TypeScriptJsx, source, &Options::new(Target::Preview), &linker).unwrap().code;
    for part in ["\"/x/a\"", "\"/x/b\"", "\"/x/c\"", "\"/x/d\"", "\"/x/e\"", "\"/jsx.js\"", "\"/x/s\""] {
        assert!(code.contains(part), "{part} in {code}");
    }
    assert!(!code.contains("gone"), "{code}");
}

#[test]
fn the_map_leads_back_to_the_source() {
    let source = "type A = string;\n\nexport function f(a: A) {\n  throw new Error(a);\n}\n";
    let module = transform(Script::TypeScript, source, &Options::new(Target::Preview)).unwrap();
    let (line, text) = module.code.lines().enumerate().find(|(_, text)| text.contains("throw")).unwrap();
    let generated = crate::preview::position::Position {
        line: line as u32 + 1,
        column: text.find("Error").unwrap() as u32 + 1,
    };
    let place = module.map.unwrap().source_of(generated).unwrap();
    assert_eq!((place.line, place.column), (4, 13));
}

#[test]
fn libraries_too_large_for_the_compiler_are_served_as_they_are() {
    let source = "var a = b ? c : d;\n".repeat(6_000);
    let options = Options::new(Target::Preview);
    assert_eq!(transform(Script::JavaScript, &source, &options).unwrap().code, source);
    assert_eq!(transform(Script::TypeScript, &source, &options).unwrap_err()[0].code, "too-large");
}

#[test]
fn errors_are_returned_not_thrown() {
    let problems = transform(Script::TypeScriptJsx, "const = 1", &Options::new(Target::Preview)).unwrap_err();
    assert_eq!(problems[0].code, "syntax-error");
}

/// Pieces whose repetition nests, by operators, words or brackets, in all grammars.
const NESTING: [&str; 40] = [
    "(",
    "[",
    "{",
    "[[",
    "({a:",
    "a?",
    "a?a:",
    "a=>",
    "a=",
    "a+",
    "a.b",
    "a()",
    "a[0]",
    "!",
    "- ",
    "typeof ",
    "await ",
    "new ",
    "void ",
    "if(a)",
    "if(a){}else ",
    "for(;;)",
    "while(1)",
    "do ",
    "a:",
    "`${",
    "a``",
    "<a>",
    "<a b={",
    "<A<",
    "let a:A<",
    "type A=B[",
    "function f(){",
    "class A extends ",
    "x=>{",
    "import(",
    "a**",
    "a??",
    "@a(",
    "let a:keyof ",
];

#[test]
fn nesting_never_overflows_the_stack() {
    // As deep as is let through: chains fill the largest stack, brackets the deepest nesting. A
    // published build runs every pass that a preview does, and the minifier.
    let options = Options::new(Target::Published);
    for dialect in [Script::TypeScriptJsx, Script::JavaScript] {
        for piece in NESTING {
            for times in [190, 5_000, 5_000_000 / piece.len()] {
                let _ = transform(dialect, &piece.repeat(times), &options);
                let _ = transform(dialect, &format!("{}1", piece.repeat(times)), &options);
            }
        }
    }
}

#[test]
fn deep_but_valid_programs_compile() {
    let sum = format!("export const a = {};", "b + ".repeat(3_000) + "b");
    let ternary = format!("export const a = {}0;", "b ? 1 : ".repeat(1_500));
    let calls = format!("export const a = b{};", "(1)".repeat(1_000));
    let elements = format!("export const a = {}{};", "<p>".repeat(300), "</p>".repeat(300));
    let arrays = format!("export const a = {}{};", "[".repeat(190), "]".repeat(190));
    let unary = format!("export const a = {}1;", "!".repeat(5_000));
    let branches = format!("{}{{}}", "if (a) {} else ".repeat(1_000));
    for source in [sum, ternary, calls, elements, arrays, unary, branches] {
        for target in [Target::Preview, Target::Published] {
            let result = transform(Script::TypeScriptJsx, &source, &Options::new(target));
            assert!(result.is_ok(), "{:.60}: {:?}", source, result.unwrap_err());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_text_panics(
        pieces in proptest::collection::vec(
            prop_oneof![
                any::<String>(),
                proptest::sample::select(NESTING.to_vec()).prop_map(str::to_owned),
                proptest::sample::select(vec![
                    "import ", "from ", "'./a'", "export default ", "=>", "}", ")", "]", "</a>", "/>", ";", "\n", "`",
                    "'", "\"", "/*", "//", "const a = 1", "enum E { A = 'x' }", "namespace N { export const a = 1 }",
                    "\u{2028}", "é", "😀", "import.meta.env.DEV",
                ]).prop_map(str::to_owned),
            ],
            0..30,
        ),
        dialect in proptest::sample::select(vec![
            Script::JavaScript, Script::TypeScript, Script::TypeScriptJsx, Script::Declaration,
        ]),
    ) {
        let source = pieces.concat();
        for target in [Target::Preview, Target::Published] {
            let _ = transform(dialect, &source, &Options::new(target));
        }
    }
}
