/** The measuring under the benchmarks: it must see every thread and every child. */
import { describe, expect, it } from 'vitest';
import { measure } from '../bench/measure.ts';

const SPIN = 'const end = process.cpuUsage().user + 3e5; while (process.cpuUsage().user < end);';

function run(script: string) {
  return measure({ program: process.execPath, args: ['-e', script], cwd: import.meta.dirname });
}

describe.runIf(process.platform === 'linux')('measure', () => {
  it('counts the CPU time of worker threads', async () => {
    const script = `new (require('worker_threads').Worker)(${JSON.stringify(SPIN)}, { eval: true })`;
    expect((await run(script)).cpuSeconds).toBeGreaterThan(0.3);
  });

  it('counts the CPU time of child processes', async () => {
    const script = `require('child_process').execFileSync(process.execPath, ['-e', ${JSON.stringify(SPIN)}])`;
    expect((await run(script)).cpuSeconds).toBeGreaterThan(0.3);
  });

  it('does not count waiting', async () => {
    const { cpuSeconds, wallSeconds } = await run('setTimeout(() => {}, 1000)');
    expect(wallSeconds).toBeGreaterThan(1);
    expect(cpuSeconds).toBeLessThan(0.8);
  });

  it('sees memory that was given back before the end', async () => {
    const script = 'let b = Buffer.alloc(3e8, 1); setTimeout(() => { b = undefined; gc?.(); }, 50)';
    expect((await run(script)).peakBytes).toBeGreaterThan(3e8);
  });

  it('hands on output and exit code', async () => {
    const script = 'console.log("out"); console.error("err"); process.exitCode = 3';
    expect(await run(script)).toMatchObject({ stdout: 'out\n', stderr: 'err\n', exitCode: 3 });
  });
});
