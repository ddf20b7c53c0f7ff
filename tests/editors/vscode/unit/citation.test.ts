import assert from "node:assert/strict";
import { test } from "node:test";
import { byline, choices, citation } from "../../../../editors/vscode/src/citation";
import type { Paper } from "../../../../editors/vscode/src/protocol";

const paper: Paper = {
  key: "pointer-networks",
  title: "Pointer Networks",
  authors: [],
  author_count: 3,
  date: "2015-06-09",
  summary: [],
  sources: [],
  forms: { title: "Pointer Networks", wikilink: "[[Pointer Networks]]", pandoc: "[@pointer-networks]", link: "[[Pointer Networks]]" },
};

test("in prose: the form that is configured, else the title", () => {
  assert.equal(citation(paper, "see ", ""), "Pointer Networks");
  assert.equal(citation({ ...paper, forms: { ...paper.forms, configured: "[@pointer-networks]" } }, "see ", ""), "[@pointer-networks]");
});

test("where a form is begun, the rest of it", () => {
  assert.equal(citation(paper, "see [[", "]] and"), "Pointer Networks");
  assert.equal(citation(paper, "see [[", ""), "Pointer Networks]]");
  assert.equal(citation(paper, "see [@", "]"), "pointer-networks");
  assert.equal(citation(paper, "[@a; @", "]"), "pointer-networks");
  assert.equal(citation(paper, "me@", ""), "Pointer Networks");
});

test("forms to choose from, each once", () => {
  assert.deepEqual(choices(paper.forms).map((each) => each.name), ["Title", "Wikilink", "Pandoc citation"]);
});

test("who and when", () => {
  assert.equal(byline(paper), "3 authors · 2015-06-09");
  assert.equal(byline({ ...paper, authors: ["A. One", "B. Two"] }), "A. One et al. · 2015-06-09");
  assert.equal(byline({ ...paper, author_count: null, date: "--05-06" }), "05-06 (year unknown)");
});
