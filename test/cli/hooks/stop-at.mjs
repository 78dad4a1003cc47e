/**
 * Preloaded into the built command: sends its process a signal at the n-th operation that changes the disk, of which a
 * write is half done then. `STOP_AT` is n, 0 only counts; `STOP_BY` is the signal. At the end the count goes to the
 * file `STOP_COUNT`, if it is named.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const OPERATIONS = [
  ...['openSync', 'writeSync', 'fsyncSync', 'closeSync', 'fchmodSync', 'fchownSync'],
  ...['renameSync', 'linkSync', 'unlinkSync', 'mkdirSync', 'rmdirSync'],
];
/** So long that the command gives its event loop a turn next, in which it hears of the signal. */
const STALL_MS = 60;

const { STOP_AT, STOP_BY, STOP_COUNT } = process.env;
const { writeSync, writeFileSync } = fs;
let count = 0;

/** Of a write only a half is done; whatever else has not begun. */
function stop(name, [file, bytes]) {
  if (name === 'writeSync') writeSync(file, bytes.subarray(0, bytes.length >> 1));
  process.kill(process.pid, STOP_BY);
  if (name === 'writeSync') return bytes.length >> 1;
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, STALL_MS);
  return undefined;
}

for (const name of OPERATIONS) {
  const original = fs[name];
  fs[name] = (...args) => {
    // Standard output and error are no files of the project.
    const isStream = typeof args[0] === 'number' && args[0] < 3;
    if (isStream || ++count !== Number(STOP_AT)) return original(...args);
    return stop(name, args) ?? original(...args);
  };
}
syncBuiltinESMExports();
if (STOP_COUNT) process.on('exit', () => writeFileSync(STOP_COUNT, String(count)));
