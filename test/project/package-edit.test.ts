/** A dependency gets into package.json as if its author had written it there. */
import { describe, expect, it } from 'vitest';
import { splice } from '../../src/engine/plan/splice.ts';
import { dependencyEdit } from '../../src/project/package-edit.ts';

/** Every line as it should be; those with `+` are new. */
const CASES: Readonly<Record<string, string>> = {
  'sorted, with tabs and no final newline':
    '{\n\t"name": "x",\n\t"dependencies": {\n+\t\t"@perfmig/runtime": "^0.1.0",\n\t\t"zod": "1"\n\t}\n}',
  'sorted, among others':
    '{\n  "dependencies": {\n    "@a/a": "1",\n+    "@perfmig/runtime": "^0.1.0",\n    "zod": "1"\n  }\n}\n',
  'without any, before those for development':
    '{\n    "scripts": {"a": "b"},\n+    "dependencies": {\n+        "@perfmig/runtime": "^0.1.0"\n+    },\n    "devDependencies": {"x": "1"}\n}\n',
  'sorted, with CRLF': '{\r\n  "dependencies": {\r\n+    "@perfmig/runtime": "^0.1.0",\r\n    "b": "1"\r\n  }\r\n}\r\n',
};

function added(text: string): string {
  const edit = dependencyEdit(text, '@perfmig/runtime', '^0.1.0');
  if (!edit) throw new Error('no edit');
  return splice(text, [edit]);
}

describe('dependencyEdit', () => {
  it.each(Object.entries(CASES))('%s', (_name, marked) => {
    const after = marked.replaceAll(/^\+/gm, '');
    expect(added(marked.replaceAll(/^\+[^\n]*\n/gm, ''))).toBe(after);
  });

  it.each([
    [
      'not sorted: last',
      '{ "dependencies": { "z": "1", "b": "1" } }',
      '{ "dependencies": { "z": "1", "b": "1", "@perfmig/runtime": "^0.1.0" } }',
    ],
    [
      'on one line',
      '{ "name": "x", "private": true }\n',
      '{ "name": "x", "private": true, "dependencies": { "@perfmig/runtime": "^0.1.0" } }\n',
    ],
    [
      'an empty list',
      '{\n  "dependencies": {}\n}\n',
      '{\n  "dependencies": {\n    "@perfmig/runtime": "^0.1.0"\n  }\n}\n',
    ],
    ['an empty file', '{}', '{ "dependencies": { "@perfmig/runtime": "^0.1.0" } }'],
  ])('%s', (_name, before, after) => {
    expect(added(before)).toBe(after);
  });

  it('leaves alone what is no package.json', () => {
    expect(dependencyEdit('[]', 'x', '1')).toBeUndefined();
    expect(dependencyEdit('{ "dependencies": [] }', 'x', '1')).toBeUndefined();
  });
});
