/** Middleware that goes on while the one behind it still runs: fine as long as that does all at once, and no longer. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ApiPath, FunctionNode, Node } from '../../contracts.ts';
import { ancestors, isFunction } from '../../syntax/node.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { Program } from '../model/program.ts';
import { placeOf } from '../place.ts';

/** The parameters by which middleware is known: whoever registers it may do so in another file. */
const KOA = /^_?(?:ctx|context|c)$/;
const EXPRESS = /^_?(?:req|request)$/;

/** Where the program calls `next()` and goes on before what comes behind is done, if it does; of a framework by name. */
export function looseMiddleware(program: Program, framework: string): string | undefined {
  const isExpress = framework === 'express';
  if (!isExpress && !/^(?:koa|hono)/.test(framework)) return undefined;
  for (const at of program.files.values()) {
    if (!/\bnext\s*\(/.test(at.file.text)) continue;
    const call = at.file.nodes('CallExpression').find((one) => isLoose(at, one, isExpress));
    if (call) return `${at.path}:${placeOf(at, call).line}`;
  }
  return undefined;
}

/** Koa and Hono answer when the promise of the outermost is settled; Express only ever goes on. */
function isLoose(at: ModelFile, call: TSESTree.CallExpression, isExpress: boolean): boolean {
  if (call.callee.type !== 'Identifier' || call.callee.name !== 'next' || call.arguments.length > 0) return false;
  if (call.parent.type !== 'ExpressionStatement') return false;
  const fn = at.file.functionOf(call);
  if (!fn || !isMiddleware(fn, isExpress)) return false;
  return !isExpress || isFollowed(call.parent, fn);
}

/** `(ctx, next) => …`, `(req, res, next) => …`, and what is within. */
function isMiddleware(fn: FunctionNode, isExpress: boolean): boolean {
  return [fn, ...ancestors(fn)].some((one) => {
    if (!isFunction(one) || one.params.length < (isExpress ? 3 : 2)) return false;
    const [first, second, third] = one.params;
    const next = isExpress ? third : second;
    const isNext = next?.type === 'Identifier' && next.name === 'next';
    return isNext && first?.type === 'Identifier' && (isExpress ? EXPRESS : KOA).test(first.name);
  });
}

/** Whether anything but the end of the function comes behind a statement. */
function isFollowed(statement: Node, fn: FunctionNode): boolean {
  for (let at = statement; at !== fn && at.parent; at = at.parent) {
    const { parent }: { readonly parent: Node } = at;
    if (parent.type !== 'BlockStatement') continue;
    const [behind] = parent.body.slice(parent.body.findIndex((one) => one === at) + 1);
    if (behind?.type === 'ReturnStatement' && !behind.argument) return false;
    if (behind) return true;
  }
  return false;
}

/** Registrations of Express 4 and its kin, which give every handler a `next` to tell of errors. */
export function forwardsErrors(receiver: ApiPath, method: string): boolean {
  const isExpress = /^(?:express(?:-serve-static-core)?\b(?!-)|router|connect\(\)|json-server)/.test(receiver);
  return isExpress && !/^(?:param|engine|ws)$/.test(method);
}
