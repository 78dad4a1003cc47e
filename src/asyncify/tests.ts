/** Tests that stand in the way: they replace what would no longer be called, or stop the clock. */
import { keyName, unwrap } from '../syntax/node.ts';
import type { Closure } from './closure/closure.ts';
import type { ModelFile } from './model/model-file.ts';
import type { Program } from './model/program.ts';
import type { SiteReason } from './refusals.ts';
import type { SyncSite } from './sites.ts';

const FAKE_TIMERS = /\buseFakeTimers\b|\bmock\.timers\b|\bfake-timers\b|\blolex\b/;
const REPLACES = /^(?:method|stub|spyOn|replace|mock|spy|doMock|unstable_mockModule)$/;

/** Refuses where a test replaces the synchronous function, or calls what would wait while its clock stands still. */
export function testReason(program: Program, site: SyncSite, closure: Closure): SiteReason | undefined {
  const frozen = [...program.files.values()].find(
    (at) => at.kind === 'test' && FAKE_TIMERS.test(at.file.text) && loads(program, at, site.in),
  );
  const waiting = frozen && closure.calls.find(({ in: at }) => at === frozen);
  if (frozen) {
    const node = waiting?.node ?? frozen.file.ast;
    return {
      in: frozen,
      node,
      code: 'test/fake-timers',
      message: 'a test stops the clock while this would have to wait',
      chain: [],
    };
  }
  const name = site.api.slice(site.api.lastIndexOf('.') + 1);
  for (const at of program.files.values()) {
    if (at.kind !== 'test' || !at.file.text.includes(name) || !loads(program, at, site.in)) continue;
    const node = at.file.nodes('CallExpression').find((call) => {
      const callee = unwrap(call.callee);
      const method = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
      return (
        method !== undefined &&
        REPLACES.test(method) &&
        call.arguments.some((one) => one.type === 'Literal' && one.value === name)
      );
    });
    if (node)
      return {
        in: at,
        node,
        code: 'test/mock',
        message: `a test replaces \`${name}\`, which would no longer be called`,
        chain: [],
      };
  }
  return undefined;
}

/** Whether a file loads another, by whatever way. */
function loads(program: Program, from: ModelFile, wanted: ModelFile): boolean {
  const seen = new Set<ModelFile>();
  const queue = [from];
  for (let at = queue.pop(); at; at = queue.pop()) {
    if (at === wanted) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    for (const load of at.loads) queue.push(...program.targetsOf(at, load));
  }
  return false;
}
