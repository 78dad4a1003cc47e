/** Tells Node that dist/cjs holds CommonJS, in a package whose other files are ES modules. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

writeFileSync(join(import.meta.dirname, 'dist/cjs/package.json'), '{ "type": "commonjs" }\n');
