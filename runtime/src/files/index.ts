/** Files without blocking the event loop. */
export { Files } from './files.ts';
export type { FilesOptions, FilesStats, JsonFormat, ReadOptions } from './options.ts';
export type { Content, WriteOptions } from './write-file.ts';
export type { PiecesOptions } from './read-pieces.ts';
export type { Frozen } from './deep-freeze.ts';
export { standardTiers, type Discovered, type Pattern } from './discover.ts';
export {
  FileFormatError,
  isFileFormatError,
  isNotFoundError,
  isUnwrittenError,
  UnwrittenError,
  type Unwritten,
} from './errors.ts';
export { pathExists } from './path-exists.ts';
