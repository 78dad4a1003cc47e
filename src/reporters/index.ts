/** Every format, by name. A new one is a file beside this and a line here. */
import type { Reporter } from '../contracts.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { pretty } from './pretty.ts';

/** The reporters `--format` knows. */
export const reporters: Readonly<Record<string, Reporter>> = { pretty, json, markdown };
