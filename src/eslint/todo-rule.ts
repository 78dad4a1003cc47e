/** The rule that reports comments saying what is left to be done: those of `perfmig apply --mark` and of our own suggestions. */
import { MARK, todoIn } from '../syntax/mark.ts';
import type { HostContext, HostListener, HostRule } from './host.ts';

/** Its name in the plugin. */
export const TODO_RULE = 'todo';

/** @param page of the rule */
export function todoRule(page: string): HostRule {
  return {
    meta: {
      type: 'suggestion',
      docs: { description: `comments that begin with ${MARK}: what a migration has left to be done`, url: page },
      hasSuggestions: false,
      schema: [],
      defaultOptions: [],
      messages: { todo: 'Left to be done: {{todo}}' },
    },
    create: (context): HostListener =>
      context.sourceCode.text.includes(MARK)
        ? {
            Program: () => {
              reportTodos(context);
            },
          }
        : {},
  };
}

function reportTodos(context: HostContext): void {
  const { sourceCode } = context;
  for (const comment of sourceCode.getAllComments()) {
    const todo = todoIn(comment);
    if (todo === undefined) continue;
    const [start, end] = comment.range;
    const loc = { start: sourceCode.getLocFromIndex(start), end: sourceCode.getLocFromIndex(end) };
    context.report({ loc, messageId: 'todo', data: { todo: todo === '' ? 'see the code below' : todo } });
  }
}
