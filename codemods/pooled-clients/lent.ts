/** A client per request becomes one that is lent to all who have it at the same time. */
import type { Additions, LocalRewrite, LocalSite } from '../../src/authoring/codemod-local.ts';
import { clientOf, identifiersIn } from '../../src/authoring/clients.ts';
import { isWithin, unwrap, type Edit, type Node, type SourceFile, type Span } from '../../src/authoring/rule.ts';
import { refuse, type Refused } from './codes.ts';
import type { LentFamily } from './families.ts';
import { closingOf, heldBy, runsWithin, type Closing, type Held, type Use } from './held.ts';
import { eolOf, indentOf, siblingsOf, statementOf, stepOf } from './lines.ts';
import type { Making } from './maker.ts';
import { changingPart, sameOptions } from './options.ts';

interface Usage {
  readonly closings: readonly Closing[];
  readonly connects: readonly Use[];
  readonly listeners: readonly Use[];
}

/** The edits for a client that is shared as it is, or why it is left. */
export function rewriteLent(site: LocalSite, made: Making, family: LentFamily, additions: Additions): LocalRewrite {
  const { file, finding } = site;
  const held = heldBy(file, made);
  if (!held)
    return family.isHandedOn && isHandedOn(made)
      ? keep(site, made, additions)
      : refuse(file, 'pooled-clients/not-a-variable');
  const closers =
    clientOf(finding.api.startsWith('new ') ? `${finding.api.slice(4)}.new` : `${finding.api}()`)?.closedBy ?? [];
  const usage = usageOf(site, held, family, closers);
  if ('code' in usage) return usage;
  const chained = chainedArguments(made, held.outer).find((given) => changingHandler(file, given));
  if (chained) return refuse(file, 'pooled-clients/listener', chained);
  if (usage.closings.length === 0 && !family.isAsync && usage.connects.length === 0 && !isPromised(held))
    return keep(site, made, additions);
  return lend(site, held, family, additions, usage, closers);
}

function isPromised({ outer }: Held): boolean {
  return outer.type === 'AwaitExpression';
}

function usageOf({ file }: LocalSite, held: Held, family: LentFamily, closers: readonly string[]): Usage | Refused {
  const usage = { closings: [] as Closing[], connects: [] as Use[], listeners: [] as Use[] };
  for (const use of held.uses) {
    const { name, method = '', kind } = use;
    if (kind === 'guard') continue;
    if (kind === 'escape' && family.isHandedOn && isHandedOn(name)) continue;
    if (kind === 'escape' || (kind === 'called' && !family.isCalled))
      return refuse(file, 'pooled-clients/escapes', name);
    if (!runsWithin(file, name, held.fn)) return refuse(file, 'pooled-clients/captured', name);
    if (kind === 'method' && closers.includes(method)) {
      const closing = closingOf(use);
      if (!closing || file.functionOf(name) !== held.fn) return refuse(file, 'pooled-clients/close-used', name);
      usage.closings.push(closing);
    } else if (family.refused?.test(method)) return refuse(file, 'pooled-clients/session-state', name);
    else if (/^(?:on|once|addListener|prependListener)$/.test(method)) usage.listeners.push(use);
    else if (family.connects?.test(method)) usage.connects.push(use);
  }
  return usage;
}

/** What calls chained to the made client are given: `createClient().on('error', log)`. */
function chainedArguments(made: Node, outer: Node): readonly Node[] {
  const given: Node[] = [];
  for (let at: Node | undefined = made.parent; at && isWithin(at, outer); at = at.parent) {
    if (at.type === 'CallExpression') given.push(...at.arguments);
  }
  return given;
}

