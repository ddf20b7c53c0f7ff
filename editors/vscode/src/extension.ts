/** What VS Code calls: puts the parts together. */

import * as vscode from "vscode";
import { Installer, sayMissing } from "./missing";
import { newNote } from "./newNote";
import { openPaper } from "./openPaper";
import { SHOW_REFERENCES } from "./protocol";
import { Server } from "./server";
import { showPaper } from "./showPaper";
import { createStatusBar } from "./statusBar";
import { showStatus } from "./statusMenu";

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Litnotes", { log: true });
  let isSaid = false; // said once; a restart that somebody asks for says it again
  const running = new Server(context, log, (configured) => {
    if (!isSaid) {
      isSaid = true;
      void sayMissing(configured);
    }
  });
  const installer = new Installer(running);
  server = running;
  context.subscriptions.push(
    log,
    running,
    installer,
    createStatusBar(running),
    vscode.commands.registerCommand("litnotes.restart", () => {
      isSaid = false;
      return running.restart();
    }),
    vscode.commands.registerCommand("litnotes.rebuildIndex", () => running.reindex()),
    vscode.commands.registerCommand("litnotes.showStatus", () => showStatus(running)),
    vscode.commands.registerCommand("litnotes.showPaper", () => showPaper(running)),
    vscode.commands.registerCommand("litnotes.newNote", () => newNote(running)),
    vscode.commands.registerCommand("litnotes.openPaper", () => openPaper(running)),
    vscode.commands.registerCommand(SHOW_REFERENCES, running.showReferences.bind(running)),
    vscode.commands.registerCommand("litnotes.openLog", () => log.show()),
    vscode.commands.registerCommand("litnotes.installServer", () => installer.install()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => running.restart()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("litnotes.server") || event.affectsConfiguration("litnotes.trace")) {
        void running.restart();
      } else if (event.affectsConfiguration("litnotes")) {
        void running.configure();
      }
    }),
  );
  // Not awaited: a slow start of the server must not hold up the editor.
  void running.restart();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
