// A workspace that is not trusted: its own server is not run, the user's own is.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { equal, given, run, until, Workbench } from "./lib.mjs";

const ran = () => ["setting-ran", "venv-ran", "path-ran"].filter((name) => existsSync(join(given.folder, name)));

const checks = {
  async "the workspace is restricted"(bench) {
    await bench.page.waitForSelector('.statusbar-item[id="status.workspaceTrust"], .statusbar-item:has-text("Restricted Mode")');
  },

  async "the user's own server works there"(bench) {
    await bench.ready();
    await bench.note("See <|>");
    await bench.complete("[[pointer ne", "Pointer Networks");
    await bench.expect("See [[Pointer Networks]]");
  },

  async "no command that the workspace names was run"() {
    equal(ran(), []);
  },

  async "it is, once the workspace is trusted"(bench) {
    await bench.command("Workspaces: Manage Workspace Trust");
    await bench.page.click('.workspace-trust-editor .monaco-button:has-text("Trust")');
    await until(() => ran().includes("setting-ran"), "the command of the settings was not run");
  },
};

const bench = await Workbench.open({ file: "note.md" });
try {
  await run(checks, bench);
} finally {
  await bench.close();
}
