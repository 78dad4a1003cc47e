/** Calls one handler of an app again and again, so many at a time, and prints what that took. */
import { createRequire } from 'node:module';
import { Socket } from 'node:net';
import { pathToFileURL } from 'node:url';

const [app, handler, request, calls, atOnce] = process.argv.slice(2);

let opened = 0;
const { connect } = Socket.prototype;
Socket.prototype.connect = function (...args) {
  opened++;
  return connect.apply(this, args);
};

// Warm before it counts: modules, the driver, the first connection.
createRequire(app);
const module = await import(pathToFileURL(app).href);
const handle = module[handler] ?? module.default[handler];
const response = { json: () => undefined };
const given = JSON.parse(request);
for (let warm = 0; warm < 5; warm++) await handle(given, response);

const times = [];
let left = Number(calls);
opened = 0;
const cpu = process.cpuUsage();
const started = performance.now();
await Promise.all(
  Array.from({ length: Number(atOnce) }, async () => {
    while (left-- > 0) {
      const from = performance.now();
      await handle(given, response);
      times.push(performance.now() - from);
    }
  }),
);
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(cpu);
times.sort((a, b) => a - b);
const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
const result = {
  opened,
  perSecond: times.length / seconds,
  p50: at(0.5),
  p99: at(0.99),
  cpuMs: (user + system) / 1000 / times.length,
};
console.log(JSON.stringify(result));
process.exit(0);
