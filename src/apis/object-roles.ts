/**
 * Objects whose members tell what they are for, wherever they are handed: a
 * plugin of a build tool, a rule of a linter, a provider of a container. Data.
 */
import type { EntryKind } from './framework.ts';

export interface ObjectRole {
  /** Members that must be there. */
  readonly needs: readonly string[];
  /** Members of which at least one must be there. */
  readonly oneOf?: readonly string[];
  /** Members that are run: all functions, or these. */
  readonly runs: readonly string[] | 'all';
  readonly label: string;
  readonly kind: EntryKind;
}

const ROLLUP_HOOKS = [
  'buildEnd',
  'buildStart',
  'closeBundle',
  'generateBundle',
  'moduleParsed',
  'renderChunk',
  'renderStart',
  'resolveDynamicImport',
  'resolveId',
  'writeBundle',
];
const VITE_HOOKS = ['config', 'configResolved', 'handleHotUpdate', 'hotUpdate', 'transformIndexHtml'];

export const OBJECT_ROLES: readonly ObjectRole[] = [
  {
    needs: ['name'],
    oneOf: [...ROLLUP_HOOKS, 'configResolved', 'handleHotUpdate', 'hotUpdate', 'transformIndexHtml'],
    runs: [...ROLLUP_HOOKS, ...VITE_HOOKS, 'load', 'options', 'outputOptions', 'transform'],
    label: 'bundler plugin',
    kind: 'build',
  },
  { needs: ['name', 'enforce'], runs: ['load', 'transform'], label: 'bundler plugin', kind: 'build' },
  { needs: ['postcssPlugin'], runs: 'all', label: 'postcss plugin', kind: 'build' },
  { needs: ['meta', 'create'], runs: ['create'], label: 'lint rule', kind: 'build' },
  { needs: ['visitor'], runs: ['visitor', 'pre', 'post', 'manipulateOptions'], label: 'babel plugin', kind: 'build' },
  { needs: ['useFactory'], runs: ['useFactory'], label: 'provider', kind: 'startup' },
  { needs: ['type', 'resolve'], runs: ['resolve', 'subscribe'], label: 'resolver', kind: 'request' },
];
