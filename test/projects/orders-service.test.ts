/** The orders service works: its faults are slow, not wrong, so what a migration makes of it can be compared. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithServices } from '../services/describe-with-services.ts';
import { type RunningService, ordersService, startOrdersService } from './orders-service-process.ts';

it('passes the tests of its own, which need no service', async () => {
  await promisify(execFile)(process.execPath, ['--test', 'test/'], { cwd: ordersService });
});

await describeWithServices('the orders service', ['postgres', 'redis'], () => {
  let service: RunningService;

  beforeAll(async () => {
    service = await startOrdersService();
  }, 60_000);

  afterAll(() => service.stop(), 60_000);

  async function get(path: string): Promise<unknown> {
    const response = await fetch(`${service.origin}${path}`);
    expect(response.status, path).toBe(200);
    return response.json();
  }

  async function send(method: string, path: string, body: object = {}): Promise<{ status: number; body: unknown }> {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${service.origin}${path}`, { method, headers, body: JSON.stringify(body) });
    return { status: response.status, body: await response.json() };
  }

  async function place(customer: string): Promise<number> {
    const [product] = (await get('/products')) as { sku: string }[];
    const { status, body } = await send('POST', '/orders', { customer, items: [{ sku: product?.sku, quantity: 2 }] });
    expect(status).toBe(201);
    return (body as { id: number }).id;
  }

  it('answers that database and cache are there', async () => {
    expect(await get('/health')).toMatchObject({ database: true, cache: true });
    expect(await get('/version')).toHaveProperty('commit');
  });

  it('places, shows, changes and lists an order', async () => {
    const id = await place('Grace Hopper');
    expect(await get(`/orders/${id}`)).toMatchObject({ id, customer: 'Grace Hopper', status: 'open' });
    const { items } = (await get(`/orders/${id}`)) as { items: { sku: string }[] };
    const changed = await send('PATCH', `/orders/${id}`, { items: [{ sku: items[0]?.sku, quantity: 3 }] });
    expect(changed).toMatchObject({ status: 200, body: { id, items: [{ quantity: 3 }] } });
    expect(await get('/orders?limit=1')).toMatchObject([{ id }]);
  });

  it('prints the invoice and the packing slip of an order', async () => {
    const id = await place('Edsger Dijkstra');
    const invoice = await fetch(`${service.origin}/orders/${id}/invoice`);
    expect(await invoice.text()).toContain('Edsger Dijkstra');
    const slip = await fetch(`${service.origin}/orders/${id}/packing-slip`);
    expect(await slip.text()).toContain(`Packing slip ${id}`);
  });

  it('ships an order, though the carrier refuses at first', async () => {
    const id = await place('Barbara Liskov');
    expect(await send('POST', `/orders/${id}/shipment`)).toMatchObject({ status: 201, body: { status: 'shipped' } });
    expect(await get('/orders?status=shipped')).toMatchObject([{ id }]);
  });

  it.each(['old@example.com', 'new@example.com'])('signs %s in, and nobody with a wrong password', async (email) => {
    expect(await send('POST', '/sessions', { email, password: 'secret' })).toMatchObject({ status: 201 });
    expect(await send('POST', '/sessions', { email, password: 'guess' })).toMatchObject({ status: 401 });
  });

  it('exports all orders and reports to the staff', async () => {
    const response = await fetch(`${service.origin}/orders/export.csv.gz`);
    expect(gunzipSync(await response.arrayBuffer()).toString()).toContain(';Ada Byron;open;');
    expect(await get('/admin/dashboard')).toHaveProperty('placed');
    expect(await get('/admin/revenue')).toHaveProperty('days');
  });
});
