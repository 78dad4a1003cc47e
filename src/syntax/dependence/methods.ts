/** What methods of the language's own objects do to them. */

/** Put something in; the order can be restored, or doesn't matter. */
const ADDS: ReadonlySet<string> = new Set(['push', 'add', 'set']);

/** Change the object otherwise. */
const CHANGES: ReadonlySet<string> = new Set([
  'clear',
  'copyWithin',
  'delete',
  'fill',
  'pop',
  'reverse',
  'shift',
  'sort',
  'splice',
  'unshift',
]);

/** Leave the object as it is. Functions they are given are looked into where they are written. */
const READS: ReadonlySet<string> = new Set([
  ...['at', 'charAt', 'charCodeAt', 'codePointAt', 'concat', 'endsWith', 'entries', 'every', 'filter', 'find'],
  ...['findIndex', 'findLast', 'flat', 'flatMap', 'forEach', 'get', 'getTime', 'has', 'hasOwnProperty', 'includes'],
  ...['indexOf', 'isArray', 'join', 'keys', 'lastIndexOf', 'localeCompare', 'map', 'match', 'matchAll', 'normalize'],
  ...['padEnd', 'padStart', 'reduce', 'reduceRight', 'repeat', 'replace', 'replaceAll', 'search', 'slice', 'some'],
  ...['split', 'startsWith', 'substr', 'substring', 'test', 'toFixed', 'toISOString', 'toJSON', 'toLocaleString'],
  ...['toLowerCase', 'toReversed', 'toSorted', 'toString', 'toUpperCase', 'trim', 'trimEnd', 'trimStart', 'valueOf'],
  ...['values', 'with', 'getFullYear', 'getMonth', 'getDate', 'isDirectory', 'isFile', 'isSymbolicLink', 'bind'],
]);

/** Hand on what a promise gives; what they run is written in them. */
const SETTLES: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);

export type MethodUse = 'adds' | 'changes' | 'reads' | 'settles';

/** What a method of that name does to its object, if it is one of an array, a map, a string or a promise. */
export function methodUseOf(name: string): MethodUse | undefined {
  if (ADDS.has(name)) return 'adds';
  if (CHANGES.has(name)) return 'changes';
  if (READS.has(name)) return 'reads';
  return SETTLES.has(name) ? 'settles' : undefined;
}
