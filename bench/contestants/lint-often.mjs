// Lints one text again and again, as an editor does, each time a little changed; prints the CPU time of a pass in milliseconds.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Linter } from 'eslint';
import { parser as typescriptParser } from 'typescript-eslint';

const [path, filename, pluginUrl, count] = process.argv.slice(2);
const { default: plugin } = await import(pluginUrl);
// The one ESLint itself uses.
const espree = createRequire(import.meta.resolve('eslint'))('espree');
const WARMING = 40;
const text = readFileSync(path, 'utf8');
const linter = new Linter({ cwd: dirname(filename) });

let parsing = 0;

/** Times of all threads, garbage collection included. */
function timed(work) {
  const started = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(started);
  return { result, time: (user + system) / 1000 };
}

function timedParser(parse) {
  return (...args) => {
    const { result, time } = timed(() => parse(...args));
    parsing = time;
    return result;
  };
}

const parser = filename.endsWith('.ts')
  ? { ...typescriptParser, parseForESLint: timedParser(typescriptParser.parseForESLint) }
  : { parse: timedParser(espree.parse) };
const sourceType = filename.endsWith('.ts') ? 'module' : 'commonjs';
const base = { files: ['**/*.{js,ts}'], languageOptions: { sourceType, parser } };
const configs = {
  none: [base],
  loop: [base, { rules: { 'no-await-in-loop': 'error' } }],
  ours: [base, plugin.configs.recommended],
  noneAgain: [base],
};

function lint(config, pass) {
  const changed = `${text}\n// ${pass}`;
  const { result: messages, time } = timed(() => linter.verify(changed, config, { filename }));
  const fault = messages.find(({ ruleId }) => ruleId === null);
  if (fault) throw new Error(fault.message);
  return { time, parsing, messages: messages.length };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const runs = Object.fromEntries(Object.keys(configs).map((name) => [name, []]));
for (let pass = 0; pass < WARMING + Number(count); pass++) {
  for (const [name, config] of Object.entries(configs)) {
    const run = lint(config, pass);
    if (pass >= WARMING) runs[name].push(run);
  }
}
const of = (name, key) => median(runs[name].map((run) => run[key]));
const passes = Object.fromEntries(Object.keys(configs).map((name) => [name, of(name, 'time')]));
console.log(JSON.stringify({ ...passes, parsing: of('ours', 'parsing'), messages: of('ours', 'messages') }));
