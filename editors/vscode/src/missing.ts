/** What is said where there is no server, and how it is installed. */

import * as os from "node:os";
import * as vscode from "vscode";
import { installLine } from "./installLine";
import type { Server } from "./server";
import { thisMachine } from "./serverLookup";

const INSTALL = "Install";
const SETTINGS = "Open Settings";
const LOOK_EVERY = 2_000;
const LOOK_FOR = 15 * 60_000;

/** Says once that the server is missing, and offers what to do. */
export async function sayMissing(configured: string | undefined): Promise<void> {
  const what = configured ? `'${configured}' (setting litnotes.server.command)` : "its server, litnotes-server,";
  const pick = await vscode.window.showErrorMessage(`Litnotes: ${what} was not found on this machine.`, INSTALL, SETTINGS);
  if (pick === INSTALL) {
    await vscode.commands.executeCommand("litnotes.installServer");
  } else if (pick === SETTINGS) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "litnotes.server.command");
  }
}

/** Runs the installation in a terminal, and starts the server once it is there. */
export class Installer implements vscode.Disposable {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly server: Server) {}

  install(): void {
    // Not in the workspace: what lies there must not have a say in what is installed.
    const terminal = vscode.window.createTerminal({ name: "Install litnotes", cwd: os.homedir() });
    terminal.show();
    terminal.sendText(installLine(thisMachine()));
    this.watch();
  }

  dispose(): void {
    clearInterval(this.timer);
  }

  private watch(): void {
    clearInterval(this.timer);
    const since = Date.now();
    this.timer = setInterval(() => {
      const gone = this.server.state.run !== "missing";
      if (gone || Date.now() - since > LOOK_FOR || this.server.lookUp()) {
        clearInterval(this.timer);
        if (this.server.state.run === "missing" && this.server.lookUp()) {
          void this.server.restart();
        }
      }
    }, LOOK_EVERY);
  }
}
