/** One client for those who borrow at the same time: closed when it is idle, made again when it is lost. */
import { EventEmitter } from 'node:events';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { lentClient } from '../../src/clients/index.ts';

class Client extends EventEmitter {
  isOpen = true;

  quit(): Promise<void> {
    this.isOpen = false;
    return Promise.resolve();
  }
}

describe('lentClient', () => {
  it('opens one for all who borrow at the same time', () => {
    const clients = lentClient('quit');
    let opened = 0;
    const open = (): Client => {
      opened++;
      return new Client();
    };
    expect(clients.borrow(open)).toBe(clients.borrow(open));
    expect(opened).toBe(1);
  });

  it('gives all the same promise, and opens anew after one that was rejected', async () => {
    const clients = lentClient('quit');
    const down = (): Promise<Client> => Promise.reject(new Error('down'));
    const [one, other] = [clients.borrow(down), clients.borrow(down)];
    expect(one).toBe(other);
    await expect(one).rejects.toThrow('down');
    await setImmediate();
    const up = await clients.borrow(() => Promise.resolve(new Client()));
    expect(up.isOpen).toBe(true);
  });

  it('hands on what opening throws, and opens anew', () => {
    const clients = lentClient('quit');
    const down = (): Client => {
      throw new Error('bad address');
    };
    expect(() => clients.borrow(down)).toThrow('bad address');
    expect(clients.borrow(() => new Client()).isOpen).toBe(true);
  });

  it('closes when the last borrower has given back, and not before', async () => {
    const clients = lentClient('quit', [], 0);
    const client = clients.borrow(() => new Client());
    clients.borrow(() => new Client());
    clients.giveBack(client);
    await setTimeout(5);
    expect(client.isOpen).toBe(true);
    clients.giveBack(client);
    await setTimeout(5);
    expect(client.isOpen).toBe(false);
    expect(clients.borrow(() => new Client())).not.toBe(client);
  });

  it('stays open for who comes before it has been idle for long enough', async () => {
    const clients = lentClient('quit', [], 50);
    const client = clients.borrow(() => new Client());
    clients.giveBack(client);
    expect(clients.borrow(() => new Client())).toBe(client);
    await setTimeout(80);
    expect(client.isOpen).toBe(true);
  });

  it('lends another after an event that says it is lost, and knows nothing more of the old one', async () => {
    const clients = lentClient('quit', ['close'], 0);
    const lost = clients.borrow(() => new Client());
    lost.emit('close');
    const next = clients.borrow(() => new Client());
    expect(next).not.toBe(lost);
    clients.giveBack(lost);
    clients.giveBack(undefined);
    await setTimeout(5);
    expect(next.isOpen).toBe(true);
  });
});
