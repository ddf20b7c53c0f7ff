// Runs inside VS Code's extension host, with its real API. VS Code calls `run`.
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const vscode = require("vscode");

const ATTENTION = "Attention Is All You Need";
// A paper that no other test has notes about, and its key.
const DIFFUSION = "Denoising Diffusion Probabilistic Models";
const KEY = "denoising-diffusion-probabilistic-models";
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
const provided = (what, { uri, position }, ...more) => vscode.commands.executeCommand(`vscode.execute${what}Provider`, uri, position, ...more);
const complaints = ({ uri }) => vscode.languages.getDiagnostics(uri).filter((each) => each.source === "litnotes");
/** Where locations are: the file's name, and the text that they cover. */
async function covered(locations) {
  const found = [];
  for (const { uri, range } of locations) {
    const document = await vscode.workspace.openTextDocument(uri);
    found.push(`${path.basename(uri.path)}: ${document.getText(range)}`);
  }
  return found.sort();
}
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
    const wanted = [...contributes.commands.map((each) => each.command), "litnotes.search", "litnotes.new", "litnotes.open", "litnotes.status", "litnotes.reindex"];
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

  async "references: in all notes, unsaved text included, and the same from the dump's line"() {
    await note(`---\ntitle: ${DIFFUSION}\n---\n`, onDisk("literature.md"));
    const at = await note(`𝔸 as [@${KEY}<|>, p. 3] and *${DIFFUSION.toLowerCase()}* say`, onDisk("draft.md"));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(at.uri, new vscode.Position(0, 0), `[[${KEY}|they]] 𝔸\n`);
    assert.ok(await vscode.workspace.applyEdit(edit));
    const expected = [`draft.md: ${DIFFUSION.toLowerCase()}`, `draft.md: @${KEY}`, `draft.md: ${KEY}|they`, `literature.md: ${DIFFUSION}`].sort();
    const here = { uri: at.uri, position: new vscode.Position(1, 20) };
    // VS Code's own Markdown support takes all inside the brackets of a citation for a link.
    const ours = async () => (await covered(await provided("Reference", here))).filter((place) => !place.includes("p. 3"));
    await until(async () => (await ours()).length === expected.length, "not all references are there");
    assert.deepEqual(await ours(), expected);
    const dump = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, "dumps", "daily.txt"));
    const line = dump.getText().split("\n").indexOf(DIFFUSION);
    const fromDump = await covered(await provided("Reference", { uri: dump.uri, position: new vscode.Position(line, 3) }));
    assert.deepEqual(fromDump, expected.map((place) => place.replace(`${KEY}|they`, `[[${KEY}|they]]`)).sort());
    assert.deepEqual(await covered(await provided("Declaration", here)), ["literature.md: "]);
  },

  async "a dump of another kind: CSL-JSON"() {
    const dump = await note(JSON.stringify([{ id: "wei2022", type: "book", title: "A Grand Theory of Notes", issued: { "date-parts": [[2022]] } }], null, 2), onDisk("library.json"));
    await note("See [@wei2022].\n", onDisk("grand.md"));
    const at = { uri: dump.uri, position: new vscode.Position(3, 8) };
    const found = async () => covered(await provided("Reference", at));
    await until(async () => (await found()).length, "the dump was not read");
    assert.deepEqual(await found(), ["grand.md: @wei2022"]);
    assert.match(said(await hovers(at)), /A Grand Theory of Notes/);
    fs.rmSync(dump.uri.fsPath);
    await until(async () => (await vscode.commands.executeCommand("litnotes.search", "grand theory of notes", 1)).papers[0]?.key !== "wei2022", "the dump is still there");
  },

  async "lenses: in a note and in the dump, with a command that shows the places"() {
    const literature = vscode.Uri.joinPath(folder, "literature.md");
    const dump = vscode.Uri.joinPath(folder, "dumps", "daily.txt");
    for (const uri of [literature, dump]) {
      const lens = await until(async () => (await provided("CodeLens", { uri })).find((each) => each.command?.title === "cited in 2 notes"), "no lens");
      assert.equal(lens.command.command, "litnotes.showReferences");
      assert.equal(lens.command.arguments[2].length, 4);
      await vscode.commands.executeCommand(lens.command.command, ...lens.command.arguments);
    }
  },

  async "rename: in every note, in text that is not saved, too"() {
    const at = await note(`As [@${KEY}<|>; @pointer-networks].`);
    await vscode.commands.executeCommand("vscode.prepareRename", at.uri, at.position);
    const refused = await provided("DocumentRename", at, "no key");
    assert.deepEqual(refused.entries(), [], "VS Code's own Markdown support renamed");
    const edit = await provided("DocumentRename", at, "ho2020");
    assert.deepEqual(edit.entries().map(([uri, edits]) => [path.basename(uri.path), edits.length]).sort(), [[path.basename(at.uri.path), 1], ["draft.md", 2]].sort());
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(at.document.getText(), "As [@ho2020; @pointer-networks].");
    const draft = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, "draft.md"));
    assert.match(draft.getText(), /^\[\[ho2020\|they\]\] 𝔸\n𝔸 as \[@ho2020, p\. 3\]/);
    await assert.rejects(vscode.commands.executeCommand("vscode.prepareRename", draft.uri, new vscode.Position(1, 35)));
  },

  async "an unknown key is complained of, and mended by the fix"() {
    const at = await note("𝔸 As [@pointer-network<|>, p. 3].");
    const [complaint] = await until(() => complaints(at).length && complaints(at), "no complaint");
    assert.equal(at.document.getText(complaint.range), "@pointer-network");
    assert.equal(complaint.severity, vscode.DiagnosticSeverity.Warning);
    const actions = await vscode.commands.executeCommand("vscode.executeCodeActionProvider", at.uri, complaint.range, vscode.CodeActionKind.QuickFix.value, 5);
    const fix = actions.find((action) => action.isPreferred);
    assert.match(fix.title, /pointer-networks/);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.equal(at.document.getText(), "𝔸 As [@pointer-networks, p. 3].");
    await until(() => !complaints(at).length, "the complaint stays");
  },

  async "what a citation stands for is offered, and its file is opened by the command"() {
    const file = vscode.Uri.joinPath(folder, "kept.txt");
    fs.writeFileSync(file.fsPath, "What is kept of it.");
    fs.writeFileSync(vscode.Uri.joinPath(folder, "kept.bib").fsPath, "@misc{kept1999, title = {Tin Wind}, eprint = {1412.6980}, archiveprefix = {arXiv}, file = {kept.txt}}");
    const at = await note("𝔸 As [@kept<|>1999, p. 3].");
    const here = new vscode.Range(at.position, at.position);
    const offered = async () => (await vscode.commands.executeCommand("vscode.executeCodeActionProvider", at.uri, here, "litnotes.open", 5)).map((action) => action.title);
    await until(async () => (await offered()).length === 2, "nothing to open is offered");
    assert.deepEqual(await offered(), ["Open the file kept.txt", "Open the page https://arxiv.org/abs/1412.6980"]);
    vscode.window.activeTextEditor.selection = new vscode.Selection(at.position, at.position);
    await vscode.commands.executeCommand("litnotes.openPaper");
    await until(() => vscode.window.activeTextEditor?.document.uri.path === file.path, "the file is not shown");
  },

  async "actions for the whole note are asked for by their kind"() {
    const at = await note(`We follow ${ATTENTION} and Neural Scene Flow Prior.`);
    const whole = new vscode.Range(0, 0, 1, 0);
    const titles = async (kind) => (await vscode.commands.executeCommand("vscode.executeCodeActionProvider", at.uri, whole, kind, 9)).map((action) => action.title);
    const offered = await until(async () => (await titles("source")).find((title) => /every plain title.*wikilink \(2\)/.test(title)), "nothing is offered");
    assert.ok(offered);
  },

  async "a hint behind a key; highlights; nothing for links"() {
    const at = await note("As [@pointer-networks<|>] and Pointer Networks.");
    const whole = new vscode.Range(0, 0, 1, 0);
    const hints = await until(async () => { const all = await vscode.commands.executeCommand("vscode.executeInlayHintProvider", at.uri, whole); return all.length && all; }, "no hint");
    assert.deepEqual(hints.map((hint) => [hint.label.trim?.() ?? hint.label, hint.position.character]), [["Pointer Networks", 21]]);
    const marked = await vscode.commands.executeCommand("vscode.executeDocumentHighlights", at.uri, at.position);
    assert.deepEqual(marked.map((each) => at.document.getText(each.range)), ["@pointer-networks", "Pointer Networks"]);
  },

  async "symbols: the papers of a note, the entries of a dump, papers and notes by title"() {
    const at = await note(`# Ways\n\n[[${ATTENTION}]] and again [[${ATTENTION}]], [@pointer-networks]\n\n## More\n\n${ATTENTION}\n`, onDisk("ways.md"));
    const named = (symbols) => symbols.flatMap((symbol) => [symbol.name, ...named(symbol.children ?? [])]);
    const outline = await until(async () => { const all = await provided("DocumentSymbol", { uri: at.uri }); return named(all).length === 4 && named(all); }, "not the outline");
    assert.deepEqual([...outline].sort(), ["# Ways", "## More", ATTENTION, "Pointer Networks"].sort());
    const plain = await provided("DocumentSymbol", { uri: vscode.Uri.joinPath(folder, "dumps", "search.txt") });
    assert.equal(plain[0].name, ATTENTION);
    const found = await vscode.commands.executeCommand("vscode.executeWorkspaceSymbolProvider", "matryoshka");
    assert.deepEqual(found.filter((symbol) => symbol.name.startsWith("Matryoshka")).map((symbol) => path.basename(symbol.location.uri.path)), ["daily.txt"]);
    const folds = await vscode.commands.executeCommand("vscode.executeFoldingRangeProvider", at.uri);
    assert.deepEqual(folds.map((fold) => fold.start), [0, 4]);
  },

  async "a feature that is off: no lens, no complaint"() {
    const at = await note("As [@pointer-network].");
    await until(() => complaints(at).length, "no complaint");
    await set("features.diagnostics", false);
    await until(() => !complaints(at).length, "diagnostics are still on");
    await set("features.diagnostics", undefined);
    await until(() => complaints(at).length, "diagnostics are still off");
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
