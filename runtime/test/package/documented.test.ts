/** Every public name says what it is; those that take a time say its unit, those that may be left out what happens then. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { RUNTIME } from './built.ts';

const SRC = join(RUNTIME, 'src');
const INDEXES = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => /[\\/]index\.ts$/.test(path))
  .map((path) => join(SRC, path));

const program = ts.createProgram(INDEXES, {
  ...{ strict: true, skipLibCheck: true, noEmit: true, allowImportingTsExtensions: true, types: ['node'] },
  ...{
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
  },
});
const checker = program.getTypeChecker();

/** Something that users can name, and what is said of it. */
interface Named {
  /** What is said of the interface or class it belongs to. */
  readonly around: string;
  readonly name: string;
  readonly text: string;
  readonly isOptional: boolean;
}

function textOf(symbol: ts.Symbol): string {
  const tags = symbol.getJsDocTags(checker).map(({ name, text }) => `@${name} ${ts.displayPartsToString(text)}`);
  return [ts.displayPartsToString(symbol.getDocumentationComment(checker)), ...tags].join(' ').trim();
}

function isOurs(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some((one) => one.getSourceFile().fileName.startsWith(SRC));
}

/** What is needed of other packages' objects, which say themselves what these are. */
const MIRRORS = ['IoredisLike', 'NodeRedisLike', 'OpenTelemetryMeter', 'PromRegistry'];
/** Without a signal or a deadline nothing ends, and without a listener nobody is told: there is nothing to say. */
const PLAIN = /\.(signal|deadline|on[A-Z]\w*)$/;

/** Of one part: what it exports, with the public members of classes and interfaces. */
function namesOf(path: string): readonly Named[] {
  const file = program.getSourceFile(path);
  const part = file && checker.getSymbolAtLocation(file);
  if (!part) throw new Error(`${path} is no module`);
  return checker.getExportsOfModule(part).flatMap((exported) => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    if (!isOurs(symbol)) return [];
    const own = { name: symbol.name, text: textOf(symbol), isOptional: false, around: '' };
    if (MIRRORS.includes(symbol.name)) return [own];
    return [own, ...membersOf(symbol).map((member) => ({ ...member, name: `${symbol.name}.${member.name}` }))];
  });
}

function membersOf(symbol: ts.Symbol): readonly Named[] {
  const all = [...(symbol.members?.values() ?? [])].filter((member) => isPublic(member) && isOurs(member));
  return all.map((member) => ({
    name: member.name,
    text: textOf(member),
    around: textOf(symbol),
    isOptional: (member.flags & ts.SymbolFlags.Optional) !== 0,
  }));
}

function isPublic(member: ts.Symbol): boolean {
  const [declaration] = member.declarations ?? [];
  if (!declaration || member.name.startsWith('__')) return false;
  const isOfType = ts.isTypeParameterDeclaration(declaration) || ts.isConstructorDeclaration(declaration);
  const isHidden = ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected);
  return !isOfType && !isHidden && !member.name.startsWith('#');
}

describe.each(INDEXES.map((path) => [path.slice(SRC.length + 1, -'/index.ts'.length), path] as const))(
  '%s',
  (_, path) => {
    const names = namesOf(path);

    it('says of each name what it is', () => {
      expect(names.filter(({ text }) => text === '').map(({ name }) => name)).toEqual([]);
    });

    it('says the unit of each time and size', () => {
      const timed = names.filter(({ name }) => /(Ms|Bytes)$/.test(name));
      const silent = timed.filter(
        ({ name, text, around }) =>
          !(name.endsWith('Ms') ? /millisecond|\bms\b/i : /bytes|MiB|B\b/i).test(`${text} ${around}`),
      );
      expect(silent.map(({ name }) => name)).toEqual([]);
    });

    it('says of each option what happens without it', () => {
      const silent = names.filter(
        ({ name, isOptional, text }) =>
          isOptional && !PLAIN.test(name) && !/default|without it|unless|otherwise/i.test(text),
      );
      expect(silent.map(({ name, text }) => `${name}: ${text}`)).toEqual([]);
    });
  },
);
