/** What handlers reject with reaches `next`, and handlers of errors stay ones. */
import { expect, it, vi } from 'vitest';
import { forwardErrors } from '../../src/handlers/index.ts';

it('gives next what the handler rejects with', async () => {
  const next = vi.fn();
  const error = new Error('no');
  await forwardErrors((_req: string, _res: string, _next: () => void) => Promise.reject(error))('req', 'res', next);
  expect(next.mock.calls).toEqual([[error]]);
});

it('calls next no second time', async () => {
  const next = vi.fn();
  await forwardErrors(async (_req: string, _res: string, go: () => void) => {
    await Promise.resolve();
    go();
  })('req', 'res', next);
  expect(next.mock.calls).toEqual([[]]);
});

it('gives next what is thrown at once, too', async () => {
  const next = vi.fn();
  const error = new Error('early');
  await forwardErrors((_req: string, _res: string, _next: () => void) => {
    throw error;
  })('req', 'res', next);
  expect(next.mock.calls).toEqual([[error]]);
});

it('keeps handlers of errors apart from those of requests', async () => {
  const given = vi.fn<(error: string, req: string, res: string, next: () => void) => unknown>(() => undefined);
  Object.defineProperty(given, 'length', { value: 4 });
  const next = vi.fn();
  const handler = forwardErrors(given);
  await handler('error', 'req', 'res', next);
  expect(handler).toHaveLength(4);
  expect(given).toHaveBeenCalledWith('error', 'req', 'res', next);
  expect(forwardErrors((_req: string, _res: string) => null)).toHaveLength(3);
});
