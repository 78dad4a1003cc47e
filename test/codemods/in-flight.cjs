/**
 * Preloaded into a fixture's program: answers requests without a network, lets waits end in another order than they
 * began, and writes to the file that `IN_FLIGHT` names how many were under way at once.
 */
const { writeFileSync } = require('node:fs');
const files = require('node:fs/promises');
const { syncBuiltinESMExports } = require('node:module');

let begun = 0;
let underWay = 0;
let most = 0;

async function measured(run) {
  const pause = 12 - (begun++ % 4) * 3;
  most = Math.max(most, ++underWay);
  await new Promise((resolve) => setTimeout(resolve, pause));
  underWay--;
  return run();
}

for (const name of ['readFile', 'rm', 'stat', 'writeFile']) {
  const original = files[name];
  files[name] = (...args) => measured(() => original.apply(files, args));
}
syncBuiltinESMExports();

globalThis.fetch = (url) =>
  measured(() => {
    if (/fail/.test(url)) throw new Error(`no answer from ${url}`);
    return { ok: true, status: 200, text: async () => `text of ${url}`, json: async () => ({ url }) };
  });

process.on('exit', () => writeFileSync(process.env.IN_FLIGHT, String(most)));
