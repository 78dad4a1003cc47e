/** What belongs to a file and not to one unit: its lines of imports, and the declarations that units share. */
import { importEdits } from '../additions/imports/import-edits.ts';
import { placeFor, styleOf } from '../additions/imports/import-lines.ts';
import { Tokens } from '../additions/imports/tokens.ts';
import type { ImportNeed } from '../additions/import-need.ts';
import type { Edit, Unit } from '../contracts.ts';
import { parse } from '../syntax/parse.ts';
import type { Declaration } from './codemod-additions.ts';

/** What local codemods keep with a unit; JSON, since it is kept in the journal. */
export interface LocalData {
  readonly needs: readonly ImportNeed[];
  readonly declarations: readonly Declaration[];
}

/** The edits of a file's head, from its original text and the units that are left. */
export function finishLocal(path: string, text: string, units: readonly Unit[]): readonly Edit[] {
  const own = units.flatMap(({ data }) => (isLocalData(data) ? [data] : []));
  const needs = own.flatMap((one) => one.needs).filter((need) => need.path === path);
  const isOwn = units.some(({ sites }) => sites.some((site) => site.path === path));
  const declarations = isOwn ? own.flatMap((one) => one.declarations) : [];
  if (needs.length === 0 && declarations.length === 0) return [];
  const parsed = parse(path, text);
  if (parsed.kind === 'error') return [];
  const file = { path, text, ...parsed };
  const imports = importEdits(file, needs);
  const texts = [...new Map(declarations.map((one) => [one.name, one.text])).values()];
  if (texts.length === 0) return imports;
  const style = styleOf(
    path,
    text,
    file.ast,
    needs.some(({ isModule }) => isModule === true),
  );
  const lines = texts.map((one) => (style.semicolon === '' ? one.replace(/;$/, '') : one)).join(style.eol);
  const tokens = new Tokens(text, file.comments());
  return [
    ...imports,
    outside(imports, placeFor(text, tokens, file.ast, style.eol + lines, new Set(), style), style.eol),
  ];
}

/** Where the import line before it goes as a whole, a declaration comes behind what is taken out. */
function outside(imports: readonly Edit[], { span: [at], text }: Edit, eol: string): Edit {
  const around = imports.find(({ span: [start, end] }) => start < at && at < end);
  if (!around) return { span: [at, at], text };
  const [, end] = around.span;
  return { span: [end, end], text: text.replace(/^\r?\n/, '') + eol };
}

/** Units come back from the journal as JSON. */
function isLocalData(data: unknown): data is LocalData {
  return typeof data === 'object' && data !== null && 'needs' in data && 'declarations' in data;
}
