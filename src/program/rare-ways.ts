/** Tells what is seldom run from its name and its place: the ways of administrators, of installations, of log-ins. */
import { posix } from 'node:path';
import type { EntryPoint } from './call-graph.ts';
import { RARE_FUNCTIONS, RARE_PLACES, RARE_WORDS } from '../apis/rare-ways.ts';

/** Whether a route is called what only seldom happens, or is registered in such a file. */
export function isRareEntry(label: string, path: string): boolean {
  return RARE_WORDS.test(words(label)) || isRarePlace(path);
}

/** Whether a function is called what only seldom happens. */
export function isRareFunction(name: string): boolean {
  return RARE_WORDS.test(words(name)) || RARE_FUNCTIONS.test(words(name.slice(name.lastIndexOf('.') + 1)));
}

/** Whether the functions of a file are seldom run, whatever they are called. */
export function isRarePlace(path: string): boolean {
  const { dir, name } = posix.parse(path);
  return [...dir.split('/'), name].some((part) => RARE_PLACES.test(words(part)));
}

/** Parts of a name between spaces, in lower case: `POST /users/logIn` becomes ` post users log in `. */
function words(name: string): string {
  const parts = name.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').split(/[^A-Za-z\d]+/);
  return ` ${parts
    .filter((part) => part !== '')
    .join(' ')
    .toLowerCase()} `;
}

/** Whether a registration says more of when a function runs, and how often, than one that is known. */
export function isBetterEntry(entry: EntryPoint, known: EntryPoint): boolean {
  if (known.kind !== entry.kind) return (known.guessed && !entry.guessed) || entry.kind === 'request';
  if (known.guessed !== entry.guessed) return known.guessed;
  return isRareEntry(known.label, known.path) && !isRareEntry(entry.label, entry.path);
}
