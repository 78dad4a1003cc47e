/** What the plugin fixes by itself, what it suggests, and what it leaves to a command. */
import { describe, expect, it } from 'vitest';
import { tempTree } from '../project/temp-tree.ts';
import { fix, lint, type LintInput } from './lint.ts';

const APP = "import express from 'express';\nconst app = express();\n";

/** A file of a project of its own; `name` says how it is loaded. */
function input(text: string, name = 'src/app.mjs'): LintInput {
  const cwd = tempTree({ 'package.json': '{ "name": "fixes", "private": true }\n' });
  return { text, filename: `${cwd}/${name}`, cwd, sourceType: name.endsWith('.cjs') ? 'commonjs' : 'module' };
}

function fixed(text: string, name?: string): string {
  return fix(input(text, name)).output;
}

describe('fixes', () => {
  it('leaves a call alone whose twin the pinned Node lacks', () => {
    const text = `import { readFileSync } from 'node:fs';\n${APP}app.get('/', async (req, res) => {
  res.send(readFileSync(req.query.path, 'utf8'));
});\n`;
    const cwd = tempTree({ 'package.json': '{ "name": "fixes" }\n', '.nvmrc': 'v8.17.0\n' });
    const linted = { text, filename: `${cwd}/src/app.mjs`, cwd, sourceType: 'module' } as const;
    expect(lint(linted)).toHaveLength(1);
    expect(fix(linted).output).toBe(text);
  });

  it('awaits the twin in a function that is async, and imports it', () => {
    const before = `import { readFileSync } from 'node:fs';\n${APP}app.get('/', async (req, res) => {
  res.send(readFileSync(req.query.path, 'utf8').trim()); // kept
});\n`;
    expect(fixed(before)).toBe(`import { readFile } from 'node:fs/promises';\n${APP}app.get('/', async (req, res) => {
  res.send((await readFile(req.query.path, 'utf8')).trim()); // kept
});\n`);
  });

  it('keeps an import that is still in use, and mends every call of the file at once', () => {
    const before = `import { readFileSync } from 'node:fs';\n${APP}const page = readFileSync('page.html');
app.get('/a', async (req, res) => res.send(page + readFileSync(req.query.a)));
app.get('/b', async (req, res) => {\n  const b = readFileSync(/* why */ req.query.b);\n  res.send(b);\n});\n`;
    expect(fixed(before)).toBe(`import { readFileSync } from 'node:fs';\nimport express from 'express';
import { readFile } from 'node:fs/promises';\nconst app = express();\nconst page = readFileSync('page.html');
app.get('/a', async (req, res) => res.send(page + (await readFile(req.query.a))));
app.get('/b', async (req, res) => {\n  const b = await readFile(/* why */ req.query.b);\n  res.send(b);\n});\n`);
  });

  it('guards a parenthesis where semicolons are left out, in CommonJS with CRLF', () => {
    const before = [
      "const fs = require('fs')",
      'exports.load = async (path) => {',
      '  const none = 0',
      "  fs.readFileSync(path, 'utf8').split(',').map(String)",
      '  return none',
      '}',
      '',
    ].join('\r\n');
    const after = before.replace(
      "fs.readFileSync(path, 'utf8').split",
      ";(await fs.promises.readFile(path, 'utf8')).split",
    );
    expect(fixed(before, 'src/load.cjs')).toBe(after);
  });

  it('of two rules on one line are both made', () => {
    const before = `import { readFileSync } from 'node:fs';\n${APP}app.get('/', async (req, res) => {
  res.type('json').send(JSON.stringify({ text: readFileSync(req.query.path, 'utf8') }, null, 2));
});\n`;
    expect(fixed(before)).toContain(
      "res.type('json').send(JSON.stringify({ text: await readFile(req.query.path, 'utf8') }));",
    );
  });

  it('are none in tests, at start-up and in generators', () => {
    const call = "import { readFileSync } from 'node:fs';\n";
    const started = `${call}async function start() {\n  return readFileSync('a');\n}\nawait start();\n`;
    const generator = `${call}export async function* lines(path) {\n  yield readFileSync(path, 'utf8');\n}\n`;
    expect(fixed(started)).toBe(started);
    expect(fixed(generator)).toBe(generator);
    const tested = `${call}import { it } from 'node:test';\nit('a', async () => {\n  readFileSync('a');\n});\n`;
    expect(fixed(tested, 'test/a.test.mjs')).toBe(tested);
  });
});

describe('suggestions', () => {
  it('are made where a new await lets calls disturb each other', () => {
    const text = `import { readFileSync } from 'node:fs';\nlet hits = 0;\nexport async function hit(path) {
  const before = hits;\n  const page = readFileSync(path);\n  hits = before + 1;\n  return page;\n}\n`;
    expect(fixed(text)).toBe(text);
    const [message] = lint(input(text));
    expect(message?.suggestions).toMatchObject([{ messageId: 'awaitTwinWith' }]);
    expect(message?.suggestions?.[0]?.desc).toContain('`hits` is read before and written after');
  });

  it('name the command where callers have to change, in a comment that keeps indent and line ends', () => {
    const text = "const fs = require('fs');\r\nexports.load = (path) => {\r\n\treturn fs.readFileSync(path);\r\n};\r\n";
    expect(fixed(text, 'src/load.cjs')).toBe(text);
    const [message] = lint(input(text, 'src/load.cjs'));
    const [suggestion] = message?.suggestions ?? [];
    expect(suggestion?.desc).toContain('perfmig apply --codemod async-fs --only src/load.cjs:3');
    expect(suggestion?.fix.text).toBe('// perfmig-todo: perfmig apply --codemod async-fs --only src/load.cjs:4\r\n\t');
  });

  it('are none at start-up, where codemods leave things as they are', () => {
    expect(lint(input("import { readFileSync } from 'node:fs';\nreadFileSync('a');\n"))).toMatchObject([
      { ruleId: 'perfmig/sync-io' },
    ]);
    expect(lint(input("import { readFileSync } from 'node:fs';\nreadFileSync('a');\n"))[0]).not.toHaveProperty(
      'suggestions',
    );
  });
});
