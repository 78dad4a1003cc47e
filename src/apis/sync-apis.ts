/** The tables of synchronous APIs, one for each rule that looks calls up in them. */
import type { ApiPath } from '../contracts.ts';
import { indexByApi, type SyncApi } from './sync-api.ts';
import { computeApis } from './sync-compute.ts';
import { fsExtraApis } from './sync-fs-extra.ts';
import { fsPackageApis } from './sync-fs-packages.ts';
import { shellApis } from './sync-fs-shells.ts';
import { dropInApis, fsApis } from './sync-fs.ts';
import { processApis } from './sync-process.ts';
import { searchApis } from './sync-search.ts';
import { sqliteApis } from './sync-sqlite.ts';

/** Synchronous file access, and databases in files. */
export const syncIo: ReadonlyMap<ApiPath, SyncApi> = indexByApi(
  fsApis,
  dropInApis,
  fsExtraApis,
  fsPackageApis,
  searchApis,
  shellApis,
  sqliteApis,
);

/** Other programs, run and waited for. */
export const syncProcess: ReadonlyMap<ApiPath, SyncApi> = indexByApi(processApis);

/** Compression, password hashing, keys. */
export const syncCompute: ReadonlyMap<ApiPath, SyncApi> = indexByApi(computeApis);
