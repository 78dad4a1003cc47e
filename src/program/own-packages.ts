/** The packages of the program itself, which its files may import by name. */
import type { PackageInfo } from '../project/package-info.ts';
import { foldersAround } from './folders.ts';

/** A package in one of these is there to be tested or copied; it means something only to what lies beside it. */
const SAMPLES =
  /^(?:.*\/)?(?:tests?|__tests__|fixtures|__fixtures__|__mocks__|mocks|examples?|samples?|templates?)(?=\/|$)/;

export class OwnPackages {
  readonly #byName = new Map<string, PackageInfo[]>();
  readonly #byFolder: ReadonlyMap<string, PackageInfo>;

  constructor(packages: readonly PackageInfo[]) {
    this.#byFolder = new Map(packages.map((own) => [own.folder, own]));
    for (const own of packages) {
      if (own.name === undefined) continue;
      const namesakes = this.#byName.get(own.name);
      if (namesakes) namesakes.push(own);
      else this.#byName.set(own.name, [own]);
    }
  }

  /** The package in a folder. */
  in(folder: string): PackageInfo | undefined {
    return this.#byFolder.get(folder);
  }

  /** The package a folder belongs to. */
  around(folder: string): PackageInfo | undefined {
    for (const at of foldersAround(folder)) {
      const own = this.#byFolder.get(at);
      if (own) return own;
    }
    return undefined;
  }

  /** The package that `specifier` names in the file `from`, and the rest of the specifier: `errors` of `@acme/core/errors`. */
  named(specifier: string, from: string): { readonly own: PackageInfo; readonly rest: string } | undefined {
    const [first = '', second] = specifier.split('/');
    const name = first.startsWith('@') && second !== undefined ? `${first}/${second}` : first;
    const own = this.#byName.get(name)?.find(({ folder }) => {
      const samples = SAMPLES.exec(folder)?.[0];
      return samples === undefined || from.startsWith(`${samples}/`);
    });
    return own && { own, rest: specifier.slice(name.length + 1) };
  }
}
