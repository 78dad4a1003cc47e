/** Twins of synchronous calls with their import lines: a file before, and after. */
import { describe, expect, it } from 'vitest';
import { parse } from '../../../src/syntax/parse.ts';
import { rewritten } from './rewritten.ts';

function after(path: string, code: string): string {
  const result = rewritten(path, code);
  if (typeof result === 'string') return result;
  expect(parse(path, result.text).kind).toBe('tree');
  expect(rewritten(path, result.text)).toMatchObject({ text: result.text });
  return result.text;
}

const BODY = 'async function g(p) {\n';

/** Import lines before, a statement, import lines after, the statement after. */
type Row = readonly [imports: string, call: string, newImports: string, newCall: string];

describe('ES modules', () => {
  it.each<Row>([
    ["import fs from 'fs';", 'x = fs.readFileSync(p);', "import fs from 'fs';", 'x = await fs.promises.readFile(p);'],
    [
      "import * as fs from 'node:fs';",
      "x = fs['readFileSync'](p);",
      "import * as fs from 'node:fs';",
      'x = await fs.promises.readFile(p);',
    ],
    [
      "import { readFileSync } from 'fs';",
      'x = readFileSync(p);',
      "import { readFile } from 'fs/promises';",
      'x = await readFile(p);',
    ],
    [
      "import { readFileSync } from 'node:fs'",
      'x = readFileSync(p)',
      "import { readFile } from 'node:fs/promises'",
      'x = await readFile(p)',
    ],
    [
      'import { readFileSync } from "fs";',
      'x = readFileSync(p);',
      'import { readFile } from "fs/promises";',
      'x = await readFile(p);',
    ],
    [
      "import { readFileSync as r } from 'fs';",
      'x = r(p);',
      "import { readFile } from 'fs/promises';",
      'x = await readFile(p);',
    ],
    [
      "import { readFileSync, join } from 'fs';\nimport a from './a.js';",
      'x = readFileSync(p);',
      "import { join } from 'fs';\nimport a from './a.js';\nimport { readFile } from 'fs/promises';",
      'x = await readFile(p);',
    ],
    [
      "import { constants, readFileSync } from 'fs';",
      'x = readFileSync(p);',
      "import { constants } from 'fs';\nimport { readFile } from 'fs/promises';",
      'x = await readFile(p);',
    ],
    [
      "import fs, { readFileSync } from 'fs';",
      'x = readFileSync(p, fs.constants);',
      "import fs from 'fs';",
      'x = await fs.promises.readFile(p, fs.constants);',
    ],
    [
      "import { readFileSync } from 'fs';\nimport { stat } from 'fs/promises';",
      'x = readFileSync(p);',
      "import { stat, readFile } from 'fs/promises';",
      'x = await readFile(p);',
    ],
    [
      "import { readFileSync } from 'fs';\nimport { readFile } from 'fs/promises';",
      'x = readFileSync(p);',
      "import { readFile } from 'fs/promises';",
      'x = await readFile(p);',
    ],
    [
      "import { promises as fsp, readFileSync } from 'fs';",
      'x = readFileSync(p);',
      "import { promises as fsp } from 'fs';",
      'x = await fsp.readFile(p);',
    ],
    [
      "import {\n  a,\n  statSync,\n  readFileSync,\n} from 'fs';",
      'x = statSync(p) + readFileSync(p);',
      "import {\n  a,\n} from 'fs';\nimport { stat, readFile } from 'fs/promises';",
      'x = (await stat(p)) + (await readFile(p));',
    ],
    [
      "import { readJsonSync } from 'fs-extra';",
      'x = readJsonSync(p);',
      "import { readJson } from 'fs-extra';",
      'x = await readJson(p);',
    ],
    [
      "import fse from 'fs-extra';",
      'x = fse.readJsonSync(p);',
      "import fse from 'fs-extra';",
      'x = await fse.readJson(p);',
    ],
    [
      "import { existsSync } from 'fs';",
      'if (existsSync(p)) return;',
      "import { pathExists } from './async-helpers.js';",
      'if (await pathExists(p)) return;',
    ],
    [
      "import fs from 'fs';",
      'if (fs.existsSync(p)) return;',
      "import { pathExists } from './async-helpers.js';",
      'if (await pathExists(p)) return;',
    ],
    [
      "import fs from 'fs';\nimport a from './a.js';",
      'if (fs.existsSync(p)) fs.unlinkSync(p);',
      "import fs from 'fs';\nimport a from './a.js';\nimport { pathExists } from './async-helpers.js';",
      'if (await pathExists(p)) await fs.promises.unlink(p);',
    ],
    [
      "import zlib from 'node:zlib';",
      'x = zlib.gunzipSync(p).length;',
      "import zlib from 'node:zlib';\nimport { promisify } from 'node:util';",
      'x = (await promisify(zlib.gunzip)(p)).length;',
    ],
    [
      "import { gunzipSync } from 'zlib';\nimport util from 'util';",
      'x = gunzipSync(p);',
      "import { gunzip } from 'zlib';\nimport util from 'util';",
      'x = await util.promisify(gunzip)(p);',
    ],
    [
      "import { execSync } from 'child_process';",
      "x = execSync('ls').toString();",
      "import { execCommand } from './async-helpers.js';",
      "x = (await execCommand('ls')).toString();",
    ],
    [
      "import { realpathSync } from 'fs';",
      'x = realpathSync(p);',
      "import { realpath } from 'fs';\nimport { promisify } from 'util';",
      'x = await promisify(realpath)(p);',
    ],
    [
      "import fs from 'fs';",
      'x = fs.realpathSync.native(p);',
      "import fs from 'fs';",
      'x = await fs.promises.realpath(p);',
    ],
    [
      "import bcrypt from 'bcrypt';",
      'x = bcrypt.hashSync(p, 10);',
      "import bcrypt from 'bcrypt';",
      'x = await bcrypt.hash(p, 10);',
    ],
    [
      "import fg from 'fast-glob';",
      'x = fg.sync(p).length;',
      "import fg from 'fast-glob';",
      'x = (await fg(p)).length;',
    ],
  ])('%s %s', (imports, call, newImports, newCall) =>
    expect(after('code.mjs', `${imports}\n${BODY}  ${call}\n}`)).toBe(`${newImports}\n${BODY}  ${newCall}\n}`),
  );

  it('a type of the same name keeps its import', () =>
    expect(
      after(
        'code.ts',
        "import { readFileSync } from 'fs';\ntype R = typeof readFileSync;\nasync function g() { readFileSync('a'); }",
      ),
    ).toBe(
      "import { readFileSync } from 'fs';\nimport { readFile } from 'fs/promises';\ntype R = typeof readFileSync;\nasync function g() { await readFile('a'); }",
    ));
});

