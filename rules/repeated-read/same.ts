/** Tells whether an expression is the same for every request: made of constants, of the module's state, of settings. */
import { keyName, unwrap, type Node, type SourceFile, type TSESTree } from '../../src/authoring/rule.ts';

/** Calls that give the same for the same. */
const PURE =
  /^(?:path\.(?:(?:posix|win32)\.)?(?:join|resolve|dirname|normalize|basename|relative|format)|url\.(?:fileURLToPath|pathToFileURL)|#require\.resolve|#process\.cwd|process\.cwd|os\.(?:homedir|tmpdir|hostname)|#String|#encodeURIComponent|app-root-path\.resolve|pkg-dir(?:\.\w+)?)$/;
/** Of what a process is given when it starts. */
const GIVEN =
  /^(?:#process\.(?:env|argv|execPath)|process\.(?:env|argv|execPath)|#__dirname|#__filename|#import\.meta)/;
const SETTINGS =
  /^(?:config|cfg|conf|settings|options|opts|env|constants?|paths?|dirs?|serverConfig|appConfig|nconf)$/i;

/** 0 where it may differ from one request to the next; up to 1, how sure it is that it doesn't. */
export function sameness(file: SourceFile, node: Node, depth = 0): number {
  const inner = unwrap(node);
  const each = (parts: readonly (Node | null)[]): number =>
    Math.min(1, ...parts.map((part) => (part === null ? 1 : sameness(file, part, depth + 1))));
  if (depth > 8) return 0;
  switch (inner.type) {
    case 'Literal':
    case 'MetaProperty':
      return 1;
    case 'TemplateLiteral':
      return each(inner.expressions);
    case 'BinaryExpression':
      return inner.left.type === 'PrivateIdentifier' ? 0 : each([inner.left, inner.right]);
    case 'LogicalExpression':
      return each([inner.left, inner.right]);
    case 'Identifier':
      return ofName(file, inner, depth);
    case 'MemberExpression':
      return ofMember(file, inner, depth);
    case 'CallExpression':
      return ofCall(file, inner, each);
    case 'NewExpression':
      return file.calleeOf(inner) === '#URL' ? each(inner.arguments) : 0;
    case 'ArrayExpression':
      return each(inner.elements);
    case 'ObjectExpression':
      return each(inner.properties.map((at) => (at.type === 'Property' ? at.value : at.argument)));
    default:
      return 0;
  }
}

function ofName(file: SourceFile, name: TSESTree.Identifier, depth: number): number {
  const variable = file.variableOf(name);
  if (!variable) return /^(?:__dirname|__filename|undefined)$/.test(name.name) ? 1 : 0;
  if (variable.kind === 'import') return 0.9;
  if (variable.kind === 'param') return 0;
  const [write, ...more] = variable.writes;
  if (!write || write.element === true) return 0;
  if (variable.scopeFunction === undefined) return more.length === 0 ? 1 : 0.6;
  // A local: as constant as what it is made of.
  return more.length === 0 && variable.kind !== 'catch' ? sameness(file, write.value, depth + 1) : 0;
}

function ofMember(file: SourceFile, node: TSESTree.MemberExpression, depth: number): number {
  if (node.computed && sameness(file, node.property, depth + 1) < 1) return 0;
  const api = file.apiOf(node);
  if (api !== undefined && GIVEN.test(api)) return 1;
  const object = unwrap(node.object);
  if (object.type === 'ThisExpression') return isSetting(node) ? 0.7 : 0;
  if (object.type === 'MemberExpression' && unwrap(object.object).type === 'ThisExpression')
    return isSetting(object) ? 0.8 : 0;
  if (object.type === 'Identifier' && file.variableOf(object)?.kind === 'param') return 0;
  return Math.min(0.9, sameness(file, object, depth + 1));
}

/** `this.config`, `this.templatePath`: what an object is given when it is made. */
function isSetting(node: TSESTree.MemberExpression): boolean {
  const name = (keyName(node.property, node.computed) ?? '').replace(/^#?_?/, '');
  return SETTINGS.test(name) || /(?:path|file|dir|template|config)$/i.test(name);
}

function ofCall(file: SourceFile, call: TSESTree.CallExpression, each: (parts: readonly Node[]) => number): number {
  const api = file.calleeOf(call);
  if (api !== undefined && PURE.test(api)) return each(call.arguments);
  const callee = unwrap(call.callee);
  const method = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
  if (callee.type === 'MemberExpression' && /^(?:toString|trim|concat|replace|href)$/.test(method ?? ''))
    return each([callee.object, ...call.arguments]);
  // `config.get('template')`
  if (callee.type === 'MemberExpression' && method === 'get' && callee.object.type === 'Identifier') {
    const isModule = file.variableOf(callee.object)?.scopeFunction === undefined;
    return SETTINGS.test(callee.object.name) && isModule ? Math.min(0.9, each(call.arguments)) : 0;
  }
  return 0;
}
