/** The files of a new codemod: small enough to be read whole, and passing their tests from the start. */
import type { TemplateFile } from './rule-template.ts';

/** Everything a new codemod needs to be found, listed and tested. */
export function codemodTemplate(id: string): readonly TemplateFile[] {
  const fixture = `fixtures/codemods/${id}/named-import`;
  return [
    { path: `codemods/${id}/codemod.ts`, text: source(id) },
    { path: `codemods/${id}/README.md`, text: page(id) },
    { path: `${fixture}/before/app.js`, text: before() },
    { path: `${fixture}/after/app.js`, text: before().replaceAll('workSync', 'workFast') },
  ];
}

function source(id: string): string {
  return `/** ${id}: calls that … */
import { defineCodemod, placeOf, reportedFiles, unitId, type Edit } from '../../src/authoring/codemod.ts';

const API = 'example.workSync';

export const codemod = defineCodemod({
  id: '${id}',
  summary: 'calls of example.workSync (describe what the codemod does)',
  rules: [],
  safety: 'review',
  gains: 'Say what is better afterwards',
  loses: 'Say what is worse afterwards',
  plan(input) {
    const units = reportedFiles(input.project).flatMap((path) => {
      if (input.read(path)?.includes('workSync') !== true) return [];
      const file = input.parse(path);
      const calls = file?.nodes('CallExpression').filter((call) => file.calleeOf(call) === API) ?? [];
      if (!file || calls.length === 0) return [];
      const names = file.nodes('Identifier').filter(({ name }) => name === 'workSync');
      const edits = names.map((name): Edit => ({ span: file.spanOf(name), text: 'workFast' }));
      return {
        id: unitId('${id}', path),
        codemod: '${id}',
        sites: calls.map((call) => ({ path, ...placeOf(file.text, file.spanOf(call)), api: API })),
        changes: [{ kind: 'edit' as const, path, edits }],
        ...{ safety: 'review' as const, functionsMadeAsync: [], hazards: [], status: 'planned' as const },
      };
    });
    return { units, failures: [] };
  },
});
`;
}

function page(id: string): string {
  return `# ${id}

## What it does

## What it leaves, and why

## Afterwards
`;
}

function before(): string {
  return `import { workSync } from 'example';

// Comments survive.
export const result = workSync();
`;
}
