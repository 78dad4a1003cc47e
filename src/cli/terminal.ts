/** What the terminal at the other end can do. */

/** The parts of a stream that are asked. */
export interface OutputStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Text that goes to no terminal is read in editors and logs, which have more room. */
const WIDTH_WITHOUT_TERMINAL = 120;

/**
 * Colour and width. The option leads, then FORCE_COLOR, then NO_COLOR, as in Node itself, then the terminal.
 * @param option `--color` or `--no-color`, where given
 */
export function terminalStyle(
  stream: OutputStream,
  env: NodeJS.ProcessEnv,
  option: boolean | undefined,
): { readonly color: boolean; readonly width: number } {
  const isTerminal = stream.isTTY === true;
  return {
    color: option ?? forcedColor(env) ?? (isTerminal && env['TERM'] !== 'dumb'),
    width: isTerminal ? stream.columns || 80 : WIDTH_WITHOUT_TERMINAL,
  };
}

function forcedColor(env: NodeJS.ProcessEnv): boolean | undefined {
  const force = env['FORCE_COLOR'];
  if (force !== undefined) return force !== '0' && force !== 'false';
  return env['NO_COLOR'] ? false : undefined;
}
