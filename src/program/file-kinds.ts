/** What a file's place and imports say of when it runs. */
import { posix } from 'node:path';

export type FileKind = 'test' | 'build' | 'worker' | 'source';

const TEST_FOLDER =
  /(?:^|\/)(?:_?tests?|__tests__|__mocks__|__fixtures__|e2e|cypress|testing|test-utils?|testutils?|specs?|mocks?)\//;
const TEST_NAME =
  /(?:[.\-_](?:test|tests|spec|specs|e2e|cy|it|bench)|^(?:test|tests|setupTests|jest\.setup|vitest\.setup))\.[cm]?[jt]sx?$/;
const TEST_PACKAGE =
  /^(?:node:test|vitest|@jest\/globals|mocha|chai|ava|tap|tape|uvu|supertest|jasmine|nodeunit|@playwright\/test|sinon|nock|should|expect\.js)$/;

/** Folders at the top of a project that hold what is run by hand or by the build, never by the service. */
const BUILD_FOLDER =
  /^(?:scripts?|tools?|tooling|tasks|build|ci|\.github|\.circleci|\.storybook|\.vscode|gulpfile\.[cm]?[jt]s|benchmarks?|bench|docs|config\/webpack|webpack|hack)\//;
const BUILD_NAME =
  /^(?:gulpfile|gruntfile|jakefile|webpack\.|rollup\.|vite\.|vitest\.|esbuild\.|babel\.|jest\.|karma\.|tsup\.|postcss\.|tailwind\.|eslint\.|\.eslintrc|\.prettierrc|prettier\.|commitlint\.|lint-staged\.|next\.config|nuxt\.config|svelte\.config|astro\.config|metro\.config|release\.config|knexfile|playwright\.config|cypress\.config|codegen|rspack\.|stylelint\.|plopfile|dangerfile|protractor)/i;
const CONFIG_NAME = /\.config\.[cm]?[jt]s$/;

/** What kind of file this is, by its path (relative to the root) and what it imports. */
export function fileKind(path: string, imports: readonly string[]): FileKind {
  const name = posix.basename(path);
  if (TEST_FOLDER.test(path) || TEST_NAME.test(name) || imports.some((specifier) => TEST_PACKAGE.test(specifier))) {
    return 'test';
  }
  if (BUILD_FOLDER.test(path) || BUILD_NAME.test(name) || isToolConfig(path, name)) return 'build';
  return 'source';
}

/** `app.config.ts` deep in the sources may be the service's own. */
function isToolConfig(path: string, name: string): boolean {
  return CONFIG_NAME.test(name) && !path.includes('/');
}
