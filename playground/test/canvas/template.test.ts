// @vitest-environment happy-dom
import { describe, expect, test } from "vitest";
import cases from "../../../src/wireframes/components/template/cases.json";
import { built } from "../../src/canvas/template/custom.tsx";
import { expand, type Tree } from "../../src/canvas/template/expand.ts";
import { read } from "../../src/canvas/template/read.ts";

function shown(tree: Tree): unknown {
  return typeof tree === "string" ? tree : [tree.tag, Object.fromEntries(tree.attributes), ...tree.children.map(shown)];
}

describe("templates of projects' components", () => {
  test.each(cases)("come to what the server makes of them: $template", ({ template, props, tree }) => {
    expect(expand(read(template), props).map(shown)).toEqual(tree);
  });

  test("that cannot be read are refused", () => {
    for (const source of ["<p>", "</p>", "{{#if a}}", "{{a b}}", "<p class=x>", "<".repeat(9), "<b>".repeat(40) + "</b>".repeat(40)]) {
      expect(() => read(source), source).toThrow();
    }
  });

  test("stay within bounds whatever they repeat", () => {
    const list = Array.from({ length: 300 }, (_, i) => i);
    const trees = expand(read("{{#each list}}{{#each list}}<i>{{this}}</i>{{/each}}{{/each}}"), { list });
    expect(trees.length).toBeLessThanOrEqual(4_000);
  });

  test("bring no script, handler or address into the page, even where the server let them through", () => {
    const page = document.createElement("div");
    const source = '<script>stolen()</script><iframe src="//evil.example"></iframe><p onclick="stolen()" style="background: url(//evil.example)">words</p><a href="javascript:stolen()">a</a><img src="//evil.example/x.png"/><img src="data:image/svg+xml;base64,AAAA"/><svg><a/></svg><p aria-label="{{label}}">{{label}}</p>';
    page.append(...expand(read(source), { label: '"><img src=x onerror=stolen()>' }).map(built));
    expect(page.innerHTML).toBe('<p>words</p><a>a</a><img><img><p aria-label="&quot;><img src=x onerror=stolen()>">"&gt;&lt;img src=x onerror=stolen()&gt;</p>');
  });
});
