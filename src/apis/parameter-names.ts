/** Functions known by what they are called with, which their first parameter is named after. Data. */
import type { ApiPath } from '../contracts.ts';
import type { EntryKind } from './framework.ts';

export interface NamedParameter {
  readonly parameter: string;
  /** The member the function must be; undefined where it may be any. */
  readonly member?: string;
  /** What the parameter is, where handlers or tasks are registered on it. */
  readonly gives?: ApiPath;
  readonly label: string;
  readonly kind: EntryKind;
}

export const NAMED_PARAMETERS: readonly NamedParameter[] = [
  { parameter: 'grunt', gives: 'grunt', label: 'gruntfile', kind: 'build' },
  { parameter: 'compiler', member: 'apply', label: 'bundler plugin', kind: 'build' },
  { parameter: 'build', member: 'setup', label: 'bundler plugin', kind: 'build' },
  { parameter: 'plop', gives: 'plop.NodePlopAPI.new', label: 'plopfile', kind: 'build' },
];
