/** Every format of plans and applies, by name. A new one is a file beside this and a line here. */
import type { MigrationReporter } from '../../contracts.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { pretty } from './pretty.ts';

/** The reporters that `--format` of plan and apply knows. */
export const migrationReporters: Readonly<Record<string, MigrationReporter>> = { pretty, json, markdown };
