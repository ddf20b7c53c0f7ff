// What is written for the reader of a note: literature notes, by a citation's code action and by the command that asks for
// the paper, and the list of references.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { equal, given, QUICK_INPUT, run, until, Workbench } from "./lib.mjs";

const MENU = ".action-widget";
const MAKE = `${MENU} .monaco-list-row:has-text("Make a literature note of “Pointer Networks”")`;
const POINTERS = join(given.folder, "pointer-networks.md");
const POINTER = "Pointer Networks";
const MATRYOSHKA = "Matryoshka Representation Learning";
const NESTED = join(given.folder, "matryoshka-representation-learning.md");
const FOUND = `${QUICK_INPUT} .quick-input-list .monaco-list-row`;

const head = (text) => text.split("\n").slice(0, 3);

/** Waits until the editor shows a file, and returns its first lines as they stand there. */
async function shown(bench, name) {
  await bench.page.waitForSelector(`.tab.active:has-text("${name}")`);
  const lines = () =>
    bench.page.$$eval(".editor-group-container.active .view-line", (all) =>
      all.map((each) => [Number.parseInt(each.style.top, 10), each.textContent.replaceAll("\u00a0", " ")]).sort((one, other) => one[0] - other[0]).map(([, text]) => text),
    );
  await until(async () => (await lines())[0] === "---", async () => `the editor shows ${JSON.stringify(await lines())}`);
  return (await lines()).slice(0, 3);
}

/** Waits until the server has read so many notes of the folder; it speaks of other roots, too. */
function notes(bench, count) {
  const told = () => bench.record.sent("litnotes/status").filter((each) => each.params.root === given.folder).at(-1);
  return until(() => told()?.params.notes === count, () => `the server says ${JSON.stringify(told())}`);
}

/** Searches in the list of "New Literature Note…", and takes the paper that comes first. */
async function make(bench, query, title) {
  await bench.command("Litnotes: New Literature Note…");
  await bench.page.waitForSelector('.quick-input-titlebar:has-text("New Literature Note")');
  await bench.type(query);
  await bench.page.waitForSelector(`${FOUND}.focused:has-text("${title}")`);
  await bench.key("Enter");
}

/** Which papers the list of references has, of those that may be in it. */
const items = (text) =>
  text
    .split("\n")
    .filter((line) => line.startsWith("- "))
    .map((line) => [MATRYOSHKA, POINTER].find((title) => line.includes(title)));

/** Chooses one of the source actions of the note. */
async function listed(bench, title) {
  await bench.command("Source Action...");
  const row = `${MENU} .monaco-list-row:has-text("${title}")`;
  await bench.page.waitForSelector(row);
  await bench.page.click(row);
}

const checks = {
  async "a code action on a citation makes the note, and shows it"(bench) {
    await bench.note("See 🎉 [@pointer-net<|>works].\n", "geometry.md");
    await notes(bench, 2);
    await bench.key("Control+.");
    await bench.page.waitForSelector(MAKE);
    await bench.page.click(MAKE);
    const wanted = ["---", "citekey: pointer-networks", "title: Pointer Networks"];
    equal(await shown(bench, "pointer-networks.md"), wanted, "the editor");
    equal(head(readFileSync(POINTERS, "utf8")), wanted, "the file");
    equal(await bench.toasts(), []);
  },

  async "Go to Declaration leads from the citation to it"(bench) {
    await notes(bench, 3);
    await bench.go(join(given.folder, "geometry.md"), "geometry.md");
    await bench.command("Go to Declaration");
    await shown(bench, "pointer-networks.md");
  },

  async "with its note there, the citation offers none"(bench) {
    await bench.go(join(given.folder, "geometry.md"), "geometry.md");
    await bench.key("Control+.");
    await bench.page.waitForSelector(`${MENU} .monaco-list-row:has-text("Write as wikilink")`);
    equal(await bench.page.$(MAKE), null);
    await bench.key("Escape");
  },

  async "a source action writes the list of references, and another brings it up to date"(bench) {
    const text = "See 🎉 [@pointer-networks].\n";
    await bench.note(text.replace("]", "<|>]"), "cited.md");
    await listed(bench, "Write the list of references");
    const written = await until(async () => {
      const text = await bench.text();
      return text.includes("litnotes:references") && text;
    }, "no list is written");
    equal(written.startsWith(`${text}\n## References\n\n<!-- litnotes:references -->\n\n- `), true, written);
    equal(items(written), [POINTER]);
    await bench.place(1);
    await bench.key("End");
    await bench.page.keyboard.insertText(` And ${MATRYOSHKA}.`);
    await bench.key("Escape"); // a list of completions
    equal((await bench.text()).split("\n")[0], `${text.trim()} And ${MATRYOSHKA}.`);
    await listed(bench, "Update the list of references");
    await until(async () => items(await bench.text()).length === 2, "the list is not updated");
    equal(items(await bench.text()), [MATRYOSHKA, POINTER]);
    equal(await bench.toasts(), []);
  },

  async "the command asks for the paper, with typos forgiven, and makes its note"(bench) {
    equal(existsSync(NESTED), false);
    await make(bench, "matryoska represent", MATRYOSHKA);
    const wanted = ["---", "citekey: matryoshka-representation-learning", `title: ${MATRYOSHKA}`];
    equal(await shown(bench, "matryoshka-representation-learning.md"), wanted, "the editor");
    equal(head(readFileSync(NESTED, "utf8")), wanted, "the file");
    await notes(bench, 5);
  },

  async "a note that is there is opened as it is"(bench) {
    const text = `---\ntitle: ${MATRYOSHKA}\n---\n\nMine.\n`;
    writeFileSync(NESTED, text);
    await bench.go(join(given.folder, "geometry.md"), "geometry.md");
    await make(bench, "matryoshka", MATRYOSHKA);
    await shown(bench, "matryoshka-representation-learning.md");
    equal(readFileSync(NESTED, "utf8"), text);
    equal(await bench.toasts(), []);
  },

  async "what cannot be made is said"(bench) {
    const sent = bench.record.sent("litnotes/status").length;
    writeFileSync(join(given.folder, "litnotes.toml"), '[literature]\ntemplate = "nowhere.md"\n');
    await until(() => bench.record.sent("litnotes/status").slice(sent).some((each) => each.params.state === "ready"), "the configuration is not read");
    await make(bench, "attention is all", "Attention Is All You Need");
    await until(async () => (await bench.toasts()).some((each) => /nowhere\.md/.test(each)), async () => `it says ${JSON.stringify(await bench.toasts())}`);
    equal(existsSync(join(given.folder, "attention-is-all-you-need.md")), false);
  },
};

const bench = await Workbench.open({ file: "note.md", width: 1120, height: 640 });
try {
  await bench.ready();
  await bench.key("Control+B"); // more room
  await run(checks, bench);
} finally {
  await bench.close();
}
