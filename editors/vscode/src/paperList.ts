/** A list of papers that asks the server while one types. */

import * as vscode from "vscode";
import { byline } from "./citation";
import { NOTE_SELECTOR } from "./client";
import type { Paper } from "./protocol";
import type { Server } from "./server";

const PAUSE = 80; // ms without a letter before the server is asked
const MOST = 30;

interface Row extends vscode.QuickPickItem {
  paper?: Paper;
}

/** Shows the list; `chosen` gets the paper, and the button of its line where that was pressed. */
export function listPapers(
  server: Server,
  { title, from, buttons = [] }: { title: string; from: vscode.TextEditor | undefined; buttons?: vscode.QuickInputButton[] },
  chosen: (paper: Paper, button?: vscode.QuickInputButton) => unknown,
): void {
  const list = vscode.window.createQuickPick<Row>();
  list.title = title;
  list.placeholder = "Words of a title, an author, a key or an identifier";
  // The server ranks, and forgives typos: the list must neither sort nor filter. (`alwaysShow` does
  // the second; the first is a property that the typings leave out.)
  (list as { sortByLabel?: boolean }).sortByLabel = false;

  let asked = new vscode.CancellationTokenSource();
  let timer: NodeJS.Timeout | undefined;
  const ask = async (query: string): Promise<void> => {
    asked.cancel();
    asked = new vscode.CancellationTokenSource();
    const { token } = asked;
    list.busy = true;
    try {
      const answer = await server.search(query, MOST, from?.document.uri.toString(), token);
      if (!token.isCancellationRequested) {
        list.items = answer.papers.length ? answer.papers.map((paper) => row(paper, buttons)) : nothing(query, server);
      }
    } catch {
      // The next letter asks again.
    } finally {
      if (!token.isCancellationRequested) {
        list.busy = false;
      }
    }
  };
  list.onDidChangeValue((value) => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(value), PAUSE);
  });
  const choose = (paper: Paper | undefined, button?: vscode.QuickInputButton): void => {
    if (paper) {
      list.hide();
      void chosen(paper, button);
    }
  };
  list.onDidAccept(() => choose(list.selectedItems[0]?.paper));
  list.onDidTriggerItemButton(({ button, item }) => choose(item.paper, button));
  list.onDidHide(() => {
    clearTimeout(timer);
    asked.cancel();
    list.dispose();
  });
  list.value = from ? selected(from) : "";
  list.show();
  void ask(list.value);
}

/** The editor with a note in it; undefined where something else is open. */
export function noteEditor(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor && vscode.languages.match(NOTE_SELECTOR as vscode.DocumentSelector, editor.document) > 0 ? editor : undefined;
}

function selected(editor: vscode.TextEditor): string {
  return editor.selection.isSingleLine ? editor.document.getText(editor.selection) : "";
}

function row(paper: Paper, buttons: vscode.QuickInputButton[]): Row {
  return { label: paper.title, description: byline(paper), detail: paper.summary[0], alwaysShow: true, buttons, paper };
}

function nothing(query: string, server: Server): Row[] {
  if (server.state.run !== "running") {
    return [{ label: "The server is not running", alwaysShow: true }];
  }
  return query.trim() ? [{ label: "No paper has these words", alwaysShow: true }] : [];
}
