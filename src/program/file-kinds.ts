/** What a file's place and imports say of when it runs. */
import { posix } from 'node:path';

export type FileKind = 'test' | 'build' | 'worker' | 'source';

const TEST_FOLDER =
  /(?:^|\/)(?:_?_?tests?_?_?|__mocks__|__fixtures__|e2e|e2e-tests?|integration-tests?|unit-tests?|cypress|jasmine|testing|test-(?:utils?|helpers?|setup|support)|testutils?|_?specs?|_?mocks?)\//;
const TEST_NAME = /(?:[.\-_](?:test|tests|spec|specs|e2e|cy|it|bench)|^(?:test|tests))\.[cm]?[jt]sx?$/;
/** `ordersTest.js` is one where it asserts something: `speedTest.js` may be a service's own. */
const CAMEL_TEST_NAME = /[a-z\d](?:Tests?|Spec)\.[cm]?[jt]sx?$/;
const ASSERT = /^(?:node:)?assert(?:\/strict)?$/;
/** `vitest.setup.ts`, `jest.global-setup.js`, `setupTests.js`, `global-teardown.ts`. */
const TEST_SET_UP =
  /^(?:(?:jest|vitest|mocha|jasmine|ava|cypress|playwright|karma|tests?|e2e)[.\-_]?(?:global[.\-_]?)?(?:setup|teardown|hooks|env|environment|helpers?|utils?)|setup[.\-_]?(?:tests?|jest|vitest|mocha|after[.\-_]?env)|global[.\-_]?(?:setup|teardown))\.[cm]?[jt]sx?$/i;
const TEST_PACKAGE =
  /^(?:node:test|vitest|@jest\/globals|mocha|chai(?:-.+)?|ava|tap|tape|uvu|supertest|superwstest|jasmine|nodeunit|qunit|@japa\/.+|@playwright\/test|cypress|testcafe|@wdio\/globals|@cucumber\/cucumber|@nestjs\/testing|@testing-library\/.+|enzyme|jest-mock-extended|ts-mockito|testdouble|proxyquire|rewire|sinon(?:-.+)?|nock|should|expect\.js)$/;

/** Folders at the top of a project that hold what is run by hand or by the build, never by the service. */
const BUILD_FOLDER =
  /^(?:scripts?|tools?|tooling|tasks|build|ci|\.github|\.circleci|\.storybook|\.vscode|gulpfile\.[cm]?[jt]s|benchmarks?|bench|docs|config\/webpack|webpack|hack)\//;
const BUILD_NAME =
  /^(?:gulpfile|gruntfile|jakefile|plopfile|dangerfile|knexfile|brunch-config|ember-cli-build|codegen|protractor|gatsby-(?:node|config)|\.(?:babelrc|eslintrc|prettierrc|stylelintrc|pnpmfile)|(?:webpack|rollup|rspack|vite|vitest|esbuild|babel|jest|karma|wdio|tsup|postcss|tailwind|eslint|prettier|stylelint|commitlint|lint-staged)\.)/i;
const BUILD_CONFIG =
  /^(?:next|nuxt|svelte|astro|metro|react-native|release|vue|craco|remix|electron\.vite|tsdown|build|docusaurus|drizzle|orval|playwright|cypress)\.config\./i;
const CONFIG_NAME = /\.config\.[cm]?[jt]s$/;

/** What kind of file this is, by its path (relative to the root) and what it imports. */
export function fileKind(path: string, imports: readonly string[]): FileKind {
  const name = posix.basename(path);
  const isTest =
    TEST_FOLDER.test(path) ||
    TEST_NAME.test(name) ||
    TEST_SET_UP.test(name) ||
    (CAMEL_TEST_NAME.test(name) && imports.some((specifier) => ASSERT.test(specifier)));
  if (isTest || imports.some((specifier) => TEST_PACKAGE.test(specifier))) return 'test';
  if (BUILD_FOLDER.test(path) || BUILD_NAME.test(name) || BUILD_CONFIG.test(name) || isToolConfig(path, name))
    return 'build';
  return 'source';
}

/** `app.config.ts` deep in the sources may be the service's own. */
function isToolConfig(path: string, name: string): boolean {
  return CONFIG_NAME.test(name) && !path.includes('/');
}
