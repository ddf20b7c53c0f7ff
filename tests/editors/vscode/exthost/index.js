// Runs inside VS Code's extension host, with its real API. VS Code calls `run`.
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const vscode = require("vscode");

const ATTENTION = "Attention Is All You Need";
const folder = vscode.workspace.workspaceFolders[0].uri;

async function until(probe, what) {
  const end = Date.now() + 20_000;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > end) throw new Error(`timed out: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Opens a note with this text; `<|>` is where the position is. */
async function note(marked, make = (content) => vscode.workspace.openTextDocument({ language: "markdown", content })) {
  const at = marked.indexOf("<|>");
  const document = await make(marked.replace("<|>", ""));
  await vscode.window.showTextDocument(document);
  return { uri: document.uri, position: document.positionAt(Math.max(at, 0)), document };
}

function onDisk(name) {
  return async (content) => {
    const file = vscode.Uri.joinPath(folder, name);
    fs.writeFileSync(file.fsPath, content);
    return vscode.workspace.openTextDocument(file);
  };
}

const labels = (list) => list.items.map((item) => (typeof item.label === "string" ? item.label : item.label.label));
const completions = ({ uri, position }, trigger) => vscode.commands.executeCommand("vscode.executeCompletionItemProvider", uri, position, trigger, 3);
const hovers = ({ uri, position }) => vscode.commands.executeCommand("vscode.executeHoverProvider", uri, position);
const definitions = ({ uri, position }) => vscode.commands.executeCommand("vscode.executeDefinitionProvider", uri, position);
const said = (all) => all.flatMap((hover) => hover.contents.map((content) => content.value)).join("\n");
const set = (key, value) => vscode.workspace.getConfiguration("litnotes").update(key, value, vscode.ConfigurationTarget.Workspace);
const papers = async () => (await vscode.commands.executeCommand("litnotes.search", "neural", 50)).papers;

const tests = {
  async "the extension activates, and finds the server on PATH"() {
    const extension = vscode.extensions.getExtension("litnotes.litnotes");
    assert.ok(extension, "the extension is not there");
    await extension.activate();
    const answer = await until(async () => {
      const status = await vscode.commands.executeCommand("litnotes.status").then((status) => status, () => undefined);
      return status?.papers > 0 && status;
    }, "nothing is indexed");
    assert.equal(answer.root, folder.fsPath);
  },

  async "every command that is contributed is there, beside the server's own"() {
    const { contributes } = vscode.extensions.getExtension("litnotes.litnotes").packageJSON;
    const there = await vscode.commands.getCommands(true);
    const wanted = [...contributes.commands.map((each) => each.command), "litnotes.search", "litnotes.status", "litnotes.reindex"];
    assert.deepEqual(wanted.filter((command) => !there.includes(command)), []);
  },

  async "Markdown's defaults: suggestions while typing, no words, no snippets"() {
    const { document } = await note("x");
    const editor = vscode.workspace.getConfiguration("editor", document);
    assert.deepEqual(editor.get("quickSuggestions"), { other: "on", comments: "off", strings: "on" });
    assert.equal(editor.get("wordBasedSuggestions"), "off");
    assert.equal(editor.get("suggest.showWords"), false);
    assert.equal(editor.get("suggest.showSnippets"), false);
    assert.equal(editor.get("acceptSuggestionOnEnter"), "smart");
  },

  async "other languages keep theirs"() {
    const document = await vscode.workspace.openTextDocument({ language: "plaintext", content: "x" });
    const found = vscode.workspace.getConfiguration("editor", document).inspect("acceptSuggestionOnEnter");
    assert.equal(found.defaultValue, "on");
  },

  async "completion: the paper, its range and its documentation"() {
    const at = await note("See [[atention is al<|>]].");
    const list = await completions(at, "[");
    const item = list.items[labels(list).indexOf(ATTENTION)];
    assert.ok(item, labels(list).join());
    assert.deepEqual([item.range.start.character, item.range.end.character], [6, 20]);
    assert.equal(item.insertText, ATTENTION);
    assert.match(item.documentation.value, /8 authors/);
  },

  async "completion after characters of two UTF-16 units"() {
    const at = await note("𝔸 cafe\u0301 [[pointer net<|>]]");
    const { items } = await completions(at);
    assert.equal(items[0].range.start.character, "𝔸 cafe\u0301 [[".length);
  },

  async "completion offers nothing in prose that is no title"() {
    assert.deepEqual(labels(await completions(await note("Extraordinary words. Extraor<|>"))), []);
  },

  async "hover: a card, escaped, and its range"() {
    const [hover] = await hovers(await note("We build on [[Attention Is<|> All You Need]]."));
    assert.match(said([hover]), /\*\*Attention Is All You Need\*\*/);
    assert.deepEqual([hover.range.start.character, hover.range.end.character], [12, 41]);
    assert.equal(hover.contents.some((content) => content.isTrusted || content.supportHtml), false);
  },

  async "hover on nothing"() {
    assert.equal(said(await hovers(await note("We build<|> on nothing."))), "");
  },

  async "definition: each entry, at its line"() {
    const found = await definitions(await note(`As in ${ATTENTION}<|>`.replace("Need<|>", "Ne<|>ed")));
    const places = found.map((each) => [path.basename((each.targetUri ?? each.uri).fsPath), (each.targetSelectionRange ?? each.targetRange ?? each.range).start.line]);
    for (const [file, line] of places) {
      const lines = fs.readFileSync(vscode.Uri.joinPath(folder, "dumps", file).fsPath, "utf8").split("\n");
      assert.match(lines[line], new RegExp(`${ATTENTION}$`));
    }
    assert.deepEqual(places.map(([file]) => file).sort(), ["daily.txt", "search.txt"]);
  },

  async "notes by their name, whatever their language"() {
    for (const name of ["a.qmd", "b.Rmd", "c.markdown"]) {
      const at = await note("We build on [[Attention<|> Is All You Need]].", onDisk(name));
      assert.match(said(await hovers(at)), /Attention/, name);
    }
  },

  async "settings: litnotes.toml counts where the editor sets nothing, else the editor"() {
    const at = await note("See [[neural<|>]]");
    const count = async () => labels(await completions(at)).length;
    assert.equal(await count(), 2, "litnotes.toml says 2");
    await set("completion.limit", 1);
    await until(async () => (await count()) === 1, "the editor's limit does not count");
    await set("completion.limit", undefined);
    await until(async () => (await count()) === 2, "litnotes.toml does not count again");
  },

  async "settings: a feature is turned off and on"() {
    const at = await note("We build on [[Attention<|> Is All You Need]].");
    await set("features.hover", false);
    await until(async () => said(await hovers(at)) === "", "hover is still on");
    await set("features.hover", undefined);
    await until(async () => said(await hovers(at)) !== "", "hover is still off");
  },

  async "reindex and restart"() {
    const before = (await papers()).length;
    assert.ok(before > 1);
    await vscode.commands.executeCommand("litnotes.rebuildIndex");
    await until(async () => (await papers()).length === before, "reindexing lost papers");
    await vscode.commands.executeCommand("litnotes.restart");
    await until(async () => (await papers()).length === before, "restarting lost papers");
    const at = await note("See [[pointer net<|>]]");
    await until(async () => labels(await completions(at)).includes("Pointer Networks"), "nothing after the restart");
  },

  async "what is searched for comes with its forms"() {
    const answer = await vscode.commands.executeCommand("litnotes.search", "pointer networks", 5);
    assert.equal(answer.papers[0].forms.wikilink, "[[Pointer Networks]]");
  },
};

exports.run = async function () {
  let failed = 0;
  for (const [name, test] of Object.entries(tests)) {
    const start = Date.now();
    const entry = { name };
    try {
      await test();
    } catch (error) {
      failed++;
      entry.error = error.stack;
    }
    entry.ms = Date.now() - start;
    fs.appendFileSync(process.env.LITNOTES_TEST_REPORT, JSON.stringify(entry) + "\n");
  }
  if (failed) {
    throw new Error(`${failed} failed`);
  }
};
