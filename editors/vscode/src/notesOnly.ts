/**
 * What the server has to say of notes alone, and so is not asked for in dumps.
 *
 * The server announces its answers for all documents of the client. With that, each space typed into
 * some JSON would ask for papers, and each move of the cursor for actions. So those are registered here.
 */

import { randomUUID } from "node:crypto";
import type { BaseLanguageClient, DocumentSelector, DynamicFeature, ServerCapabilities, StaticFeature, TextDocumentRegistrationOptions } from "vscode-languageclient";

const PROVIDERS = {
  completionProvider: "textDocument/completion",
  codeActionProvider: "textDocument/codeAction",
  documentHighlightProvider: "textDocument/documentHighlight",
  documentLinkProvider: "textDocument/documentLink",
  inlayHintProvider: "textDocument/inlayHint",
  renameProvider: "textDocument/rename",
} as const;

type Provider = keyof typeof PROVIDERS;

export class NotesOnly implements StaticFeature {
  private announced: [Provider, unknown][] = [];

  constructor(
    private readonly client: BaseLanguageClient,
    private readonly documentSelector: DocumentSelector,
  ) {}

  /** Takes from the server's answer what is for notes alone, before the client library sees it. */
  preInitialize(capabilities: ServerCapabilities): void {
    this.announced = (Object.keys(PROVIDERS) as Provider[]).map((provider) => [provider, capabilities[provider]]);
    for (const provider of Object.keys(PROVIDERS) as Provider[]) {
      delete capabilities[provider];
    }
  }

  initialize(): void {
    for (const [provider, options] of this.announced) {
      if (options) {
        const feature = this.client.getFeature(PROVIDERS[provider] as "textDocument/completion") as DynamicFeature<TextDocumentRegistrationOptions>;
        feature.register({ id: randomUUID(), registerOptions: { ...(options as object), documentSelector: this.documentSelector } });
      }
    }
  }

  fillClientCapabilities(): void {}
  getState(): { kind: "static" } {
    return { kind: "static" };
  }
  clear(): void {}
}
