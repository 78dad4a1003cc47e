/** What one run of a call costs, where that goes by its arguments: the comment on each line has the points. */
import { expect, it } from 'vitest';
import { rules } from '../../src/catalog/rules.ts';
import { analyze } from '../../src/engine/analyze.ts';
import { tempTree } from '../project/temp-tree.ts';

const SOURCE = `
import { cpSync, rmSync } from 'node:fs';
export function run(from, to, options, list) {
  rmSync(from); // 2
  rmSync(from, { force: true }); // 2
  rmSync(from, { recursive: true }); // 20
  rmSync(from, { ...options }); // 20
  rmSync(from, options); // 20
  rmSync(...list); // 20
  rmSync.call(null, from); // 2
  list.forEach(rmSync); // 20
  cpSync(from, to); // 10
  cpSync(from, to, { force: true }); // 10
  cpSync(from, to, { recursive: true }); // 100
}
`;

it('takes one file where nothing says otherwise', async () => {
  const { files } = await analyze({ cwd: tempTree({ 'package.json': '{}', 'a.mjs': SOURCE }), paths: [], rules });
  const costs = new Map(files[0]?.findings.map(({ line, factors }) => [line, factors.cost]));
  const lines = SOURCE.split('\n').flatMap((text, index) => {
    const points = /\/\/ (\d+)$/.exec(text)?.[1];
    return points === undefined ? [] : [{ text: text.trim(), points: Number(points), line: index + 1 }];
  });
  expect(lines.map(({ text, line }) => [text, costs.get(line)])).toEqual(
    lines.map(({ text, points }) => [text, points]),
  );
});
