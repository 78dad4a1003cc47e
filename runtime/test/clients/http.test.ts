/** HTTP over connections that are kept, counted by the server. */
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { keepAliveAgents } from '../../src/clients/http/index.ts';
import { closeClients } from '../../src/clients/index.ts';
import { undiciClient } from '../../src/clients/undici/index.ts';
import { isClosedError } from '../../src/errors/index.ts';

interface Server {
  readonly url: string;
  readonly accepted: () => number;
  readonly open: () => number;
}

async function serverOf(): Promise<Server> {
  let [accepted, open] = [0, 0];
  const server = createServer((request, response) => response.end(request.url));
  server.on('connection', (socket) => {
    accepted++;
    open++;
    socket.on('close', () => open--);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, accepted: () => accepted, open: () => open };
}

it('keeps the connections of undici, as many as allowed', async () => {
  const { url, accepted, open } = await serverOf();
  const client = undiciClient({ connections: 3 });
  const bodies = await Promise.all(
    Array.from({ length: 60 }, async (_, i) => (await client.request(`${url}/${i}`)).body.text()),
  );
  expect(bodies).toEqual(bodies.map((_, i) => `/${i}`));
  expect(accepted()).toBe(3);
  await closeClients();
  await expect.poll(open).toBe(0);
  expect(isClosedError(await client.request(url).catch((error: unknown) => error))).toBe(true);
});

it("keeps the connections of Node's own client, as many as allowed", async () => {
  const { url, accepted, open } = await serverOf();
  const agents = keepAliveAgents({ maxSockets: 3 });
  const ask = (path: string): Promise<string> =>
    new Promise((resolve, reject) => {
      get(`${url}${path}`, { agent: agents.http }, (response) => resolve(text(response))).on('error', reject);
    });
  const bodies = await Promise.all(Array.from({ length: 60 }, (_, i) => ask(`/${i}`)));
  expect(bodies).toEqual(bodies.map((_, i) => `/${i}`));
  expect(accepted()).toBe(3);
  await closeClients();
  await expect.poll(open).toBe(0);
});
