/** Functions the outside runs because of where they stand or what they are exported as. */
import type { EntryPoint } from './call-graph.ts';

/** How an entry point reads, and when it runs. */
export type ConventionalEntry = Pick<EntryPoint, 'label' | 'kind'>;

const LAMBDA_NAMES: ReadonlySet<string> = new Set(['handler', 'lambdaHandler', 'lambda_handler']);
const HTTP_EXPORTS = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/;
const NEXT_API = /(?:^|\/)pages\/(api(?:\/.+)?)\.[cm]?[jt]sx?$/;
const NEXT_ROUTE = /(?:^|\/)app\/(?:(.*)\/)?route\.[cm]?[jt]sx?$/;
const NEXT_PAGE = /(?:^|\/)pages\/(.+)\.[cm]?[jt]sx?$/;
const NEXT_MIDDLEWARE = /^(?:src\/)?(?:middleware|proxy)\.[cm]?[jt]s$/;
const REMIX_ROUTE = /(?:^|\/)app\/routes\/(.+)\.[cm]?[jt]sx?$/;
const NEXT_INSTRUMENTATION = /(?:^|\/)instrumentation\.[cm]?[jt]s$/;
const NEXT_BUILD = /^(?:getStaticProps|getStaticPaths|generateStaticParams)$/;

/**
 * What an exported function answers by its name and its file: a Lambda handler,
 * a Next route, page or middleware, a Remix loader. `usesNext` says that the project depends on
 * Next, without which its folders mean nothing.
 */
export function conventionalEntry(
  path: string,
  name: string,
  parameters: number,
  usesNext: boolean,
): ConventionalEntry | undefined {
  if (usesNext && NEXT_BUILD.test(name)) return { label: `next ${name}`, kind: 'build' };
  if (usesNext && name === 'register' && NEXT_INSTRUMENTATION.test(path)) {
    return { label: 'next instrumentation', kind: 'startup' };
  }
  const label =
    (usesNext ? nextLabel(path, name) : undefined) ?? remixLabel(path, name) ?? lambdaLabel(name, parameters);
  return label === undefined ? undefined : { label, kind: 'request' };
}

/** Loaders and actions of Remix and of React Router as a framework. */
function remixLabel(path: string, name: string): string | undefined {
  const route = REMIX_ROUTE.exec(path)?.[1];
  return route !== undefined && (name === 'loader' || name === 'action') ? `remix ${name} ${route}` : undefined;
}

function lambdaLabel(name: string, parameters: number): string | undefined {
  return LAMBDA_NAMES.has(name) && parameters <= 3 ? 'lambda handler' : undefined;
}

function nextLabel(path: string, name: string): string | undefined {
  const api = NEXT_API.exec(path)?.[1];
  if (api !== undefined) return name === 'default' ? `next /${withoutIndex(api)}` : undefined;
  const route = NEXT_ROUTE.exec(path);
  if (route) return HTTP_EXPORTS.test(name) ? `next ${name} /${route[1] ?? ''}` : undefined;
  if (name === 'onRequestError' && NEXT_INSTRUMENTATION.test(path)) return 'next onRequestError';
  const page = NEXT_PAGE.exec(path)?.[1];
  if (page !== undefined && (name === 'getServerSideProps' || name === 'getInitialProps')) {
    return `next ${name} /${withoutIndex(page)}`;
  }
  const isMiddleware = name === 'middleware' || name === 'proxy' || name === 'default';
  return NEXT_MIDDLEWARE.test(path) && isMiddleware ? 'next middleware' : undefined;
}

function withoutIndex(path: string): string {
  return path.replace(/(?:^|\/)index$/, '');
}
