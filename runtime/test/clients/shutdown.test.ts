/** All clients are closed when the process is told to end, in whichever build they were made. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { closeClients, shared } from '../../src/clients/index.ts';
import { ensureBuilt, RUNTIME } from '../package/built.ts';

describe('closeClients', () => {
  it('closes what is open, and tells of what could not be closed after all were tried', async () => {
    const closed: string[] = [];
    const good = shared(() => 'good', { close: (client) => closed.push(client) });
    const unused = shared(() => 'unused', { close: (client) => closed.push(client) });
    const bad = shared(() => 'bad', {
      close: () => {
        throw new Error('stuck');
      },
    });
    await Promise.all([bad(), good()]);
    const error: unknown = await closeClients().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AggregateError);
    expect((error as AggregateError).errors).toEqual([new Error('stuck')]);
    expect(closed).toEqual(['good']);
    expect(unused.size).toBe(0);
    await closeClients();
  });
});

describe('closeOnShutdown', () => {
  beforeAll(ensureBuilt);

  async function signalled(signal: NodeJS.Signals): Promise<{ readonly output: string; readonly code: unknown }> {
    const program = `
      import { createRequire } from 'node:module';
      import { closeOnShutdown, shared } from '@perfmig/runtime/clients';
      const required = createRequire(import.meta.url)('@perfmig/runtime/clients');
      setInterval(() => undefined, 1000);
      const close = (name) => () => new Promise((resolve) => setTimeout(() => resolve(console.log('closed', name)), 20));
      await shared(() => ({}), { close: close('import') })();
      await required.shared(() => ({}), { close: close('require') })();
      closeOnShutdown({ before: () => console.log('before') });
      console.log('ready');`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], { cwd: RUNTIME });
    const output = text(child.stdout);
    child.stdout.once('data', () => child.kill(signal));
    const [code, by] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    return { output: await output, code: code ?? by };
  }

  it.each(['SIGTERM', 'SIGINT'] as const)('closes all and ends as %s would have ended it', async (signal) => {
    const { output, code } = await signalled(signal);
    expect(output.trim().split('\n').sort()).toEqual(['before', 'closed import', 'closed require', 'ready']);
    expect(code).toBe(signal);
  });
});
