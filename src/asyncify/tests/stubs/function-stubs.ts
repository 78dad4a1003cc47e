/** Stubs of functions that become async: they go on as they are, but say better that they give a promise. */
import { IMPLEMENTING, PROMISING, STUBBING } from '../../../apis/stub-methods.ts';
import type { Node } from '../../../contracts.ts';
import { keyName, unwrap } from '../../../syntax/node.ts';
import { nameOfFunction } from '../../closure/closure.ts';
import type { Analysis } from '../../flow/analysis.ts';
import type { ModelFile } from '../../model/model-file.ts';
import type { PlacedFunction } from '../../model/placed.ts';
import { followStub, takeFunction } from './follow.ts';
import { StubChanges, type Stub } from './stub.ts';
import { objectsOf, propertyOf, substitutions, takeValue } from './substitute.ts';

/** Those of one test; what can't be followed is left: to wait for what is no promise does no harm. */
export function functionStubs(
  analysis: Analysis,
  at: ModelFile,
  functions: readonly PlacedFunction[],
): readonly Stub[] {
  const named = functions.flatMap((fn) => {
    const name = nameOfFunction(fn.node);
    return name !== undefined && at.file.text.includes(name) ? [{ fn, name }] : [];
  });
  if (named.length === 0) return [];
  const roots = [...stubbedMembers(analysis, at, named), ...configured(analysis, at, named)];
  const found = roots.flatMap(({ node, implementation }) => stubOf(at, node, implementation));
  return [...found, ...substituted(analysis, at, named)];
}

interface Named {
  readonly fn: PlacedFunction;
  readonly name: string;
}

interface Root {
  readonly node: Node;
  readonly implementation?: Node | undefined;
}

function stubOf(at: ModelFile, node: Node, implementation: Node | undefined): readonly Stub[] {
  const out = new StubChanges();
  if (!takeFunction(implementation, out) || followStub(at.file, node, out)) return [];
  const { edits, functions } = out;
  return edits.length + functions.length === 0 ? [] : [{ in: at, node, edits, functions }];
}

/** `jest.spyOn(store, 'load')` */
function stubbedMembers({ resolver }: Analysis, at: ModelFile, named: readonly Named[]): readonly Root[] {
  return at.file.nodes('CallExpression').flatMap((call): readonly Root[] => {
    const [of, name, implementation, ...more] = call.arguments;
    const callee = unwrap(call.callee);
    const method = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
    if (!of || name?.type !== 'Literal' || more.length > 0 || !STUBBING.has(method ?? '')) return [];
    const wanted = named.filter((one) => one.name === name.value);
    const owner = wanted.length > 0 ? resolver.valueOf(at, of) : undefined;
    const member = owner && resolver.memberOf(owner, String(name.value));
    const isIt = member?.kind === 'function' && wanted.some(({ fn }) => fn.node === member.node);
    return isIt ? [{ node: call, implementation }] : [];
  });
}

/** `load.mockReturnValue(…)`, `(store.load as jest.Mock).mockImplementation(…)`, where the module is replaced. */
function configured({ resolver }: Analysis, at: ModelFile, named: readonly Named[]): readonly Root[] {
  return at.file.nodes('MemberExpression').flatMap((member): readonly Root[] => {
    const name = keyName(member.property, member.computed) ?? '';
    if (!PROMISING.has(name) && !IMPLEMENTING.has(name)) return [];
    const stub = stubIn(member.object);
    const value = stub && resolver.valueOf(at, stub);
    const isIt = value?.kind === 'function' && named.some(({ fn }) => fn.node === value.node);
    return isIt && stub ? [{ node: stub }] : [];
  });
}

/** `load` of `jest.mocked(load)`, and of `load.mockReturnValueOnce('x')`. */
function stubIn(node: Node): Node | undefined {
  for (let at = unwrap(node); ;) {
    if (at.type === 'Identifier') return at;
    const callee = at.type === 'CallExpression' ? unwrap(at.callee) : undefined;
    if (at.type === 'MemberExpression') return at;
    if (at.type !== 'CallExpression' || callee?.type !== 'MemberExpression') return undefined;
    const [given] = at.arguments;
    const isMocked = keyName(callee.property, callee.computed) === 'mocked' && given;
    at = unwrap(isMocked ? given : callee.object);
  }
}

/** `jest.mock('./store', () => ({ load: jest.fn(() => 'x') }))` */
function substituted({ program, resolver }: Analysis, at: ModelFile, named: readonly Named[]): readonly Stub[] {
  const isOfProgram = (specifier: string): boolean => program.resolve(at.path, specifier) !== undefined;
  return substitutions(at.file, isOfProgram).flatMap((call): readonly Stub[] => {
    const [given] = call.arguments;
    const target = given?.type === 'Literal' ? program.resolve(at.path, String(given.value)) : undefined;
    return objectsOf(call).flatMap((object) =>
      named.flatMap(({ fn, name }): readonly Stub[] => {
        const value = target && resolver.exported(target, name);
        const property = value?.kind === 'function' && value.node === fn.node ? propertyOf(object, name) : undefined;
        const out = new StubChanges();
        if (!property || !takeValue(at.file, property, out)) return [];
        return [{ in: at, node: property, edits: out.edits, functions: out.functions }];
      }),
    );
  });
}
