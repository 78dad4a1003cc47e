/** Which twin each synchronous API has, before its arguments are looked at. */
import type { ApiPath } from '../../contracts.ts';
import { syncCompute, syncIo, syncProcess } from '../../apis/sync-apis.ts';
import type { TwinRow } from '../decisions.ts';
import { API_HELPERS } from './helper-names.ts';

/** Twins that the tables of the rules give for people to read, and that are another thing to a program. */
const OWN: ReadonlyMap<ApiPath, TwinRow> = new Map<ApiPath, TwinRow>([
  // `fs.promises.realpath` is the twin of `realpathSync.native`; that of `realpathSync` resolves links by itself.
  ['fs.realpathSync', { kind: 'callback', api: 'fs.realpath' }],
  ['fs.realpathSync.native', { kind: 'promise', api: 'fs.promises.realpath' }],
]);

const VERSIONS = 'its asynchronous form takes a callback in some versions of the package';

/** APIs that have no twin here, and why. */
const NONE: readonly (readonly [apis: RegExp, why: string])[] = [
  [
    /^(?:fs|fs-extra|graceful-fs|mz\/fs|fs-plus|original-fs)\.(?:open|close|fchmod|fchown|fdatasync|fstat|fsync|ftruncate|futimes|read|readv|write|writev)Sync$/,
    'it works on a file descriptor, whose whole life would have to change',
  ],
  [/^(?:fs-plus|original-fs)\./, 'the package has no asynchronous form that is known to do the same'],
  [/\.mkdtempDisposableSync$/, 'the folder of its twin is removed with `await using`'],
  [/^(?:fs|fs-extra|graceful-fs|mz\/fs|fs-plus|original-fs)\.globSync$/, 'its twin gives an asynchronous iterator'],
  [/^(?:glob|rimraf|mkdirp|which|write-file-atomic|path-exists|tmp|temp-write)\./, VERSIONS],
  [/^bcrypt-nodejs\./, 'its asynchronous form takes a callback'],
  [/^(?:shelljs|execa\.\$|zx)\b/, 'its asynchronous form gives something else'],
  [/^adm-zip\./, 'its asynchronous form gives something else'],
];

/** The twin, or a sentence that says why there is none. */
export function rowOf(api: ApiPath): TwinRow | string {
  const helper = Object.entries(API_HELPERS).find(([own]) => own === api);
  if (helper) return { kind: 'helper', name: helper[1] };
  const own = OWN.get(api);
  if (own) return own;
  const why = NONE.find(([apis]) => apis.test(api));
  if (why) return why[1];
  const twin = (syncIo.get(api) ?? syncProcess.get(api) ?? syncCompute.get(api))?.twin;
  return twin ? { kind: twin.style, api: twin.api } : 'there is no asynchronous form of it';
}
