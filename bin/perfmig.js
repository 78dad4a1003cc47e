#!/usr/bin/env node
/** The command, as npm links it; all of it is in src/cli. */
import { statSync } from 'node:fs';

const modules = new URL('../dist/src/cli/main.js', import.meta.url);
const packed = new URL('../dist/command/main.js', import.meta.url);

/** When a file was written; 0 where it isn't there. */
function writtenAt(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

// Who has compiled the sources since and packed nothing wants to run what was compiled.
const { main } = await import(writtenAt(packed) >= writtenAt(modules) ? packed : modules);
await main(process.argv.slice(2));
