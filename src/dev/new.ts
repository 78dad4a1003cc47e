/** `npm run new rule ID`, `npm run new codemod ID`: makes the folders of a new one and brings the generated files up to date. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeStaleFiles } from './generated-files.ts';
import { codemodTemplate } from './codemod-template.ts';
import { exists } from './folders.ts';
import { ruleTemplate, type TemplateFile } from './rule-template.ts';

const USAGE =
  'usage: npm run new rule ID, or npm run new codemod ID    (an ID such as sync-io: lower-case words joined by hyphens)';

const root = process.cwd();
const [kind, id, ...rest] = process.argv.slice(2);

const TEMPLATES = {
  rule: { folder: 'rules', files: ruleTemplate, next: 'what it finds' },
  codemod: { folder: 'codemods', files: codemodTemplate, next: 'what it does' },
} as const;

const isKnown = kind === 'rule' || kind === 'codemod';
if (!isKnown || id === undefined || rest.length > 0 || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
  console.error(USAGE);
  process.exitCode = 2;
} else if (await exists(join(root, TEMPLATES[kind].folder, id))) {
  console.error(`${TEMPLATES[kind].folder}/${id} is there already`);
  process.exitCode = 2;
} else {
  const { folder, files, next } = TEMPLATES[kind];
  await write(files(id));
  console.log(`Next: say in ${folder}/${id}/${kind}.ts ${next}, then add fixtures, the tricky ones first.`);
}

async function write(files: readonly TemplateFile[]): Promise<void> {
  for (const { path, text } of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text, { flag: 'wx' });
    console.log(`written: ${path}`);
  }
  for (const { path } of await writeStaleFiles(root)) console.log(`written: ${path}`);
}
