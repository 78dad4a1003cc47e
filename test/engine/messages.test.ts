/** What messages call the code they are about: one line, no arguments. */
import { expect, it } from 'vitest';
import { shownCallee } from '../../src/authoring/shown.ts';
import { readTree } from '../../src/engine/read-tree.ts';

it.each([
  ['posts.getCid(1)', 'posts.getCid'],
  ['axios\n  .get(url)', 'axios.get'],
  ["repository.select(['COUNT(*) as cnt']).getRawOne()", 'repository.select().getRawOne'],
  ['(await client?.query!)(1)', 'client.query'],
  ['handlers[name](1)', 'handlers[…]'],
  ['new Zip(path).extract()', 'new Zip().extract'],
  ['this.#store.get(1)', 'this.#store.get'],
  ['(() => 1)()', '…'],
  ['ObjectManagers.getInstance().CoverManager.getCoverForAlbum(1)', '…CoverManager.getCoverForAlbum'],
])('%j is %s', (text, shown) => {
  const tree = readTree('a.ts', `async function f() { ${text}; }`);
  if (tree.kind === 'failure') throw new Error(tree.failure.message);
  const call = tree.file.nodes('CallExpression').find((node) => tree.file.textOf(node) === text);
  expect(call && shownCallee(call.callee)).toBe(shown);
});