describe('CommonJS', () => {
  it.each<Row>([
    [
      "const fs = require('fs');",
      'x = fs.readFileSync(p);',
      "const fs = require('fs');",
      'x = await fs.promises.readFile(p);',
    ],
    [
      "const { readFileSync } = require('fs')",
      'x = readFileSync(p)',
      "const { readFile } = require('fs/promises')",
      'x = await readFile(p)',
    ],
    [
      "const { readFileSync: r, watch } = require('node:fs');",
      'x = r(p); watch(p);',
      "const { watch } = require('node:fs');\nconst { readFile } = require('node:fs/promises');",
      'x = await readFile(p); watch(p);',
    ],
    [
      "const fs = require('fs'), path = require('path');",
      'x = fs.existsSync(path);',
      "const path = require('path');\nconst { pathExists } = require('./async-helpers.js');",
      'x = await pathExists(path);',
    ],
    [
      "const { readFileSync } = require('fs');\nconst { stat } = require('fs/promises');",
      'x = readFileSync(p);',
      "const { stat, readFile } = require('fs/promises');",
      'x = await readFile(p);',
    ],
    [
      "const { readFileSync } = require('fs');\nconst { readFile } = require('fs').promises;",
      'x = readFileSync(p);',
      "const { readFile } = require('fs').promises;",
      'x = await readFile(p);',
    ],
    [
      "'use strict';\nconst fs = require('graceful-fs');",
      'x = fs.statSync(p);',
      "'use strict';\nconst fs = require('graceful-fs');\nconst { promisify } = require('node:util');",
      'x = await promisify(fs.stat)(p);',
    ],
    [
      "const fse = require('fs-extra');",
      'fse.outputFileSync(p, 1);',
      "const fse = require('fs-extra');",
      'await fse.outputFile(p, 1);',
    ],
    [
      "const a = require('a'); // a\n",
      "x = require('fs').existsSync(p);",
      "const a = require('a'); // a\nconst { pathExists } = require('./async-helpers.js');\n",
      'x = await pathExists(p);',
    ],
  ])('%s %s', (imports, call, newImports, newCall) =>
    expect(after('code.cjs', `${imports}\n${BODY}  ${call}\n}`)).toBe(`${newImports}\n${BODY}  ${newCall}\n}`),
  );

  it.each([
    [
      'async function g() { require("fs").existsSync(1); }',
      'async function g() { await pathExists(1); }\nconst { pathExists } = require("./async-helpers.js");',
    ],
    [
      '// a\n\n// b\nasync function g() { require("fs").existsSync(1); }',
      '// a\n\nconst { pathExists } = require("./async-helpers.js");\n\n// b\nasync function g() { await pathExists(1); }',
    ],
  ])('without imports: %s', (before, expected) => expect(after('code.cjs', before)).toBe(expected));
});

