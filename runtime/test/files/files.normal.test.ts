/** What is kept, how much happens at once, and what a queue does: in normal mode only. */
import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ContentCache } from '../../src/files/content-cache.ts';
import { Files } from '../../src/files/index.ts';
import { emptyFolder } from './folder.ts';

/** A file that was left alone for long. */
function settledFile(text: string): string {
  const path = join(emptyFolder(), 'file.json');
  writeFileSync(path, text);
  return path;
}

/** The time of change of a file can't be set back, so the clock is set forward. */
async function later<Result>(run: () => Promise<Result>): Promise<Result> {
  const { now } = Date;
  Date.now = () => now() + 10_000;
  try {
    return await run();
  } finally {
    Date.now = now;
  }
}

describe('the cache of contents', () => {
  it('gives what was read for as long as the file does not change', async () => {
    const files = new Files();
    const path = settledFile('{"n":1}');
    await later(async () => {
      const value = await files.readJsonFrozen(path);
      expect(await files.readJsonFrozen(path)).toBe(value);
      expect(files.stats).toMatchObject({ reads: 2, cacheHits: 1, bytesRead: 7 });
      writeFileSync(path, '{"n":2}');
      expect(await files.readJsonFrozen(path)).toEqual({ n: 2 });
      expect(await files.read(path, { cache: false })).toBe('{"n":2}');
    });
  });

  it('keeps nothing of a file that was changed just now: its time may stay the same at the next change', async () => {
    const files = new Files();
    const path = settledFile('first');
    expect(await files.read(path)).toBe('first');
    expect(await files.read(path)).toBe('first');
    expect(files.stats).toMatchObject({ cacheHits: 0, cachedBytes: 0 });
  });

  it('sees a change that keeps size and time of change', async () => {
    const files = new Files();
    const path = settledFile('one');
    const { atime, mtime } = statSync(path);
    await later(() => files.read(path));
    await new Promise((resolve) => setTimeout(resolve, 20));
    writeFileSync(path, 'two');
    utimesSync(path, atime, mtime);
    expect(await later(() => files.read(path))).toBe('two');
  });

  it('gives each reader bytes of its own, and parses for each anew', async () => {
    const files = new Files();
    const path = settledFile('[1]');
    await later(async () => {
      (await files.readBytes(path)).fill(0);
      (await files.readJson<number[]>(path)).push(2);
      expect([...(await files.readBytes(path))]).toEqual([...readFileSync(path)]);
      expect(await files.readJson(path)).toEqual([1]);
    });
  });

  it('holds no more than it may', () => {
    const cache = new ContentCache(1_000);
    const path = settledFile('x'.repeat(300));
    const stats = statSync(path);
    for (let i = 0; i < 50; i++) cache.set(`text:${i}`, stats, Date.now() + 10_000, 'x');
    expect(cache.bytes).toBeGreaterThan(600);
    expect(cache.bytes).toBeLessThanOrEqual(1_000);
    expect(cache.get('text:0', stats)).toBeUndefined();
    expect(cache.get('text:49', stats)).toEqual(expect.objectContaining({ value: 'x' }));
  });
});

describe('the queue of writes', () => {
  it('writes ten at once, and no more', async () => {
    const files = new Files();
    const folder = emptyFolder();
    let most = 0;
    let open: (() => void) | undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const content = async function* (): AsyncGenerator<string> {
      most = Math.max(most, files.stats.writing);
      await gate;
      yield 'x';
    };
    const writes = Array.from({ length: 40 }, (_, i) => files.write(join(folder, String(i)), content()));
    await expect.poll(() => most).toBe(10);
    expect(files.stats).toMatchObject({ writing: 10, queued: 30 });
    open?.();
    await Promise.all(writes);
    expect(most).toBe(10);
    expect(files.stats).toMatchObject({ writing: 0, queued: 0, writes: 40, bytesWritten: 40 });
  });

  it('lets a write that waits go with its signal', async () => {
    const files = new Files({ writeConcurrency: 1 });
    const folder = emptyFolder();
    const controller = new AbortController();
    const first = files.write(join(folder, 'first'), 'x');
    const second = files.write(join(folder, 'second'), 'x', { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(second).rejects.toThrow('enough');
    await first;
    expect(await files.exists(join(folder, 'second'))).toBe(false);
  });

  it('writes a file once where several writes of it wait, and asks for patience', async () => {
    const files = new Files({ writeConcurrency: 1, highWaterMark: 3 });
    const folder = emptyFolder();
    const path = join(folder, 'file');
    const answers = ['a', 'b', 'c', 'd'].map((name) => files.writeSoon(join(folder, name), name));
    expect(answers.at(0)).toBe(true);
    expect(answers.at(-1)).toBe(false);
    for (let i = 0; i < 100; i++) files.writeSoon(path, String(i));
    await files.flush();
    expect(readFileSync(path, 'utf8')).toBe('99');
    expect(files.stats.writes).toBe(5);
  });

  it('visits five at a time by default', async () => {
    let now = 0;
    let most = 0;
    await new Files().batch(Array.from({ length: 20 }), async () => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
      now--;
    });
    expect(most).toBe(5);
  });
});
