/**
 * Tries eslint-plugin-perfmig as a new user does: `node test/smoke/eslint-plugin.mjs [ESLINT_VERSION]`. Packs it,
 * installs the tarball with ESLint into an empty project, takes the configuration of its README, lints a text from
 * standard input as editors do, and fixes a file. With `--linked` ESLint is the one installed here, and nothing is
 * downloaded.
 */
import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'eslint-plugin');
const [eslint = '10'] = process.argv.slice(2);
const isLinked = eslint === '--linked';

const BEFORE = `import { readFileSync } from 'node:fs';
import express from 'express';

const app = express();
app.get('/pages', async (req, res) => {
  res.send(readFileSync(req.query.path, 'utf8'));
});
`;
const AFTER = BEFORE.replace("{ readFileSync } from 'node:fs'", "{ readFile } from 'node:fs/promises'").replace(
  'readFileSync(',
  'await readFile(',
);

/** Runs a program and gives what it prints; ESLint exits with 1 where it finds something. */
function run(program, args, { cwd, input = '', codes = [0] }) {
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, { cwd, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (codes.includes(code)) resolve(stdout);
      else reject(new Error(`${program} ${args.join(' ')} ended with ${code}:\n${stdout}${stderr}`));
    });
    child.stdin.end(input);
  });
}

async function pack(to) {
  const printed = await run('npm', ['pack', '--json', '--pack-destination', to], { cwd: folder });
  const [{ filename, files }] = JSON.parse(printed.slice(printed.indexOf('[\n')));
  const paths = files.map(({ path }) => path).sort();
  for (const path of [
    'LICENSE',
    'README.md',
    'dist/THIRD-PARTY.txt',
    'dist/index.d.ts',
    'dist/index.js',
    'package.json',
  ]) {
    assert.ok(paths.includes(path), `${path} is not in the package: ${paths.join(', ')}`);
  }
  const others = paths.filter(
    (path) => !/^(?:LICENSE|README\.md|package\.json|dist\/.+\.(?:js|d\.ts|md|txt))$/.test(path),
  );
  assert.deepEqual(others, [], 'more in the package than belongs there');
  return join(to, filename);
}

async function install(tarball, cwd) {
  const packages = isLinked ? [tarball] : [tarball, `eslint@${eslint}`];
  const flags = ['--no-audit', '--no-fund', ...(isLinked ? ['--offline'] : [])];
  await writeFile(join(cwd, 'package.json'), '{ "name": "shop", "private": true, "type": "module" }\n');
  await run('npm', ['install', '--save-dev', ...flags, ...packages], { cwd });
  if (isLinked) await symlink(join(root, 'node_modules/eslint'), join(cwd, 'node_modules/eslint'));
}

async function main(cwd) {
  await mkdir(join(cwd, 'packed'));
  await mkdir(join(cwd, 'shop/src'), { recursive: true });
  const shop = join(cwd, 'shop');
  await install(await pack(join(cwd, 'packed')), shop);
  console.log('ok: packed and installed');

  const readme = await readFile(join(shop, 'node_modules/eslint-plugin-perfmig/README.md'), 'utf8');
  const [, config = ''] = /```js\n(\/\/ eslint\.config\.js\n[^]*?)```/.exec(readme) ?? [];
  assert.ok(config.includes('perfmig.configs.recommended'), 'the README has no configuration');
  assert.ok(config.trim().split('\n').length <= 10, 'the configuration of the README has more than ten lines');
  await writeFile(join(shop, 'eslint.config.js'), config);

  const bin = join(shop, 'node_modules/eslint/bin/eslint.js');
  const asEditors = [bin, '--stdin', '--stdin-filename', join(shop, 'src/app.js'), '--format', 'json'];
  const [{ messages }] = JSON.parse(await run(process.execPath, asEditors, { cwd: shop, input: BEFORE, codes: [1] }));
  assert.equal(messages.length, 1);
  assert.equal(messages[0].ruleId, 'perfmig/sync-io');
  assert.equal(messages[0].line, 6);
  assert.match(messages[0].message, /\(request: GET \/pages → fs\.readFileSync\)$/);
  console.log('ok: one finding in a text from standard input');

  await writeFile(join(shop, 'src/app.js'), BEFORE);
  await run(process.execPath, [bin, '--fix', 'src'], { cwd: shop });
  assert.equal(await readFile(join(shop, 'src/app.js'), 'utf8'), AFTER);
  console.log('ok: one fix');
}

const cwd = await mkdtemp(join(tmpdir(), 'perfmig-smoke-'));
try {
  await main(cwd);
} finally {
  await rm(cwd, { recursive: true, force: true });
}
