/** `npm run bench -- runtime json`: ten payloads, each by the serializer and by JSON.stringify, in 40 rounds. */
import { serializer } from '@perfmig/runtime/json';
import { estimate } from '../../bench/statistics.ts';

const ROUNDS = 40;
/** Microseconds of CPU time that a round of each takes, more or less. */
const ROUND_US = 5_000;

const user = { id: 17, name: 'Anna Novak', email: 'anna@example.com', isActive: true, score: 4.5 };
const many = <Item>(count: number, make: (i: number) => Item): Item[] =>
  Array.from({ length: count }, (_, i) => make(i));

const PAYLOADS: Readonly<Record<string, unknown>> = {
  'a small object': user,
  'an array of 1,000': many(1_000, (i) => ({ ...user, id: i, name: `user ${i}`, score: i / 4 })),
  'an object in objects': { user, tags: ['a', 'b'], address: { city: 'Praha', geo: { lat: 50.1, lon: 14.4 } } },
  '1,000 whole numbers': many(1_000, (i) => i * 3),
  '1,000 fractions': many(1_000, (i) => i / 7),
  '1,000 short texts': many(1_000, (i) => `word ${i}`),
  'one text of 10,000': { id: 1, text: 'x'.repeat(10_000) },
  'texts beyond Latin-1': many(100, (i) => ({ id: i, name: 'Žofie Dvořáková', city: 'Plzeň' })),
  'rows with null': many(100, (i) => ({ id: i, name: i % 2 === 0 ? null : 'x', note: 'y' })),
  'a wide object of 60': Object.fromEntries(many(60, (i) => [`property${i}`, i % 2 === 0 ? i : `value ${i}`])),
};

/** The result must be in one piece to be sent or written; that is part of the work. */
const target = Buffer.alloc(4 * 1024 * 1024);

function cpuOf(run: () => string, times: number): number {
  const begun = process.cpuUsage();
  for (let i = 0; i < times; i++) target.write(run(), 0, 'utf8');
  const { user: own, system } = process.cpuUsage(begun);
  return own + system;
}

/** One line for each payload: what was chosen, and how the rates compare. */
export function benchJson(): void {
  for (const [name, value] of Object.entries(PAYLOADS)) {
    const stringify = serializer();
    while (stringify.path === 'checking' || stringify.path === 'measuring') stringify(value);
    const own = (): string => stringify(value);
    const plain = (): string => JSON.stringify(value);
    const times = Math.max(1, Math.round((100 * ROUND_US) / Math.max(1, cpuOf(plain, 100))));
    const ratios: number[] = [];
    for (let round = 0; round < ROUNDS; round++) ratios.push(cpuOf(plain, times) / cpuOf(own, times));
    const { median, low, high } = estimate(ratios);
    const figures = `${median.toFixed(2)} times the rate of JSON.stringify (${low.toFixed(2)} to ${high.toFixed(2)})`;
    const verdict = stringify.path === 'plain' ? 'it is JSON.stringify' : low > 1 ? 'reached' : 'missed';
    console.log(`json, ${name}: ${stringify.path}, ${figures}: ${verdict}`);
  }
}
