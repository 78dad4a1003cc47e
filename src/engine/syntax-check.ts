/** Finds broken files among those that no rule asked for. */
import type { Failure } from '../contracts.ts';
import { syntaxFault } from '../syntax/parse.ts';
import { faultOf, syntaxFailureOf } from './faults.ts';
import type { Glance } from './survey.ts';

/** Characters of code that are parsed only to see whether they can be; a million take some 65 ms. */
const MOST_CHARACTERS = 2e6;

/** Whether these files are so small together that nobody notices their being parsed. */
export function isCheap(glances: readonly Glance[]): boolean {
  return glances.reduce((sum, { text }) => sum + (text?.length ?? Infinity), 0) <= MOST_CHARACTERS;
}

/** Why a file can't be parsed, or undefined. Never throws. */
export function syntaxFailure(path: string, text: string): Failure | undefined {
  try {
    const fault = syntaxFault(path, text);
    return fault && syntaxFailureOf(path, text, fault);
  } catch (error) {
    return faultOf(path, error);
  }
}
