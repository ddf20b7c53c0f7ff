import assert from "node:assert/strict";
import { test } from "node:test";
import { explicitSettings, serverKeys, type Inspected } from "../../../../editors/vscode/src/settings";

const keys = ["papers", "completion.prose", "completion.limit", "features.hover"];
const sent = (set: Record<string, Inspected>) => explicitSettings(keys, (key) => set[key]);

test("nothing set, nothing sent: defaults are the server's", () => {
  assert.deepEqual(sent({}), {});
});

test("only what is set is sent, in the shape of litnotes.toml", () => {
  assert.deepEqual(sent({ "completion.prose": { globalValue: "off" }, "completion.limit": { globalValue: 5 }, "features.hover": { workspaceValue: false } }), {
    completion: { prose: "off", limit: 5 },
    features: { hover: false },
  });
});

test("the workspace overrides the user", () => {
  assert.deepEqual(sent({ papers: { globalValue: ["a"], workspaceValue: ["b"] } }), { papers: ["b"] });
});

test("the extension's own settings are no keys of litnotes.toml", () => {
  assert.deepEqual(serverKeys(["litnotes.papers", "litnotes.server.command", "litnotes.trace.server", "litnotes.completion.limit"]), ["papers", "completion.limit"]);
});
