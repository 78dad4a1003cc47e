/** The tables of frameworks, arranged for look-up while values flow. */
import type { Framework, Registration } from '../apis/framework.ts';
import { FRAMEWORKS } from '../apis/handlers.ts';
import type { ApiPath } from '../contracts.ts';

/** Registrations of functions that answer requests. */
export type LabelledRegistration = Exclude<Registration, { kind: 'plugin' } | { kind: 'member' }>;

export interface RegisteredMethod {
  readonly framework: Framework;
  readonly method: string;
  readonly registrations: readonly Registration[];
}

/** Further spellings of the objects handlers are registered on. */
export const canonicalPaths = new Map<ApiPath, ApiPath>(
  FRAMEWORKS.flatMap(({ receiver, also, chains }) => [
    ...also.map((path) => [path, receiver] as const),
    ...chains.map((method) => [`${receiver}.${method}()`, receiver] as const),
  ]),
);

const methods = new Map<ApiPath, RegisteredMethod>(
  FRAMEWORKS.flatMap((framework) =>
    Object.entries(framework.methods).map(([method, registrations]) => [
      `${framework.receiver}.${method}`,
      { framework, method, registrations },
    ]),
  ),
);

/** What a method of a framework registers, by the method's path. */
export function registeredMethod(path: ApiPath): RegisteredMethod | undefined {
  return methods.get(path);
}

/** How an entry point reads: `GET /orders`, `USE /api`, `fastify onRequest`, `server request`. */
export function entryLabel(
  { framework, method }: RegisteredMethod,
  registration: LabelledRegistration,
  argument: string | undefined,
): string {
  switch (registration.label) {
    case 'route':
    case 'use':
      return routeLabel(method, argument);
    case 'hook':
      return `${framework.name} ${argument ?? method}`;
    case 'server':
    case 'web socket':
      return argument === undefined ? registration.label : `${registration.label} ${argument}`;
    default:
      return registration.label;
  }
}

export function routeLabel(method: string, path: string | undefined): string {
  const verb = method === 'del' ? 'DELETE' : method === '*' ? 'ROUTE' : method.toUpperCase();
  return path === undefined || path.length > 60 ? verb : `${verb} ${path}`;
}
