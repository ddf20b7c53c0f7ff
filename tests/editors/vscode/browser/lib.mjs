// Drives VS Code in a headless browser: opens notes, types, and reads what stands in the document.
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const given = JSON.parse(process.env.LITNOTES_TEST);
const { chromium } = createRequire(given.playwright + "/x")("playwright-core");

const POPUP = ".suggest-widget.visible";
export const HOVER = ".monaco-hover:not(.hidden) .hover-contents";
export const QUICK_INPUT = ".quick-input-widget:not(.hidden)";
const ARGUMENTS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
];

/** Waits until `probe` returns something true; throws with what it is about where that takes too long. */
export async function until(probe, what, patience = 15_000) {
  const end = Date.now() + patience;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > end) throw new Error(`timed out: ${typeof what === "function" ? await what() : what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

export function equal(got, expected, what = "") {
  if (JSON.stringify(got) !== JSON.stringify(expected)) {
    throw new Error(`${what}\n  expected ${JSON.stringify(expected)}\n  got      ${JSON.stringify(got)}`);
  }
}

/** What is said between the editor and the server, from the record that tap.py writes. */
class Record {
  constructor(file) {
    this.file = file;
  }
  messages() {
    if (!this.file || !existsSync(this.file)) return [];
    const lines = readFileSync(this.file, "utf8").split("\n");
    return lines.slice(0, -1).map((line) => JSON.parse(line));
  }
  mark() {
    return this.messages().length;
  }
  /** Requests of one method since a mark, each with its answer (undefined where there is none yet). */
  requests(method, since = 0) {
    const all = this.messages();
    const answers = new Map(all.filter((each) => each.from === "server" && each.message.id !== undefined && !each.message.method).map((each) => [each.message.id, each.message]));
    return all.slice(since).filter((each) => each.from === "editor" && each.message.method === method).map((each) => ({ ...each.message, answer: answers.get(each.message.id) }));
  }
  /** Has all that the server says come later by so many milliseconds; 0 ends that. */
  delay(milliseconds) {
    writeFileSync(`${this.file}.delay`, String(milliseconds));
  }
  sent(method, from = "server") {
    return this.messages().filter((each) => each.from === from && each.message.method === method).map((each) => each.message);
  }
}

export class Workbench {
  static async open({ file = "", payload = [], init, width = 1280, height = 800 } = {}) {
    const base = `http://127.0.0.1:${given.port}`;
    const remote = (path) => `vscode-remote://127.0.0.1:${given.port}${path}`;
    const profile = mkdtempSync(join(tmpdir(), "litnotes-browser-"));
    const context = await chromium.launchPersistentContext(profile, { executablePath: given.browser, headless: true, args: ARGUMENTS, viewport: { width, height } });
    const page = context.pages()[0] ?? (await context.newPage());
    const bench = new Workbench();
    Object.assign(bench, { context, page, profile, console: [], record: new Record(given.record), serial: 0 });
    page.on("console", (message) => bench.console.push(message.text()));
    if (init) await init(page, bench);
    const opens = [["skipWelcome", "true"], ["skipReleaseNotes", "true"], ...payload.map(([key, path]) => [key, remote(path)]), ...(file ? [["openFile", remote(join(given.folder, file))]] : [])];
    await page.goto(`${base}/?folder=${encodeURIComponent(given.folder)}&payload=${encodeURIComponent(JSON.stringify(opens))}`);
    await page.waitForSelector(".monaco-workbench", { timeout: 60_000 });
    return bench;
  }

  async close() {
    await this.context.close();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 3 });
  }

  // ---- the window ----

  async key(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async command(title) {
    await this.key("F1");
    await this.page.waitForSelector(`${QUICK_INPUT} input`);
    await this.page.keyboard.insertText(title);
    await this.page.waitForSelector(`${QUICK_INPUT} .monaco-list-row.focused:has-text("${title.replace(/…$/, "")}")`);
    await this.key("Enter");
  }

  statusBar() {
    return this.page.$eval('.statusbar-item[id$="litnotes.status"]', (item) => item.textContent.trim()).catch(() => "");
  }

  async ready() {
    await until(async () => /^[\d,]+ papers?$/.test(await this.statusBar()), async () => `the status bar says ${await this.statusBar()}`, 45_000);
  }

  toasts() {
    return this.page.$$eval(".notifications-toasts .notification-list-item-message", (all) => all.map((each) => each.textContent));
  }

  async shot(name, clip) {
    if (given.images) {
      await this.page.waitForTimeout(500); // what fades in is in
      await this.page.screenshot({ path: join(given.images, `${name}.png`), clip });
    }
  }

  /** The smallest rectangle that holds what these selectors show, with a margin. */
  async around(selectors, margin = 12) {
    const boxes = [];
    for (const selector of selectors) {
      for (const element of await this.page.$$(selector)) {
        const box = await element.boundingBox();
        if (box?.width) boxes.push(box);
      }
    }
    const view = this.page.viewportSize();
    const left = Math.max(0, Math.min(...boxes.map((box) => box.x)) - margin);
    const top = Math.max(0, Math.min(...boxes.map((box) => box.y)) - margin);
    const right = Math.min(view.width, Math.max(...boxes.map((box) => box.x + box.width)) + margin);
    const bottom = Math.min(view.height, Math.max(...boxes.map((box) => box.y + box.height)) + margin);
    return { x: left, y: top, width: right - left, height: bottom - top };
  }

  // ---- a note ----

  /** Writes a new note, opens it, and puts the cursor where `<|>` stands. */
  async note(marked, name = `case-${++this.serial}.md`) {
    const at = marked.indexOf("<|>");
    const text = marked.replace("<|>", "");
    this.file = join(given.folder, name);
    writeFileSync(this.file, text);
    await this.go(this.file, name);
    const before = text.slice(0, at);
    const line = before.split("\n").length;
    const after = [...new Intl.Segmenter().segment(text.slice(at).split(/\r?\n/)[0])].length;
    await this.place(line);
    await this.key("End", ...Array(after).fill("ArrowLeft"));
    this.version = this.record.mark();
  }

  async go(path, name) {
    await this.key("Control+P");
    await this.page.waitForSelector(`${QUICK_INPUT} input`);
    await this.page.keyboard.insertText(path);
    await this.page.waitForSelector(`${QUICK_INPUT} .quick-input-list .monaco-list-row.focused:has-text("${name}")`);
    await this.key("Enter");
    await this.page.waitForSelector(`.tab.active:has-text("${name}")`);
    await this.page.waitForSelector(".monaco-editor.focused .view-line");
  }

  async place(line, column = 1) {
    await this.key("Control+G");
    await this.page.waitForSelector(`${QUICK_INPUT} input`);
    await this.page.keyboard.insertText(`:${line}:${column}`.slice(1));
    await this.key("Enter");
    await this.page.waitForSelector(".monaco-editor.focused");
    await until(async () => (await this.cursor())?.startsWith(`Ln ${line},`), async () => `the cursor is at ${await this.cursor()}, not in line ${line}`);
  }

  cursor() {
    return this.page.$eval('.statusbar-item[id="status.editor.selection"]', (item) => item.textContent.trim()).catch(() => undefined);
  }

  /** Types like a person, letter by letter. */
  async type(text, delay = 45) {
    for (const { segment } of new Intl.Segmenter().segment(text)) {
      await this.page.keyboard.type(segment, { delay: 0 });
      await this.page.waitForTimeout(delay);
    }
  }

  /** What stands in the document: it is saved, and the file is read. */
  async text() {
    // An edit may come after the key: what is unsaved then is saved again.
    let saved = 0;
    await until(async () => {
      const isDirty = await this.page.$(".tab.active.dirty");
      if ((isDirty || !saved) && Date.now() - saved > 400) {
        saved = Date.now();
        await this.key("Control+S");
        return false;
      }
      return !isDirty;
    }, "the note is still unsaved");
    // A file that is being written is empty for a moment, and no check empties a note.
    return until(() => readFileSync(this.file, "utf8"), "the note is empty");
  }

  async expect(text) {
    const end = Date.now() + 4_000;
    let got = await this.text();
    while (got !== text && Date.now() < end) {
      await this.page.waitForTimeout(50);
      got = await this.text();
    }
    equal(got, text, "the document");
  }

  // ---- the popup ----

  popup() {
    return this.page.$$eval(`${POPUP} .monaco-list-row .label-name`, (all) => all.map((each) => each.textContent));
  }

  focused() {
    return this.page.$eval(`${POPUP} .monaco-list-row.focused .label-name`, (each) => each.textContent).catch(() => undefined);
  }

  /** Waits until the item in focus is this one. */
  async offers(label) {
    await until(async () => (await this.focused()) === label, async () => `${label} is not the item in focus; the popup shows ${JSON.stringify(await this.popup())}; ${this.last()}`, 6_000);
  }

  /** What the server was last asked, and what it said. */
  last() {
    const asked = this.record.requests("textDocument/completion").at(-1);
    return `last asked ${JSON.stringify(asked?.params?.position)} ${JSON.stringify(asked?.params?.context)} and told ${JSON.stringify(asked?.answer?.result?.items?.map((item) => [item.label, item.filterText, item.textEdit]).slice(0, 3))}`;
  }

  /** Types and takes the paper with this label, which must be the one in focus. */
  async complete(typed, label, key = "Enter") {
    await this.type(typed);
    await this.offers(label);
    await this.key(key);
    await until(async () => !(await this.page.$(POPUP)), "the popup stays after accepting");
  }

  /** Waits until the list that the last key brings is shown: a later one would begin at its top. */
  async settled() {
    await this.page.waitForTimeout(150);
    await until(() => this.record.requests("textDocument/completion", this.version).every((each) => each.answer), "a completion was not answered");
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await this.page.waitForTimeout(150);
  }

  /** Waits until all that was asked is answered and shown, then says that there is no popup. */
  async silent() {
    const changes = () => this.record.sent("textDocument/didChange", "editor").length;
    // A hover request goes the way of all requests: when its answer is here, earlier answers are.
    const since = this.record.mark();
    await this.key("Control+K", "Control+I");
    await until(() => this.record.requests("textDocument/hover", since).some((each) => each.answer), "hover was not answered");
    await until(() => this.record.requests("textDocument/completion", this.version).every((each) => each.answer), "a completion was not answered");
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await this.page.waitForTimeout(150);
    equal(await this.popup(), [], `a popup in ${JSON.stringify(await this.text())} after ${changes()} changes; ${this.last()}`);
    await this.key("Escape");
  }
}

/** Runs checks one after the other, and reports each on a line of its own. */
export async function run(checks, bench) {
  rmSync(given.report, { force: true });
  const only = process.env.LITNOTES_ONLY;
  let failed = 0;
  for (const [name, check] of Object.entries(checks)) {
    if (only && !name.includes(only)) continue;
    const start = Date.now();
    const entry = { name };
    try {
      await check(bench);
    } catch (error) {
      failed++;
      entry.error = error.stack ?? String(error);
      await bench.page.screenshot({ path: join(given.failures, `failed-${name.replace(/\W+/g, "-")}.png`) }).catch(() => {});
      await bench.key("Escape", "Escape", "Escape").catch(() => {});
    }
    entry.ms = Date.now() - start;
    appendFileSync(given.report, JSON.stringify(entry) + "\n");
  }
  process.exitCode = failed ? 1 : 0;
}
