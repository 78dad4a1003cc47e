/** The type checkers of a project: one for each set of options that its tsconfigs have. Loads TypeScript, so import it late. */
import { posix, join, resolve } from 'node:path';
import { ts } from 'ts-morph';
import type { ProjectFiles, Span, TypeAnswer, TypeQuestion } from '../../contracts.ts';
import { isTsconfigName } from '../../project/source-names.ts';
import { installedCompiler } from '../gates/installed-compiler.ts';
import { programOptions } from '../gates/program-options.ts';
import { TypeProgram } from '../gates/type-program.ts';
import { isArray, mayBeOwner } from './assignable.ts';

/** Answers by the types of the texts on disk. Reads configuration, and runs none of it. */
export class Checkers {
  readonly #root: string;
  readonly #groups: readonly { readonly files: ReadonlySet<string>; program: ts.Program | undefined }[];
  readonly #compile: readonly ((loose: readonly string[]) => ts.Program)[];

  constructor(project: ProjectFiles) {
    this.#root = project.root;
    const configs = project.configs.filter((path) => isTsconfigName(posix.basename(path)));
    const groups = programOptions(
      configs.map((path) => join(project.root, path)),
      installedCompiler(project.root),
    );
    this.#groups = groups.map(({ files }) => ({ files: new Set(files), program: undefined }));
    this.#compile = groups.map(({ files, options }) => {
      const program = new TypeProgram(options);
      return (loose) => program.compile([...files, ...loose], new Map());
    });
  }

  /** One answer for each question. */
  answer(questions: readonly TypeQuestion[]): readonly TypeAnswer[] {
    const paths = [...new Set(questions.map(({ path }) => resolve(this.#root, path)))];
    const loose = paths.filter((path) => !this.#groups.some(({ files }) => files.has(path)));
    return questions.map((question) => {
      const path = resolve(this.#root, question.path);
      const index = Math.max(
        this.#groups.findIndex(({ files }) => files.has(path)),
        0,
      );
      return this.#ask(this.#program(index, loose), question);
    });
  }

  #program(index: number, loose: readonly string[]): ts.Program | undefined {
    const group = this.#groups[index];
    if (!group) return undefined;
    return (group.program ??= this.#compile[index]?.(index === 0 ? loose : []));
  }

  #ask(program: ts.Program | undefined, question: TypeQuestion): TypeAnswer {
    const node = program && this.#nodeAt(program, question.path, question.span);
    if (!program || !node) return 'unknown';
    const checker = program.getTypeChecker();
    const type = checker.getTypeAtLocation(node);
    if (question.kind === 'array') return isArray(checker, type) ? 'yes' : 'unknown';
    const owners = question.owners.map((owner) => this.#nodeAt(program, owner.path, owner.span)?.parent);
    const classes = owners.filter((owner) => owner !== undefined && ts.isClassDeclaration(owner));
    return classes.length < owners.length ? 'unknown' : mayBeOwner(checker, type, question.name, classes);
  }

  #nodeAt(program: ts.Program, path: string, [start, end]: Span): ts.Node | undefined {
    const file = program.getSourceFile(resolve(this.#root, path));
    if (!file) return undefined;
    let at: ts.Node | undefined = file;
    while (at && (at === file || at.getStart(file) !== start || at.end !== end)) {
      at = ts.forEachChild(at, (child) => (child.pos <= start && end <= child.end ? child : undefined));
    }
    return at;
  }
}
