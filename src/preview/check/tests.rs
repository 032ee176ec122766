use super::super::project::tests::project;
use super::check;
use crate::diagnostics::Severity;

/// What is wrong with these files: path, line, severity, code, message.
fn found(files: &[(&str, &str)]) -> Vec<(String, u32, Severity, String, String)> {
    let found = check(&project(files)).into_iter();
    found.map(|it| (it.path, it.line, it.severity, it.code, it.message)).collect()
}

const PAGE: (&str, &str) =
    ("index.html", "<!doctype html><div id=root></div><script type=module src=/src/main.tsx></script>");

/// The one problem of a `main.tsx` beside a few others files.
fn problem(main: &str) -> (Severity, String, String) {
    let files = [
        PAGE,
        ("src/main.tsx", main),
        (
            "src/components/Button.tsx",
            "export function Button() { return <button/> }\nexport type Props = {}",
        ),
        ("src/Card.tsx", "export default function Card() { return <p/> }"),
        (
            "src/all.ts",
            "export * from './types'; export * from './components/Button'; export { default as Card } from './Card'",
        ),
        (
            "src/types.ts",
            "export interface Habit { id: string }\nexport type { Props } from './components/Button'\nexport enum Kind { A }",
        ),
        ("src/data.json", "{\"title\": 1}"),
        ("src/x.module.css", ".card { color: red }"),
        ("src/format.ts", "export function formatDate(d: Date) { return d.toString() }"),
        ("src/x.scss", ""),
        ("src/logo.svg", "<svg/>"),
    ];
    let mut found = found(&files);
    assert_eq!(found.len(), 1, "{main}: {found:?}");
    let (path, _, severity, code, message) = found.remove(0);
    assert_eq!(path, "src/main.tsx");
    (severity, code, message)
}

#[test]
fn mistakes_between_files_are_found() {
    for (main, code, part) in [
        ("import './Buton'", "unresolved-import", "src/Buton"),
        ("import './components/button'", "unresolved-import", "Did you mean `src/components/Button.tsx`"),
        ("import '@/components/Nope'", "unresolved-import", "src/components/Nope"),
        ("export * from './nope'", "unresolved-import", ""),
        ("const a = () => import('./nope'); a()", "unresolved-import", ""),
        ("new Worker(new URL('./nope.ts', import.meta.url))", "unresolved-import", ""),
        ("import { Buton } from './components/Button'; Buton()", "missing-export", "Did you mean `Button`"),
        ("import Button from './components/Button'; Button()", "missing-export", "import { Button }"),
        ("import { Card } from './Card'; Card()", "missing-export", "import Card from"),
        ("import { Nope } from './all'; Nope()", "missing-export", ""),
        ("import { Habit } from './types'; console.log(Habit)", "missing-export", "only a type"),
        ("export { Habit } from './types'", "missing-export", "export type"),
        ("import { titel } from './data.json'; console.log(titel)", "missing-export", "`title`"),
        ("import { x } from './logo.svg'; x()", "missing-export", ""),
        ("import './x.scss'", "unsupported-import", "Sass"),
        ("import L from './logo.svg?react'; console.log(<L/>)", "unsupported-import", "SVG"),
        ("import fs from 'node:fs'; fs.readFileSync('')", "node-module", "browser"),
        ("export const a = <Button/>", "undefined-component", "src/components/Button.tsx"),
        ("export const a = <Nowhere.Item/>", "undefined-component", "neither"),
        ("export const f = () => { const [a] = useState(0); return a }", "undefined-name", "\"react\""),
        ("export const f = () => React.createElement('p')", "undefined-name", "\"react\""),
        ("export const f = (", "syntax-error", "end of the file"),
    ] {
        let (severity, found, message) = problem(main);
        assert_eq!((severity, found.as_str()), (Severity::Error, code), "{main}: {message}");
        assert!(message.contains(part), "{main}: {message}");
    }
}

#[test]
fn what_runs_in_spite_of_it_is_a_warning() {
    for (main, code) in [
        ("import { create } from 'zustand'; create()", "undeclared-package"),
        ("export const f = (d: Date) => formatDate(d)", "undefined-name"),
        ("import type { Nope } from './types'; export const n: Nope = 1", "missing-export"),
        ("import type { Nope } from './nope'; export const n: Nope = 1", "unresolved-import"),
    ] {
        let (severity, found, message) = problem(main);
        assert_eq!((severity, found.as_str()), (Severity::Warning, code), "{main}: {message}");
    }
}

#[test]
fn pages_and_other_files_are_checked() {
    let found = found(&[
        (
            "index.html",
            "<link rel=stylesheet href=/src/nope.css>\n<img src=logo.png><a href=/about>x</a>\n<script type=module src=/src/mian.tsx></script>\n<script src=mod.js></script>",
        ),
        ("mod.js", "export const a = 1"),
        ("src/main.tsx", ""),
        ("data.json", "{,}"),
        ("style.css", "a { background: url(img/nope.png) }"),
    ]);
    let codes: Vec<_> = found
        .iter()
        .map(|(path, line, severity, code, _)| (path.as_str(), *line, *severity, code.as_str()))
        .collect();
    assert_eq!(
        codes,
        [
            ("data.json", 1, Severity::Error, "json-error"),
            ("index.html", 1, Severity::Warning, "missing-file"),
            ("index.html", 2, Severity::Warning, "missing-file"),
            ("index.html", 3, Severity::Error, "missing-file"),
            ("index.html", 4, Severity::Error, "not-a-module-script"),
            ("style.css", 1, Severity::Warning, "missing-file"),
        ]
    );
}

