/** Reads what people judged: docs/evaluation/verdicts.tsv. */

export type Judgement = 'true and worth mending' | 'true but minor' | 'false';

/** What was said of one finding. */
export interface Verdict {
  readonly repo: string;
  readonly commit: string;
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly api: string;
  readonly context: string;
  /** Names joined with ` → `; empty where there was none. */
  readonly chain: string;
  readonly verdict: Judgement;
  /** Of something false: `gone` once it is mended. */
  readonly expected: 'found' | 'gone';
}

const JUDGEMENTS: readonly string[] = ['true and worth mending', 'true but minor', 'false'] satisfies Judgement[];

/**
 * The verdicts of a table with a heading.
 * @throws {Error} naming the line that can't be read
 */
export function parseVerdicts(file: string, text: string): readonly Verdict[] {
  const [heading = '', ...lines] = text.trimEnd().split('\n');
  const names = heading.split('\t');
  return lines.map((line, index) => {
    const cells = line.split('\t');
    const row = Object.fromEntries(names.map((name, column) => [name, cells[column] ?? '']));
    const problem = problemOf(row, cells.length === names.length);
    if (problem !== undefined) throw new Error(`${file}:${index + 2}: ${problem}`);
    return { ...row, line: Number(row['line']), column: Number(row['column']) } as Verdict;
  });
}

function problemOf(row: Readonly<Record<string, string>>, isWhole: boolean): string | undefined {
  if (!isWhole) return 'not as many cells as the heading has';
  if (!JUDGEMENTS.includes(row['verdict'] ?? '')) return `no verdict: ${row['verdict'] ?? ''}`;
  if (row['expected'] !== 'found' && row['expected'] !== 'gone') return 'expected is found or gone';
  if (row['expected'] === 'gone' && row['verdict'] !== 'false') return 'only what is false may be expected gone';
  return Number(row['line']) >= 1 && Number(row['column']) >= 1 ? undefined : 'line and column are numbers from 1';
}
