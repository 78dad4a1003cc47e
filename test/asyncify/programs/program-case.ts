/** Reads one program of `fixtures/codemods/async-*`: its files before and after, and what is expected of each site. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { helperFileText } from '../../../src/additions/helpers/file.ts';
import type { CodemodOptions } from '../../../src/contracts.ts';

/** A site that must, or must not, change. */
export interface ExpectedSite {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** The code of its refusal; `converted` where it changes. */
  readonly outcome: string;
  /** It could be converted, and isn't yet. */
  readonly forNow: boolean;
}

/** Files by path. */
export type Files = Readonly<Record<string, string>>;

export interface ProgramCase {
  readonly name: string;
  /** The row of the table of hard cases that it is about. */
  readonly row: string;
  /** What is wrong with what is made of it; to be mended. */
  readonly wrong: string | undefined;
  readonly entry: string;
  /** The exit code of the program. */
  readonly exit: number;
  readonly stdin: string;
  /** It is a suite for a runner that defines `it` and `expect` globally. */
  readonly usesTestGlobals: boolean;
  readonly options: Partial<CodemodOptions>;
  readonly before: Files;
  /** Undefined where the exact text is not the point. */
  readonly after: Files | undefined;
  /** The expected program with one of its awaits left out, each in turn; with the place of that await. */
  readonly withoutAwait: readonly { readonly at: string; readonly files: Files }[];
  readonly sites: readonly ExpectedSite[];
}

const MODULES = join(import.meta.dirname, '../../../node_modules');

/** What every program finds beside it. */
const DATA: Files = {
  'a.txt': 'alpha\n',
  'b.txt': 'beta\n',
  'empty.txt': '',
  'config.json': '{ "port": 8080 }\n',
  'package.json': '{ "name": "fixture", "private": true }\n',
};

const SITE =
  /[ \t]*\/\/ (?<kind>converted|refused for now|refused): ?(?<rest>[\w/, -]*)$|[ \t]*\/\/ converted(?: x(?<times>\d))?$/;

/** `«await »` is added, `«Sync→»` is left out, `«old→new»` is replaced. */
const MARK = /«(?<inner>[^«»]*)»/g;

/** Reads a case. */
export function readCase(path: string): ProgramCase {
  const [head = '', ...sections] = readFileSync(path, 'utf8').split(/^--- /m);
  const fields = new Map(head.split('\n').map((line) => split(line, ': ')));
  const marked: Record<string, string> = {};
  const sites: ExpectedSite[] = [];
  for (const section of sections) {
    const [title, body] = split(section, '\n');
    const [name = '', ...flags] = title.split(' ');
    marked[name] = formatted(withoutSites(name, body, sites), flags);
  }
  const isLoose = sites.some(({ outcome }) => outcome === 'converted');
  const isUnchanged = sites.some(({ forNow }) => forNow);
  const packages = packageFiles(fields.get('packages'));
  const before = { ...DATA, ...packages, ...mapFiles(marked, oldText) };
  return {
    name: basename(path, '.txt'),
    row: fields.get('row') ?? '',
    wrong: fields.get('wrong'),
    entry: fields.get('entry') ?? Object.keys(marked).find((file) => /^main\./.test(file)) ?? 'main.js',
    exit: Number(fields.get('exit') ?? 0),
    stdin: fields.get('stdin') ?? '',
    usesTestGlobals: fields.get('globals') === 'test',
    options: JSON.parse(fields.get('options') ?? '{}') as Partial<CodemodOptions>,
    before,
    after: isLoose
      ? undefined
      : isUnchanged
        ? before
        : withHelpers({ ...DATA, ...packages, ...mapFiles(marked, newText) }),
    withoutAwait: isLoose || isUnchanged ? [] : eachWithoutAwait(marked),
    sites,
  };
}

function split(text: string, separator: string): [string, string] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + separator.length)];
}

function mapFiles(files: Files, change: (text: string) => string): Files {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, change(text)]));
}

/** The text without the comments that say what is expected, which go to `sites`. */
function withoutSites(path: string, text: string, sites: ExpectedSite[]): string {
  const lines = text.split('\n').map((line, index) => {
    const groups = SITE.exec(line)?.groups;
    if (!groups) return line;
    const { kind, rest = '', times = '1' } = groups;
    const outcomes =
      kind === undefined
        ? Array.from({ length: Number(times) }, () => 'converted')
        : rest
            .replace(/, better .*/, '')
            .trim()
            .split(' ');
    for (const outcome of outcomes) sites.push({ path, line: index + 1, outcome, forNow: kind === 'refused for now' });
    return line.replace(SITE, '');
  });
  return lines.join('\n');
}

/** `express=express4`: the package of another name that this repository has beside the newest version. */
function packageFiles(given: string | undefined): Files {
  if (given === undefined) return {};
  const [name, installed] = split(given, '=');
  const path = join(MODULES, installed);
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify({ name, main: 'index.js' }),
    [`node_modules/${name}/index.js`]: `module.exports = require(${JSON.stringify(path)});\n`,
  };
}

/** The helper file that the new text requires, where the program doesn't bring it. */
function withHelpers(files: Files): Files {
  const required = Object.values(files).flatMap((text) => [
    ...text.matchAll(/^const \{ ([\w, ]+) \} = require\('\.\/async-helpers'\)/gm),
  ]);
  const names = [...new Set(required.flatMap(([, list = '']) => list.split(', ')))].sort();
  const style = { language: 'js', isModule: false } as const;
  return names.length === 0 ? files : { 'async-helpers.js': helperFileText(names, style), ...files };
}

function formatted(text: string, flags: readonly string[]): string {
  const ended = flags.includes('no-newline') ? text.trimEnd() : text;
  const lines = flags.includes('crlf') ? ended.replaceAll('\n', '\r\n') : ended;
  return flags.includes('bom') ? `\uFEFF${lines}` : lines;
}

function oldText(text: string): string {
  return text.replaceAll(MARK, (_all, inner: string) => (inner.includes('→') ? split(inner, '→')[0] : ''));
}

function newText(text: string): string {
  return text.replaceAll(MARK, (_all, inner: string) => (inner.includes('→') ? split(inner, '→')[1] : inner));
}

function eachWithoutAwait(marked: Files): ProgramCase['withoutAwait'] {
  return Object.entries(marked).flatMap(([path, text]) =>
    [...text.matchAll(MARK)]
      .filter(([mark]) => /\bawait /.test(mark))
      .map(({ 0: mark, index }) => {
        const without = text.slice(0, index) + mark.replace('await ', '') + text.slice(index + mark.length);
        const at = `${path}:${newText(text.slice(0, index)).split('\n').length}`;
        return { at, files: withHelpers({ ...DATA, ...mapFiles({ ...marked, [path]: without }, newText) }) };
      }),
  );
}
