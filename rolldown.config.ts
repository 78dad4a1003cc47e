/** Packs the built command into a few files: 200 modules loaded one by one take as long as the rest of a small run. */
import { join, relative } from 'node:path';
import type { RolldownOptions } from 'rolldown';

const built = join(import.meta.dirname, 'dist');

/** What is loaded only when it is asked for keeps its path in its name, so that one can see what a run loads. */
function nameFor(module: string | null | undefined): string {
  return module ? relative(built, module).replace(/\.js$/, '').replaceAll(/[\\/]/g, '.') : '[name]';
}

const options = {
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

export default options;
