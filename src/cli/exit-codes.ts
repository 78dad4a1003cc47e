/** What the command exits with; 1 is for limits that were asked for and not kept. */

export const OK = 0;
/** A limit that was asked for is exceeded, a check rolled units back, or undo had to leave files. */
export const OVER_LIMIT = 1;
/** Wrong usage or configuration, or a file or stream that could not be read or written. */
export const FAILED = 2;
/** Ctrl-C, as shells count it: 128 and the signal's number. */
export const INTERRUPTED = 130;
export const TERMINATED = 143;
