/** Makes the JSON Schemas of what perfmig prints, from the types in src/reporters. */
import { createGenerator } from 'ts-json-schema-generator';

/**
 * The JSON Schema (draft 7) of one exported type.
 * @param path of the TypeScript file
 * @throws where the file doesn't compile or has no such type
 */
export function schemaOf(path: string, type: string, title: string): string {
  const generator = createGenerator({
    path,
    type,
    tsconfig: 'tsconfig.json',
    skipTypeCheck: true,
    topRef: false,
    // Inlines internal types, so the schema's names are those of the contract alone.
    expose: 'export',
  });
  return JSON.stringify({ title, ...generator.createSchema(type) });
}
