/** Functions that compress, hash or make keys on the main thread although they could do so on another. */
import { callback, promise, type Points, type SyncApi } from './sync-api.ts';

const COMPRESSED = 'data is compressed';
const DECOMPRESSED = 'data is decompressed';
const HASHED = 'the password is hashed';
const CHECKED = 'the password is checked';
const DERIVED = 'the key is derived';
const BUILT = 'code is compiled';
const PAIRED = 'the key pair is made';
const FORGE_NOTE = 'crypto.generateKeyPair does it on another thread; forge takes its PEM';

/** Name, points and what is waited for; the twin has the name without `Sync`. */
type Row = readonly [name: `${string}Sync`, points: Points, waitsWhile: string];

/** For 100 KB of text. */
const zlib: readonly Row[] = [
  ['brotliCompressSync', 100, COMPRESSED],
  ['brotliDecompressSync', 20, DECOMPRESSED],
  ['deflateRawSync', 50, COMPRESSED],
  ['deflateSync', 50, COMPRESSED],
  ['gunzipSync', 10, DECOMPRESSED],
  ['gzipSync', 50, COMPRESSED],
  ['inflateRawSync', 10, DECOMPRESSED],
  ['inflateSync', 10, DECOMPRESSED],
  ['unzipSync', 10, DECOMPRESSED],
  ['zstdCompressSync', 20, COMPRESSED],
  ['zstdDecompressSync', 10, DECOMPRESSED],
];

/** fflate is written in JavaScript: its twins run in a worker they start, which pays from a few hundred KB on. */
const fflate: readonly Row[] = [
  ['decompressSync', 20, DECOMPRESSED],
  ['deflateSync', 50, COMPRESSED],
  ['gunzipSync', 20, DECOMPRESSED],
  ['gzipSync', 50, COMPRESSED],
  ['inflateSync', 20, DECOMPRESSED],
  ['unzipSync', 20, DECOMPRESSED],
  ['unzlibSync', 20, DECOMPRESSED],
  ['zipSync', 50, COMPRESSED],
  ['zlibSync', 50, COMPRESSED],
];

/** Work factors as usual: 100,000 iterations, scrypt's defaults, RSA of 2,048 bits. */
const crypto: readonly Row[] = [
  ['argon2Sync', 100, DERIVED],
  ['checkPrimeSync', 100, 'the number is tested'],
  ['generateKeySync', 1, 'the key is made'],
  ['generatePrimeSync', 100, 'the prime is searched'],
  ['hkdfSync', 1, DERIVED],
  ['pbkdf2Sync', 100, DERIVED],
  ['randomFillSync', 1, 'random bytes are made'],
  ['scryptSync', 100, DERIVED],
];

const keyPair: SyncApi = {
  api: 'crypto.generateKeyPairSync',
  points: 100,
  while: PAIRED,
  twin: callback('crypto.generateKeyPair'),
  note: 'the promisified twin gives { publicKey, privateKey } too',
  // Only primes are slow to find: an elliptic curve's pair takes 35 µs, RSA's 190 ms.
  byArgument: { index: 0, points: { ec: 5, ed25519: 5, ed448: 5, x25519: 5, x448: 5 } },
};

/** With 10 rounds, or the package's default. A salt is cheap: it is 16 random bytes. */
const passwords: readonly SyncApi[] = [
  ...['bcrypt', 'bcrypt-nodejs'].flatMap((module) => bcryptOf(module)),
  ...['bcryptjs', 'bcrypt-ts'].flatMap((module) =>
    bcryptOf(module, 'the twin hashes on the main thread too, in slices of up to 100 ms; bcrypt uses other threads'),
  ),
  ...bcryptOf('@node-rs/bcrypt'),
  { api: '@node-rs/bcrypt.verifySync', points: 100, while: CHECKED, twin: promise('@node-rs/bcrypt.verify') },
  { api: '@node-rs/argon2.hashRawSync', points: 100, while: HASHED, twin: promise('@node-rs/argon2.hashRaw') },
  { api: '@node-rs/argon2.hashSync', points: 100, while: HASHED, twin: promise('@node-rs/argon2.hash') },
  { api: '@node-rs/argon2.verifySync', points: 100, while: CHECKED, twin: promise('@node-rs/argon2.verify') },
];

/** Key derivation, key pairs and compilation by packages. Those written in JavaScript have no thread to move to. */
const packages: readonly SyncApi[] = [
  {
    api: 'adm-zip.new.toBuffer',
    points: 50,
    while: COMPRESSED,
    twin: promise('adm-zip.new.toBufferPromise'),
    unlessCallback: true,
  },
  { api: '@babel/core.transformFileSync', points: 100, while: BUILT, twin: promise('@babel/core.transformFileAsync') },
  { api: '@babel/core.transformSync', points: 100, while: BUILT, twin: promise('@babel/core.transformAsync') },
  { api: 'bip39.mnemonicToSeedSync', points: 50, while: DERIVED, twin: promise('bip39.mnemonicToSeed') },
  {
    api: 'crypto-js.PBKDF2',
    points: 100,
    while: DERIVED,
    note: 'crypto.pbkdf2 derives the same key on another thread',
  },
  {
    api: 'crypto-js/pbkdf2',
    points: 100,
    while: DERIVED,
    note: 'crypto.pbkdf2 derives the same key on another thread',
  },
  { api: 'esbuild.buildSync', points: 100, while: BUILT, twin: promise('esbuild.build') },
  { api: 'esbuild.transformSync', points: 100, while: BUILT, twin: promise('esbuild.transform') },
  { api: 'keypair', points: 100, while: PAIRED, note: 'crypto.generateKeyPair does it on another thread' },
  { api: 'node-forge.pki.rsa.generateKeyPair', points: 100, while: PAIRED, note: FORGE_NOTE, unlessCallback: true },
  { api: 'node-forge.rsa.generateKeyPair', points: 100, while: PAIRED, note: FORGE_NOTE, unlessCallback: true },
  { api: 'pbkdf2.pbkdf2Sync', points: 100, while: DERIVED, twin: callback('pbkdf2.pbkdf2') },
  {
    api: 'scrypt-js.syncScrypt',
    points: 100,
    while: DERIVED,
    note: 'crypto.scrypt derives the same key on another thread',
  },
];

export const computeApis: readonly SyncApi[] = [
  ...zlib.map((row) => rowOf('zlib', row)),
  ...fflate.map((row) => rowOf('fflate', row)),
  ...crypto.map((row) => rowOf('crypto', row)),
  keyPair,
  ...passwords,
  ...packages,
];

function rowOf(module: string, [name, points, waitsWhile]: Row): SyncApi {
  const twin = callback(`${module}.${name.slice(0, -'Sync'.length)}`);
  return { api: `${module}.${name}`, points, while: waitsWhile, twin };
}

function bcryptOf(module: string, note?: string): readonly SyncApi[] {
  return [
    {
      api: `${module}.compareSync`,
      points: 100,
      while: CHECKED,
      twin: promise(`${module}.compare`),
      ...(note && { note }),
    },
    { api: `${module}.hashSync`, points: 100, while: HASHED, twin: promise(`${module}.hash`), ...(note && { note }) },
    { api: `${module}.genSaltSync`, points: 1, while: 'random bytes are made', twin: promise(`${module}.genSalt`) },
  ];
}
