/** The list of leftovers as text that people tick off and write in, and back. */
import type { Leftover } from '../../contracts.ts';
import { code, text } from '../markdown/escape.ts';

/** One call of the list. */
export interface Entry {
  readonly fingerprint: string;
  readonly codemod: string;
  /** Relative to the project. */
  readonly path: string;
  /** The heading and the advice it stands under: the lines from `## ` to the first entry. */
  readonly reason: string;
  /** Without the box and the mark. */
  readonly words: string;
  readonly isTicked: boolean;
  /** Lines that somebody has written below it. */
  readonly notes: readonly string[];
}

const BEGIN = '<!-- perfmig leftovers: begin -->';
const END = '<!-- perfmig leftovers: end -->';
const ENTRY = /^\s*[-*+] \[([ xX])\] (.*) <!-- perfmig ([0-9a-f]{16}) (\S+) (\S*) -->\s*$/;

/** A file of the list: what stands before and behind it is the user's. */
export interface ListFile {
  readonly before: string;
  readonly entries: readonly Entry[];
  readonly after: string;
}

/** A leftover as an entry, with nothing ticked. */
export function entryOf({
  path,
  line,
  column,
  api,
  codemod,
  code: reason,
  message,
  hint,
  barrier,
  fingerprint,
}: Leftover): Entry {
  const because = barrier ? `, because of ${code(`${barrier.path}:${barrier.line}`)}` : '';
  const heading = `## ${code(reason)}: ${text(message)}`;
  const advice = `${text(capital(hint))}. More: ${code(`npx perfmig explain ${reason}`)}`;
  return {
    ...{ fingerprint, codemod, path, isTicked: false, notes: [] },
    reason: `${heading}\n\n${advice}`,
    words: `${code(`${path}:${line}:${column}`)} ${code(api)}${because}`,
  };
}

/** Reads a file; undefined where it is no list of perfmig's. */
export function parseList(raw: string): ListFile | undefined {
  const lines = raw.replace(/^\uFEFF/, '').split(/\r?\n/);
  const [begin, end] = [lines.indexOf(BEGIN), lines.lastIndexOf(END)];
  if (begin === -1 || end < begin) return undefined;
  return {
    before: lines.slice(0, begin).join('\n'),
    entries: parseEntries(lines.slice(begin + 1, end)),
    after: lines.slice(end + 1).join('\n'),
  };
}

function parseEntries(lines: readonly string[]): readonly Entry[] {
  const entries: Entry[] = [];
  let reason: string[] = [];
  let isHead = false;
  for (const line of lines) {
    const [, box, words = '', fingerprint = '', codemod = '', path = ''] = ENTRY.exec(line) ?? [];
    if (box !== undefined) {
      isHead = false;
      const about = { fingerprint, codemod, path: decoded(path), words };
      entries.push({ ...about, reason: reason.join('\n').trim(), isTicked: box !== ' ', notes: [] });
    } else if (line.startsWith('## ')) [reason, isHead] = [[line], true];
    else if (isHead) reason.push(line);
    else if (line.trim() !== '') addNote(entries, line);
  }
  return entries;
}

function addNote(entries: Entry[], line: string): void {
  const last = entries.pop();
  if (last) entries.push({ ...last, notes: [...last.notes, line] });
}

/** The whole file. */
export function formatList({ before, entries, after }: ListFile): string {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) groups.set(entry.reason, [...(groups.get(entry.reason) ?? []), entry]);
  const sections = [...groups].map(([reason, own]) => `${reason}\n\n${own.map(lineOf).join('\n')}`);
  const list = sections.length === 0 ? ['Nothing is left.'] : sections;
  return `${[`${before.trimEnd()}\n\n${BEGIN}`, ...list, `${END}\n${after.trim() === '' ? '' : after}`].join('\n\n').trimEnd()}\n`;
}

function lineOf({ isTicked, words, fingerprint, codemod, path, notes }: Entry): string {
  const mark = `<!-- perfmig ${fingerprint} ${codemod} ${encodeURIComponent(path)} -->`;
  return [`- [${isTicked ? 'x' : ' '}] ${words} ${mark}`, ...notes].join('\n');
}

/** People may have edited it. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
