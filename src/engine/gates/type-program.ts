/** Programs of TypeScript over files of which some have texts that are nowhere on disk. */
import { ts } from 'ts-morph';

/** Texts that stand in for files, by absolute path; undefined for a file that isn't there. */
export type Texts = ReadonlyMap<string, string | undefined>;

/** Compiles one project again and again; files whose text is the same are parsed once. */
export class TypeProgram {
  readonly #options: ts.CompilerOptions;
  readonly #host: ts.CompilerHost;
  readonly #parsed = new Map<string, ts.SourceFile>();
  #last: ts.Program | undefined;

  constructor(options: ts.CompilerOptions) {
    this.#options = options;
    this.#host = ts.createCompilerHost(options, true);
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
