/** Whether a part is switched off; the nearest switch wins: call, object, configuration, environment. */
import { reportFallback } from './fallback.ts';
import { parseMode, switchesOf, type Part, type Switch, type Switches } from './parts.ts';
import { state } from './state.ts';

const VARIABLE = 'PERFMIG_MODE';

/**
 * Whether a part is to do without its optimization, which is then told once.
 * @param nearest what the call says, then what the object says that is called
 */
export function isOff(part: Part, ...nearest: readonly (Switch | undefined)[]): boolean {
  const own = nearest.find((value) => value !== undefined);
  if (own !== undefined) return own === 'off' && off(part, 'switched off by its own options');
  const { mode } = state().configuration;
  const configured = mode === undefined ? undefined : switchesOf(mode)[part];
  if (configured !== undefined) return configured === 'off' && off(part, 'switched off by configure');
  return fromEnvironment()[part] === 'off' && off(part, `switched off by ${VARIABLE}`);
}

function off(part: Part, reason: string): true {
  reportFallback(part, reason);
  return true;
}

function fromEnvironment(): Switches {
  const text = process.env[VARIABLE] ?? '';
  const shared = state();
  if (shared.mode?.text === text) return shared.mode.switches;
  const switches = parseMode(text, (word) =>
    process.emitWarning(`${VARIABLE}: '${word}' is neither sync, fast nor a part with :on or :off; it is ignored`),
  );
  shared.mode = { text, switches };
  return switches;
}
