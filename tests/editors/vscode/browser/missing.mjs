// No server on the machine: one message, and a button that installs it.
import { equal, run, until, Workbench } from "./lib.mjs";

const MESSAGE = /litnotes-server, was not found/;

const checks = {
  async "one message says that the server is missing, and what to do"(bench) {
    await until(async () => (await bench.toasts()).some((each) => MESSAGE.test(each)), "nothing is said");
    await until(async () => (await bench.statusBar()) === "Litnotes", async () => `the status bar says ${await bench.statusBar()}`);
    equal((await bench.toasts()).length, 1);
    equal(await bench.page.$$eval(".notifications-toasts .monaco-button", (all) => all.map((each) => each.textContent).filter(Boolean)), ["Install", "Open Settings"]);
    await bench.shot("missing-server", await bench.around([".notifications-toasts .notification-toast", '.statusbar-item[id$="litnotes.status"]'], 10));
  },

  async "typing goes on as if nothing were"(bench) {
    await bench.note("See <|>", "quiet.md");
    await bench.type("[[Attention Is");
    await bench.expect("See [[Attention Is]]");
    equal((await bench.toasts()).length, 1);
  },

  async "Install runs pipx in a terminal, and the server starts as soon as it is there"(bench) {
    await bench.page.click('.notifications-toasts .monaco-button:has-text("Install")');
    await bench.page.waitForSelector('.terminal-wrapper.active .xterm');
    await bench.ready();
    equal((await bench.toasts()).filter((each) => MESSAGE.test(each)), []);
  },
};

const bench = await Workbench.open({ file: "note.md", width: 1120, height: 640 });
try {
  await run(checks, bench);
} finally {
  await bench.close();
}
