/**
 * Living beside what VS Code does by itself.
 *
 * Its own Markdown support has an outline and references, too, and VS Code shows what both say. So
 * headings are left to that outline, and the place of a wikilink is what it takes for a link.
 */

import * as vscode from "vscode";
import type { DocumentLinkMiddleware, DocumentSymbolMiddleware, ReferencesMiddleware, RenameMiddleware } from "vscode-languageclient";

/** In Markdown the papers only, each where it is cited first: VS Code has the headings already. */
export const papersOnly: NonNullable<DocumentSymbolMiddleware["provideDocumentSymbols"]> = async (document, token, next) => {
  const symbols = await next(document, token);
  if (document.languageId !== "markdown" || !symbols) {
    return symbols;
  }
  const papers = [...papersIn(symbols as vscode.DocumentSymbol[])];
  return [...new Map(papers.reverse().map((paper) => [paper.name, paper])).values()].reverse();
};

function* papersIn(symbols: vscode.DocumentSymbol[]): Iterable<vscode.DocumentSymbol> {
  for (const symbol of symbols) {
    if (symbol.kind !== vscode.SymbolKind.String) {
      yield symbol;
    }
    yield* papersIn(symbol.children);
  }
}

/** References without the brackets of wikilinks in the note itself: VS Code takes `[x]` of `[[x]]` for a link. */
export const withoutBrackets: NonNullable<ReferencesMiddleware["provideReferences"]> = async (document, position, options, token, next) => {
  const places = await next(document, position, options, token);
  const own = document.uri.toString();
  return places?.map((place) => {
    const { start, end } = place.range;
    const isWikilink = place.uri.toString() === own && /^\[\[.*\]\]$/s.test(document.getText(place.range));
    return isWikilink ? new vscode.Location(place.uri, new vscode.Range(start.translate(0, 2), end.translate(0, -2))) : place;
  });
};

/**
 * Renaming that ends where the server says no.
 *
 * VS Code would go on to the next who renames, and its own Markdown support takes all inside the
 * brackets of a citation for a name: a key with a space in it would replace the citation.
 */
export function finalRename(): Required<RenameMiddleware> {
  let prepared: vscode.TextDocument | undefined;
  return {
    prepareRename: async (document, position, token, next) => {
      prepared = undefined;
      const place = await next(document, position, token);
      prepared = document;
      return place;
    },
    provideRenameEdits: async (document, position, newName, token, next) => {
      try {
        return await next(document, position, newName, token);
      } catch (error) {
        if (prepared !== document) {
          throw error;
        }
        void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
        return new vscode.WorkspaceEdit();
      }
    },
  };
}

/** No links, unless somebody set that: on a click VS Code would open the page and jump to the entry, both. */
export function linksIf(isSet: () => boolean): NonNullable<DocumentLinkMiddleware["provideDocumentLinks"]> {
  return (document, token, next) => (isSet() ? next(document, token) : []);
}
