import assert from "node:assert/strict";
import { test } from "node:test";
import { now, plural, shown, told, type State } from "../../../../editors/vscode/src/state";

const ready = (root: string, papers: number, problems = 0) => ({ state: "ready" as const, root, papers, entries: papers, files: 1, notes: 2, problems });
const after = (...news: Parameters<typeof told>[1][]): State => news.reduce(told, now("running"));

test("missing and failed servers warn", () => {
  assert.deepEqual([shown(now("missing")).text, shown(now("missing")).warning], ["$(warning) Litnotes", true]);
  assert.equal(shown(now("failed")).warning, true);
});

test("counts of all folders, and each in the tooltip", () => {
  const both = shown(after(ready("/a", 1200), ready("/b", 34)));
  assert.equal(both.text, "$(book) 1,234 papers");
  assert.equal(both.tooltip, "/a: 1,200 papers from 1 file, 2 notes\n/b: 34 papers from 1 file, 2 notes");
});

test("it turns while a folder is indexed, and keeps the counts that it had", () => {
  assert.equal(shown(after({ state: "indexing", root: "/a" })).text, "$(sync~spin) Indexing papers");
  assert.equal(shown(after(ready("/a", 3), { state: "indexing", root: "/a" })).text, "$(sync~spin) 3 papers");
  assert.equal(shown(after(ready("/a", 3), { state: "indexing", root: "/a" }, ready("/a", 4))).text, "$(book) 4 papers");
});

test("problems show", () => {
  const one = shown(after(ready("/a", 1, 1)));
  assert.equal(one.text, "$(warning) 1 paper");
  assert.match(one.tooltip, /1 problem$/);
});

test("what a server knew is gone with it", () => {
  assert.equal(shown(now("starting")).text, "$(sync~spin) Litnotes");
});

test("counts in words", () => {
  assert.deepEqual([plural(0, "paper"), plural(1, "paper"), plural(20000, "paper")], ["0 papers", "1 paper", "20,000 papers"]);
});
