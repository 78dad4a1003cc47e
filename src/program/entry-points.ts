/** Functions the outside runs because of where they stand or what they are exported as. */
import type { EntryPoint, FunctionId, FunctionRef } from './call-graph.ts';

const LAMBDA_NAMES: ReadonlySet<string> = new Set(['handler', 'lambdaHandler', 'lambda_handler']);
const HTTP_EXPORTS = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/;
const NEXT_API = /(?:^|\/)pages\/(api\/.+)\.[cm]?[jt]sx?$/;
const NEXT_ROUTE = /(?:^|\/)app\/(?:(.*)\/)?route\.[cm]?[jt]sx?$/;
const NEXT_PAGE = /(?:^|\/)pages\/(.+)\.[cm]?[jt]sx?$/;
const NEXT_MIDDLEWARE = /^(?:src\/)?(?:middleware|proxy)\.[cm]?[jt]s$/;

/**
 * The request a function answers by its place: an exported Lambda handler, a
 * Next route, page or middleware. `usesNext` says that the project depends on
 * Next, without which its folders mean nothing.
 */
export function conventionalEntry(id: FunctionId, ref: FunctionRef, usesNext: boolean): EntryPoint | undefined {
  const { file, fact } = ref;
  const name = fact.exportedAs;
  if (name === undefined) return undefined;
  const label = (usesNext ? nextLabel(file.path, name) : undefined) ?? lambdaLabel(name, fact.params.length);
  if (label === undefined) return undefined;
  return { fn: id, label, kind: 'request', path: file.path, line: fact.line, guessed: true };
}

function lambdaLabel(name: string, params: number): string | undefined {
  return LAMBDA_NAMES.has(name) && params <= 3 ? 'lambda handler' : undefined;
}

function nextLabel(path: string, name: string): string | undefined {
  const api = NEXT_API.exec(path)?.[1];
  if (api !== undefined) return name === 'default' ? `next /${withoutIndex(api)}` : undefined;
  const route = NEXT_ROUTE.exec(path);
  if (route) return HTTP_EXPORTS.test(name) ? `next ${name} /${route[1] ?? ''}` : undefined;
  const page = NEXT_PAGE.exec(path)?.[1];
  if (page !== undefined && (name === 'getServerSideProps' || name === 'getInitialProps')) {
    return `next ${name} /${withoutIndex(page)}`;
  }
  if (NEXT_MIDDLEWARE.test(path) && (name === 'middleware' || name === 'proxy' || name === 'default')) return 'next middleware';
  return undefined;
}

function withoutIndex(path: string): string {
  return path.replace(/(?:^|\/)index$/, '');
}
