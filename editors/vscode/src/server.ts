/** The server's life: it is looked up, started, stopped, asked, and told what changed. */

import * as vscode from "vscode";
import { CodeActionRequest, ExecuteCommandRequest, State as ClientState, type LanguageClient, type Location, type Position, type Range } from "vscode-languageclient/node";
import { createClient, settingsReader } from "./client";
import { NEW, OPEN, REINDEX, SEARCH, STATUS, type Cited, type Paper, type SearchAnswer, type StatusAnswer, type StatusNews } from "./protocol";
import { findServer, thisMachine, type Found } from "./serverLookup";
import { now, OFF, told, type State } from "./state";

export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private queue: Promise<void> = Promise.resolve(); // starts and stops never overlap
  private readonly changed = new vscode.EventEmitter<State>();
  private readonly settings: ReturnType<typeof settingsReader>;
  private current: State = OFF;

  /** Fires whenever `state` is another. */
  readonly onDidChange = this.changed.event;

  /** `missing` is called when there is no server to start. */
  constructor(
    context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
    private readonly missing: (configured: string | undefined) => void,
  ) {
    this.settings = settingsReader(context.extension);
  }

  get state(): State {
    return this.current;
  }

  /** Stops the server if it runs, looks it up anew, and starts it. */
  restart(): Promise<void> {
    return this.next(async () => {
      await this.end();
      await this.begin();
    });
  }

  stop(): Promise<void> {
    return this.next(() => this.end());
  }

  /** Returns where the server is now; undefined where it is not. */
  lookUp(): Found | undefined {
    return findServer({ configured: this.configured(), folders: folders(), trusted: vscode.workspace.isTrusted }, thisMachine());
  }

  /** Tells a running server what is set now. */
  async configure(): Promise<void> {
    if (this.client?.isRunning()) {
      await this.client.sendNotification("workspace/didChangeConfiguration", { settings: { litnotes: this.settings() } });
    }
  }

  /** Returns the papers that some words mean, best first; none where the server does not run. */
  async search(query: string, limit: number, uri: string | undefined, token: vscode.CancellationToken): Promise<SearchAnswer> {
    const answer = await this.ask<SearchAnswer>(SEARCH, [query, limit, uri], token);
    return answer ?? { query, papers: [] };
  }

  /** Returns what is indexed for a document, or for the first folder; undefined where nothing is. */
  status(uri: string | undefined): Promise<StatusAnswer | undefined> {
    return this.ask<StatusAnswer>(STATUS, [uri]);
  }

  /** Has the literature note of a paper made, if there is none, and shown; `uri` is where it is asked for. */
  async newNote(uri: string | undefined, { key, title }: Paper): Promise<void> {
    await this.ask(NEW, [uri, key, title]);
  }

  /** Returns the papers that are cited at a place and have something to open, each by its key and title. */
  async openable(uri: string, range: Range): Promise<Cited[]> {
    await this.queue;
    if (!this.client?.isRunning()) {
      return [];
    }
    const context = { diagnostics: [], only: [OPEN] };
    const actions = await this.client.sendRequest(CodeActionRequest.type, { textDocument: { uri }, range, context });
    const cited = (actions ?? []).flatMap((action) => {
      const [, key, title] = (typeof action.command === "object" && action.command.arguments) || [];
      return typeof key === "string" && typeof title === "string" ? [{ key, title }] : [];
    });
    return [...new Map(cited.map((each) => [`${each.key}\n${each.title}`, each])).values()];
  }

  /** Has the best of what a paper stands for opened: its PDF, else its page, else its item in Zotero. */
  async open(uri: string | undefined, { key, title }: Cited): Promise<void> {
    await this.ask(OPEN, [uri, key, title]);
  }

  /** Has every dump read again. */
  async reindex(): Promise<void> {
    await this.ask(REINDEX, []);
  }

  /** Shows places in a peek view at a position of a document; all are given as the protocol has them. */
  async showReferences(uri: string, position: Position, locations: Location[]): Promise<void> {
    const as = this.client?.protocol2CodeConverter;
    if (as) {
      await vscode.commands.executeCommand("editor.action.showReferences", as.asUri(uri), as.asPosition(position), locations.map((each) => as.asLocation(each)));
    }
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async ask<Answer>(command: string, given: unknown[], token?: vscode.CancellationToken): Promise<Answer | undefined> {
    await this.queue;
    if (!this.client?.isRunning()) {
      return undefined;
    }
    const answer: unknown = await this.client.sendRequest(ExecuteCommandRequest.type, { command, arguments: given }, token);
    return (answer ?? undefined) as Answer | undefined;
  }

  private next(job: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(job).catch((error: unknown) => this.log.error(String(error)));
    return this.queue;
  }

  private async begin(): Promise<void> {
    const found = this.lookUp();
    if (!found) {
      this.become(now("missing"));
      const [configured] = this.configured();
      this.log.error(`the server was not found: ${configured ?? "litnotes-server, in no usual place"}`);
      this.missing(configured);
      return;
    }
    this.log.info(`starting ${[found.command, ...found.args].join(" ")} (${found.from})`);
    this.become(now("starting"));
    const client = createClient(found, this.log, this.settings, (news: StatusNews) => this.become(told(this.current, news)));
    this.client = client;
    client.onDidChangeState(({ newState }) => {
      if (client !== this.client) {
        return;
      }
      if (newState === ClientState.Stopped) {
        this.become(now("failed"));
      } else if (newState === ClientState.Running && this.current.run !== "running") {
        this.become({ ...this.current, run: "running" });
      }
    });
    try {
      await client.start();
    } catch (error) {
      this.log.error(`the server did not start: ${error instanceof Error ? error.message : String(error)}`);
      this.become(now("failed"));
    }
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.become(OFF);
    if (client) {
      try {
        if (client.needsStop()) {
          await client.stop();
        }
      } catch (error) {
        this.log.warn(`the server did not stop in order: ${String(error)}`);
      }
    }
  }

  private become(state: State): void {
    this.current = state;
    this.changed.fire(state);
    void vscode.commands.executeCommand("setContext", "litnotes.ready", state.run === "running");
  }

  /** The setting, without what an untrusted workspace says. */
  private configured(): string[] {
    const found = vscode.workspace.getConfiguration("litnotes").inspect<string[]>("server.command");
    const own = vscode.workspace.isTrusted ? found?.workspaceValue : undefined;
    const value: unknown = own ?? found?.globalValue ?? [];
    return Array.isArray(value) ? value.filter((part): part is string => typeof part === "string" && part !== "") : [];
  }
}

function folders(): string[] {
  return (vscode.workspace.workspaceFolders ?? []).filter((each) => each.uri.scheme === "file").map((each) => each.uri.fsPath);
}
