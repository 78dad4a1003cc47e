/** All that the call graph knows of functions and objects outside the program, a project's own entries included. */
import { clientApis } from '../apis/clients.ts';
import { FRAMEWORKS } from '../apis/handlers.ts';
import { apiPath, ownFrameworks, ownPaths } from '../apis/project-apis.ts';
import { EXIT_HOOKS, LATER_APIS, VALUE_APIS } from '../apis/takers.ts';
import type { ProjectApis } from '../contracts/configuration.ts';
import type { ApiPath } from '../contracts.ts';
import { canonicalizer } from './canonical.ts';
import { knownFrameworks } from './known-frameworks.ts';
import { registrationsOf, type RegisteredMethod } from './registrations.ts';

/** Look-ups of one run. */
export interface ExternalTables {
  /** The path under which an external is followed. It remembers what it was asked. */
  readonly canonical: (path: ApiPath) => ApiPath;
  /** What a method of a framework registers, by the method's path. */
  readonly registeredMethod: (path: ApiPath) => RegisteredMethod | undefined;
  /** It runs callbacks when the process ends. */
  readonly isExitHook: (api: ApiPath) => boolean;
  /** It runs callbacks later and again. */
  readonly isLater: (api: ApiPath) => boolean;
  /** It never runs what it is given. */
  readonly takesValues: (api: ApiPath) => boolean;
}

/** The tables perfmig brings along and those of the project. */
export function externalTables(apis: ProjectApis): ExternalTables {
  const frameworks = [...FRAMEWORKS, ...ownFrameworks(apis)];
  const registrations = apis.handlers.length === 0 ? knownFrameworks : registrationsOf(frameworks);
  const { later, atExit, never } = mapped(apis);
  return {
    canonical: canonicalizer(frameworks, registrations, [...clientApis.map(({ api }) => api), ...ownPaths(apis)]),
    registeredMethod: registrations.method,
    isExitHook: (api) => EXIT_HOOKS.has(api) || atExit.has(api),
    isLater: (api) => LATER_APIS.has(api) || later.has(api),
    takesValues: (api) => VALUE_APIS.has(api) || never.has(api),
  };
}

function mapped({ callbacks }: ProjectApis): Readonly<Record<keyof ProjectApis['callbacks'], ReadonlySet<ApiPath>>> {
  const set = (names: readonly string[]): ReadonlySet<ApiPath> => new Set(names.map(apiPath));
  return { later: set(callbacks.later), atExit: set(callbacks.atExit), never: set(callbacks.never) };
}
