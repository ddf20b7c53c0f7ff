// What all notes say of a paper: references, lenses, complaints and their fixes, renaming. Makes pictures, too.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { equal, given, run, until, Workbench } from "./lib.mjs";

const PEEK = ".peekview-widget";
const CITED = 6; // in three notes, as test_vscode.py writes them
const LENS = '.codelens-decoration a:has-text("cited in 3 notes")';
const MENU = ".action-widget";
const text = (name) => readFileSync(join(given.folder, name), "utf8");

async function open(bench, name, line, column) {
  await bench.go(join(given.folder, name), name.split("/").at(-1));
  await bench.place(line, column);
}

/** Waits until the peek view shows so many places, and returns the files that they are in. */
async function peeked(bench, count) {
  await bench.page.waitForSelector(PEEK);
  await until(async () => ((await bench.page.textContent(`${PEEK} .peekview-title`)) ?? "").includes(`(${count})`), async () => `the peek view says ${await bench.page.textContent(`${PEEK} .peekview-title`)}, not ${count}`);
  return (await bench.page.$$eval(`${PEEK} .reference-file .label-name`, (all) => all.map((each) => each.textContent))).sort();
}

async function leave(bench) {
  await bench.key("Escape");
  await until(async () => !(await bench.page.$(PEEK)), "the peek view stays");
}

/** Types another name for the key under the cursor; Enter is not pressed yet. */
async function rename(bench, name) {
  await bench.key("F2");
  await until(() => bench.page.evaluate(() => document.activeElement?.matches(".rename-input")), "the box has no focus");
  equal(await bench.page.inputValue(".rename-input"), "pointer-networks");
  await bench.type(name);
}

const squiggles = (bench) => bench.page.$$eval(".squiggly-warning, .squiggly-info", (all) => all.length);

