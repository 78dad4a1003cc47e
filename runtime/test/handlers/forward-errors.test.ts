/** What handlers reject with reaches `next`, and handlers of errors stay ones. */
import { expect, it, vi } from 'vitest';
import { forwardErrors } from '../../src/handlers/index.ts';

type Handler = (req: string, res: string, next: (error?: unknown) => void) => unknown;

it('gives next what the handler rejects with', async () => {
  const next = vi.fn();
  const error = new Error('no');
  const handler: Handler = () => Promise.reject(error);
  await forwardErrors(handler)('req', 'res', next);
  expect(next.mock.calls).toEqual([[error]]);
});

it('calls next no second time', async () => {
  const next = vi.fn();
  const handler: Handler = async (...given) => {
    await Promise.resolve();
    given[2]();
  };
  await forwardErrors(handler)('req', 'res', next);
  expect(next.mock.calls).toEqual([[]]);
});

it('gives next what is thrown at once, too', async () => {
  const next = vi.fn();
  const error = new Error('early');
  const handler: Handler = () => {
    throw error;
  };
  await forwardErrors(handler)('req', 'res', next);
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
  const plain: Handler = () => null;
  expect(forwardErrors(plain)).toHaveLength(3);
});
