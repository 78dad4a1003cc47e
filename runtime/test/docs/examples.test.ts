/** Every example of the README and of the pages is right TypeScript, and runs. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeWithServices } from '../../../test/services/describe-with-services.ts';
import { ensureBuilt, RUNTIME } from '../package/built.ts';
import { examples, type Example } from './examples.ts';

ensureBuilt();
const scope = (await import('./scope.ts')) as Readonly<Record<string, unknown>>;
const TYPES = ['User', 'Order', 'Mail'];
const ALL = examples();
const NEEDS_SERVERS = ALL.filter(({ name, body }) => /PgPool|Redis|redisTier/.test(name + body));

/** Put before what would wait for ever otherwise. */
const ENDS = { 'for await (const mail of bus.iterate': 'setTimeout(() => void bus.close(), 20);\n' };

it('finds the pages and the rows of the table', () => {
  expect(ALL.filter(({ name }) => name.startsWith('docs/')).length).toBeGreaterThanOrEqual(19);
  expect(ALL.filter(({ name }) => name.startsWith('README: ')).length).toBeGreaterThanOrEqual(25);
});

/** What the example takes for granted. */
function takenBy({ imports, body }: Example, names: readonly string[]): readonly string[] {
  const imported = imports.map((one) => one.names).join();
  const isIn = (name: string, text: string): boolean => new RegExp(`\\b${name}\\b`).test(text);
  return names.filter((name) => isIn(name, body) && !isIn(name, imported));
}

function programOf(example: Example): string {
  const taken = takenBy(example, [...Object.keys(scope), ...TYPES]);
  const imports = example.imports.map(({ names, from }) => `import ${names} from '${from}';`);
  const shared = `import { ${taken.join(', ')} } from './scope.ts';`;
  return [shared, ...imports, 'export async function example(): Promise<void> {', example.body, '}'].join('\n');
}

describe('types', () => {
  const files = new Map(ALL.map((example, i) => [join(RUNTIME, `test/docs/example-${i}.ts`), programOf(example)]));
  const read = ts.readConfigFile(join(RUNTIME, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const config = { ...(read.config as object), include: [] };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, RUNTIME);
  const own = { ...options, noUnusedLocals: false, noUnusedParameters: false, verbatimModuleSyntax: false };
  const host = ts.createCompilerHost(own);
  const real = { ...host };
  host.fileExists = (path) => files.has(path) || real.fileExists(path);
  host.readFile = (path) => files.get(path) ?? real.readFile(path);
  host.getSourceFile = (path, version, ...rest) => {
    const text = files.get(path);
    return text === undefined
      ? real.getSourceFile(path, version, ...rest)
      : ts.createSourceFile(path, text, version, true);
  };
  const program = ts.createProgram([...files.keys()], own, host);

  it.each(ALL.map(({ name }, i) => [name, [...files.keys()][i] ?? ''] as const))('%s', (_, path) => {
    const file = program.getSourceFile(path);
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    const codes = found.filter(({ code }) => !STYLE.includes(code));
    expect(codes.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
  });
});

/** `process.env.X` without brackets, which readers may write. */
const STYLE: readonly number[] = [4111];

describe('runs', () => {
  const cwd = process.cwd();
  const signals = ['SIGTERM', 'SIGINT'] as const;
  const before = signals.map((signal) => process.listeners(signal));
  beforeAll(() => {
    process.chdir(scope['folder'] as string);
    execFileSync('git', ['init', '-q']);
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-q', '--allow-empty', '-m', 'first']);
    execFileSync('tar', ['-cf', 'release.tar', 'settings.json']);
    Object.assign(process.env, { DATABASE_URL: DATABASE, PGHOST: '127.0.0.1', PGUSER: 'postgres' });
  });
  afterAll(async () => {
    process.chdir(cwd);
    for (const [i, signal] of signals.entries()) {
      const added = process.listeners(signal).filter((one) => !before[i]?.includes(one));
      for (const listener of added) process.removeListener(signal, listener as () => void);
    }
    const { resetConfiguration } = await import('@perfmig/runtime/configure');
    const { closeClients } = await import('@perfmig/runtime/clients');
    resetConfiguration();
    await closeClients();
    (scope['redis'] as { disconnect: () => void }).disconnect();
  });

  it.each(ALL.filter((one) => !NEEDS_SERVERS.includes(one)).map((one) => [one.name, one] as const))(
    '%s',
    async (_, one) => {
      await run(one);
    },
  );

  describe('with servers', async () => {
    await describeWithServices('of loopback', ['postgres', 'redis'], () => {
      beforeAll(() => askPostgres(`create schema ${SCHEMA}`, `create table ${SCHEMA}.orders (id int)`));
      afterAll(() => askPostgres(`drop schema ${SCHEMA} cascade`));

      it.each(NEEDS_SERVERS.map((one) => [one.name, one] as const))('%s', async (_, one) => {
        await run(one);
      });
    });
  });
});

/** Tables of the examples are in a schema of their own. */
const SCHEMA = `perfmig_docs_${process.pid}`;
const DATABASE = `postgres://postgres@127.0.0.1/postgres?options=-csearch_path%3D${SCHEMA}`;

async function askPostgres(...statements: readonly string[]): Promise<void> {
  const { PgPool } = await import('@perfmig/runtime/clients/pg');
  await using postgres = new PgPool({ host: '127.0.0.1', user: 'postgres', database: 'postgres' });
  for (const statement of statements) await postgres.query(statement);
}

async function run(example: Example): Promise<void> {
  const [parts, names]: [Record<string, unknown>, string[]] = [{}, []];
  for (const { from, names: list } of example.imports) {
    parts[from] = await import(from);
    names.push(`const ${list} = parts['${from}'];`);
  }
  const taken = `const { ${takenBy(example, Object.keys(scope)).join(', ')} } = scope;`;
  const ended = Object.entries(ENDS).reduce((body, [text, put]) => body.replace(text, put + text), example.body);
  const source = `${names.join('\n')}\n${taken}\nawait (async () => {\n${ended}\n})();`;
  const { outputText } = ts.transpileModule(`async function example(scope, parts) {\n${source}\n}`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the code is that of our own pages
  const make = new Function(`${outputText}\nreturn example;`) as () => (...told: object[]) => Promise<void>;
  await make()(scope, parts);
}