const checks = {
  async "references: every citation in all notes, each once, from a wikilink"(bench) {
    await open(bench, "note.md", 3, 53);
    await bench.key("Shift+F12");
    equal(await peeked(bench, CITED), ["note.md", "pointers.md", "todo.md"]);
    await bench.shot("references", await bench.around([PEEK, ".tabs-and-actions-container"], 0));
    await leave(bench);
  },

  async "references from the paper's line in the dump"(bench) {
    await open(bench, "dumps/daily.txt", 53, 1);
    await bench.key("Shift+F12");
    equal(await peeked(bench, CITED), ["note.md", "pointers.md", "todo.md"]);
    await leave(bench);
  },

  async "a lens in the dump; no completion there"(bench) {
    await bench.page.waitForSelector(LENS);
    const since = bench.record.mark();
    await bench.key("Home");
    await bench.type("[[pointer net");
    await until(() => bench.record.messages().slice(since).filter((each) => each.message.method === "textDocument/didChange").length >= 13, "the changes were not told");
    equal(bench.record.requests("textDocument/completion", since), []);
    await bench.key("Escape"); // VS Code offers words of the file
    for (let i = 0; i < 5 && (await bench.page.$(".tab.active.dirty")); i++) await bench.key("Control+Z");
    await until(async () => !(await bench.page.$(".tab.active.dirty")), "the dump is changed");
  },

  async "files of the kinds that dumps come in are told to the server, others are not"(bench) {
    const names = ["a.bib", "b.json", "c.jsonl", "d.ris", "e.xml", "f.csv", "g.py"];
    for (const name of names) {
      writeFileSync(join(given.folder, name), "");
      await bench.go(join(given.folder, name), name);
    }
    const told = () => bench.record.sent("textDocument/didOpen", "editor").map((message) => message.params.textDocument.uri.split("/").at(-1)).filter((name) => names.includes(name)).sort();
    await until(() => told().length >= names.length - 1, () => `the server was told of ${told()}`);
    equal(told(), names.slice(0, -1));
    await bench.command("View: Close All Editors");
  },

  async "a lens above a heading: a click shows the citations"(bench) {
    await open(bench, "ideas/pointers.md", 7, 1);
    await bench.page.waitForSelector(LENS);
    equal((await bench.page.$$(LENS)).length, 2, "one for the front matter, one for the heading");
    await bench.page.click(`${LENS} >> nth=1`);
    equal(await peeked(bench, CITED), ["note.md", "pointers.md", "todo.md"]);
    await bench.shot("lens", await bench.around([PEEK, ".tabs-and-actions-container"], 0));
    await leave(bench);
  },

  async "behind a key stands the short title"(bench) {
    await until(() => bench.page.$$eval(".view-line", (all) => all.some((each) => /@pointer-networks.*Pointer Networks/.test(each.textContent.replace(/\u00a0/g, " ")))), "no hint");
  },

  async "the outline: headings once, and the papers"(bench) {
    await bench.key("Control+Shift+O");
    const rows = ".quick-input-widget:not(.hidden) .quick-input-list .monaco-list-row .label-name";
    const named = () => bench.page.$$eval(rows, (all) => all.map((each) => each.textContent.trim()).sort());
    const wanted = ["# Pointer Networks", "Attention Is All You Need", "Pointer Networks"];
    await until(async () => JSON.stringify(await named()) === JSON.stringify(wanted), async () => `the list has ${JSON.stringify(await named())}`);
    await bench.key("Escape");
  },

  async "a click that jumps opens no web page: links are left out"(bench) {
    equal(bench.record.requests("textDocument/documentLink"), []);
  },

  async "an unknown key has a squiggle, and the fix is applied by keyboard"(bench) {
    await bench.note("# Geometry\n\nHulls and tours are found by pointing [@pointer-network<|>].\n", "geometry.md");
    await until(() => squiggles(bench), "no squiggle");
    await bench.key("Control+.");
    await bench.page.waitForSelector(`${MENU} .monaco-list-row:has-text("Change to pointer-networks")`);
    await bench.shot("quick-fix", await bench.around([MENU, ".tabs-and-actions-container", ".monaco-editor .view-lines .view-line span span", ".squiggly-warning"], 8));
    await bench.key("Enter");
    await bench.expect("# Geometry\n\nHulls and tours are found by pointing [@pointer-networks].\n");
    await until(async () => !(await squiggles(bench)), "the squiggle stays");
    await bench.key("Control+Z");
    await bench.expect("# Geometry\n\nHulls and tours are found by pointing [@pointer-network].\n");
  },

  async "a title that is nearly right is mended"(bench) {
    await bench.note("As in [[Neural Scene Flow<|> Priors]].\n", "flow.md");
    await until(() => squiggles(bench), "no squiggle");
    await bench.key("Control+.");
    await bench.page.waitForSelector(`${MENU} .monaco-list-row.focused:has-text("Neural Scene Flow Prior")`);
    await bench.key("Enter");
    await bench.expect("As in [[Neural Scene Flow Prior]].\n");
  },

  async "a mention is written as a citation"(bench) {
    await bench.note("We follow Neural Scene<|> Flow Prior.\n", "prose.md");
    await bench.key("Control+.");
    await bench.page.waitForSelector(`${MENU} .monaco-list-row:has-text("Write as Pandoc citation")`);
    await bench.type("Pandoc");
    await bench.page.click(`${MENU} .monaco-list-row:has-text("Write as Pandoc citation")`);
    await bench.expect("We follow [@neural-scene-flow-prior].\n");
  },

  async "nothing was said that a person did not ask for"(bench) {
    equal(await bench.toasts(), []);
  },

  async "rename: what cannot be a key is refused, and said"(bench) {
    const note = "See [@pointer-networks].\n";
    await bench.note(note.replace("networks", "net<|>works"), "refused.md");
    await rename(bench, "two words");
    await bench.key("Enter");
    await until(async () => (await bench.toasts()).some((each) => /'two words' cannot be a citation key/.test(each)), async () => `it says ${await bench.toasts()}`);
    await bench.expect(note);
    await bench.command("Notifications: Clear All Notifications");
  },

  async "rename: a key in two notes, of which one is not saved"(bench) {
    const todo = text("ideas/todo.md");
    await bench.note("# Draft\n\nNot saved yet<|>\n", "draft.md");
    await bench.type(": [@pointer-networks]");
    await bench.key("ArrowLeft", "ArrowLeft");
    await rename(bench, "vinyals2015");
    await bench.shot("rename", await bench.around([".rename-box", ".tabs-and-actions-container", ".monaco-editor .view-lines .view-line span span"], 8));
    await bench.key("Enter");
    const renamed = todo.replaceAll("pointer-networks", "vinyals2015");
    await until(() => text("ideas/todo.md") === renamed, () => `the other note is ${text("ideas/todo.md")}`);
    await bench.expect("# Draft\n\nNot saved yet: [@vinyals2015]\n");
    await until(async () => (await bench.toasts()).some((each) => /daily\.txt:53/.test(each)), async () => `nothing says that the dump stays as it is: ${await bench.toasts()}`);
  },
};

const bench = await Workbench.open({ file: "note.md", width: 1120, height: 640 });
try {
  await bench.ready();
  await bench.key("Control+B"); // more room
  await bench.page.addStyleTag({ content: ".peekview-title .dirname { display: none }" }); // of no use in a picture
  await run(checks, bench);
} finally {
  await bench.close();
}
