/** The types of the plugin, for configurations. */
import type { ESLint, Linter } from 'eslint';
import type { CallbackEntries, ClientEntry, HandlerEntry, SyncApiEntry } from './configuration.js';

/** What `settings.perfmig` may say; all of it may be left out. */
export interface PerfmigSettings {
  /** The folder of the project, from the working directory. Default: the workspace or package around each file. */
  readonly root?: string;
  /** Whether to use what `perfmig analyze` has left in its cache. Default: yes. */
  readonly index?: boolean;
  /** Whether to use perfmig.config.json. Default: yes. */
  readonly config?: boolean;
  /** As in perfmig.config.json, besides what that says. */
  readonly handlers?: readonly HandlerEntry[];
  readonly clients?: readonly ClientEntry[];
  readonly syncApis?: readonly SyncApiEntry[];
  readonly callbacks?: CallbackEntries;
}

/** The options of every rule; all of them may be left out. */
export interface RuleOptions {
  /** Contexts in which to report. Default: those in which the process may be serving. */
  readonly contexts?: readonly ('request' | 'loop' | 'startup' | 'test' | 'worker' | 'build' | 'unknown')[];
  /** Report nothing that perfmig ranks lower. Default: `low`, which is everything. */
  readonly minSeverity?: 'high' | 'medium' | 'low';
  /**
   * Which findings: those that can be mended `here`, without a change of any signature, or those that need their
   * `callers` changed too. Default: `any`.
   */
  readonly mendable?: 'any' | 'here' | 'callers';
}

declare const plugin: ESLint.Plugin & {
  readonly configs: Readonly<Record<'recommended' | 'strict' | 'migrate', Linter.Config>>;
};

export default plugin;
