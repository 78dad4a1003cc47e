/**
 * Packs the built command into a few files: 200 modules loaded one by one take as long as the rest of a small run. And
 * the script of the HTML report's page, with its styles beside it.
 */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { RolldownOptions } from 'rolldown';

const built = join(import.meta.dirname, 'dist');

/** What is loaded only when it is asked for keeps its path in its name, so that one can see what a run loads. */
function nameFor(module: string | null | undefined): string {
  return module ? relative(built, module).replace(/\.js$/, '').replaceAll(/[\\/]/g, '.') : '[name]';
}

const command = {
  input: join(built, 'src/cli/main.js'),
  platform: 'node',
  logLevel: 'warn',
  // Packages stay where npm put them.
  external: /^(?!\w:[\\/])[^./]/,
  output: {
    dir: join(built, 'command'),
    format: 'esm',
    entryFileNames: 'main.js',
    // Without folders: the code finds its package from where it lies, two levels below.
    chunkFileNames: ({ facadeModuleId }) => `${nameFor(facadeModuleId)}-[hash].js`,
    cleanDir: true,
  },
} satisfies RolldownOptions;

const pageSources = join(import.meta.dirname, 'src/reporters/html/page');

const page = {
  input: join(pageSources, 'main.ts'),
  platform: 'browser',
  logLevel: 'warn',
  plugins: [
    {
      name: 'styles',
      generateBundle() {
        const source = readFileSync(join(pageSources, 'report.css'), 'utf8');
        this.emitFile({ type: 'asset', fileName: 'report.css', source: tightened(source) });
      },
    },
  ],
  output: {
    dir: join(built, 'page'),
    format: 'iife',
    entryFileNames: 'report.js',
    minify: true,
    cleanDir: true,
  },
} satisfies RolldownOptions;

/** Styles without comments and indentation. */
function tightened(css: string): string {
  return css
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}

export default [command, page];
