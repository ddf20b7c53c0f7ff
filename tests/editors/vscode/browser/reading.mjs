// Reads: the popup, the hover card, jumps, the list of papers, the status. Makes the README's pictures.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { equal, given, HOVER, QUICK_INPUT, run, until, Workbench } from "./lib.mjs";

const ATTENTION = "Attention Is All You Need";
const ROWS = `${QUICK_INPUT} .quick-input-list .monaco-list-row`;
const PEEK = ".peekview-widget";

const lineOf = (dump, title) => readFileSync(join(given.folder, "dumps", dump), "utf8").split("\n").findIndex((line) => line.endsWith(title)) + 1;
const rows = (bench) => bench.page.$$eval(`${ROWS} .quick-input-list-row:first-child .label-name`, (all) => all.map((each) => each.textContent));

async function place(bench, line, column) {
  await bench.go(join(given.folder, "note.md"), "note.md");
  await bench.place(line, column);
}

async function hover(bench) {
  await bench.key("Control+K", "Control+I");
  await bench.page.waitForSelector(HOVER);
  return until(async () => {
    const text = (await bench.page.$$eval(HOVER, (all) => all.map((each) => each.innerText))).join("\n");
    return !/Loading/.test(text) && text;
  }, "the card does not load");
}

/** Opens the list of papers, and types words until the server's answer for them is shown. */
async function showPaper(bench, words) {
  await bench.command("Litnotes: Show Paper…");
  await bench.page.waitForSelector(`${QUICK_INPUT} input[placeholder^="Words of a title"]`);
  await bench.type(words);
  const asked = await until(() => bench.record.requests("workspace/executeCommand").findLast((each) => each.params.command === "litnotes.search" && each.params.arguments[0] === words && each.answer), "the server was not asked");
  const titles = asked.answer.result.papers.map((paper) => paper.title);
  await until(async () => JSON.stringify((await rows(bench)).slice(0, 5)) === JSON.stringify(titles.slice(0, 5)), async () => `the list shows ${JSON.stringify(await rows(bench))}, the server said ${JSON.stringify(titles)}`);
  return titles;
}

