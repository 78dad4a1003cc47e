/** Modules that a test has another in the place of: `jest.mock('fs', () => ({ … }))`. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, SourceFile } from '../../../contracts.ts';
import { isFunction, keyName, spanOf, unwrap } from '../../../syntax/node.ts';
import { followStub, takeFunction } from './follow.ts';
import type { StubChanges } from './stub.ts';

/** Calls that put another module in the place of one of these names. */
export function substitutions(
  file: SourceFile,
  isNamed: (specifier: string) => boolean,
): readonly TSESTree.CallExpression[] {
  return file.nodes('CallExpression').filter(({ callee, arguments: [given] }) => {
    const name = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
    const isMock = (name === 'mock' || name === 'doMock') && /(?:^|[.#])(?:jest|vi)\./.test(file.apiOf(callee) ?? '');
    return isMock && given?.type === 'Literal' && typeof given.value === 'string' && isNamed(given.value);
  });
}

/** The objects that a factory of a module is seen to give: its own, and that under `default`. */
export function objectsOf(call: TSESTree.CallExpression): readonly TSESTree.ObjectExpression[] {
  const factory = call.arguments[1] && unwrap(call.arguments[1]);
  if (!factory || !isFunction(factory)) return [];
  const given = factory.body.type === 'BlockStatement' ? returned(factory.body) : unwrap(factory.body);
  if (given?.type !== 'ObjectExpression') return [];
  const inner = propertyOf(given, 'default')?.value;
  return inner?.type === 'ObjectExpression' ? [given, inner] : [given];
}

function returned({ body }: TSESTree.BlockStatement): Node | undefined {
  const last = body.at(-1);
  return last?.type === 'ReturnStatement' && last.argument ? unwrap(last.argument) : undefined;
}

/** The property of this name. */
export function propertyOf(object: TSESTree.ObjectExpression, name: string): TSESTree.Property | undefined {
  return object.properties.find(
    (one): one is TSESTree.Property => one.type === 'Property' && keyName(one.key, one.computed) === name,
  );
}

/** The value of a substitute's member, made to give a promise; whether that can be done. */
export function takeValue(file: SourceFile, property: TSESTree.Property, out: StubChanges): boolean {
  if (property.method || property.shorthand || property.computed) return false;
  const value = unwrap(property.value);
  if (isFunction(value)) return takeFunction(value, out);
  out.holder = property;
  const made = rootOf(value);
  if (made?.type === 'CallExpression') return isMockFunction(file, made) && takeMade(file, made, out);
  const variable = made?.type === 'Identifier' ? file.variableOf(made) : undefined;
  const [write, ...more] = variable?.writes ?? [];
  const own = write && rootOf(unwrap(write.value));
  if (!own || more.length > 0 || own.type !== 'CallExpression' || !isMockFunction(file, own)) return false;
  return takeMade(file, own, out);
}

function takeMade(file: SourceFile, made: TSESTree.CallExpression, out: StubChanges): boolean {
  return takeFunction(made.arguments[0], out) && followStub(file, made, out) === undefined;
}

/** `jest.fn()`, `vi.fn()`. */
function isMockFunction(file: SourceFile, call: TSESTree.CallExpression): boolean {
  return /(?:^|[.#])(?:jest|vi)\.fn$/.test(file.apiOf(call.callee) ?? '');
}

/** What a chain begins with: `jest.fn()` of `jest.fn().mockReturnValue(1)`. */
function rootOf(node: Node): Node | undefined {
  for (let at = node; ;) {
    if (at.type === 'Identifier') return at;
    if (at.type !== 'CallExpression') return undefined;
    const callee = unwrap(at.callee);
    if (callee.type !== 'MemberExpression') return at;
    const object = unwrap(callee.object);
    if (object.type !== 'CallExpression') return at;
    at = object;
  }
}

/** `readFileSync: f` to `promises: { readFile: f }`; whether the object has no `promises` of its own. */
export function moveBelow(
  file: SourceFile,
  property: TSESTree.Property,
  way: readonly string[],
  out: StubChanges,
): boolean {
  const object = property.parent;
  const [outer, ...inner] = way;
  if (object.type !== 'ObjectExpression' || outer === undefined || inner.length > 1) return false;
  if (propertyOf(object, outer)) return false;
  const [name] = inner;
  if (name === undefined) {
    out.edits.push({ span: spanOf(property.key), text: outer });
    return true;
  }
  const spread = object.properties.flatMap((one) => (one.type === 'SpreadElement' ? [one.argument] : []));
  if (spread.length > 1) return false;
  const rest = spread.map((one) => `...${file.textOf(one)}.${outer}, `).join('');
  out.edits.push({ span: spanOf(property.key), text: `${outer}: { ${rest}${name}` });
  const [, end] = spanOf(property);
  out.edits.push({ span: [end, end], text: ' }' });
  return true;
}

/** Functions that memfs has in both forms, over one volume. */
export const HAS_BOTH: ReadonlySet<string> = new Set([
  'access',
  'appendFile',
  'copyFile',
  'lstat',
  'mkdir',
  'readFile',
  'readdir',
  'rename',
  'rmdir',
  'stat',
  'unlink',
  'writeFile',
]);

/** `jest.mock('fs', () => require('memfs').fs)` */
export function isMemfs(file: SourceFile, call: TSESTree.CallExpression): boolean {
  const factory = call.arguments[1] && unwrap(call.arguments[1]);
  if (!factory || !isFunction(factory) || factory.body.type === 'BlockStatement') return false;
  return file.apiOf(unwrap(factory.body)) === 'memfs.fs';
}
