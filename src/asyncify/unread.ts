/** Files that could not be parsed: a call in one can't be seen. */
import type { PlanInput } from '../contracts.ts';
import { linkOf, nameOfFunction, type Closure } from './closure/closure.ts';
import type { ModelFile } from './model/model-file.ts';
import { hasOtherName } from './model/other-names.ts';
import type { PlacedFunction } from './model/placed.ts';
import type { Program } from './model/program.ts';
import type { SiteReason } from './refusals.ts';

const LITERALS = /(['"])(?<text>[^'"\n]+)\1/g;
/** A load whose specifier is no literal. */
const COMPUTED_LOAD = /\b(?:require|import)\s*\(\s*[^\s'")]/;

/** Refuses where such a file may call a function that would become async: by its name, or by another it is known by. */
export function unreadReason(
  program: Program,
  { read }: Pick<PlanInput, 'read'>,
  { functions }: Closure,
): SiteReason | undefined {
  const known = (path: string): PlacedFunction | undefined => {
    const text = read(path) ?? '';
    const loaded = loadedFrom(program, path, text);
    return functions.find((fn) => {
      const name = nameOfFunction(fn.node);
      return (name !== undefined && text.includes(name)) || (loaded(fn.in) && hasOtherName(program, fn));
    });
  };
  for (const path of program.generated) {
    const fn = program.isLoaded(path) ? known(path) : undefined;
    if (!fn) continue;
    const message = `${path}, which is minified, may call it and is not rewritten`;
    return { code: 'barrier/vendored', message, ...fn, chain: [linkOf(fn)] };
  }
  for (const path of program.unread) {
    const fn = known(path);
    if (!fn) continue;
    const message = `${path}, which can't be parsed, may call it`;
    return { code: 'barrier/unresolved-call', message, ...fn, chain: [linkOf(fn)] };
  }
  return undefined;
}

/** Whether a file is loaded by the one of this text, or by what that loads; any may be where it computes what it loads. */
function loadedFrom(program: Program, path: string, text: string): (at: ModelFile) => boolean {
  if (COMPUTED_LOAD.test(text)) return () => true;
  const specifiers = [...text.matchAll(LITERALS)].map(({ groups }) => groups?.['text'] ?? '');
  const found = new Set(specifiers.flatMap((specifier) => program.resolve(path, specifier) ?? []));
  // What is added is visited too.
  for (const from of found) {
    for (const load of from.loads) for (const target of program.targetsOf(from, load)) found.add(target);
  }
  return (at) => found.has(at);
}
