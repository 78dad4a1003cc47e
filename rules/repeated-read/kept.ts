/** Tells reads whose result is kept, reads made because something changed, and files the program writes itself. */
import { referencesTo } from '../../src/authoring/json.ts';
import {
  ancestors,
  callbackUse,
  isFunction,
  someWithin,
  unwrap,
  type FunctionNode,
  type Node,
  type SourceFile,
} from '../../src/authoring/rule.ts';

const WRITES =
  /^(?:fs|fs\.promises|fs-extra|graceful-fs|jsonfile|write-file-atomic|write-json-file|fs-jetpack)\.(?:write\w*|append\w*|createWriteStream|rename\w*|copy\w*|move\w*|unlink\w*|remove\w*|rm\w*|output\w*|truncate\w*)$|^(?:write-file-atomic|write-json-file)(?:\.sync)?$/;
const WATCHES = /^(?:fs\.watch(?:File)?|chokidar\.watch)$/;
const CHANGED =
  /mtime|etag|stale|expir|dirty|changed|reload|force|refresh|invalidat|\bttl\b|max_?age|last_?(?:read|load|fetch|update)/i;
/** `if (needsInit)`, `if (!fs.existsSync(database))`: done once for each thing that is set up. */
const SETS_UP = /^!\s*(?:await\s+)?[\w.]*exist|\b(?:needs?|is|should)_?(?:init|setup|create|new|first|missing)/i;
const RELOADS = /download|reload|refresh|invalidat|rebuild|watch|restart|migrat|install|upgrade|restore|backup/i;
const CACHES = /(?:cache|memo|lru|keyv|redis)\w*$/i;

/** Whether the file is written in this source file too, by the same path or by a path that ends alike. */
export function isWrittenHere(file: SourceFile, path: Node): boolean {
  const text = file.textOf(path);
  const ends = endingOf(file, path);
  return file.nodes('CallExpression').some((call) => {
    const api = file.calleeOf(call) ?? '';
    if (!WRITES.test(api) && !WATCHES.test(api)) return false;
    return call.arguments.slice(0, 2).some((argument) => {
      const ending = endingOf(file, argument);
      return file.textOf(argument) === text || (ending !== undefined && ending === ends);
    });
  });
}

/** The last name in a path: `users.json` for `path.join(__dirname, 'data', 'users.json')`. */
function endingOf(file: SourceFile, path: Node, depth = 0): string | undefined {
  const inner = unwrap(path);
  if (depth > 5) return undefined;
  if (inner.type === 'Literal')
    return typeof inner.value === 'string' ? inner.value.replace(/^.*[\\/]/, '') : undefined;
  if (inner.type === 'TemplateLiteral') return inner.quasis.at(-1)?.value.raw.replace(/^.*[\\/]/, '') || undefined;
  if (inner.type === 'BinaryExpression') return endingOf(file, inner.right, depth + 1);
  if (inner.type === 'CallExpression') {
    const last = inner.arguments.at(-1);
    return last && endingOf(file, last, depth + 1);
  }
  const variable = inner.type === 'Identifier' ? file.variableOf(inner) : undefined;
  const [write, ...more] = variable?.writes ?? [];
  return write && more.length === 0 && write.path.length === 0 ? endingOf(file, write.value, depth + 1) : undefined;
}

/** `if (mtime > kept.mtime) …`, or a function whose name says that it reads anew on purpose. */
export function isReload(file: SourceFile, node: Node): boolean {
  for (const at of ancestors(node)) {
    if (at.type === 'IfStatement' && (CHANGED.test(file.textOf(at.test)) || SETS_UP.test(file.textOf(at.test))))
      return true;
    if (isFunction(at) && RELOADS.test(nameOf(file, at))) return true;
  }
  return false;
}

function nameOf(file: SourceFile, fn: FunctionNode): string {
  if (fn.id) return fn.id.name;
  const { parent } = fn;
  if (parent.type === 'VariableDeclarator') return file.textOf(parent.id);
  return parent.type === 'MethodDefinition' || parent.type === 'Property' ? file.textOf(parent.key) : '';
}

/** Whether the functions around keep something for later: in a variable of the module, in `this`, in a cache. */
export function isKeptBeside(file: SourceFile, node: Node): boolean {
  for (const at of ancestors(node)) {
    if (isFunction(at) && someWithin(at.body, (part) => keeps(file, part, at))) return true;
    if (isFunction(at) && isOutermost(file, at)) return false;
  }
  return false;
}

/** A callback of a promise or of the read itself belongs to the function it is written in. */
function isOutermost(file: SourceFile, fn: FunctionNode): boolean {
  const { parent } = fn;
  if (parent.type === 'NewExpression') return file.calleeOf(parent) !== '#Promise';
  if (parent.type !== 'CallExpression') return true;
  return callbackUse(file, fn) === undefined && !/^(?:fs|fs-extra|graceful-fs)\./.test(file.calleeOf(parent) ?? '');
}

function keeps(file: SourceFile, part: Node, fn: FunctionNode): boolean {
  if (part.type === 'AssignmentExpression') return outlives(file, part.left, fn);
  if (part.type !== 'CallExpression' || part.callee.type !== 'MemberExpression') return false;
  const { object, property } = part.callee;
  const name = unwrap(object);
  const holder =
    name.type === 'Identifier' ? name.name : name.type === 'MemberExpression' ? file.textOf(name.property) : '';
  return CACHES.test(holder) && /^(?:set|get|put|setex|setEx|has|wrap|fetch|remember)$/.test(file.textOf(property));
}

function outlives(file: SourceFile, target: Node, fn: FunctionNode): boolean {
  const inner = unwrap(target);
  if (inner.type === 'MemberExpression') {
    const object = unwrap(inner.object);
    return object.type === 'ThisExpression' || outlives(file, object, fn);
  }
  if (inner.type !== 'Identifier') return false;
  const variable = file.variableOf(inner);
  return variable !== undefined && variable.scopeFunction === undefined && referencesTo(file, variable).length > 0;
}
