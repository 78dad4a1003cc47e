/** Preloaded into a process: writes the address of each module it loads, ESM or CommonJS, to the file `LIST_MODULES`. */
import { appendFileSync } from 'node:fs';
import Module, { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  // Node runs the hook below in a thread of its own, which reads this file again.
  register(import.meta.url);
  process.on('exit', () => note(Object.keys(Module._cache)));
}

/** Node's hook for what `import` loads. */
export async function load(url, context, next) {
  note([url]);
  return next(url, context);
}

function note(addresses) {
  appendFileSync(process.env.LIST_MODULES, addresses.map((address) => `${address}\n`).join(''));
}
