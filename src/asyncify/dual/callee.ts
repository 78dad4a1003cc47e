/** How a call of a function becomes one of its twin. */
import type { Edit, Node, Span } from '../../contracts.ts';
import { keyName, spanOf, unwrap } from '../../syntax/node.ts';
import type { ImportNeed } from '../decisions.ts';
import type { ModelFile } from '../model/model-file.ts';
import { importBindings } from '../../additions/imports/imports-of.ts';
import { freeName, namesUsedIn } from '../../additions/imports/names.ts';

/** The edit of the callee, and what has to be imported for it. */
export interface Renamed {
  readonly edit: Edit;
  /** Where the old name stood, if nothing but a name. */
  readonly span: Span;
  readonly need?: ImportNeed;
}

/** The callee with the twin's name; undefined where the call goes through something else. */
export function renamedCallee(
  at: ModelFile,
  call: Node,
  twinOf: (name: string) => string,
  isOwn: boolean,
): Renamed | undefined {
  if (call.type !== 'CallExpression' || call.optional) return undefined;
  const callee = unwrap(call.callee);
  if (callee.type === 'MemberExpression') {
    const name = keyName(callee.property, callee.computed);
    if (name === undefined || callee.computed || /^(?:call|apply|bind)$/.test(name)) return undefined;
    const span = spanOf(callee.property);
    return { span, edit: { span, text: twinOf(name) } };
  }
  if (callee.type !== 'Identifier') return undefined;
  const span = spanOf(callee);
  const variable = at.file.variableOf(callee);
  const binding = importBindings(at.file.ast).find(({ local }) => local === callee.name);
  const isBound = binding !== undefined && variable?.scopeFunction === undefined;
  if (!isBound) return isOwn ? { span, edit: { span, text: twinOf(callee.name) } } : undefined;
  if (binding.imported === '*' || binding.imported === 'default' || binding.imported.includes('.')) return undefined;
  const imported = twinOf(binding.imported);
  const local = freeName(imported, namesUsedIn(at.file.ast));
  const twin = { kind: 'promise', api: `${binding.specifier}.${imported}` } as const;
  const need: ImportNeed = { path: at.path, twin, local, from: binding.specifier, freed: [] };
  return { span, edit: { span, text: local }, need };
}
