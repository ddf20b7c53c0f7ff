/** "Show Paper…": a list that asks the server while one types, and inserts or opens what is chosen. */

import * as path from "node:path";
import * as vscode from "vscode";
import { byline, choices, citation } from "./citation";
import { NOTE_SELECTOR } from "./client";
import { openAt } from "./open";
import type { Paper } from "./protocol";
import type { Server } from "./server";

const PAUSE = 80; // ms without a letter before the server is asked
const MOST = 30;

interface Row extends vscode.QuickPickItem {
  paper?: Paper;
}

const OPEN: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon("go-to-file"), tooltip: "Open its entry in the dump" };
const AS: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon("quote"), tooltip: "Insert as…" };

/** Shows the list; what is selected in the note is the first query. */
export function showPaper(server: Server): void {
  const note = noteEditor();
  const list = vscode.window.createQuickPick<Row>();
  list.title = note ? "Show Paper: Enter inserts a citation" : "Show Paper: Enter opens its entry";
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
      const answer = await server.search(query, MOST, note?.document.uri.toString(), token);
      if (!token.isCancellationRequested) {
        list.items = answer.papers.length ? answer.papers.map((paper) => row(paper, !!note)) : nothing(query, server);
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
  list.onDidAccept(() => {
    const paper = list.selectedItems[0]?.paper;
    if (paper) {
      list.hide();
      void (note ? insert(note, citationIn(note, paper)) : openEntry(paper));
    }
  });
  list.onDidTriggerItemButton(({ button, item }) => {
    if (item.paper) {
      list.hide();
      void (button === AS && note ? insertAs(note, item.paper) : openEntry(item.paper));
    }
  });
  list.onDidHide(() => {
    clearTimeout(timer);
    asked.cancel();
    list.dispose();
  });
  list.value = note ? selected(note) : "";
  list.show();
  void ask(list.value);
}

/** The editor with the note that citations go into; undefined where something else is open. */
function noteEditor(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor && vscode.languages.match(NOTE_SELECTOR as vscode.DocumentSelector, editor.document) > 0 ? editor : undefined;
}

function selected(editor: vscode.TextEditor): string {
  return editor.selection.isSingleLine ? editor.document.getText(editor.selection) : "";
}

function row(paper: Paper, inNote: boolean): Row {
  return {
    label: paper.title,
    description: byline(paper),
    detail: paper.summary[0],
    alwaysShow: true,
    buttons: inNote ? [AS, OPEN] : [OPEN],
    paper,
  };
}

function nothing(query: string, server: Server): Row[] {
  if (server.state.run !== "running") {
    return [{ label: "The server is not running", alwaysShow: true }];
  }
  return query.trim() ? [{ label: "No paper has these words", alwaysShow: true }] : [];
}

function citationIn(editor: vscode.TextEditor, paper: Paper): string {
  const { document, selection } = editor;
  const before = document.lineAt(selection.start.line).text.slice(0, selection.start.character);
  const after = document.lineAt(selection.end.line).text.slice(selection.end.character);
  return citation(paper, before, after);
}

async function insertAs(editor: vscode.TextEditor, paper: Paper): Promise<void> {
  const forms = choices(paper.forms).map(({ name, text }) => ({ label: name, detail: text, text }));
  const form = await vscode.window.showQuickPick(forms, { title: "Insert as" });
  if (form) {
    await insert(editor, form.text);
  }
}

async function insert(editor: vscode.TextEditor, text: string): Promise<void> {
  const shown = await vscode.window.showTextDocument(editor.document, { viewColumn: editor.viewColumn, selection: editor.selection });
  await shown.edit((edit) => edit.replace(shown.selection, text));
  shown.selection = new vscode.Selection(shown.selection.end, shown.selection.end);
}

async function openEntry(paper: Paper): Promise<void> {
  const [only, ...more] = paper.sources;
  if (!only) {
    return;
  }
  const places = paper.sources.map((source) => ({ label: path.basename(source.path), description: `line ${source.line}`, detail: source.path, source }));
  const chosen = more.length ? (await vscode.window.showQuickPick(places, { title: `${paper.title} stands in ${places.length} places` }))?.source : only;
  if (chosen) {
    await openAt(chosen.path, chosen.line);
  }
}
