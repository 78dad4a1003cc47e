/** Loads the package that a part stands on, when it is first needed. */
import { MissingPeerError } from '../errors/missing-peer.ts';

/**
 * What `load` gives: the `import()` of the package, written out by the caller so that bundlers see it.
 * @throws {MissingPeerError} where the package isn't installed
 * @throws what the package throws while it is loaded
 */
export async function loadPeer<Module>(part: string, peer: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    if (isAbsent(error, peer)) throw new MissingPeerError(part, peer, { cause: error });
    throw error;
  }
}

/** A package that is there, and lacks one of its own dependencies, is another matter. */
function isAbsent(error: unknown, peer: string): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  const isNotFound = error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'MODULE_NOT_FOUND';
  return isNotFound && [`'${peer}'`, `'${peer}/`].some((name) => error.message.includes(name));
}
