use super::ImportKind::{Computed, Dynamic, Reexport, Static, Type, Url, Worker};
use super::{ImportKind, Scan, Usage, scan};
use crate::preview::language::Script;

fn tsx(source: &str) -> Scan {
    scan(Script::TypeScriptJsx, source)
}

fn imports(scan: &Scan) -> Vec<(&str, ImportKind)> {
    scan.imports.iter().map(|import| (import.specifier.as_str(), import.kind)).collect()
}

#[test]
fn every_kind_of_import_is_found() {
    let found = tsx(r#"
import React, { useState } from "react";
import type { Props } from "./types";
import { type Item, load } from "./data";
import { OnlyType } from "./only-type";
import "./style.css";
import * as all from "./all";
export { thing, type Shape } from "./things";
export * from "./star";
export * as ns from "./ns";
export type { T } from "./t";
const Lazy = () => import("./Lazy");
const page = (name: string) => import(`./pages/${name}.tsx`);
const old = (name: string) => import("./old/" + name);
const url = new URL("./img.png", import.meta.url);
const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
const x: OnlyType = all; let y: import("./far").Far;
load(useState, React as any as Props as Item);
"#);
    assert_eq!(
        imports(&found),
        [
            ("react", Static),
            ("./types", Type),
            ("./data", Static),
            ("./only-type", Type),
            ("./style.css", Static),
            ("./all", Static),
            ("./things", Reexport),
            ("./star", Reexport),
            ("./ns", Reexport),
            ("./t", Type),
            ("./Lazy", Dynamic),
            ("./pages/", Computed),
            ("./old/", Computed),
            ("./img.png", Url),
            ("./worker.ts", Worker),
            ("./far", Type),
        ]
    );
    let data = &found.imports[2];
    assert_eq!((data.position.line, data.position.column), (4, 33));
    assert!(data.names[0].is_type && !data.names[1].is_type);
    assert_eq!(found.problems, []);
    assert!(found.is_module);
}

#[test]
fn a_javascript_import_is_never_only_a_type() {
    let found = scan(Script::JavaScript, "import { a } from './a.js';");
    assert_eq!(imports(&found), [("./a.js", Static)]);
}

#[test]
fn exports_are_told_from_types() {
    let found = tsx(r"
export const a = 1, { b, c: [d] } = x as any;
export function f() {}
export class K {}
export enum E { A }
export interface I {}
export type T = string;
export declare const ambient: number;
interface Local {}
const value = 1;
export { value as renamed, Local, type K as KT };
export * from './more';
export * as ns from './ns';
export default function App() { return <p/>; }
declare const x: unknown;
");
    assert_eq!(found.problems, []);
    assert_eq!(found.exports.values, ["a", "b", "d", "f", "K", "E", "renamed", "ns", "default"]);
    assert_eq!(found.exports.types, ["I", "T", "ambient", "Local", "KT"]);
    assert_eq!(found.exports.stars, ["./more"]);
}

#[test]
fn undefined_names_are_collected_once() {
    let found = tsx(r#"
import { Card } from "./Card";
export default function App(props: React.PropsWithChildren<Missing>) {
  const [n, setN] = useState(0);
  if (typeof absent !== "undefined") console.log(window.name);
  return <Card><Button onClick={() => setN(n + 1)} /><Icons.Plus /><Button /><div>{total}</div></Card>;
}
"#);
    let undefined: Vec<_> = found.undefined.iter().map(|it| (it.name.as_str(), it.usage)).collect();
    assert_eq!(
        undefined,
        [
            ("useState", Usage::Call),
            ("Button", Usage::Component),
            ("Icons", Usage::Component),
            ("total", Usage::Value)
        ]
    );
}

#[test]
fn syntax_errors_have_places_and_say_what_was_found() {
    for (source, line, column, part) in [
        ("const a = ;", 1, 11, "`;`"),
        ("export default function App() {\n  return <div>;\n}\n", 3, 1, "not be closed"),
        ("const a = 1;\nconst a = 2;", 1, 7, "`a`"),
        ("export default 1;\nexport default 2;", 2, 1, "default"),
        ("function f() {", 1, 15, "end of the file"),
        ("export { nothing };", 1, 10, "nothing"),
        ("const s = 'é😀'; const t = @;", 1, 29, ""),
    ] {
        let found = tsx(source);
        let Some(problem) = found.problems.first() else { panic!("no problem in {source:?}") };
        assert_eq!(
            (problem.position.line, problem.position.column),
            (line, column),
            "{source:?}: {problem:?}"
        );
        assert!(problem.message.contains(part), "{source:?}: {problem:?}");
        assert!(found.has_errors());
    }
}

#[test]
fn what_no_browser_has_is_a_problem() {
    let found = tsx("const fs = require('fs'); export const m = import.meta.glob('./*.tsx');");
    let codes: Vec<_> = found.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["commonjs", "import-glob"]);
    assert_eq!(tsx("function require(x) { return x } require('a')").problems, []);
}

#[test]
fn implied_imports_and_plain_scripts_are_recognised() {
    assert_eq!(tsx("export const a = <p/>;").implied, ["react/jsx-runtime", "react"]);
    assert_eq!(
        tsx("/** @jsxImportSource preact */\nexport const a = <></>;").implied,
        ["preact/jsx-runtime"]
    );
    assert_eq!(tsx("export const a = 1;").implied, [""; 0]);
    let plain = |source| scan(Script::JavaScript, source).is_plain;
    assert!(plain("document.title = 'x'; var a = 010;"));
    assert!(!plain("const a = <p/>"));
    assert!(!plain("if (import.meta.env.DEV) {}"));
    assert!(!plain("console.log(process.env.NODE_ENV)"));
    assert!(!plain("import d from './d.json' with { type: 'json' }"));
    assert!(!tsx("const a: number = 1").is_plain);
}
