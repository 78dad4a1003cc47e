/** The variables of the module that keep pools. */
import type { Additions, LocalSite } from '../../src/authoring/codemod-local.ts';

/** Declares one; whoever names the same `thing` has the same. `of` is the function whose own it is, if it is one's. */
export function declarePool(
  { file }: LocalSite,
  additions: Additions,
  type: string,
  thing: string,
  of: string,
): string {
  const typed = additions.isTyped ? `: ${type} | undefined` : '';
  const whose = of === '' ? 'Shared by all requests' : `For \`${of}\``;
  return additions.declaration(
    'pool',
    (name) => `/** ${whose}; made on first use. */\nlet ${name}${typed};`,
    `${file.path} ${thing}`,
  );
}
