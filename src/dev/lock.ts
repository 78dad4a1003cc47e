/** `npm run lock`: completes package-lock.json after dependencies have changed. */
import { readFile, writeFile } from 'node:fs/promises';
import { completeLock, missingOptional, type LockFile } from './lock-file.ts';

const PATH = 'package-lock.json';

const lock = JSON.parse(await readFile(PATH, 'utf8')) as LockFile;
await writeFile(PATH, `${JSON.stringify(completeLock(lock), undefined, 2)}\n`);
console.log(`${missingOptional(lock).length} optional packages added to ${PATH}`);
