/** The menu behind the status bar item: what is indexed, what is wrong, and what can be done. */

import * as path from "node:path";
import * as vscode from "vscode";
import { openAt } from "./open";
import type { StatusAnswer } from "./protocol";
import type { Server } from "./server";
import { plural } from "./state";

interface Entry extends vscode.QuickPickItem {
  run?: () => unknown;
}

/** Shows the menu, and does what is chosen. */
export async function showStatus(server: Server): Promise<void> {
  const uri = vscode.window.activeTextEditor?.document.uri.toString();
  const menu = vscode.window.createQuickPick<Entry>();
  menu.title = "Litnotes";
  menu.matchOnDescription = true;
  menu.matchOnDetail = true;
  menu.busy = true;
  menu.onDidAccept(() => {
    const [chosen] = menu.selectedItems;
    menu.hide();
    void chosen?.run?.();
  });
  menu.onDidHide(() => menu.dispose());
  menu.show();
  const status = await server.status(uri).catch(() => undefined);
  menu.title = status ? `Litnotes: ${counts(status)}` : "Litnotes";
  menu.items = [...actions(server), ...(status ? about(status) : [])];
  menu.busy = false;
}

function counts(status: StatusAnswer): string {
  return `${plural(status.papers, "paper")} from ${plural(status.files, "file")}, ${plural(status.notes, "note")}, ${plural(status.problems.length, "problem")}`;
}

function actions(server: Server): Entry[] {
  const command = (label: string, id: string, ...given: unknown[]): Entry => ({ label, run: () => vscode.commands.executeCommand(id, ...given) });
  if (server.state.run === "missing") {
    return [
      command("$(cloud-download) Install the server", "litnotes.installServer"),
      command("$(gear) Say where the server is", "workbench.action.openSettings", "litnotes.server.command"),
      command("$(debug-restart) Look for it again", "litnotes.restart"),
      command("$(output) Open log", "litnotes.openLog"),
    ];
  }
  return [
    command("$(search) Show paper…", "litnotes.showPaper"),
    command("$(refresh) Reindex all dumps", "litnotes.rebuildIndex"),
    command("$(debug-restart) Restart server", "litnotes.restart"),
    command("$(gear) Open settings", "workbench.action.openSettings", "@ext:litnotes.litnotes"),
    command("$(output) Open log", "litnotes.openLog"),
  ];
}

function about(status: StatusAnswer): Entry[] {
  const named = (file: string): string => path.relative(status.root, file) || file;
  const problems = status.problems.map((problem): Entry => ({
    label: `$(warning) ${problem.message}`,
    description: `${named(problem.path)}:${problem.line}`,
    run: () => openAt(problem.path, problem.line),
  }));
  const sources = status.sources.map((source): Entry => ({
    label: `$(file) ${named(source.path)}`,
    description: `${source.format} · ${plural(source.entries, "entry").replace("entrys", "entries")}`,
    run: () => openAt(source.path, 1),
  }));
  const separator = (label: string): Entry => ({ label, kind: vscode.QuickPickItemKind.Separator });
  return [
    ...(problems.length ? [separator("problems"), ...problems] : []),
    separator(`papers of ${path.basename(status.root)}`),
    ...(sources.length ? sources : [{ label: "$(info) No dumps were found", description: "setting litnotes.papers", run: () => vscode.commands.executeCommand("workbench.action.openSettings", "litnotes.papers") }]),
  ];
}
