/** Prints the closing lines of a test run: what was left out for want of a service and, in CI, the plain count. */
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { NEEDS, START_COMMAND } from './services.ts';

export default class ClosingLines implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const cases = modules.flatMap((module) => [...module.children.allTests()]);
    const line = leftOutLine(cases.flatMap(needOf));
    if (line !== undefined) console.log(line);
    if (process.env['CI'] === 'true') console.log(countLine(modules, cases));
  }
}

interface Need {
  readonly test: string;
  readonly services: readonly string[];
}

/** One line that names the tests left out, the services they need and the command that starts those. */
export function leftOutLine(needs: readonly Need[]): string | undefined {
  if (needs.length === 0) return undefined;
  const services = [...new Set(needs.flatMap((need) => need.services))].sort();
  const tests = needs.map((need) => need.test);
  return `Left out: ${tests.join('; ')}. No answer from ${services.join(', ')}; start with: ${START_COMMAND}`;
}

function needOf(test: TestCase): readonly Need[] {
  const result = test.result();
  if (result.state !== 'skipped' || !result.note?.startsWith(NEEDS)) return [];
  return [{ test: test.fullName, services: result.note.slice(NEEDS.length).split(', ') }];
}

function countLine(modules: readonly TestModule[], cases: readonly TestCase[]): string {
  const count = (state: string): number => cases.filter((test) => test.result().state === state).length;
  const broken = modules.filter((module) => module.errors().length > 0).length;
  return `tests: ${count('passed')} passed, ${count('failed') + broken} failed, ${count('skipped')} skipped`;
}
