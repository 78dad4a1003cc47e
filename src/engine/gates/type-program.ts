/** Programs of TypeScript over files of which some have texts that are nowhere on disk. */
import { ts } from 'ts-morph';
import { libraryFiles } from './lib-files.ts';

/** Texts that stand in for files, by absolute path; undefined for a file that isn't there. */
export type Texts = ReadonlyMap<string, string | undefined>;

/** An index of an object that makes `any`: TypeScript 5 has forgotten the option that allows it. */
const SUPPRESSING = 'suppressImplicitAnyIndexErrors';
const IMPLICIT_ANY_INDEX = [7015, 7017, 7053];

/** Compiles one project again and again; files whose text is the same are parsed once. */
export class TypeProgram {
  /** Codes of errors that the project asks not to be told of. */
  readonly suppressed: ReadonlySet<number>;
  readonly #options: ts.CompilerOptions;
  readonly #host: ts.CompilerHost;
  readonly #parsed = new Map<string, ts.SourceFile>();
  #last: ts.Program | undefined;

  constructor(options: ts.CompilerOptions) {
    this.#options = options;
    const isSuppressed = Object.entries(options).some(([name, on]) => name === SUPPRESSING && on === true);
    this.suppressed = new Set(isSuppressed ? IMPLICIT_ANY_INDEX : []);
    this.#host = withLibrary(ts.createCompilerHost(options, true), libraryFiles(options));
  }

  /** A program over these files, with some texts replaced. */
  compile(files: readonly string[], texts: Texts): ts.Program {
    const host: ts.CompilerHost = {
      ...this.#host,
      fileExists: (path) => (texts.has(path) ? texts.get(path) !== undefined : this.#host.fileExists(path)),
      readFile: (path) => (texts.has(path) ? texts.get(path) : this.#host.readFile(path)),
      getSourceFile: (path, version) => this.#parse(path, version, texts),
    };
    const rootNames = files.filter((path) => host.fileExists(path));
    const oldProgram = this.#last;
    this.#last = ts.createProgram({ rootNames, options: this.#options, host, ...(oldProgram && { oldProgram }) });
    return this.#last;
  }

  #parse(path: string, version: ts.ScriptTarget | ts.CreateSourceFileOptions, texts: Texts): ts.SourceFile | undefined {
    const text = texts.get(path);
    if (texts.has(path)) return text === undefined ? undefined : ts.createSourceFile(path, text, version, true);
    const known = this.#parsed.get(path);
    if (known) return known;
    const parsed = this.#host.getSourceFile(path, version);
    if (parsed) this.#parsed.set(path, parsed);
    return parsed;
  }
}

/** A host that reads the library from memory. */
function withLibrary(host: ts.CompilerHost, library: (path: string) => string | undefined): ts.CompilerHost {
  return {
    ...host,
    fileExists: (path) => library(path) !== undefined || host.fileExists(path),
    readFile: (path) => library(path) ?? host.readFile(path),
    getSourceFile: (path, version) => {
      const text = library(path);
      return text === undefined ? host.getSourceFile(path, version) : ts.createSourceFile(path, text, version, true);
    },
  };
}
