/** The language client: which documents it serves, and what it tells the server. */

import * as os from "node:os";
import * as vscode from "vscode";
import { LanguageClient, RevealOutputChannelOn, type ClientCapabilities, type DocumentSelector, type StaticFeature } from "vscode-languageclient/node";
import { finalRename, linksIf, papersOnly, withoutBrackets } from "./besideMarkdown";
import { complete } from "./completion";
import { NotesOnly } from "./notesOnly";
import type { StatusNews } from "./protocol";
import type { Found } from "./serverLookup";
import { explicitSettings, serverKeys, type Settings } from "./settings";

const LANGUAGES = ["markdown", "quarto", "rmd"];
const NOTES = "**/*.{md,markdown,qmd,Rmd,rmd}";
// The kinds of files that dumps come in. Which of them is a dump, the server knows.
const DUMP_LANGUAGES = ["plaintext", "bibtex", "json", "jsonl", "xml", "ris", "csv", "tsv"];
const DUMPS = "**/*.{txt,text,bib,bibtex,biblatex,json,jsonl,ndjson,ris,enw,nbib,xml,atom,csv,tsv}";

/** Notes, saved or not, by their language or by their name. */
export const NOTE_SELECTOR: DocumentSelector = [
  ...LANGUAGES.flatMap((language) => ["file", "untitled"].map((scheme) => ({ scheme, language }))),
  { scheme: "file", pattern: NOTES },
];

/** Files that may be dumps; unsaved text never is one. */
const DUMP_SELECTOR: DocumentSelector = [...DUMP_LANGUAGES.map((language) => ({ scheme: "file", language })), { scheme: "file", pattern: DUMPS }];

/** Returns a client for a server; it is not started yet. */
export function createClient(found: Found, log: vscode.LogOutputChannel, settings: () => Settings, news: (news: StatusNews) => void): LanguageClient {
  const client = new LanguageClient(
    "litnotes",
    "Litnotes",
    { command: found.command, args: found.args, options: { cwd: workingFolder() } },
    {
      documentSelector: [...NOTE_SELECTOR, ...DUMP_SELECTOR],
      outputChannel: log,
      traceOutputChannel: tracing(log),
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: () => ({ litnotes: settings() }),
      middleware: {
        provideCompletionItem: complete,
        provideDocumentLinks: linksIf(() => (settings().features as Settings | undefined)?.document_link === true),
        provideDocumentSymbols: papersOnly,
        provideReferences: withoutBrackets,
        ...finalRename(),
        window: {
          // Only the editor can show a file of the machine that the server is on, where that is another.
          showDocument: async (params, token, next) => {
            if (!params.external || !vscode.env.remoteName || !params.uri.startsWith("file:")) {
              return next(params, token);
            }
            await vscode.commands.executeCommand("vscode.open", vscode.Uri.parse(params.uri));
            return { success: true };
          },
        },
        workspace: {
          configuration: async (params, token, next) => {
            const answers = await next(params, token);
            return Array.isArray(answers) ? answers.map((each, i) => (params.items[i]?.section === "litnotes" ? settings() : each)) : answers;
          },
        },
      },
    },
  );
  client.registerFeature(new OurExtensions());
  client.registerFeature(new NotesOnly(client, NOTE_SELECTOR));
  client.onNotification("litnotes/status", news);
  return client;
}

/** Where the server runs. Shims such as pyenv's look into that folder, so it is not an untrusted one. */
function workingFolder(): string {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return vscode.workspace.isTrusted && folder?.uri.scheme === "file" ? folder.uri.fsPath : os.homedir();
}

/** Returns a reader of the settings that the server shall know. */
export function settingsReader(extension: vscode.Extension<unknown>): () => Settings {
  const manifest = extension.packageJSON as { contributes: { configuration: { properties: object } } };
  const keys = serverKeys(Object.keys(manifest.contributes.configuration.properties));
  return () => {
    const configuration = vscode.workspace.getConfiguration("litnotes");
    return explicitSettings(keys, (key) => configuration.inspect(key));
  };
}

/** Asks for what we added to the protocol: `litnotes/status`, and lenses that show references. */
class OurExtensions implements StaticFeature {
  fillClientCapabilities(capabilities: ClientCapabilities): void {
    capabilities.experimental = { ...(capabilities.experimental as object | undefined), litnotesStatus: true, litnotesShowReferences: true };
  }
  initialize(): void {}
  getState(): { kind: "static" } {
    return { kind: "static" };
  }
  clear(): void {}
}

/**
 * The log, made to show what is said to the server and back where `litnotes.trace.server` asks for it.
 *
 * The client library traces only to a channel whose level is Trace, and no extension can set a level.
 */
function tracing(log: vscode.LogOutputChannel): vscode.LogOutputChannel {
  if (vscode.workspace.getConfiguration("litnotes").get("trace.server", "off") === "off") {
    return log;
  }
  return new Proxy(log, {
    get(target, name) {
      if (name === "logLevel") {
        return vscode.LogLevel.Trace;
      }
      const value: unknown = name === "trace" ? target.info : Reflect.get(target, name, target);
      return typeof value === "function" ? (value as (...given: unknown[]) => unknown).bind(target) : value;
    },
  });
}
