#!/usr/bin/env node
/** The command, as npm links it; all of it is in src/cli. */
import { main } from '../dist/src/cli/main.js';

await main(process.argv.slice(2));
