/**
 * Completion for people who type faster than an answer comes.
 *
 * VS Code asks nothing while a question is open. If that answer is empty, it gives up, and the letters
 * typed meanwhile go unanswered until the next one: the popup is missing just when a fast typist
 * stops to look. So an empty answer that is late is asked for again, where the cursor is by now.
 */

import * as vscode from "vscode";
import type { CompletionMiddleware } from "vscode-languageclient";
import { typedOn } from "./typedOn";

type Answer = vscode.CompletionItem[] | vscode.CompletionList | null | undefined;

export const complete: NonNullable<CompletionMiddleware["provideCompletionItem"]> = async (document, position, context, token, next) => {
  let here = position;
  let reason = context;
  for (;;) {
    const before = document.lineAt(here.line).text;
    const answer = await next(document, here, reason, token);
    if (token.isCancellationRequested || itemsOf(answer).length > 0) {
      return moved(answer, position, here);
    }
    const column = here.line < document.lineCount ? typedOn(before, here.character, document.lineAt(here.line).text) : undefined;
    if (column === undefined) {
      return answer;
    }
    here = here.with(undefined, column);
    reason = { triggerKind: vscode.CompletionTriggerKind.TriggerForIncompleteCompletions, triggerCharacter: undefined };
  }
};

/** The answer for `here`, as if it were for `asked`: VS Code adds what was typed since by itself. */
function moved(answer: Answer, asked: vscode.Position, here: vscode.Position): Answer {
  const by = here.character - asked.character;
  if (by === 0) {
    return answer;
  }
  for (const item of itemsOf(answer)) {
    const range = item.range;
    if (!(range instanceof vscode.Range) || range.start.isAfter(asked)) {
      return undefined;
    }
    item.range = range.with(undefined, range.end.translate(0, -by));
  }
  return answer;
}

function itemsOf(answer: Answer): vscode.CompletionItem[] {
  return Array.isArray(answer) ? answer : (answer?.items ?? []);
}
