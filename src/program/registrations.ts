/** The tables of frameworks, arranged for look-up while values flow. */
import type { Framework, Registration } from '../apis/framework.ts';
import { FRAMEWORKS } from '../apis/handlers.ts';
import type { ApiPath } from '../contracts.ts';

/** Registrations of functions the framework runs. */
export type LabelledRegistration = Extract<Registration, { readonly label: string }>;

export interface RegisteredMethod {
  readonly framework: Framework;
  readonly method: string;
  readonly registrations: readonly Registration[];
}

/** Further spellings of the objects handlers are registered on. */
export const canonicalPaths = new Map<ApiPath, ApiPath>(
  FRAMEWORKS.flatMap(({ receiver, also, chains }) => [
    ...also.map((path) => [path, receiver] as const),
    ...(chains === 'all' ? [] : chains.map((method) => [`${receiver}.${method}()`, receiver] as const)),
  ]),
);

/** Receivers every method of which gives back the receiver. */
const fluent: ReadonlySet<ApiPath> = new Set(
  FRAMEWORKS.flatMap(({ receiver, chains }) => (chains === 'all' ? [receiver] : [])),
);

/** The receiver a call of any of its methods gives back: that of `program.option().argument()`. */
export function fluentReceiver(path: ApiPath): ApiPath | undefined {
  const base = /^(.*)\.\w+\(\)$/.exec(path)?.[1];
  return base !== undefined && fluent.has(base) ? base : undefined;
}

const methods = new Map<ApiPath, RegisteredMethod>(
  FRAMEWORKS.flatMap((framework) =>
    Object.entries(framework.methods).map(([method, registrations]) => [
      method === '' ? framework.receiver : `${framework.receiver}.${method}`,
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
    case 'operation':
      return [method.replace('()', ''), ...(argument === undefined ? [] : [argument])].join(' ');
    case 'hook':
      return `${framework.name} ${argument ?? method}`;
    case 'server':
    case 'web socket':
    case 'socket':
      return argument === undefined ? registration.label : `${registration.label} ${argument}`;
    default:
      return registration.label;
  }
}

export function routeLabel(method: string, path: string | undefined): string {
  // Decorators are called, and some name the protocol: `@httpGet('/')`.
  const name = method.replace('()', '').replace(/^http(?=[A-Z])/, '');
  const verb = name === 'del' ? 'DELETE' : name === '*' ? 'ROUTE' : name.toUpperCase();
  return path === undefined || path.length > 60 ? verb : `${verb} ${path}`;
}
