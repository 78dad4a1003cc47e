/** Runs the built command on whatever Node runs this file: `node test/smoke/smoke.mjs`. */
import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** Standard output of a run that must exit with 0. */
async function perfmig(...args) {
  const { stdout } = await run(process.execPath, ['bin/perfmig.js', ...args], { cwd: root });
  return stdout;
}

async function readJson(path) {
  return JSON.parse(await readFile(new URL(`../../${path}`, import.meta.url), 'utf8'));
}

const checks = {
  '--version prints the version of package.json': async () => {
    const { version } = await readJson('package.json');
    assert.equal((await perfmig('--version')).trim(), version);
  },
  'analyze --format json obeys its schema and finds something': async () => {
    const report = JSON.parse(await perfmig('analyze', 'fixtures/projects/orders-service', '--format', 'json'));
    const ajv = new Ajv({ allErrors: true });
    const isValid = ajv.validate(await readJson('schema/analyze.json'), report);
    assert.ok(isValid, ajv.errorsText());
    assert.ok(report.summary.findings > 0, 'no finding in the orders service');
  },
};

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log(`ok: ${name}`);
  } catch (error) {
    failed += 1;
    console.error(`failed: ${name}\n${error instanceof Error ? error.message : String(error)}`);
  }
}
console.log(`smoke: ${Object.keys(checks).length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
