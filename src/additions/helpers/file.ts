/** The text of the file that holds what rewritten code calls and Node doesn't have. */
import type { HelperPart } from './part.ts';
import { HELPER_PARTS } from './texts.ts';

/** How the file is written. */
export interface HelperStyle {
  readonly language: 'ts' | 'js';
  /** `import` and `export`; CommonJS otherwise. TypeScript is always written with them. */
  readonly isModule: boolean;
  /** A compiler would look at it; JavaScript without types has nothing to show it. */
  readonly isChecked?: boolean;
  /** Which of them; the one of the async codemods where it isn't said. */
  readonly file?: HelperFileName;
}

/** Names of helper files, without their extension, and what each holds. */
const WHAT_THEY_HOLD = {
  'async-helpers': 'Asynchronous twins of what Node has in a synchronous form only',
  'client-helpers': 'Clients that requests share',
  'retry-helpers': 'Retries and polls that wait longer each time',
  'concurrency-helpers': 'Work that goes on side by side, up to a limit',
} as const;

export type HelperFileName = keyof typeof WHAT_THEY_HOLD;

/** Where the functions of a part of the runtime go; those of the others are twins. */
const FILE_OF_PART: Readonly<Partial<Record<string, HelperFileName>>> = {
  clients: 'client-helpers',
  retry: 'retry-helpers',
  poll: 'retry-helpers',
  executor: 'concurrency-helpers',
};

/** The helper file that a function goes to. */
export function helperFileOf(name: string): HelperFileName {
  const part = HELPER_PARTS.find(({ names }) => names.includes(name));
  return FILE_OF_PART[part?.folder ?? ''] ?? 'async-helpers';
}

/** Names of all functions there are. */
export const HELPER_NAMES: ReadonlySet<string> = new Set(HELPER_PARTS.flatMap(({ names }) => names));

/** The helper file that exports these functions and nothing else. */
export function helperFileText(names: readonly string[], style: HelperStyle): string {
  const wanted = new Set(names);
  const parts = partsFor(wanted);
  const isModule = style.isModule || style.language === 'ts';
  const bodies = parts.map((part) => bodyOf(part, style, isModule ? wanted : new Set())).filter((body) => body !== '');
  const imports = importsOf(parts, style, isModule);
  const exported = isModule ? [] : [`module.exports = { ${[...wanted].sort().join(', ')} };`];
  const unchecked = style.isChecked === true && style.language === 'js' ? '// @ts-nocheck\n' : '';
  const firstLine = `${unchecked}/** ${WHAT_THEY_HOLD[style.file ?? 'async-helpers']}; written by perfmig, yours to change. */`;
  const blocks = [firstLine + (imports === '' ? '' : `\n${imports}`), ...bodies, ...exported];
  return `${blocks.join('\n\n')}\n`;
}

/** The parts that give these names, and those they call, which come first. */
function partsFor(names: ReadonlySet<string>): readonly HelperPart[] {
  const found = new Set<HelperPart>();
  const add = (part: HelperPart): void => {
    for (const need of part.needs) for (const other of HELPER_PARTS) if (other.id === need) add(other);
    found.add(part);
  };
  for (const part of HELPER_PARTS) if (part.names.some((name) => names.has(name))) add(part);
  return [...found];
}

function bodyOf({ ts, js }: HelperPart, { language }: HelperStyle, exported: ReadonlySet<string>): string {
  return (language === 'ts' ? ts : js).replace(
    /^export (?=(?:async function|function|const|type|interface) (\w+))/gm,
    (text, name: string) => (exported.has(name) ? text : ''),
  );
}

function importsOf(parts: readonly HelperPart[], { language }: HelperStyle, isModule: boolean): string {
  const lines = new Map<string, Set<string>>();
  for (const { module, names, isType } of parts.flatMap(({ imports }) => imports)) {
    if (isType && language === 'js') continue;
    const key = `${isType ? 'type ' : ''} ${module}`;
    lines.set(key, new Set([...(lines.get(key) ?? []), ...names]));
  }
  return [...lines]
    .map(([key, names]) => {
      const [kind = '', module = ''] = key.split(/ (?=\S+$)/);
      const list = `{ ${[...names].sort().join(', ')} }`;
      return isModule ? `import ${kind}${list} from '${module}';` : `const ${list} = require('${module}');`;
    })
    .join('\n');
}