describe('names that are taken', () => {
  it.each([
    [
      "import { statSync } from 'fs';\nasync function g(stat) { return statSync(stat).size; }",
      "import { stat as statAsync } from 'fs/promises';\nasync function g(stat) { return (await statAsync(stat)).size; }",
    ],
    [
      "import { gzipSync } from 'zlib';\nimport { gzipSync as flate } from 'fflate';\nasync function g(p) { gzipSync(p); flate(p); }",
      "import { gzip as zlibGzip } from 'zlib';\nimport { gzip as fflateGzip } from 'fflate';\nimport { promisify } from 'util';\nasync function g(p) { await promisify(zlibGzip)(p); await promisify(fflateGzip)(p); }",
    ],
  ])('%s', (before, expected) => expect(after('code.mjs', before)).toBe(expected));
});

describe('bytes', () => {
  const code =
    "import { readFileSync } from 'fs'\n\n\tfunction  g( p ){\n\t\t// é 🎉\n\t\treturn readFileSync( p ) .length\n\t}";
  const expected =
    "import { readFile } from 'fs/promises'\n\n\tasync function  g( p ){\n\t\t// é 🎉\n\t\treturn (await readFile( p )) .length\n\t}";
  it('tabs and no final newline', () => expect(after('code.mjs', code)).toBe(expected));
  it('CRLF', () => expect(after('code.mjs', code.replaceAll('\n', '\r\n'))).toBe(expected.replaceAll('\n', '\r\n')));
  it('CRLF in added lines', () =>
    expect(after('code.cjs', "const z = require('zlib');\r\nasync function g() { z.gzipSync('a'); }\r\n")).toBe(
      "const z = require('zlib');\r\nconst { promisify } = require('util');\r\nasync function g() { await promisify(z.gzip)('a'); }\r\n",
    ));
});

describe('refused', () => {
  it.each([
    ['fs.statSync(p, { throwIfNoEntry: false })', 'twin/option'],
    ['fs.statSync(p, o)', 'twin/option'],
    ['fs.statSync(...p)', 'twin/option'],
    ['fs.readFileSync(0)', 'twin/option'],
    ['fs.readFileSync(process.stdin.fd)', 'twin/option'],
    ["fs.readFileSync(p === '-' ? 0 : p)", 'twin/option'],
    ['fs.readFileSync(fs.openSync(p))', 'twin/option'],
    ['fs.readdirSync(p, { recursive: true })', 'twin/option'],
    ['fs.readFileSync.call(fs, p)', 'twin/option'],
    ['fs.readFileSync?.(p)', 'twin/none'],
    ['fs?.readFileSync(p)', 'twin/none'],
    ['fs.readFileSync(fd)', 'twin/option'],
    ['fs.openSync(p)', 'twin/none'],
    ['fs.writeSync(1, p)', 'twin/none'],
    ['fs.globSync(p)', 'twin/none'],
    ["require('shelljs').cat(p)", 'twin/none'],
    ["require('glob').sync(p)", 'twin/none'],
  ])('%s', (call, code) => {
    const result = rewritten('code.cjs', `const fs = require('fs');\nasync function g(p, o, fd) { ${call}.x; }`);
    expect(typeof result === 'string' ? result : result.text).toBe(code);
  });

  it.each([
    ['fs.statSync(p, { bigint: true });', 'await fs.promises.stat(p, { bigint: true });'],
    ['fs.readdirSync(p, { withFileTypes: true });', 'await fs.promises.readdir(p, { withFileTypes: true });'],
    ["fs.readdirSync(p, 'utf8');", "await fs.promises.readdir(p, 'utf8');"],
  ])('but not %s', (call, expected) =>
    expect(after('code.cjs', `const fs = require('fs');\nasync function g(p) { ${call} }`)).toBe(
      `const fs = require('fs');\nasync function g(p) { ${expected} }`,
    ),
  );
});
