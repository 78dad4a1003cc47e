/** Classes that extend or implement something of a package, which calls their methods. */
import { SUPERTYPES, type Supertype } from '../apis/supertypes.ts';
import type { ClassFact } from './facts.ts';
import { absolute, type LinkedFile, type LinkState } from './link-state.ts';
import type { Token } from './token.ts';

/** A class and the file it is written in. */
export interface LinkedClass {
  readonly file: LinkedFile;
  readonly fact: ClassFact;
  readonly token: Token;
}

const BY_API = new Map<string, readonly Supertype[]>();
for (const supertype of SUPERTYPES) BY_API.set(supertype.api, [...(BY_API.get(supertype.api) ?? []), supertype]);

/** Enters the methods that packages call of the program's classes, by way of the program's own base classes too. */
export function enterSubtypes(state: LinkState, classes: readonly LinkedClass[]): void {
  const direct = new Map(classes.map((own) => [own.token, externalsOf(state, own)]));
  for (const { file, token } of classes) {
    for (const ancestor of withAncestors(token)) {
      for (const supertype of (direct.get(ancestor) ?? []).flatMap((api) => BY_API.get(api) ?? [])) {
        enterMethods(state, file, token, supertype);
      }
    }
  }
}

/** What a class extends or implements that is not of the program. */
function externalsOf({ solver }: LinkState, { file, fact }: LinkedClass): readonly string[] {
  return [fact.superclass, ...fact.parents].flatMap((node) =>
    solver.valuesOf(absolute(file, node)).flatMap(({ kind, name }) => (kind === 'external' ? [name] : [])),
  );
}

function withAncestors(token: Token): Iterable<Token> {
  const found = new Set([token]);
  // A set iterates over what is added on the way.
  for (const at of found) for (const parent of at.parents ?? []) found.add(parent);
  return found;
}

function enterMethods(state: LinkState, file: LinkedFile, token: Token, { methods, label, runs }: Supertype): void {
  const { solver, functions } = state;
  const instance = solver.instanceOf(token);
  for (const name of methods) {
    const method = solver.allocate(1);
    solver.read(instance, name, method);
    state.eachFunction(method, ({ index }) => {
      const ref = functions[index];
      const line = ref?.fact.line ?? 1;
      const path = ref?.file.path ?? file.facts.path;
      state.enter({ fn: index, label, kind: runs, path, line, guessed: false });
    });
  }
}
