/** The tables of frameworks, arranged for look-up while values flow. */
import type { Framework, Registration } from '../apis/framework.ts';
import type { ApiPath } from '../contracts.ts';

/** Registrations of functions the framework runs. */
export type LabelledRegistration = Extract<Registration, { readonly label: string }>;

export interface RegisteredMethod {
  readonly framework: Framework;
  readonly method: string;
  readonly registrations: readonly Registration[];
}

/** Frameworks, arranged for look-up. */
export interface Registrations {
  /** Further spellings of the objects handlers are registered on. */
  readonly canonicalPaths: ReadonlyMap<ApiPath, ApiPath>;
  /** The receiver a call of any of its methods gives back: that of `program.option().argument()`. */
  readonly fluentReceiver: (path: ApiPath) => ApiPath | undefined;
  /** What a method of a framework registers, by the method's path. */
  readonly method: (path: ApiPath) => RegisteredMethod | undefined;
}

export function registrationsOf(frameworks: readonly Framework[]): Registrations {
  const canonicalPaths = new Map(
    frameworks.flatMap(({ receiver, also, chains }) => [
      ...also.map((path) => [path, receiver] as const),
      ...(chains === 'all' ? [] : chains.map((method) => [`${receiver}.${method}()`, receiver] as const)),
    ]),
  );
  const methods = new Map<ApiPath, RegisteredMethod>(
    frameworks.flatMap((framework) =>
      Object.entries(framework.methods).map(([method, registrations]) => [
        method === '' ? framework.receiver : `${framework.receiver}.${method}`,
        { framework, method, registrations },
      ]),
    ),
  );
  const fluent = new Set(frameworks.flatMap(({ receiver, chains }) => (chains === 'all' ? [receiver] : [])));
  const fluentReceiver = (path: ApiPath): ApiPath | undefined => {
    const base = /^(.*)\.\w+\(\)$/.exec(path)?.[1];
    return base !== undefined && fluent.has(base) ? base : undefined;
  };
  return { canonicalPaths, fluentReceiver, method: (path) => methods.get(path) };
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