#[test]
fn valid_projects_have_no_problems() {
    let app = [
        (
            "index.html",
            "<!doctype html><html><head><link rel=icon href=/vite.svg><link rel=preconnect href=https://fonts.gstatic.com><link href=\"https://fonts.googleapis.com/css2?family=Inter\" rel=stylesheet></head><body><div id=root></div><script type=module src=/src/main.tsx></script></body></html>",
        ),
        (
            "package.json",
            "{\"dependencies\":{\"react\":\"^19.0.0\",\"zustand\":\"^4.0.0\",\"@tanstack/react-query\":\"^5.0.0\"}}",
        ),
        (
            "tsconfig.json",
            "{\n  // comment\n  \"compilerOptions\": { \"paths\": { \"@/*\": [\"./src/*\"] }, },\n}",
        ),
        (
            "vite.config.ts",
            "import { defineConfig } from 'vite'; import react from '@vitejs/plugin-react'; import path from 'path'; export default defineConfig({ plugins: [react()], resolve: { alias: { '@': path.resolve(__dirname, './src') } } })",
        ),
        ("tailwind.config.js", "module.exports = { plugins: [require('x')] }"),
        ("postcss.config.cjs", "module.exports = {}"),
        (
            "src/vite-env.d.ts",
            "/// <reference types=\"vite/client\" />\ndeclare module '*.svg' { const x: string; export default x }\ndeclare const __APP__: string;",
        ),
        ("public/vite.svg", "<svg/>"),
        (
            "src/main.tsx",
            "import React, { StrictMode } from 'react'\nimport ReactDOM from 'react-dom/client'\nimport App from './App.tsx'\nimport './index.css'\nReactDOM.createRoot(document.getElementById('root')!).render(<StrictMode><App /></StrictMode>)",
        ),
        (
            "src/App.tsx",
            "import { lazy, Suspense, useState, type FC, type ReactNode } from 'react';\nimport { useQuery } from '@tanstack/react-query';\nimport * as icons from './icons';\nimport styles, { card } from './App.module.css';\nimport logo from '/vite.svg';\nimport raw from './text.md?raw';\nimport data, { items } from '@/data.json';\nimport { useStore, type State, Kind } from './store';\nimport type { Habit } from './types';\nimport { Ctx } from '@/ctx';\nconst Page = lazy(() => import('./pages/Page'));\ninterface Props<T> { children?: ReactNode; item: T }\nexport const Box: FC<Props<Habit>> = ({ children }) => <div className={card}>{children}</div>;\nexport default function App() {\n  const [n, setN] = useState<number | null>(null);\n  const q = useQuery({ queryKey: [n], queryFn: async () => (await fetch('/api')).json() as Promise<State> });\n  const { total } = useStore();\n  const Tag = n ? 'b' : 'i'; const Icon = icons['Plus'];\n  return <Suspense fallback={null}><Ctx.Provider value={{ n }}><Page /><Tag>{total}{q.data?.total}</Tag><Icon /><icons.Plus /><img src={logo} className={styles['card']} /><>{raw}{items.length}{data.items}{Kind.A}{import.meta.env.VITE_X}{process.env.NODE_ENV}{__APP__}</><Box item={{ id: '1' }} /><svg viewBox=\"0 0 1 1\"><path d=\"M0 0\" /></svg><button onClick={() => setN(structuredClone(n) ?? requestAnimationFrame(() => alert('x')))} /></Ctx.Provider></Suspense>;\n}",
        ),
        ("src/App.module.css", ".card { composes: base; color: red } .base { gap: 1px }"),
        ("src/index.css", "@import './reset.css'; body { background: url('/vite.svg') }"),
        ("src/reset.css", "* { margin: 0 }"),
        ("src/text.md", "# hi"),
        ("src/data.json", "{\"items\": []}"),
        (
            "src/icons.tsx",
            "export function Plus() { return <svg/> }\nexport { Plus as Add };\nexport * from './more-icons'",
        ),
        ("src/more-icons.tsx", "export const Minus = () => <svg/>;"),
        (
            "src/store.ts",
            "import { create } from 'zustand';\nexport interface State { total: number }\nexport enum Kind { A = 'a' }\nexport const useStore = create<State>()(() => ({ total: 1 }));\nexport type { Habit } from './types'",
        ),
        ("src/types.ts", "export type Habit = { id: string };\nexport type Maybe<T> = T | undefined"),
        (
            "src/ctx.ts",
            "import { createContext } from 'react'; import type { Maybe } from './types'; export const Ctx = createContext<Maybe<{ n: number | null }>>(undefined);",
        ),
        (
            "src/pages/Page.tsx",
            "import { Box, default as App } from '../App'; import { Add, Minus } from '@/icons'; export default () => <Box item={{ id: String(App) }}><Add /><Minus /></Box>;",
        ),
        (
            "src/App.test.tsx",
            "import { render } from '@testing-library/react'; import './setup'; test('x', () => { render(<App/>) })",
        ),
        ("server/index.js", "const express = await import('express'); export default express"),
        ("README.md", "# x"),
    ];
    let found = found(&app);
    assert_eq!(found, [], "{found:#?}");
    let site = super::super::project::tests::project(&[
        (
            "index.html",
            "<!doctype html><link rel=stylesheet href=style.css><a href=about.html>x</a><a href=#top>t</a><script src=util.js></script><script src=script.js defer></script>",
        ),
        ("about.html", "<p>about</p>"),
        ("style.css", "body { color: red }"),
        ("util.js", "function shared() { return 1 }"),
        ("script.js", "document.title = shared() + Missing; $('#x').on('click', function () {})"),
    ]);
    assert_eq!(check(&site), []);
}
