// A literature note brought up to date by its code action, over what is not saved yet.
import { readFileSync } from "node:fs";
import { equal, run, until, Workbench } from "./lib.mjs";

const MENU = ".action-widget";
const OFFER = `${MENU} .monaco-list-row:has-text("Refresh this note from “Pointer Networks”")`;
const LINES = (title, block) => `---\r\n# 🎉 mine\r\ncitekey:   pointer-networks\r\ntitle: ${title}  # 🎉 as I call it\r\nrating: 5\r\n---\r\n\r\n<!-- litnotes:title -->\r\n${block}<!-- /litnotes:title -->\r\n\r\n`;
const OLD = LINES("'Pointers'", "");
const FRESH = LINES("'Pointer Networks'", "Pointer Networks\r\n");

/** Takes the action from its menu, which closes whenever the editor hears of a change meanwhile. */
async function refresh(bench) {
  await until(async () => {
    await bench.command("Source Action...");
    const offer = await bench.page.waitForSelector(OFFER, { timeout: 3_000 }).catch(() => undefined);
    if (!offer) await bench.key("Escape");
    return Boolean(offer);
  }, "the action is not offered", 20_000);
  await bench.page.click(OFFER);
}

const checks = {
  async "it changes what is outdated, and not a letter besides"(bench) {
    await bench.note(`${OLD}Mine.<|>\r\n`, "pointers.md");
    await bench.type(" Unsaved.");
    await refresh(bench);
    await until(async () => (await bench.page.$$eval(".view-line", (all) => all.map((each) => each.textContent))).some((line) => line.includes("'Pointer")), "the title is not refreshed");
    equal(readFileSync(bench.file, "utf8"), `${OLD}Mine.\r\n`, "the file, which is the editor's");
    await bench.expect(`${FRESH}Mine. Unsaved.\r\n`);
  },

  async "a second time nothing changes"(bench) {
    await refresh(bench);
    await bench.expect(`${FRESH}Mine. Unsaved.\r\n`);
    equal(await bench.toasts(), []);
  },

  async "front matter that is no YAML is said, and stays"(bench) {
    const broken = "---\ncitekey: pointer-networks\ntitle: Pointers: mine\n---\n";
    await bench.note(`${broken}Mine.<|>\n`, "broken.md");
    await refresh(bench);
    await until(async () => (await bench.toasts()).some((each) => /line 3: no YAML: mapping values are not allowed here/.test(each)), async () => `it says ${JSON.stringify(await bench.toasts())}`);
    await bench.expect(`${broken}Mine.\n`);
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
