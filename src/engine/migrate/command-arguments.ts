/** The arguments of the command line that bring about the same plan again. */
import type { MigrateOptions } from './options.ts';

/** Those that differ from the defaults, and the paths; codemods and units are left to whoever shows the command. */
export function argumentsFor({ paths, options, furtherArguments = [] }: MigrateOptions): readonly string[] {
  const { target, vendor, publicApi, context, maxFunctions, allowHazards } = options;
  return [
    ...paths,
    ...(target === 'node' ? [] : ['--target', target]),
    ...(vendor === true ? ['--vendor'] : []),
    ...(publicApi === 'keep' ? [] : ['--public-api', publicApi]),
    ...(context === 'serving' ? [] : ['--context', context]),
    ...(maxFunctions === DEFAULT_MAX_FUNCTIONS ? [] : ['--max-functions', String(maxFunctions)]),
    ...allowHazards.flatMap((code) => ['--allow-hazard', code]),
    ...furtherArguments,
  ];
}

/** What `--max-functions` is where nobody says. */
export const DEFAULT_MAX_FUNCTIONS = 25;
