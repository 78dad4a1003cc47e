/** `npm run new rule ID`: makes the folders of a new rule and brings the generated files up to date. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeStaleFiles } from './generated-files.ts';
import { exists } from './rule-folders.ts';
import { ruleTemplate } from './rule-template.ts';

const USAGE = 'usage: npm run new rule ID    (an ID such as sync-io: lower-case words joined by hyphens)';

const root = process.cwd();
const [kind, id, ...rest] = process.argv.slice(2);

if (kind !== 'rule' || id === undefined || rest.length > 0 || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
  console.error(USAGE);
  process.exitCode = 2;
} else if (await exists(join(root, 'rules', id))) {
  console.error(`rules/${id} is there already`);
  process.exitCode = 2;
} else {
  await writeRule(id);
}

async function writeRule(ruleId: string): Promise<void> {
  for (const { path, text } of ruleTemplate(ruleId)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text, { flag: 'wx' });
    console.log(`written: ${path}`);
  }
  for (const { path } of await writeStaleFiles(root)) console.log(`written: ${path}`);
  console.log(`Next: say in rules/${ruleId}/rule.ts what it finds, then add fixtures, the tricky ones first.`);
}
