/** What reads and writes give and throw, in both modes. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { lstatSync, linkSync, chmodSync, readlinkSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isClosedError } from '../../src/errors/index.ts';
import { Files, isFileFormatError, isNotFoundError, isUnwrittenError, type Unwritten } from '../../src/files/index.ts';
import { emptyFolder } from './folder.ts';

async function errorOf(promise: Promise<unknown>): Promise<NodeJS.ErrnoException> {
  return promise.then(
    () => expect.unreachable('it went well'),
    (error: unknown) => error as NodeJS.ErrnoException,
  );
}

describe('reading', () => {
  it('gives texts, bytes and values', async () => {
    const files = new Files();
    const path = join(emptyFolder(), 'value.json');
    writeFileSync(path, '\uFEFF{"name":"Žofie"}');
    expect(await files.read(path)).toBe('\uFEFF{"name":"Žofie"}');
    expect(await files.readBytes(path)).toEqual(readFileSync(path));
    expect(await files.readJson(path)).toEqual({ name: 'Žofie' });
    expect(await files.readJsonFrozen(path)).toEqual({ name: 'Žofie' });
  });

  it('gives values nobody can change where they are shared', async () => {
    const path = join(emptyFolder(), 'value.json');
    writeFileSync(path, '{"list":[{"n":1}]}');
    const value = await new Files().readJsonFrozen<{ list: { n: number }[] }>(path);
    expect([value, value.list, value.list[0]].every(Object.isFrozen)).toBe(true);
  });

  it('tells what is missing from what fails, always with the path', async () => {
    const files = new Files();
    const folder = emptyFolder();
    writeFileSync(join(folder, 'file'), 'no JSON');
    const missing = await errorOf(files.read(join(folder, 'missing')));
    expect(isNotFoundError(missing)).toBe(true);
    expect(missing).toMatchObject({ code: 'ENOENT', path: join(folder, 'missing') });
    expect(isNotFoundError(await errorOf(files.read(join(folder, 'file/below'))))).toBe(true);
    // Reading a folder fails once it is open, where Node tells no path.
    for (const cache of [true, false]) {
      const error = await errorOf(files.read(folder, { cache }));
      expect(isNotFoundError(error)).toBe(false);
      expect(error).toMatchObject({ code: 'EISDIR', path: folder });
      expect(error.message).toContain(folder);
    }
    const format = await errorOf(files.readJson(join(folder, 'file')));
    expect(isFileFormatError(format) && format.path).toBe(join(folder, 'file'));
    expect(format.cause).toBeInstanceOf(SyntaxError);
  });

  it('says whether something is there, and throws where that is hidden', async () => {
    const files = new Files();
    const folder = emptyFolder();
    expect(await files.exists(folder)).toBe(true);
    expect(await files.exists(join(folder, 'nothing'))).toBe(false);
    symlinkSync('loop', join(folder, 'loop'));
    expect(await errorOf(files.exists(join(folder, 'loop')))).toMatchObject({ code: 'ELOOP' });
  });

  it('ends with the signal', async () => {
    const path = join(emptyFolder(), 'file');
    writeFileSync(path, 'text');
    const reason = new Error('enough');
    expect(await errorOf(new Files().read(path, { signal: AbortSignal.abort(reason) }))).toBe(reason);
  });

  it('gives pieces that are the file, whatever their size', async () => {
    const files = new Files();
    const path = join(emptyFolder(), 'file');
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5_000 }), fc.integer({ min: 1, max: 6_000 }), async (bytes, size) => {
        writeFileSync(path, bytes);
        const pieces: Buffer[] = [];
        for await (const piece of files.readPieces(path, { pieceBytes: size })) pieces.push(piece);
        expect(Buffer.concat(pieces)).toEqual(Buffer.from(bytes));
        expect(pieces.every((piece) => piece.length <= size)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('gives the lines that a split gives, wherever pieces end', async () => {
    const files = new Files();
    const path = join(emptyFolder(), 'file');
    const letters = fc.string({ unit: fc.constantFrom('a', 'ž', '😀', '\n', '\r\n'), maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(letters, fc.integer({ min: 1, max: 9 }), async (text, pieceBytes) => {
        writeFileSync(path, text);
        const lines: string[] = [];
        for await (const line of files.readLines(path, { pieceBytes })) lines.push(line);
        const expected = text.split(/\r?\n/);
        if (expected.at(-1) === '') expected.pop();
        expect(lines).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('closes the file when the loop is left', async () => {
    const path = join(emptyFolder(), 'file');
    writeFileSync(path, 'x'.repeat(1_000));
    const open = (): number => readdirSync('/proc/self/fd').length;
    const before = open();
    for (let i = 0; i < 20; i++) {
      for await (const piece of new Files().readPieces(path, { pieceBytes: 10 })) if (piece.length > 0) break;
    }
    expect(open()).toBeLessThan(before + 10);
  });
});

describe('writing', () => {
  it('writes texts, bytes, JSON and pieces', async () => {
    const files = new Files();
    const path = join(emptyFolder(), 'file');
    await files.write(path, 'Žofie');
    expect(readFileSync(path, 'utf8')).toBe('Žofie');
    await files.write(path, new Uint16Array([1, 2]));
    expect([...readFileSync(path)]).toEqual([1, 0, 2, 0]);
    await files.write(path, ['a', Buffer.from('b'), '']);
    expect(readFileSync(path, 'utf8')).toBe('ab');
    await files.write(path, ReadableStream.from(['c', 'd']) as AsyncIterable<string>);
    expect(readFileSync(path, 'utf8')).toBe('cd');
    await files.writeJson(path, { a: [1] });
    expect(readFileSync(path, 'utf8')).toBe('{"a":[1]}\n');
    await files.writeJson(path, { a: 1 }, { indent: 2 });
    expect(readFileSync(path, 'utf8')).toBe('{\n  "a": 1\n}\n');
    expect(await errorOf(files.writeJson(path, undefined))).toBeInstanceOf(TypeError);
  });

  it('keeps the permissions of a file that is there, and leaves nothing beside it', async () => {
    const folder = emptyFolder();
    const path = join(folder, 'file');
    writeFileSync(path, 'old');
    chmodSync(path, 0o646);
    await new Files().write(path, 'new');
    expect(statSync(path).mode & 0o777).toBe(0o646);
    await new Files().write(join(folder, 'secret'), 'x', { mode: 0o600 });
    expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).sort()).toEqual(['file', 'secret']);
  });

  it('leaves links what they are, also those that lead nowhere yet', async () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, 'data'));
    symlinkSync('data/target', join(folder, 'link'));
    for (const text of ['first', 'second']) {
      await new Files().write(join(folder, 'link'), text);
      expect(readlinkSync(join(folder, 'link'))).toBe('data/target');
      expect(readFileSync(join(folder, 'data/target'), 'utf8')).toBe(text);
    }
    expect(readdirSync(join(folder, 'data'))).toEqual(['target']);
  });

  it('writes to what is no plain file as it is', async () => {
    const path = join(emptyFolder(), 'pipe');
    execFileSync('mkfifo', [path]);
    const writer = spawn('sh', ['-c', 'printf text > "$0"', path]);
    expect(await new Files().read(path)).toBe('text');
    if (writer.exitCode === null) await once(writer, 'exit');
    await new Files().write('/dev/null', 'gone');
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('writes in place where asked to, which a second name of the file sees', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'file'), 'old');
    linkSync(join(folder, 'file'), join(folder, 'other'));
    await new Files().write(join(folder, 'file'), 'in place', { atomic: false });
    expect(readFileSync(join(folder, 'other'), 'utf8')).toBe('in place');
    await new Files().write(join(folder, 'file'), 'replaced');
    expect(readFileSync(join(folder, 'other'), 'utf8')).toBe('in place');
  });

  it('leaves what was there, and nothing beside it, where it fails or is aborted', async () => {
    const files = new Files();
    const folder = emptyFolder();
    const path = join(folder, 'file');
    writeFileSync(path, 'old');
    const broken = new Error('broken source');
    const source = function* (): Generator<string> {
      yield 'half';
      throw broken;
    };
    expect(await errorOf(files.write(path, source()))).toBe(broken);
    const controller = new AbortController();
    const endless = (async function* () {
      for (let i = 0; ; i++) {
        if (i === 5) controller.abort(broken);
        yield await Promise.resolve('x');
      }
    })();
    expect(await errorOf(files.write(path, endless, { signal: controller.signal }))).toBe(broken);
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['file']);
  });

  it('names the path where it can not write', async () => {
    const files = new Files();
    const folder = emptyFolder();
    const missing = join(folder, 'no/such/file');
    expect((await errorOf(files.write(missing, 'x'))).message).toContain('no/such');
    expect(await errorOf(files.write(folder, 'x'))).toMatchObject({ code: 'EISDIR', path: folder });
  });

  it('ends up with what was asked for last, whoever waits for it', async () => {
    const path = join(emptyFolder(), 'file');
    const step = fc.record({ isSoon: fc.boolean(), waits: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const files = new Files();
        for (const [index, { isSoon, waits }] of steps.entries()) {
          if (isSoon) files.writeSoon(path, String(index), { sync: false });
          else void files.write(path, String(index), { sync: false });
          if (waits) await new Promise((resolve) => setImmediate(resolve));
        }
        await files.close();
        expect(readFileSync(path, 'utf8')).toBe(String(steps.length - 1));
      }),
      { numRuns: 40 },
    );
  });
});

describe('writeSoon', () => {
  it('returns at once and is done by close, which takes no more', async () => {
    const folder = emptyFolder();
    const files = new Files();
    for (let i = 0; i < 30; i++) files.writeSoon(join(folder, String(i)), 'x'.repeat(i));
    await files.close();
    expect(readdirSync(folder)).toHaveLength(30);
    expect(isClosedError(await errorOf(files.write(join(folder, 'late'), 'x')))).toBe(true);
    expect(() => files.writeSoon(join(folder, 'late'), 'x')).toThrow('files is closed');
  });

  it('tells its handler of failures', async () => {
    const failures: Unwritten[] = [];
    const files = new Files({ onWriteError: (failure) => failures.push(failure) });
    const path = join(emptyFolder(), 'no/file');
    files.writeSoon(path, 'x');
    await files.flush();
    expect(failures).toMatchObject([{ path, error: { code: 'ENOENT' } }]);
  });

  it('throws them where it has none, once', async () => {
    const files = new Files();
    const path = join(emptyFolder(), 'no/file');
    files.writeSoon(path, 'x');
    const error = await errorOf(files.flush());
    expect(isUnwrittenError(error) && error.files.map((file) => file.path)).toEqual([path]);
    expect(error.cause).toMatchObject({ code: 'ENOENT' });
    await files.close();
  });
});

describe('folders', () => {
  it('makes them with those above, and minds none that are there', async () => {
    const files = new Files();
    const folder = emptyFolder();
    await files.createDirs(['a/b/c', 'a/d', 'a'].map((name) => join(folder, name)));
    await files.mkdir(join(folder, 'a/d'));
    expect(readdirSync(join(folder, 'a')).sort()).toEqual(['b', 'd']);
    writeFileSync(join(folder, 'file'), '');
    expect(await errorOf(files.mkdir(join(folder, 'file')))).toMatchObject({ code: 'EEXIST' });
  });

  it('visits in batches, with results in order, and ends with the first failure', async () => {
    const files = new Files();
    const folder = emptyFolder();
    const paths = Array.from({ length: 20 }, (_, i) => join(folder, String(i)));
    await files.batch(paths, (path, index) => files.write(path, String(index), { sync: false }));
    expect(await files.batch(paths, (path) => files.read(path))).toEqual(paths.map((_, i) => String(i)));
    const error = await errorOf(files.batch([...paths, join(folder, 'missing')], (path) => files.read(path)));
    expect(isNotFoundError(error)).toBe(true);
  });
});
