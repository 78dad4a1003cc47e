/** Builds the package: the plugin in one file, its types, and the pages of its rules. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
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

const options = {
  input: join(folder, 'src/index.ts'),
  platform: 'node',
  // The builds of packages whose CommonJS a bundler can't follow.
  resolve: { mainFields: ['module', 'main'] },
  output: { dir: join(folder, 'dist'), format: 'esm', entryFileNames: 'index.js', cleanDir: true },
  plugins: [
    {
      name: 'types-and-pages',
      generateBundle() {
        for (const file of [...typesOf(), ...rulePages()]) this.emitFile({ type: 'asset', ...file });
      },
    },
  ],
} satisfies RolldownOptions;

export default options;
