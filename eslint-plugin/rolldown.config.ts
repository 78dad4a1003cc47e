/** Builds the package: the plugin in one file, its types, the pages of its rules, and the licences of what is in it. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RolldownOptions } from 'rolldown';

const folder = import.meta.dirname;
const repository = join(folder, '..');

/** Pages lie side by side in the package; what isn't in it can't be linked to. */
function forPackage(page: string): string {
  return page
    .replaceAll(/\]\(\.\.\/([\w-]+)\/README\.md/g, '](./$1.md')
    .replaceAll(/\[([^\]]*)\]\(\.\.\/\.\.\/[^)]*\)/g, '$1');
}

interface Asset {
  readonly fileName: string;
  readonly source: string;
}

function rulePages(): readonly Asset[] {
  const todo = { fileName: 'docs/rules/todo.md', source: readFileSync(join(folder, 'todo.md'), 'utf8') };
  const pages = readdirSync(join(repository, 'rules')).map((id) => {
    const page = readFileSync(join(repository, 'rules', id, 'README.md'), 'utf8');
    return { fileName: `docs/rules/${id}.md`, source: forPackage(page) };
  });
  return [...pages, todo];
}

function typesOf(): readonly Asset[] {
  return [
    { fileName: 'index.d.ts', source: readFileSync(join(folder, 'types/index.d.ts'), 'utf8') },
    // Types alone, so the source is its own declaration.
    {
      fileName: 'configuration.d.ts',
      source: readFileSync(join(repository, 'src/contracts/configuration.ts'), 'utf8'),
    },
  ];
}

/** The folders of the installed packages that some modules are from. */
function packagesOf(modules: readonly string[]): readonly string[] {
  const folders = modules.flatMap(
    (id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id.replaceAll('\\', '/')) ?? [],
  );
  return [...new Set(folders)].sort();
}

/** Their licences ask to be handed on with their code. */
function licenceOf(folder: string): string {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  if (file === undefined) throw new Error(`${folder} has no licence to hand on`);
  return `${name ?? dirname(folder)} ${version ?? ''}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
}

const options = {
  input: join(folder, 'src/index.ts'),
  platform: 'node',
  // The builds of packages whose CommonJS a bundler can't follow.
  resolve: { mainFields: ['module', 'main'] },
  output: { dir: join(folder, 'dist'), format: 'esm', entryFileNames: 'index.js', cleanDir: true },
  plugins: [
    {
      name: 'types-and-pages',
      generateBundle(_, bundle) {
        const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
        const licences = packagesOf(modules)
          .map(licenceOf)
          .join(`\n${'-'.repeat(80)}\n\n`);
        const others = { fileName: 'THIRD-PARTY.txt', source: licences };
        for (const file of [...typesOf(), ...rulePages(), others]) this.emitFile({ type: 'asset', ...file });
      },
    },
  ],
} satisfies RolldownOptions;

export default options;
