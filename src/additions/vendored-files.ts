/** With `--vendor`: the parts of the runtime that new code imports, as files of the project, with their licence. */
import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import { scanSpecifiers } from '../program/import-scan.ts';
import { PerfmigError } from '../project/errors.ts';
import { toolFolder } from '../project/tool.ts';

/** The folder they are put in, beside the package.json that names it. */
const VENDORED_FOLDER = 'vendor/perfmig-runtime';

/** What that package.json says instead of a range. */
export const VENDORED_RANGE = `file:./${VENDORED_FOLDER}`;

/** Whether it is one of these files. */
export function isVendored(path: string): boolean {
  return path.startsWith(`${VENDORED_FOLDER}/`) || path.includes(`/${VENDORED_FOLDER}/`);
}

/** Both builds: who loads the code is not known. */
const BUILDS = ['esm', 'cjs'] as const;

/**
 * The files that hold these parts and all they load: `clients` and `clients/pg`, as code and declarations. By path,
 * relative to the package.
 * @throws {PerfmigError} where this perfmig was installed without the runtime
 */
export function vendoredFiles(parts: readonly string[]): ReadonlyMap<string, string> {
  const runtime = join(toolFolder(), 'runtime');
  if (!existsSync(join(runtime, 'dist'))) {
    throw new PerfmigError(`--vendor: ${runtime} holds no build of the runtime; install perfmig again`);
  }
  const files = new Map<string, string>();
  for (const build of BUILDS) {
    for (const part of parts) collect(runtime, `dist/${build}/${part}/index.js`, files);
  }
  files.set('dist/cjs/package.json', readFileSync(join(runtime, 'dist/cjs/package.json'), 'utf8'));
  files.set('LICENSE', readFileSync(join(runtime, 'LICENSE'), 'utf8'));
  files.set('package.json', manifestText(runtime));
  return new Map([...files].map(([path, text]) => [posix.join(VENDORED_FOLDER, path), text]));
}

/** A file, its declarations, and what they load from beside them. */
function collect(runtime: string, path: string, files: Map<string, string>): void {
  for (const one of [path, path.replace(/\.js$/, '.d.ts')]) {
    if (files.has(one)) continue;
    const text = readFileSync(join(runtime, one), 'utf8').replace(/\n?\/\/# sourceMappingURL=\S+\n?$/, '\n');
    files.set(one, text);
    for (const specifier of scanSpecifiers(text)) {
      if (!specifier.startsWith('.')) continue;
      // Declarations name the sources that they were made from.
      const other = posix.join(posix.dirname(one), specifier).replace(/(?:\.d)?\.ts$/, '.js');
      collect(runtime, other, files);
    }
  }
}

/** One that serves whatever parts are there, so that a later run only adds files. */
function manifestText(runtime: string): string {
  const { name, version, license, dependencies } = JSON.parse(
    readFileSync(join(runtime, 'package.json'), 'utf8'),
  ) as Readonly<Record<'name' | 'version' | 'license', string>> & { readonly dependencies: Record<string, string> };
  const own = Object.fromEntries(Object.entries(dependencies).filter(([needed]) => !isBuiltin(needed)));
  const exported = (build: string): object => ({
    types: `./dist/${build}/*/index.d.ts`,
    default: `./dist/${build}/*/index.js`,
  });
  const manifest = {
    ...{ name, version, license, type: 'module', private: true, sideEffects: false },
    exports: { './*': { import: exported('esm'), require: exported('cjs') } },
    typesVersions: { '*': { '*': ['dist/cjs/*/index.d.ts'] } },
    dependencies: own,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
