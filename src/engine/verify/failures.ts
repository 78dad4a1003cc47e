/** Reads the names of failed tests out of what test runners print. */
import { isObject } from '../../project/json-file.ts';

/**
 * The names, as far as the output has any: TAP, the JSON of jest, vitest and mocha, and what jest, vitest, mocha and
 * node's runner print for people.
 */
export function failedTests(output: string): ReadonlySet<string> {
  const plain = stripColors(output);
  return new Set([...tapFailures(plain), ...jsonFailures(plain), ...textFailures(plain), ...mochaFailures(plain)]);
}

function stripColors(text: string): string {
  return text.replace(/\u001b\[[\d;]*[A-Za-z]/g, '').replaceAll('\r\n', '\n');
}

/** `not ok 3 - name`; those that are expected to fail are none. */
function tapFailures(text: string): readonly string[] {
  const lines = [...text.matchAll(/^\s*not ok\b(?: \d+)?(?: -)? ?(.*)$/gm)].map(([, name = '']) => name);
  return lines.filter((name) => !/# (?:TODO|SKIP)\b/i.test(name)).map((name) => withoutTime(name));
}

/** `✖ name`, `× file > name`, `● suite › name`, `FAIL file > suite > name`, and ava's `✘ [fail]: file › name`. */
function textFailures(text: string): readonly string[] {
  const marked = [...text.matchAll(/^\s*(?:✖|✕|×|✗|✘|●|FAIL)\s+(?:\[fail\]: )?(\S.*)$/gm)].map(([, name = '']) => name);
  return marked.map(withoutTime);
}

/** Behind `2 failing`: a number and the suite, then each inner name on a line of its own, the last with a colon. */
function mochaFailures(text: string): readonly string[] {
  const [, details] = /^\s*\d+ failing\b(.*)$/ms.exec(text) ?? [];
  const blocks = [...(details ?? '').matchAll(/^\s*\d+\) ((?:.*\n)*?.*:)$/gm)];
  return blocks.map(([, block = '']) => block.replace(/\s*\n\s*/g, ' ').replace(/:$/, ''));
}

/** Times differ from run to run: `name (1.2 ms)`, `name 12ms`, `name # time=3ms`. */
function withoutTime(name: string): string {
  return name.replace(/(?:\s*(?:#.*|\(?\d[\d.,]*\s?m?s\)?))+$/, '').trim();
}

/** Every JSON object the output holds as a line of its own, or as its whole. */
function jsonFailures(text: string): readonly string[] {
  const lines = text.split('\n').filter((line) => line.startsWith('{') && line.trimEnd().endsWith('}'));
  const whole = /^\{[^]*^\}$/m.exec(text)?.[0];
  return [...lines, ...(whole === undefined ? [] : [whole])].flatMap((json) => namesIn(parse(json)));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** jest and vitest: `testResults[].assertionResults[]`; mocha: `failures[].fullTitle`. */
function namesIn(json: unknown): readonly string[] {
  if (!isObject(json)) return [];
  const suites = objectsIn(json['testResults']);
  const tests = suites.flatMap((suite) => objectsIn(suite['assertionResults']));
  const failed = tests.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
  const broken = suites.filter(
    (suite) => suite['status'] === 'failed' && objectsIn(suite['assertionResults']).length === 0,
  );
  const mocha = objectsIn(json['failures']).map(({ fullTitle }) => fullTitle);
  return [...failed, ...broken.map(({ name }) => name), ...mocha].filter((name) => typeof name === 'string');
}

function objectsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
