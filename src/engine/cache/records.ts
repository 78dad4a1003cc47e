/** The file `records`: what was learned of every file of a project, each part to be read by itself. */
import { deserialize, serialize } from 'node:v8';
import { FileRecord, type AtHand, type PartName } from './file-record.ts';

type Place = readonly [start: number, end: number];

/** What the list says of one file; the places are in what follows the list. */
interface Row {
  readonly path: string;
  readonly hash: string;
  readonly atHand: AtHand;
  readonly parts: Readonly<Partial<Record<PartName, Place>>>;
}

interface List {
  /** What the tables of APIs were extended with. */
  readonly tables: string;
  readonly rows: readonly Row[];
}

const PART_NAMES = ['outline', 'searched', 'again'] as const;

/** Bytes of the list's length, which comes first. */
const LENGTH_BYTES = 4;

/** Records as they were written; each file's is made when it is asked for. */
export class StoredRecords {
  readonly #rows: ReadonlyMap<string, Row>;
  readonly #parts: Buffer;
  readonly #knowsTables: boolean;

  /**
   * @param tables what the tables of APIs are extended with now
   * @throws whatever `deserialize` does, where the bytes are no records
   */
  constructor(content: Buffer, tables: string) {
    const start = LENGTH_BYTES + content.readUInt32LE(0);
    const list = deserialize(content.subarray(LENGTH_BYTES, start)) as List;
    this.#rows = new Map(list.rows.map((row) => [row.path, row]));
    this.#parts = content.subarray(start);
    this.#knowsTables = list.tables === tables;
  }

  get size(): number {
    return this.#rows.size;
  }

  /** What is known of a file with this content. */
  recordOf(path: string, hash: string): FileRecord | undefined {
    const row = this.#rows.get(path);
    if (row?.hash !== hash) return undefined;
    const part = (name: PartName): Uint8Array | undefined =>
      row.parts[name] && this.#parts.subarray(...row.parts[name]);
    const outline = part('outline');
    // What rules found under other tables is nothing to go by.
    if (!this.#knowsTables) return new FileRecord(hash, outline && { outline }, withoutRules(row.atHand));
    const [searched, again] = [part('searched'), part('again')];
    return new FileRecord(
      hash,
      { ...(outline && { outline }), ...(searched && { searched }), ...(again && { again }) },
      row.atHand,
    );
  }
}

function withoutRules({ triggered, ...rest }: AtHand): AtHand {
  return rest;
}

/** Records as bytes. Parts that nobody has read are copied as they are. */
export function recordsToBytes(records: ReadonlyMap<string, FileRecord>, tables: string): Uint8Array {
  const parts: Uint8Array[] = [];
  let end = 0;
  const rows = [...records].map(([path, record]): Row => {
    const places: Partial<Record<PartName, Place>> = {};
    for (const name of PART_NAMES) {
      const { bytes } = record[name];
      if (bytes === undefined) continue;
      parts.push(bytes);
      places[name] = [end, (end += bytes.length)];
    }
    return { path, hash: record.hash, atHand: record.atHand, parts: places };
  });
  const list = serialize({ tables, rows } satisfies List);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(list.length);
  return Buffer.concat([length, list, ...parts]);
}
