/** "Open Paper…": the PDF, page or Zotero item of the paper at the cursor, else of one that is chosen. */

import * as vscode from "vscode";
import { listPapers, noteEditor } from "./paperList";
import type { Cited } from "./protocol";
import type { Server } from "./server";

/** Opens what is cited at the cursor; shows the list of papers where nothing is. */
export async function openPaper(server: Server): Promise<void> {
  const from = noteEditor();
  const uri = from?.document.uri.toString();
  const open = async (paper: Cited): Promise<void> => {
    try {
      await server.open(uri, paper);
    } catch (error) {
      void vscode.window.showErrorMessage(`Litnotes: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const cited = from && uri ? await server.openable(uri, { start: from.selection.start, end: from.selection.start }) : [];
  if (!cited.length) {
    return listPapers(server, { title: "Open Paper: Enter opens its PDF, else its page, else it in Zotero", from }, open);
  }
  const items = cited.map((paper) => ({ label: paper.title, paper }));
  const chosen = items.length > 1 ? await vscode.window.showQuickPick(items, { title: "Open Paper" }) : items[0];
  if (chosen) {
    await open(chosen.paper);
  }
}
