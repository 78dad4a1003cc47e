/** Every generated file of the repository and what it should say. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { configSchema } from './config-schema.ts';
import { catalogOf } from './catalog.ts';
import { replacePart } from './markers.ts';
import { readRuleFolders } from './rule-folders.ts';
import { rulePage, ruleTable } from './rule-pages.ts';
import { schemaOf } from './schema.ts';

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
  const readme = replacePart(await textOf(root, 'README.md'), 'rules', ruleTable(folders));
  if (readme === undefined) throw new Error('README.md: the markers of the part `rules` are gone');
  const pages = folders.map(async ({ id, rule }) => {
    const path = `rules/${id}/README.md`;
    const page = await textOf(root, path);
    // A missing page is no page to refresh; a test asks for it.
    return page === '' ? [] : [await generatedFile(root, path, rulePage(page, rule))];
  });
  const others = await Promise.all([
    generatedFile(root, 'src/catalog/rules.ts', catalogOf(folders.map(({ id }) => id))),
    generatedFile(root, 'README.md', readme),
    generatedFile(
      root,
      'schema/analyze.json',
      schemaOf(join(root, 'src/reporters/analyze-json.ts'), 'AnalyzeJson', 'perfmig analyze --format json'),
    ),
    generatedFile(
      root,
      'schema/config.json',
      configSchema(
        schemaOf(join(root, 'src/contracts/configuration.ts'), 'Configuration', 'perfmig.config.json'),
        folders.map(({ rule }) => rule),
      ),
    ),
  ]);
  return [...others, ...(await Promise.all(pages)).flat()];
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
