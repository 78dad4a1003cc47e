/** A package that a part stands on isn't installed. */
import { hasCode, RuntimeError } from './runtime-error.ts';

const CODE = 'PERFMIG_MISSING_PEER';

/** The part works only beside this package, which the project has to install itself. */
export class MissingPeerError extends RuntimeError {
  /** The name of the package. */
  readonly peer: string;

  /** @param part the sub-path that needs it: `clients/pg` */
  constructor(part: string, peer: string, options?: ErrorOptions) {
    super(CODE, `@perfmig/runtime/${part} needs the package ${peer}: npm install ${peer}`, options);
    this.peer = peer;
  }
}

/** Whether an error says that a package has to be installed. */
export function isMissingPeerError(error: unknown): error is MissingPeerError {
  return hasCode(error, CODE);
}
