/** Which names are source files, and which folders are never looked into. */

/** Extensions of the files that are analysed. */
export const SOURCE_EXTENSIONS: readonly string[] = ['.js', '.mjs', '.cjs', '.jsx', '.ts', '.mts', '.cts', '.tsx'];

/** Folders of installed, generated or foreign files. One that the user names is analysed all the same. */
export const SKIPPED_FOLDERS: ReadonlySet<string> = new Set([
  'node_modules',
  'bower_components',
  'jspm_packages',
  '.git',
  '.perfmig',
  '.next',
  '.nuxt',
  '.yarn',
  'coverage',
  'dist',
]);

/** Whether a file of this name is analysed. Declaration files hold no code that runs. */
export function isSourceName(name: string): boolean {
  return /\.(?:[cm]?[jt]s|[jt]sx)$/.test(name) && !/\.d\.[cm]?ts$/.test(name);
}

/** Names of perfmig's own configuration files. */
export const CONFIG_NAMES: readonly string[] = ['perfmig.config.json', 'perfmig.config.jsonc'];

/** Whether a file of this name says how the project is built or analysed: package.json, tsconfig.json and its kin. */
export function isConfigName(name: string): boolean {
  return name === 'package.json' || isTsconfigName(name) || CONFIG_NAMES.includes(name);
}

/** Whether a file of this name configures TypeScript. */
export function isTsconfigName(name: string): boolean {
  return /^(?:ts|js)config(?:\.[\w-]+)*\.json$/.test(name);
}
