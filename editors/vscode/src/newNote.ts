/** "New Literature Note…": a paper is chosen, and the server makes its note and shows it. */

import * as vscode from "vscode";
import { listPapers, noteEditor } from "./paperList";
import type { Server } from "./server";

/** Shows the list of papers; what is selected in the note is the first query. */
export function newNote(server: Server): void {
  const from = noteEditor();
  listPapers(server, { title: "New Literature Note: Enter makes it, or opens the one there is", from }, async (paper) => {
    try {
      await server.newNote(from?.document.uri.toString(), paper);
    } catch (error) {
      void vscode.window.showErrorMessage(`Litnotes: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
}
