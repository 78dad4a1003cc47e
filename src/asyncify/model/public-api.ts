/** What people outside the program can call: names that a package's entry files export. */
import type { PlanInput } from '../../contracts.ts';
import { isObject } from '../../project/json-file.ts';
import type { PackageInfo } from '../../project/package-info.ts';
import { WHOLE } from './exports.ts';
import type { ModelFile } from './model-file.ts';
import type { Program } from './program.ts';

/** The public names of a program's packages. */
export class PublicApi {
  readonly #names = new Set<string>();
  readonly #entries = new Set<string>();
  readonly #program: Program;
  readonly #mayBreak: boolean;

  constructor(program: Program, { read, options }: Pick<PlanInput, 'read' | 'options'>) {
    this.#program = program;
    this.#mayBreak = options.publicApi === 'break';
    for (const own of program.config.packages) {
      if (isPrivate(own, read)) continue;
      for (const entry of this.#entriesOf(own)) {
        this.#entries.add(entry.path);
        this.#addAll(entry);
      }
    }
  }

  /** Whether `name` of the file can be imported from outside, and has to stay as it is. */
  isPublic(path: string, name: string): boolean {
    return !this.#mayBreak && this.isExported(path, name);
  }

  /** Whether a package is loaded by this file, in a way that has to stay as it is. */
  isEntry(path: string): boolean {
    return !this.#mayBreak && this.#entries.has(path);
  }

  /** Whether `name` of the file can be imported from outside. */
  isExported(path: string, name: string): boolean {
    return this.#names.has(`${path}#${name}`) || this.#names.has(`${path}#*`);
  }

  #entriesOf({ folder, main, exports, name }: PackageInfo): readonly ModelFile[] {
    const from = folder === '.' ? 'package.json' : `${folder}/package.json`;
    const paths = [...[...exports.values()].flat(), ...(main === undefined ? [] : [main])];
    const named = name === undefined ? [] : [name];
    const specifiers = paths.map((path) => relative(folder, path));
    if (paths.length === 0) specifiers.push('./index');
    return [...specifiers, ...named].flatMap((specifier) => this.#program.resolve(from, specifier) ?? []);
  }

  /** Everything a file exports, and what it hands on from others. */
  #addAll(at: ModelFile): void {
    if (this.#names.has(`${at.path}#${WHOLE}`)) return;
    this.#names.add(`${at.path}#${WHOLE}`);
    for (const [name, entries] of at.exports.names) {
      this.#names.add(`${at.path}#${name}`);
      for (const entry of entries) {
        const target = entry.kind === 'from' ? this.#program.resolve(at.path, entry.specifier) : undefined;
        if (!target || entry.kind !== 'from') continue;
        if (entry.name === undefined) this.#addAll(target);
        else this.#names.add(`${target.path}#${entry.name}`);
      }
    }
    for (const specifier of at.exports.stars) {
      const target = this.#program.resolve(at.path, specifier);
      if (target) this.#addAll(target);
    }
  }
}

function isPrivate({ folder }: PackageInfo, read: PlanInput['read']): boolean {
  const text = read(folder === '.' ? 'package.json' : `${folder}/package.json`);
  try {
    const json: unknown = JSON.parse(text ?? '{}');
    return !isObject(json) || json['private'] === true || json['name'] === undefined;
  } catch {
    return true;
  }
}

function relative(folder: string, path: string): string {
  const inside = folder === '.' ? path : path.slice(folder.length + 1);
  return `./${inside}`;
}