const checks = {
  "the status bar tells how many papers there are"() {
    // `ready` waited for it.
  },

  async "hover: a card that is rendered, and whole"(bench) {
    await place(bench, 3, 20);
    const text = await hover(bench);
    for (const part of [ATTENTION, "8 authors", "2017-06-12", "daily.txt"]) {
      if (!text.includes(part)) throw new Error(`${part} is missing in: ${text}`);
    }
    if (/\\[^\s]|\*\*|&nbsp;|`/.test(text)) throw new Error(`raw Markdown: ${text}`);
    const cut = await bench.page.$$eval(".monaco-hover:not(.hidden)", (all) => all.some((each) => each.getBoundingClientRect().right > innerWidth || each.getBoundingClientRect().bottom > innerHeight));
    equal(cut, false, "the card is cut off");
    await bench.shot("hover", await bench.around([".monaco-hover:not(.hidden)", ".tabs-and-actions-container", ".monaco-editor .view-lines .view-line span span"], 8));
    await bench.key("Escape");
  },

  async "hover: special characters of a title are not escaped twice"(bench) {
    await bench.note("On [[Retrieve<|> & Reread: Small Models as Patient Librarians]].");
    const text = await hover(bench);
    if (!text.includes("Retrieve & Reread: Small Models as Patient Librarians")) throw new Error(text);
    await bench.key("Escape");
  },

  async "definition: F12 lands in the dump, at the entry's line"(bench) {
    await place(bench, 3, 53);
    await bench.key("F12");
    await bench.page.waitForSelector('.tab.active:has-text("daily.txt")');
    const line = lineOf("daily.txt", "Pointer Networks");
    await until(async () => (await bench.cursor())?.startsWith(`Ln ${line}, Col 1`), async () => `the cursor is at ${await bench.cursor()}, not in line ${line}`);
    await bench.shot("definition", await bench.around([".editor-group-container", ".part.statusbar"], 0));
  },

  async "popup: titles, and the card of the one in focus beside them"(bench) {
    await bench.key("Control+B"); // more room
    await bench.note("# Reading list\n\nSee <|>\n", "reading.md");
    await bench.type("[[neural ");
    await bench.offers("Neural Scene Flow Prior");
    const card = ".suggest-details-container .suggest-details";
    await until(async () => {
      if (await bench.page.isVisible(card)) return /3 authors/.test((await bench.page.textContent(card)) ?? "");
      // The key does nothing as long as the documentation is on its way.
      await bench.key("Control+Space");
      await bench.page.waitForSelector(card, { timeout: 1000 }).catch(() => {});
      return false;
    }, "no documentation beside the list");
    const text = await bench.page.$eval(card, (each) => each.innerText);
    if (/\\[.&(-]|\*\*/.test(text)) throw new Error(`raw Markdown: ${text}`);
    await bench.shot("completion", await bench.around([".suggest-widget.visible", card, ".tabs-and-actions-container", ".monaco-editor .view-lines .view-line span span"], 8));
    await bench.key("Escape", "Escape", "Control+B");
  },

  async "definition: several entries show in a peek view"(bench) {
    await place(bench, 3, 20);
    await bench.key("F12");
    await bench.page.waitForSelector(PEEK);
    await until(async () => /daily\.txt/.test(await bench.page.textContent(PEEK)) && /search\.txt/.test(await bench.page.textContent(PEEK)), "both dumps are in the peek view");
    await bench.key("Escape");
  },

  async "Show Paper: asks as one types, in the server's order, and inserts"(bench) {
    await bench.note("We follow <|>.", "show.md");
    const titles = await showPaper(bench, "neural lerning");
    if (titles.length < 2) throw new Error(`too few papers to see an order: ${titles}`);
    await bench.shot("show-paper", await bench.around([".quick-input-widget"], 8));
    await bench.key("Enter");
    await bench.expect(`We follow ${titles[0]}.`);
    await bench.key("Control+Z");
    await bench.expect("We follow .");
  },

  async "Show Paper: a form is chosen"(bench) {
    await bench.note("We follow <|>.");
    await showPaper(bench, "pointer net");
    await bench.page.hover(`${ROWS}:has-text("Pointer Networks")`);
    await bench.page.click(`${ROWS}:has-text("Pointer Networks") .action-label[aria-label^="Insert as"]`);
    await bench.page.click(`${ROWS}:has-text("Pandoc citation")`);
    await bench.expect("We follow [@pointer-networks].");
  },

  async "Show Paper: its button opens the entry"(bench) {
    await bench.note("We follow <|>.");
    await showPaper(bench, "pointer net");
    await bench.page.hover(`${ROWS}:has-text("Pointer Networks")`);
    await bench.page.click(`${ROWS}:has-text("Pointer Networks") .action-label[aria-label^="Open its entry"]`);
    await bench.page.waitForSelector('.tab.active:has-text("daily.txt")');
    const line = lineOf("daily.txt", "Pointer Networks");
    await until(async () => (await bench.cursor())?.startsWith(`Ln ${line},`), async () => `the cursor is at ${await bench.cursor()}`);
  },

  async "status: what is indexed, and what can be done"(bench) {
    await place(bench, 1, 1);
    await bench.page.click('.statusbar-item[id$="litnotes.status"] a');
    await until(async () => /papers from 2 files/.test((await bench.page.textContent(`${QUICK_INPUT} .quick-input-titlebar`)) ?? ""), "no counts");
    const said = (await bench.page.$$eval(ROWS, (all) => all.map((each) => each.textContent))).join("\n");
    for (const part of ["Reindex", "Restart", "dumps/daily.txt", "dumps/search.txt"]) {
      if (!said.includes(part)) throw new Error(`${part} is missing in: ${said}`);
    }
    await bench.shot("status", await bench.around([".quick-input-widget"], 8));
    await bench.key("Escape");
  },

  async "reindex: the status bar comes back to its count"(bench) {
    const before = await bench.statusBar();
    const sent = bench.record.sent("litnotes/status").length;
    await bench.command("Litnotes: Reindex All Dumps");
    await until(() => bench.record.sent("litnotes/status").slice(sent).some((each) => each.params.state === "ready"), "nothing was reindexed");
    await until(async () => (await bench.statusBar()) === before, async () => `the status bar says ${await bench.statusBar()}, not ${before}`);
  },

  async "the walkthrough opens, with its pictures"(bench) {
    await bench.command("Welcome: Open Walkthrough");
    await bench.page.waitForSelector(`${ROWS}:has-text("Start with Litnotes")`);
    await bench.type("Start with Litnotes");
    await bench.key("Enter");
    await bench.page.waitForSelector('.gettingStartedContainer:has-text("Install the server")');
    const steps = await bench.page.$$eval(".gettingStartedContainer .step-title", (all) => all.map((each) => each.textContent));
    for (const step of ["Bring your papers", "Type a title"]) {
      if (!steps.includes(step)) throw new Error(`${step} is missing in ${steps}`);
    }
    await bench.page.click('.gettingStartedContainer .step-title:has-text("Type a title")');
    await until(() => bench.page.$$eval(".gettingStartedContainer img", (all) => all.some((each) => each.naturalWidth > 200)), "the picture is not shown");
    await bench.page.screenshot({ path: join(given.failures, "walkthrough.png") });
    await bench.key("Control+F4");
  },

  async "nothing was said that a person did not ask for"(bench) {
    equal(await bench.toasts(), []);
  },
};

const bench = await Workbench.open({ file: "note.md", width: 1200, height: 640 });
try {
  await bench.ready();
  await run(checks, bench);
} finally {
  await bench.close();
}
