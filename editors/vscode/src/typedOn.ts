/** Where the cursor went while an answer was on its way. Knows nothing of VS Code. */

/**
 * Returns the column after what was typed on at `column`, from the line before and now; undefined
 * where nothing was, or the line changed elsewhere.
 */
export function typedOn(before: string, column: number, now: string): number | undefined {
  const typed = now.length - before.length;
  const same = now.startsWith(before.slice(0, column)) && now.endsWith(before.slice(column));
  return typed > 0 && same ? column + typed : undefined;
}
