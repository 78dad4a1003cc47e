/** `npm run generate`: writes every generated file that is stale; with `-- --check` it only names them and fails. */
import { generatedFiles, writeStaleFiles } from './generated-files.ts';

const root = process.cwd();

if (process.argv.includes('--check')) {
  const files = await generatedFiles(root);
  const stale = files.filter((file) => !file.isFresh);
  for (const { path } of stale) console.error(`stale: ${path}`);
  if (stale.length > 0) console.error('Run `npm run generate` and commit what it writes.');
  else console.log(`${files.length} generated files are fresh`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  const written = await writeStaleFiles(root);
  for (const { path } of written) console.log(`written: ${path}`);
  if (written.length === 0) console.log('every generated file is fresh');
}
