/** pooled-clients: a connection per request becomes one pool or client, made on first use. */
import {
  defineLocalCodemod,
  type Additions,
  type LocalRewrite,
  type LocalSite,
} from '../../src/authoring/codemod-local.ts';
import { refuse } from './codes.ts';
import { familyOf } from './families.ts';
import { rewriteLent } from './lent.ts';
import { changingPart } from './options.ts';
import { rewritePooled } from './pools.ts';

export const codemod = defineLocalCodemod({
  id: 'pooled-clients',
  summary: 'a connection or client per request becomes one pool or client, made on first use',
  rules: ['connection-per-request'],
  safety: 'review',
  caveat: 'a pool has 10 connections, and who finds them all taken waits',
  gains: 'No connecting for each request: a third to a ninth of the CPU time of each call, measured on pg and ioredis',
  loses: 'Where more than 10 connections were open at once, requests wait for one another',
  rewrite,
});

function rewrite(site: LocalSite, additions: Additions): LocalRewrite {
  const { file, node, finding } = site;
  if (node.type !== 'NewExpression' && node.type !== 'CallExpression')
    return refuse(file, 'pooled-clients/unsupported');
  const family = familyOf(
    node.type === 'NewExpression' ? `${finding.api.slice('new '.length)}.new` : `${finding.api}()`,
  );
  if (!family) return refuse(file, 'pooled-clients/unsupported');
  const changing = [node.callee, ...node.arguments]
    .map((part) => changingPart(file, part))
    .find((part) => part !== undefined);
  if (changing) return refuse(file, 'pooled-clients/request-options', changing);
  return family.kind === 'pool'
    ? rewritePooled(site, node, family, additions)
    : rewriteLent(site, node, family, additions);
}
