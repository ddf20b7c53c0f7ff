/** How a paper that was chosen goes into the text at the cursor. Knows nothing of VS Code. */

import type { Forms, Paper } from "./protocol";

/**
 * Returns what to insert between the text before and after the cursor on its line: the form that is
 * begun there, without the brackets that already stand, else the form that is configured.
 */
export function citation(paper: Paper, before: string, after: string): string {
  const { forms } = paper;
  if (/\[\[$/.test(before)) {
    const inner = forms.wikilink.replace(/^\[\[/, "");
    return after.startsWith("]]") ? inner.replace(/\]\]$/, "") : inner;
  }
  if (/(^|[\s[;(-])@$/.test(before)) {
    return paper.key;
  }
  return forms.configured ?? forms.title;
}

/** Returns the forms to choose from, each once. */
export function choices(forms: Forms): { name: string; text: string }[] {
  const named: [string, string][] = [
    ["Title", forms.title],
    ["Wikilink", forms.wikilink],
    ["Pandoc citation", forms.pandoc],
    ["Markdown link", forms.link],
  ];
  return named.map(([name, text]) => ({ name, text })).filter((each, i, all) => all.findIndex((other) => other.text === each.text) === i);
}

/** Returns who and when, in a few words; empty where both are unknown. */
export function byline(paper: Paper): string {
  const [first] = paper.authors;
  const count = paper.author_count;
  const who = first ? (paper.authors.length > 1 ? `${first} et al.` : first) : count ? `${count} author${count === 1 ? "" : "s"}` : "";
  const date = paper.date?.startsWith("--") ? `${paper.date.slice(2)} (year unknown)` : paper.date;
  return [who, date].filter(Boolean).join(" · ");
}
