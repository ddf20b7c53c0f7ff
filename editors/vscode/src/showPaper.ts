/** "Show Paper…": a paper is searched for, and cited in the note, or its entry is opened. */

import * as path from "node:path";
import * as vscode from "vscode";
import { choices, citation } from "./citation";
import { openAt } from "./open";
import { listPapers, noteEditor } from "./paperList";
import type { Paper } from "./protocol";
import type { Server } from "./server";

const OPEN: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon("go-to-file"), tooltip: "Open its entry in the dump" };
const AS: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon("quote"), tooltip: "Insert as…" };

/** Shows the list; what is selected in the note is the first query. */
export function showPaper(server: Server): void {
  const note = noteEditor();
  const title = note ? "Show Paper: Enter inserts a citation" : "Show Paper: Enter opens its entry";
  listPapers(server, { title, from: note, buttons: note ? [AS, OPEN] : [OPEN] }, (paper, button) => {
    if (!note || button === OPEN) {
      return openEntry(paper);
    }
    return button === AS ? insertAs(note, paper) : insert(note, citationIn(note, paper));
  });
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
