/** The status bar item: the state of the server, and how many papers it knows. */

import * as vscode from "vscode";
import type { Server } from "./server";
import { shown } from "./state";

/** Returns the item, which follows the server until it is disposed of. */
export function createStatusBar(server: Server): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("litnotes.status", vscode.StatusBarAlignment.Right, 90);
  item.name = "Litnotes";
  item.command = "litnotes.showStatus";
  const show = (): void => {
    const { text, tooltip, warning } = shown(server.state);
    item.text = text;
    item.tooltip = tooltip;
    item.backgroundColor = warning ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    item.accessibilityInformation = { label: `Litnotes: ${text.replace(/\$\([^)]*\)\s*/, "")}`, role: "button" };
  };
  show();
  item.show();
  return vscode.Disposable.from(item, server.onDidChange(show));
}
