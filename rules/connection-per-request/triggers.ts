/** What a file that makes a client holds. */
import { clientApis, clientFamilies } from '../../src/authoring/clients.ts';
import { importOf, importOfPattern, moduleOf } from '../../src/authoring/triggers.ts';

/** Names too common to search for: the import of their module tells. */
const COMMON = /^(?:Dealer|Publisher|Push|Request|admin|connect|consumer|create|driver|getConnection|producer)$/;

/** Every file of a model imports mongoose; only those that end its connection are of interest. */
const MONGOOSE_ENDED =
  /\bmongoose\.(?:disconnect|connection\.close)\b|\bdisconnect\b[^{}]{0,200}\}\s*(?:from|=\s*require\()\s*['"]mongoose/;

/**
 * A class after `new`, or imported under another name; a function by its name;
 * and the specifiers of modules that are the class or the function themselves.
 */
export function clientTriggers(): readonly RegExp[] {
  const classes = new Set<string>();
  const functions = new Set<string>();
  const modules = new Set<string>(['@grpc/grpc-js']);
  for (const { api, endedBy } of clientApis) {
    if (endedBy) continue;
    const path = api.replace(/\.new$|\(\)$/, '');
    const last = path.slice(moduleOf(path).length).split('.').at(-1) ?? '';
    if (!/^\w+$/.test(last) || last === moduleOf(path) || COMMON.test(last)) modules.add(moduleOf(path));
    else (api.endsWith('.new') ? classes : functions).add(last);
  }
  modules.delete('#WebSocket');
  classes.add('WebSocket');
  const anyClass = `(?:${[...classes].join('|')})`;
  return [
    new RegExp(`\\bnew\\s+\\(?(?:[\\w$]+\\s*\\.\\s*)*${anyClass}\\b`),
    new RegExp(`\\b${anyClass}\\s*(?:\\bas\\b|:)(?<=\\{[^{}]{0,300})[^{}]{0,300}\\}\\s*(?:from\\b|=)`),
    new RegExp(
      `\\.\\s*${anyClass}\\b(?:(?<=\\brequire\\([^()]{1,80}\\)[\\w.\\s]{0,60})|(?<==\\s*[\\w.]{1,60})\\s*[;\\n])`,
    ),
    new RegExp(`\\b(?:${[...functions].join('|')})\\b`),
    MONGOOSE_ENDED,
    importOf(modules),
    importOfPattern(clientFamilies.map((family) => family.modules).join('|')),
  ];
}
