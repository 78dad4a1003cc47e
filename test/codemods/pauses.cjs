/** Preloaded into a fixture's program: no pause takes time, and how long each was to be is written to the file that `PAUSES` names. */
const { writeFileSync } = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const promises = require('node:timers/promises');

const pauses = [];
const soon = global.setImmediate;

global.setTimeout = (callback, ms, ...args) => {
  pauses.push(ms);
  return soon(callback, ...args);
};
promises.setTimeout = (ms, value) => new Promise((resolve) => global.setTimeout(resolve, ms, value));
syncBuiltinESMExports();

process.on('exit', () => writeFileSync(process.env.PAUSES, JSON.stringify(pauses)));
