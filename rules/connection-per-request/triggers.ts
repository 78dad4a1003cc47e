/** What a file that makes a client holds. */
import type { ClientApi } from '../../src/authoring/clients.ts';
import { importOf, moduleOf } from '../../src/authoring/triggers.ts';

/**
 * A class after `new`, or imported under another name; a function by its name;
 * and the specifiers of modules that are the class or the function themselves.
 */
export function clientTriggers(apis: readonly ClientApi[]): readonly RegExp[] {
  const classes = new Set<string>();
  const functions = new Set<string>();
  const modules = new Set<string>();
  for (const { api } of apis) {
    const path = api.replace(/\.new$|\(\)$/, '');
    const name = path.slice(moduleOf(path).length + 1).split('.');
    const last = name.at(-1) ?? '';
    if (last === '' || last === 'connect' || last === moduleOf(path)) modules.add(moduleOf(path));
    else (api.endsWith('.new') ? classes : functions).add(last);
  }
  const anyClass = `(?:${[...classes].join('|')})`;
  return [
    new RegExp(`\\bnew\\s+\\(?(?:[\\w$]+\\s*\\.\\s*)*${anyClass}\\b`),
    new RegExp(`\\b${anyClass}\\s*(?:\\bas\\b|:)(?<=\\{[^{}]{0,300})[^{}]{0,300}\\}\\s*(?:from\\b|=)`),
    new RegExp(
      `\\.\\s*${anyClass}\\b(?:(?<=\\brequire\\([^()]{1,80}\\)[\\w.\\s]{0,60})|(?<==\\s*[\\w.]{1,60})\\s*[;\\n])`,
    ),
    new RegExp(`\\b(?:${[...functions].join('|')})\\b`),
    importOf(modules),
  ];
}
