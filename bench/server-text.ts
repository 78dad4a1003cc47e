/** A made-up server of about 1,000 lines of TypeScript: handlers, helpers, types; a tenth of its routes block. */

const HEAD = `import { readFileSync, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import express, { type Request, type Response } from 'express';
import { Pool } from 'pg';

const app = express();
const pool = new Pool({ connectionString: process.env.DATABASE_URL });

interface Order {
  readonly id: string;
  readonly lines: readonly { readonly sku: string; readonly count: number; readonly price: number }[];
  readonly customer: string;
}

const rates = JSON.parse(readFileSync('rates.json', 'utf8')) as Record<string, number>;
`;

/** @param at tells one route from the other */
function route(at: number): string {
  const blocks = at % 10 === 0;
  return `
async function loadOrder${at}(id: string): Promise<Order | undefined> {
  const { rows } = await pool.query<Order>('select * from orders where id = $1', [id]);
  return rows[0];
}

function totalOf${at}(order: Order): number {
  let sum = 0;
  for (const { count, price } of order.lines) {
    sum += count * price * (rates[order.customer] ?? 1);
  }
  return sum;
}

app.get('/orders${at}/:id', async (req: Request, res: Response) => {
  const order = await loadOrder${at}(String(req.params.id));
  if (order === undefined) {
    res.status(404).json({ error: 'no such order' });
    return;
  }
  const page = ${blocks ? `existsSync('pages/${at}.html') ? readFileSync('pages/${at}.html', 'utf8') : ''` : `await readFile('pages/${at}.html', 'utf8')`};
  const total = totalOf${at}(order).toFixed(2);
  res.type('html').send(page.replace('TOTAL', total).replace('CUSTOMER', order.customer));
});
`;
}

const ROUTES = 36;

/** The text, the same each time. */
export function serverText(): string {
  return `${HEAD}${Array.from({ length: ROUTES }, (_, at) => route(at)).join('')}\napp.listen(3000);\n`;
}
