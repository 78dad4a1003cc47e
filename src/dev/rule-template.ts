/** The files of a new rule: small enough to be read whole, and passing their tests from the start. */

/** A file to write, relative to the root. */
export interface TemplateFile {
  readonly path: string;
  readonly text: string;
}

/** What the summary of a scaffolded rule says until somebody writes one; a test refuses it. */
export const SCAFFOLD_SUMMARY = 'calls of example.workSync (describe what the rule finds)';

/** Everything a new rule needs to be found, listed and tested. */
export function ruleTemplate(id: string): readonly TemplateFile[] {
  return [
    { path: `rules/${id}/rule.ts`, text: ruleSource(id) },
    { path: `rules/${id}/README.md`, text: rulePageBody(id) },
    { path: `fixtures/rules/${id}/found/named-import.js`, text: foundFixture() },
    { path: `fixtures/rules/${id}/ignored/own-function-of-that-name.js`, text: ignoredFixture() },
  ];
}

function ruleSource(id: string): string {
  return `/** ${id}: calls that … */
import { defineRule } from '../../src/authoring/rule.ts';

const API = 'example.workSync';

export const rule = defineRule<undefined>({
  id: '${id}',
  summary: '${SCAFFOLD_SUMMARY}',
  triggers: ['workSync'],
  effect: 'blocks',
  appliesIn: ['request', 'loop', 'startup', 'test', 'worker', 'build', 'unknown'],
  detect: (file) => ({
    CallExpression: (node) => (file.calleeOf(node) === API ? { node, data: undefined } : undefined),
  }),
  message: () => \`\${API} blocks the event loop until it is done\`,
  api: () => API,
  cost: () => ({ points: 1 }),
});
`;
}

function rulePageBody(id: string): string {
  return `# ${id}

## What it finds

## What it costs

## What to do

## When not to
`;
}

function foundFixture(): string {
  return `import { workSync } from 'example';

export function work() {
  return workSync(); // found
}
`;
}

function ignoredFixture(): string {
  return `function workSync() {
  return 1;
}

export const result = workSync();
`;
}
