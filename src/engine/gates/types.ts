/** The type gate: no new type error in changed files, or in those that import them. Loads TypeScript, so import it late. */
import { posix, join, resolve } from 'node:path';
import { ts } from 'ts-morph';
import type { Plan, ProjectFiles } from '../../contracts.ts';
import { fromRoot, isInside } from '../../project/paths.ts';
import { isTsconfigName } from '../../project/source-names.ts';
import type { TypeGate } from '../migrate.ts';
import type { Fault } from './gate.ts';
import { importsIn, nearestAmong, withImporters, type Imports } from './imports.ts';
import { installedCompiler } from './installed-compiler.ts';
import { programOptions } from './program-options.ts';
import { runtimeTypes } from './runtime-types.ts';
import { TypeProgram, type Texts } from './type-program.ts';

/** One error, as compared before and after. */
interface TypeError {
  /** Relative to the root. */
  readonly path: string;
  readonly line: number;
  readonly code: number;
  readonly message: string;
}

/** Files that the compiler takes. */
const SOURCE = /\.[cm]?[jt]sx?$/;

/** The gate of a project: as many programs as its tsconfigs differ. Reads configuration, and runs none of it. */
export function createTypeGate(project: ProjectFiles): TypeGate {
  const configs = project.configs.filter((path) => isTsconfigName(posix.basename(path)));
  const groups = programOptions(
    configs.map((path) => join(project.root, path)),
    installedCompiler(project.root),
  );
  const programs = groups.map(({ files, options }) => ({ files, program: new TypeProgram(options) }));
  const known = new Set(groups.flatMap(({ files }) => files));
  let errors = { before: 0, after: 0 };
  const check = (plan: Plan): readonly Fault[] => {
    const isTyped = known.size > 0 || plan.files.some(({ path }) => /\.[cm]?tsx?$/.test(path));
    if (!isTyped) return [];
    const edited = plan.files.map(({ path }) => resolve(project.root, path)).filter((path) => SOURCE.test(path));
    const loose = edited.filter((path) => !known.has(path));
    const results = programs.map(({ files, program }, index) =>
      new Change(project.root, plan, index === 0 ? [...files, ...loose] : files, program).compare(),
    );
    errors = { before: sum(results.map(({ before }) => before)), after: sum(results.map(({ after }) => after)) };
    return results.flatMap(({ faults }) => faults);
  };
  return { check, errors: () => errors };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

/** One plan, looked at by the compiler. */
class Change {
  readonly #root: string;
  readonly #plan: Plan;
  readonly #program: TypeProgram;
  readonly #roots: readonly string[];
  readonly #runtime: ReturnType<typeof runtimeTypes>;
  readonly #suppressed: ReadonlySet<number>;

  constructor(root: string, plan: Plan, files: readonly string[], program: TypeProgram) {
    this.#suppressed = program.suppressed;
    this.#root = root;
    this.#plan = plan;
    this.#program = program;
    this.#runtime = runtimeTypes(root, plan);
    this.#roots = this.#runtime ? [...files, this.#runtime.path] : files;
  }

  compare(): { readonly faults: readonly Fault[]; readonly before: number; readonly after: number } {
    const compiled = this.#program.compile(this.#roots, this.#texts('after'));
    const imports = importsIn(compiled, (path) => isInside(this.#root, path) && !path.includes('/node_modules/'));
    const edited = new Set(this.#plan.files.map(({ path }) => resolve(this.#root, path)));
    const own = new Set(this.#roots);
    const affected = [...withImporters(edited, imports)].filter((path) => own.has(path));
    const after = this.#errorsIn(compiled, affected);
    if (after.length === 0) return { faults: [], before: 0, after: 0 };
    const wrong = new Set(after.map(({ path }) => resolve(this.#root, path)));
    const before = this.#errorsIn(this.#program.compile(this.#roots, this.#texts('before')), wrong);
    const faults = added(before, after).map((error) => this.#fault(error, imports, edited));
    return { faults, before: before.length, after: after.length };
  }

  #texts(which: 'before' | 'after'): Texts {
    const runtime = this.#runtime ? ([[this.#runtime.path, this.#runtime.text]] as const) : [];
    return new Map([
      ...this.#plan.files.map((file) => [resolve(this.#root, file.path), file[which]] as const),
      ...runtime,
    ]);
  }

  #errorsIn(program: ts.Program, paths: Iterable<string>): readonly TypeError[] {
    return [...paths].flatMap((path) => {
      const file = program.getSourceFile(path);
      if (!file) return [];
      const found = program.getSemanticDiagnostics(file).filter(({ code }) => !this.#suppressed.has(code));
      return found.map((diagnostic) => this.#error(file, diagnostic));
    });
  }

  #error(file: ts.SourceFile, { start = 0, code, messageText }: ts.Diagnostic): TypeError {
    const { line } = file.getLineAndCharacterOfPosition(start);
    const message = ts.flattenDiagnosticMessageText(messageText, ' ');
    return { path: fromRoot(this.#root, file.fileName), line: line + 1, code, message };
  }

  /** Charged to the units that change the file; else to those that change what it imports, the nearest. */
  #fault({ path, line, code, message }: TypeError, imports: Imports, edited: ReadonlySet<string>): Fault {
    const sources = nearestAmong(resolve(this.#root, path), edited, imports);
    const units = this.#plan.files
      .filter((file) => sources.has(resolve(this.#root, file.path)))
      .flatMap((file) => file.units);
    const [short = ''] = message.split('\n');
    return {
      units: [...new Set(units)],
      reason: {
        code: 'gate/types',
        message: `a type error would be new: ${path}:${line}: ${short} (TS${code})`,
        hint: 'perfmig plan --no-types shows what would be written; mend the types by hand first',
      },
    };
  }
}

/** Errors there are more of than before, by file, code and message. */
function added(before: readonly TypeError[], after: readonly TypeError[]): readonly TypeError[] {
  const known = new Map<string, number>();
  for (const error of before) known.set(keyOf(error), (known.get(keyOf(error)) ?? 0) + 1);
  return after.filter((error) => {
    const left = known.get(keyOf(error)) ?? 0;
    known.set(keyOf(error), left - 1);
    return left <= 0;
  });
}

function keyOf({ path, code, message }: TypeError): string {
  return [path, code, message].join('\0');
}
