/** What the server answers to its own commands, and tells of itself. */

/** A paper, as `litnotes search --json` prints it, and how to cite it. */
export interface Paper {
  key: string;
  title: string;
  authors: string[];
  author_count: number | null;
  date: string | null;
  summary: string[];
  sources: { path: string; line: number; end_line: number; format: string }[];
  forms: Forms;
}

/** What names one paper. */
export type Cited = Pick<Paper, "key" | "title">;

/** A paper's citation in each form; `configured` is what completion would write in prose. */
export interface Forms {
  title: string;
  wikilink: string;
  pandoc: string;
  link: string;
  configured?: string;
}

/** The answer of `litnotes.search`. */
export interface SearchAnswer {
  query: string;
  papers: Paper[];
}

/** The answer of `litnotes.status`, as `litnotes status --json` prints it. */
export interface StatusAnswer {
  root: string;
  index_dir: string;
  files: number;
  entries: number;
  papers: number;
  notes: number;
  sources: { path: string; format: string; entries: number; problems: number }[];
  problems: { path: string; line: number; message: string }[];
}

/** The notification `litnotes/status`, sent for each folder whenever its index changes. */
export type StatusNews =
  | { state: "indexing"; root: string }
  | { state: "ready"; root: string; papers: number; entries: number; files: number; notes: number; problems: number };

/**
 * The server's commands. The client library makes VS Code commands of the same names of them, so
 * those that the extension contributes are named otherwise.
 */
export const SEARCH = "litnotes.search";
export const STATUS = "litnotes.status";
export const NEW = "litnotes.new";
export const OPEN = "litnotes.open";
export const REINDEX = "litnotes.reindex";

/** The command of a lens, ours to run: the server only names it, with the arguments of the protocol's kind. */
export const SHOW_REFERENCES = "litnotes.showReferences";
