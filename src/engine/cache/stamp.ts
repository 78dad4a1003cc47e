/** Names what a cache is good for: this build of perfmig and its parser, in this place. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DecodedText } from '../../project/decode.ts';
import { toolFolder, toolInfo } from '../../project/tool.ts';

/** Characters of a hash that are kept. */
const LENGTH = 32;

/** A short name for bytes or text; two that differ have different ones. */
export function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, LENGTH);
}

/** The same for the text of a file. What was no UTF-8 may hold halves of characters, which UTF-8 can't tell apart. */
export function hashOfText({ text, encoding }: Pick<DecodedText, 'text' | 'encoding'>): string {
  return encoding === 'utf8' ? hashOf(text) : hashOf(Buffer.from(text, 'utf16le'));
}

/** Differs between builds of perfmig, their parsers, and Nodes that write values in different ways. */
export function toolStamp(): string {
  const sources = codeFolders().flatMap(filesBelow);
  return hashOf([toolInfo().version, parserVersion(), process.version, process.arch, ...sources].join('\n'));
}

/** Differs between machines, users and folders: values in a cache that somebody else made are not to be trusted. */
export function placeStamp(folder: string): string {
  return hashOf([homedir(), folder].join('\n'));
}

/** Where the command is packed, its one folder; else those in `dist`, or in the repository where it runs from sources. */
function codeFolders(): readonly string[] {
  const here = dirname(fileURLToPath(import.meta.url));
  if (basename(here) === 'command') return [here];
  return ['src', 'rules', 'codemods'].map((name) => join(here, '../../..', name));
}

/** Names and sizes of files; when they were written too, but not of an installed perfmig, where that means nothing. */
function filesBelow(folder: string): readonly string[] {
  const isInstalled = folder.includes(`${sep}node_modules${sep}`);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.[jt]s$/.test(name));
  return names.sort().map((name) => {
    const { size, mtimeMs } = statSync(join(folder, name));
    return `${name} ${size} ${isInstalled ? '' : mtimeMs}`;
  });
}

function parserVersion(): string {
  const path = ['node_modules/oxc-parser/package.json', '../oxc-parser/package.json'].map((way) =>
    join(toolFolder(), way),
  );
  return path.map(textOf).find((text) => text !== '') ?? '';
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
