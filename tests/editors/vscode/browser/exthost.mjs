// Has the workbench run the tests of exthost/ in its extension host.
import { existsSync, readFileSync } from "node:fs";
import { given, until, Workbench } from "./lib.mjs";

let exit;
const bench = await Workbench.open({
  payload: [["extensionDevelopmentPath", given.extension], ["extensionTestsPath", given.tests]],
  init: async (page, { console }) => {
    await page.exposeFunction("codeAutomationExit", (code) => (exit = code));
    await page.exposeFunction("codeAutomationLog", (kind, said) => console.push(`${kind}: ${JSON.stringify(said)}`));
    // A built workbench takes tests only with its smoke test driver on, for which code-server has no option.
    await page.addInitScript(() => {
      const get = Element.prototype.getAttribute;
      Element.prototype.getAttribute = function (name) {
        const value = get.call(this, name);
        if (name !== "data-settings" || this.id !== "vscode-workbench-web-configuration" || !value) return value;
        const configuration = JSON.parse(value);
        (configuration.developmentOptions ??= {}).enableSmokeTestDriver = true;
        return JSON.stringify(configuration);
      };
    });
  },
});
try {
  await until(() => exit !== undefined, () => `no end; ${existsSync(given.report) ? readFileSync(given.report, "utf8") : bench.console.join("\n").slice(-4000)}`, 240_000);
} finally {
  await bench.close();
}
process.exitCode = exit;
