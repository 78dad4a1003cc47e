/** Renaming over a file that Windows says is held open. */
import { describe, expect, it, vi } from 'vitest';
import { renameOver } from '../../src/files/rename.ts';

function heldOpen(times: number, code: string): () => Promise<void> {
  let left = times;
  return () => (left-- > 0 ? Promise.reject(Object.assign(new Error(code), { code })) : Promise.resolve());
}

describe('renaming over a file', () => {
  it.each(['EPERM', 'EACCES', 'EBUSY'])('tries again on Windows after %s', async (code) => {
    const rename = vi.fn(heldOpen(3, code));
    await renameOver({ rename }, 'a', 'b', 'win32');
    expect(rename).toHaveBeenCalledTimes(4);
  });

  it('gives up after a while', async () => {
    vi.useFakeTimers();
    const failing = renameOver({ rename: heldOpen(Infinity, 'EPERM') }, 'a', 'b', 'win32');
    const outcome = failing.catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(6_000);
    vi.useRealTimers();
    expect(await outcome).toMatchObject({ code: 'EPERM' });
  });

  it.each([
    ['linux', 'EPERM'],
    ['win32', 'ENOENT'],
  ] as const)('takes what else is said as final: on %s %s', async (platform, code) => {
    const rename = vi.fn(heldOpen(1, code));
    await expect(renameOver({ rename }, 'a', 'b', platform)).rejects.toMatchObject({ code });
    expect(rename).toHaveBeenCalledTimes(1);
  });
});
