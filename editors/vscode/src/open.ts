/** Opens files at a line. */

import * as vscode from "vscode";

/** Opens a file with the cursor at the beginning of a line; lines count from 1. */
export async function openAt(file: string, line: number): Promise<void> {
  const at = new vscode.Position(line - 1, 0);
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
  const editor = await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at) });
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
