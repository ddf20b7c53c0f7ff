/** What the status bar shows, worked out without VS Code. */

import type { StatusNews } from "./protocol";

type Counts = Extract<StatusNews, { state: "ready" }>;

export type Run = "off" | "missing" | "starting" | "running" | "failed";

/** How the server is, and what it last said of each folder. */
export interface State {
  run: Run;
  indexing: ReadonlySet<string>;
  counts: ReadonlyMap<string, Counts>;
}

export const OFF: State = { run: "off", indexing: new Set(), counts: new Map() };

/** Returns the state after the server came, went or was not found: what it knew is gone with it. */
export function now(run: Run): State {
  return { ...OFF, run };
}

/** Returns the state after news of one folder. Counts stay while it is indexed again. */
export function told(state: State, news: StatusNews): State {
  const indexing = new Set(state.indexing);
  const counts = new Map(state.counts);
  if (news.state === "indexing") {
    indexing.add(news.root);
  } else {
    indexing.delete(news.root);
    counts.set(news.root, news);
  }
  return { run: "running", indexing, counts };
}

export interface Shown {
  text: string;
  tooltip: string;
  warning: boolean;
}

/** Returns the text of the status bar item, its tooltip, and whether it warns. */
export function shown(state: State): Shown {
  switch (state.run) {
    case "missing":
      return { text: "$(warning) Litnotes", tooltip: "The server litnotes-server was not found. Click for what to do.", warning: true };
    case "failed":
      return { text: "$(error) Litnotes", tooltip: "The server has stopped. Click for what to do.", warning: true };
    case "off":
      return { text: "$(book) Litnotes", tooltip: "The server is not running.", warning: false };
    case "starting":
      return { text: "$(sync~spin) Litnotes", tooltip: "The server is starting.", warning: false };
    case "running":
      return running(state);
  }
}

function running(state: State): Shown {
  const all = [...state.counts.values()];
  const papers = all.reduce((sum, each) => sum + each.papers, 0);
  const problems = all.reduce((sum, each) => sum + each.problems, 0);
  const busy = state.indexing.size > 0;
  const icon = busy ? "$(sync~spin)" : problems ? "$(warning)" : "$(book)";
  const text = all.length ? plural(papers, "paper") : busy ? "Indexing papers" : "Litnotes";
  const lines = all.map(
    (each) => `${each.root}: ${plural(each.papers, "paper")} from ${plural(each.files, "file")}, ${plural(each.notes, "note")}` + (each.problems ? `, ${plural(each.problems, "problem")}` : ""),
  );
  return { text: `${icon} ${text}`, tooltip: [...lines, ...(busy ? ["Indexing…"] : [])].join("\n") || "The server is running.", warning: false };
}

/** Returns a count with its noun: `1 paper`, `1,234 papers`. */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}
