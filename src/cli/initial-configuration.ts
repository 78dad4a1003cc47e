/** The text `perfmig init` writes: a comment for each thing that differs from the defaults. */
import type { ProjectTraits } from './project-traits.ts';

/** @param schema where an editor finds the schema, if anywhere */
export function initialConfiguration({ frontEnds, made }: ProjectTraits, schema: string | undefined): string {
  const parts = [
    ...(schema === undefined ? [] : [`  "$schema": ${JSON.stringify(schema)},`]),
    ...list('Written by the build, or copied from elsewhere: not read.', 'ignore', made),
    ...list('Runs in browsers, where nothing serves requests: read, but not reported.', 'exclude', frontEnds),
  ];
  const body = parts.length === 0 ? ['  // The defaults fit; docs/configuration.md has every key.'] : parts;
  return `{\n${body.join('\n')}\n}\n`;
}

function list(comment: string, key: string, folders: readonly string[]): readonly string[] {
  if (folders.length === 0) return [];
  // What is special in a pattern stands for itself in a folder's name.
  const globs = folders.map((folder) => JSON.stringify(`/${folder.replace(/[*?[\]{}\\]/g, '\\$&')}/`));
  return [`  // ${comment}`, `  ${JSON.stringify(key)}: [${globs.join(', ')}],`];
}