/** An option of a call: `fetch(url, { agent })`. */
function isHandedOn(node: Node): boolean {
  const { parent } = node;
  if (parent?.type === 'Property' && parent.value === node) return isHandedOn(parent.parent);
  return (
    (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') &&
    parent.callee !== node &&
    node.type === 'ObjectExpression'
  );
}

/** Made on first use, and kept by the module: what is never closed needs nobody to give it back. */
function keep({ file }: LocalSite, made: Making, additions: Additions): LocalRewrite {
  const changing = made.arguments.map((given) => changingPart(file, given)).find((part) => part !== undefined);
  if (changing) return refuse(file, 'pooled-clients/request-options', changing);
  const callee = file.textOf(made.callee);
  const type = made.type === 'NewExpression' ? callee : `ReturnType<typeof ${callee}>`;
  const typed = additions.isTyped ? `: ${type} | undefined` : '';
  const wanted = (/(\w+)$/.exec(callee)?.[1] ?? 'client').replace(
    /^(?:create)?([A-Z]+(?![a-z])|.)/,
    (_, first: string) => first.toLowerCase(),
  );
  const name = additions.declaration(
    wanted === callee ? `${wanted}Client` : wanted,
    (own) => `/** Shared by all requests; made on first use. */\nlet ${own}${typed};`,
    `kept ${sameOptions(file, made)}`,
  );
  const [start, end] = file.spanOf(made);
  return {
    kind: 'edits',
    safety: 'review',
    edits: [
      { span: [start, start], text: `(${name} ??= ` },
      { span: [end, end], text: ')' },
    ],
  };
}

function lend(
  site: LocalSite,
  held: Held,
  family: LentFamily,
  additions: Additions,
  usage: Usage,
  closers: readonly string[],
): LocalRewrite {
  const { file } = site;
  const { outer, variable } = held;
  const opened = openedBy(site, held, family, usage);
  if ('code' in opened) return opened;
  const closer = usage.closings[0]?.use.method ?? closers[0] ?? 'close';
  const [from, to] = [file.spanOf(held.statement)[0], opened.last && file.spanOf(opened.last)[1]];
  const lender = declareLender(
    additions,
    variable.name,
    [closer, ...(family.lostOn ?? [])],
    `${file.text.slice(from, to ?? from)} ${sameOptions(file, outer)}`,
  );
  const closings = usage.closings.map(({ whole }): Edit => ({
    span: file.spanOf(whole),
    text: `${lender}.giveBack(${variable.name})`,
  }));
  const opening = to === undefined ? ofExpression(file, outer, lender) : ofStatements(file, held, [from, to], lender);
  return { kind: 'edits', safety: 'review', edits: [...opening, ...closings] };
}

function declareLender(
  additions: Additions,
  variable: string,
  [closer = '', ...events]: readonly string[],
  thing: string,
): string {
  const lentClient = additions.helper('lentClient');
  const lost = events.length > 0 ? `, [${events.map((event) => `'${event}'`).join(', ')}]` : '';
  const head = '/** One client for all requests, opened on first use, closed when idle. */';
  return additions.declaration(
    /client$/i.test(variable) ? `${variable}s` : `${variable}Clients`,
    (own) => `${head}\nconst ${own} = ${lentClient}('${closer}'${lost});`,
    `lent ${closer} ${thing}`,
  );
}

/** One expression opens it. */
function ofExpression(file: SourceFile, outer: Node, lender: string): readonly Edit[] {
  const [start, end] = file.spanOf(outer.type === 'AwaitExpression' ? outer.argument : outer);
  return [
    { span: [start, start], text: `${lender}.borrow(() => ` },
    { span: [end, end], text: ')' },
  ];
}

/** Several statements open it: they move into a function as they are, one step further in. */
function ofStatements(
  file: SourceFile,
  { statement, variable: { name } }: Held,
  [from, to]: Span,
  lender: string,
): readonly Edit[] {
  const [indent, eol, step] = [indentOf(file, statement), eolOf(file), stepOf(file)];
  const lines = [...file.text.slice(from, to).matchAll(/\n(?=[^\r\n])/g)].map(({ index }): Edit => ({
    span: [from + index + 1, from + index + 1],
    text: step,
  }));
  const semicolon = file.text.charAt(to - 1) === ';' ? ';' : '';
  return [
    { span: [from, from], text: `const ${name} = await ${lender}.borrow(async () => {${eol}${indent}${step}` },
    ...lines,
    { span: [to, to], text: `${eol}${indent}${step}return ${name}${semicolon}${eol}${indent}})${semicolon}` },
  ];
}

/** The statements that open it, up to the last; undefined where the expression alone does. */
function openedBy(
  { file }: LocalSite,
  held: Held,
  family: LentFamily,
  { connects, listeners }: Usage,
): { readonly last: Node | undefined } | Refused {
  const [connect, another] = connects;
  if (family.connectsAgain || !connect) {
    const [listener] = listeners;
    return listener ? refuse(file, 'pooled-clients/listener', listener.name) : { last: undefined };
  }
  const last = statementOf(connect.name);
  if (
    another ||
    !held.isDeclared ||
    isPromised(held) ||
    connect.call?.parent.type !== 'AwaitExpression' ||
    last.type !== 'ExpressionStatement'
  )
    return refuse(file, 'pooled-clients/connect-apart', connect.name);
  const siblings = siblingsOf(held.statement);
  const [from, to] = [siblings.indexOf(held.statement), siblings.indexOf(last)];
  if (to < from) return refuse(file, 'pooled-clients/connect-apart', connect.name);
  for (const statement of siblings.slice(from + 1, to)) {
    const listener = listeners.find(({ name }) => isWithin(name, statement));
    if (!listener) return refuse(file, 'pooled-clients/connect-apart', connect.name);
    const [, handler] = listener.call?.arguments ?? [];
    if (handler && changingHandler(file, handler)) return refuse(file, 'pooled-clients/listener', listener.name);
  }
  const later = listeners.find(({ name }) => file.spanOf(name)[0] > file.spanOf(last)[0]);
  return later ? refuse(file, 'pooled-clients/listener', later.name) : { last };
}

/** A listener that knows something of the request. */
function changingHandler(file: LocalSite['file'], handler: Node): boolean {
  const inner = unwrap(handler);
  if (inner.type === 'Identifier' && !file.variableOf(inner)?.scopeFunction) return false;
  if (inner.type === 'Literal') return false;
  return identifiersIn(handler).some((name) => {
    const variable = file.variableOf(name);
    return variable?.scopeFunction !== undefined && !isWithin(variable.declaration, handler);
  });
}
