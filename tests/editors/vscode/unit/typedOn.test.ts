import assert from "node:assert/strict";
import { test } from "node:test";
import { typedOn } from "../../../../editors/vscode/src/typedOn";

test("what was typed on is behind the column that was asked for", () => {
  assert.equal(typedOn("See neural ", 11, "See neural fl"), 13);
  assert.equal(typedOn("See [[neu]].", 9, "See [[neural]]."), 12);
});

test("nothing typed, something deleted, or another place", () => {
  assert.equal(typedOn("See", 3, "See"), undefined);
  assert.equal(typedOn("See", 3, "Se"), undefined);
  assert.equal(typedOn("See", 3, "I See"), undefined);
  assert.equal(typedOn("See x", 3, "See"), undefined);
});
