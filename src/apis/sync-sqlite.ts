/** SQLite by drivers that answer before they return: node:sqlite, better-sqlite3 and its forks. None has an asynchronous form. */
import type { ApiPath } from '../contracts.ts';
import type { Points, SyncApi } from './sync-api.ts';

const NOTE = 'a worker thread that owns the database answers by messages; libsql and sqlite3 have asynchronous drivers';
const QUERY = 'the query runs';
const WRITE = 'SQL runs';

/** What runs a statement. A row by its key takes microseconds; a search without an index takes what the table takes. */
const STATEMENT: readonly (readonly [name: string, points: Points, waitsWhile: string])[] = [
  ['all', 5, QUERY],
  ['get', 1, QUERY],
  ['iterate', 5, QUERY],
  ['run', 5, 'the statement runs'],
];

/** Methods of better-sqlite3's statements that give the statement itself. */
const MODES = ['', '.bind()', '.expand()', '.pluck()', '.raw()', '.safeIntegers()'];

/** A commit waits for the disk, unless the pragma `synchronous` says otherwise. */
const BETTER: readonly (readonly [name: string, points: Points, waitsWhile: string])[] = [
  ['exec', 10, WRITE],
  ['pragma', 1, 'the pragma is read'],
  ['serialize', 50, 'the database is copied'],
  ...['', '.deferred', '.immediate', '.exclusive'].map(
    (mode) => [`transaction()${mode}`, 10, 'the transaction runs'] as const,
  ),
];

/** Packages with the API of better-sqlite3. */
const BETTER_MODULES = ['better-sqlite3', 'better-sqlite3-multiple-ciphers', 'libsql'];

export const sqliteApis: readonly SyncApi[] = [
  ...BETTER_MODULES.flatMap((module) => [
    // The class, and the type of its instances: `db: Database.Database`, `import type { Database }`.
    ...[`${module}.new`, `${module}()`, `${module}.Database.new`].flatMap((db) => betterOf(db, module)),
    ...statementOf(`${module}.Statement.new`, module),
    opening(`${module}.new`, module),
  ]),
  opening('sqlite.DatabaseSync.new', 'node:sqlite'),
  row('sqlite.DatabaseSync.new.exec', 'node:sqlite DatabaseSync.exec', 10, WRITE),
  ...statementOf('sqlite.DatabaseSync.new.prepare()', 'node:sqlite'),
  ...statementOf('sqlite.StatementSync.new', 'node:sqlite'),
  ...statementOf('sqlite.DatabaseSync.new.createTagStore()', 'node:sqlite'),
];

function opening(api: ApiPath, module: string): SyncApi {
  return {
    api,
    shown: `new ${module} database`,
    points: 10,
    while: 'the database is opened',
    note: 'open it once, at start-up',
  };
}

function betterOf(db: ApiPath, module: string): readonly SyncApi[] {
  return [
    ...BETTER.map(([name, points, waitsWhile]) =>
      row(`${db}.${name}`, `${module} ${name.replace('()', '')}`, points, waitsWhile),
    ),
    ...MODES.flatMap((mode) => statementOf(`${db}.prepare()${mode}`, module)),
  ];
}

function statementOf(statement: ApiPath, module: string): readonly SyncApi[] {
  return STATEMENT.map(([name, points, waitsWhile]) =>
    row(`${statement}.${name}`, `${module} Statement.${name}`, points, waitsWhile),
  );
}

function row(api: ApiPath, shown: string, points: Points, waitsWhile: string): SyncApi {
  return { api, shown, points, while: waitsWhile, note: NOTE };
}
