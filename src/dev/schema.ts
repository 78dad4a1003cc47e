/** Makes the JSON Schemas of what perfmig prints, from the types in src/reporters. */
import { createGenerator } from 'ts-json-schema-generator';

/**
 * Makes the JSON Schema (draft 7) of exported types, with one compilation for all of them.
 * @param path of the TypeScript files, as a glob
 * @throws where the files don't compile or have no such type
 */
export function schemasOf(path: string): (type: string, title: string) => string {
  const generator = createGenerator({
    path,
    tsconfig: 'tsconfig.json',
    skipTypeCheck: true,
    topRef: false,
    // Inlines internal types, so the schema's names are those of the contract alone.
    expose: 'export',
  });
  return (type, title) => JSON.stringify({ title, ...generator.createSchema(type) });
}
