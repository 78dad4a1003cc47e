/** Every generated file of the repository and what it should say. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { configSchema } from './config-schema.ts';
import { catalogOf } from './catalog.ts';
import { replacePart } from './markers.ts';
import { helperTexts } from './helper-texts.ts';
import { codemodCatalog, codemodPage, codemodTable, mendsTable } from './codemod-pages.ts';
import { linterLine, linterTable } from './eslint-pages.ts';
import { readCodemods, readRuleFolders } from './rule-folders.ts';
import { rulePage, ruleTable } from './rule-pages.ts';
import { schemasOf } from './schema.ts';

/** A file, relative to the root, with the text it has and the text it should have. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
  readonly isFresh: boolean;
}

/**
 * All generated files under `root`, formatted.
 * @throws where a rule can't be loaded or README.md has lost its markers
 */
export async function generatedFiles(root: string): Promise<readonly GeneratedFile[]> {
  const folders = await readRuleFolders(root);
  const codemods = await readCodemods(root);
  const readme = readmeWith(await textOf(root, 'README.md'), ruleTable(folders), codemodTable(codemods));
  const pluginReadme = pluginReadmeWith(await textOf(root, 'eslint-plugin/README.md'), linterTable(folders));
  const schemaOf = schemasOf(join(root, 'src/{reporters/*-json,contracts/configuration}.ts'));
  const configuration = schemaOf('Configuration', 'perfmig.config.json');
  const mended = new Set(codemods.flatMap(({ rules }) => rules));
  const sources = await Promise.all([
    generatedFile(root, 'src/catalog/rules.ts', catalogOf(folders.map(({ id }) => id))),
    generatedFile(root, 'src/catalog/codemods.ts', codemodCatalog(codemods)),
    generatedFile(root, 'src/catalog/mends.ts', mendsTable(codemods)),
    generatedFile(root, 'README.md', readme),
    generatedFile(root, 'eslint-plugin/README.md', pluginReadme),
    generatedFile(root, 'runtime/schema/configuration.json', runtimeSchema(root)),
    generatedFile(root, 'src/additions/helpers/texts.ts', await helperTexts(root)),
    ...SCHEMAS.map(({ path, type, title }) => generatedFile(root, path, schemaOf(type, title))),
    generatedFile(
      root,
      'schema/config.json',
      configSchema(
        configuration,
        folders.map(({ rule }) => rule),
      ),
    ),
  ]);
  const pages = await Promise.all([
    ...folders.map(({ id, rule }) =>
      pageOf(root, `rules/${id}/README.md`, (page) => rulePage(page, rule, linterLine(rule, mended))),
    ),
    ...codemods.map((codemod) =>
      pageOf(root, `codemods/${codemod.id}/README.md`, (page) => codemodPage(page, codemod)),
    ),
  ]);
  return [...sources, ...pages.flat()];
}

/** What `configure` of the runtime takes. Its types don't share a compilation with the others: names are the same. */
function runtimeSchema(root: string): string {
  const schemaOf = schemasOf(join(root, 'runtime/src/settings/configuration.ts'));
  return schemaOf('Configuration', '@perfmig/runtime/configure');
}

const SCHEMAS = [
  {
    path: 'schema/analyze.json',
    type: 'AnalyzeJson',
    title: 'perfmig analyze --format json',
  },
  {
    path: 'schema/apply.json',
    type: 'ApplyJson',
    title: 'perfmig plan and perfmig apply --format json',
  },
  {
    path: 'schema/ci.json',
    type: 'CiJson',
    title: 'perfmig ci --format json',
  },
  {
    path: 'schema/undo.json',
    type: 'UndoJson',
    title: 'perfmig undo --format json',
  },
] as const;

function readmeWith(text: string, rules: string, codemods: string): string {
  const withRules = replacePart(text, 'rules', rules);
  if (withRules === undefined) throw new Error('README.md: the markers of the part `rules` are gone');
  const withBoth = replacePart(withRules, 'codemods', codemods);
  if (withBoth === undefined) throw new Error('README.md: the markers of the part `codemods` are gone');
  return withBoth;
}

function pluginReadmeWith(text: string, rules: string): string {
  const page = replacePart(text, 'rules', rules);
  if (page === undefined) throw new Error('eslint-plugin/README.md: the markers of the part `rules` are gone');
  return page;
}

/** A missing page is no page to refresh; a test asks for it. */
async function pageOf(
  root: string,
  path: string,
  refresh: (page: string) => string,
): Promise<readonly GeneratedFile[]> {
  const page = await textOf(root, path);
  return page === '' ? [] : [await generatedFile(root, path, refresh(page))];
}

/** Writes what is stale under `root` and returns it. */
export async function writeStaleFiles(root: string): Promise<readonly GeneratedFile[]> {
  const stale = (await generatedFiles(root)).filter((file) => !file.isFresh);
  for (const { path, text } of stale) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return stale;
}

async function generatedFile(root: string, path: string, raw: string): Promise<GeneratedFile> {
  const filepath = join(root, path);
  const text = await format(raw, { ...(await resolveConfig(filepath)), filepath });
  return { path, text, isFresh: text === (await textOf(root, path)) };
}

/** The text of a file, empty where there is none. */
async function textOf(root: string, path: string): Promise<string> {
  return readFile(join(root, path), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
}
