/** Which files a file loads, by whatever way. */
import type { ModelFile } from '../model/model-file.ts';
import type { Program } from '../model/program.ts';

type Reach = Map<ModelFile, ReadonlySet<ModelFile>>;

/** Worked out once for each file that is asked about: many sites ask of the same tests. */
const closures = new WeakMap<Program, Reach>();
const direct = new WeakMap<Program, Reach>();

/** Whether a file is another or loads it; a path that is given to any function may be loaded by it. */
export function loads(program: Program, from: ModelFile, wanted: ModelFile): boolean {
  return remembered(closures, program, from, () => loadedBy(program, from)).has(wanted);
}

function loadedBy(program: Program, from: ModelFile): ReadonlySet<ModelFile> {
  const seen = new Set<ModelFile>();
  const queue = [from, ...namedFiles(program, from)];
  for (let at = queue.pop(); at; at = queue.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const own = at;
    queue.push(
      ...remembered(direct, program, own, () => new Set(own.loads.flatMap((load) => program.targetsOf(own, load)))),
    );
  }
  return seen;
}

function remembered(
  memory: WeakMap<Program, Reach>,
  program: Program,
  file: ModelFile,
  compute: () => ReadonlySet<ModelFile>,
): ReadonlySet<ModelFile> {
  const known = memory.get(program) ?? new Map<ModelFile, ReadonlySet<ModelFile>>();
  memory.set(program, known);
  const found = known.get(file) ?? compute();
  known.set(file, found);
  return found;
}

/** `importFresh('../../lib/load.js')`, `rewire('../load')` */
function namedFiles(program: Program, at: ModelFile): readonly ModelFile[] {
  return at.file.nodes('CallExpression').flatMap(({ arguments: given }) =>
    given.flatMap((one) => {
      const path = one.type === 'Literal' && typeof one.value === 'string' ? one.value : '';
      return /^\.{1,2}\//.test(path) ? (program.resolve(at.path, path) ?? []) : [];
    }),
  );
}
