/** The parts that can be switched off, and how that is written. */

/** Parts whose optimization can be taken back. What only waits or protects has nothing to take back. */
export const PARTS = [
  'batch',
  'cache',
  'clients',
  'dedupe',
  'events',
  'executor',
  'files',
  'json',
  'pool',
  'process',
] as const;

/** The name of such a part. */
export type Part = (typeof PARTS)[number];

/** `on` is how a part works otherwise; `off` does the same without its optimization. */
export type Switch = 'on' | 'off';

/** `sync` switches every part off, `fast` every part on; or each part by itself. */
export type ModeSetting = 'fast' | 'sync' | { readonly [Name in Part]?: Switch | undefined };

/** What one switch says, if anything. */
export type Switches = { readonly [Name in Part]?: Switch | undefined };

/** The switches that a setting stands for. */
export function switchesOf(setting: ModeSetting): Switches {
  if (typeof setting !== 'string') return setting;
  const value = setting === 'sync' ? 'off' : 'on';
  return Object.fromEntries(PARTS.map((part) => [part, value]));
}

/** Whether a word is the name of a part. */
export function isPart(word: string): word is Part {
  return (PARTS as readonly string[]).includes(word);
}

/**
 * Reads `PERFMIG_MODE`: `sync`, `fast`, `cache:off`, and several of these with commas between, the later ones first.
 * @param unknown told of each word that is none of these
 */
export function parseMode(text: string, unknown: (word: string) => void): Switches {
  const words = text.split(',').map((word) => word.trim());
  return words.filter(Boolean).reduce<Switches>((switches, word) => {
    if (word === 'sync' || word === 'fast') return { ...switches, ...switchesOf(word) };
    const [part = '', value] = word.split(':');
    if (isPart(part) && (value === 'on' || value === 'off')) return { ...switches, [part]: value };
    unknown(word);
    return switches;
  }, {});
}
