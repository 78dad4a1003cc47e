/** The oldest Node that a program runs on, and whether the twins are there. */
import type { PlanInput } from '../contracts.ts';
import { isObject } from '../project/json-file.ts';
import type { TwinRow } from './decisions.ts';
import type { SiteReason } from './refusals.ts';
import type { SyncSite } from './sites.ts';

/** Major and minor. */
type Version = readonly [major: number, minor: number];

interface Floor {
  readonly version: Version;
  /** The file that says so. */
  readonly path: string;
}

/** With `fs.promises` no longer experimental, `node:` in `require`, and `util.promisify`. */
const NEEDED: Readonly<Record<'promises' | 'helper' | 'promisify', Version>> = {
  promises: [10, 17],
  helper: [14, 18],
  promisify: [8, 0],
};

/** What `engines` or workflows allow below this is what nobody took out: no such Node has been maintained for years. */
const STALE_BELOW = 14;

/** Files that name the version which is really used. */
const PINNED = ['.nvmrc', '.node-version', '.travis.yml'];
const WORKFLOWS = ['build', 'ci', 'main', 'node', 'node.js', 'nodejs', 'test', 'tests'].map(
  (name) => `.github/workflows/${name}.yml`,
);

/** Undefined where the twin is there, or nothing is said of versions. */
export function nodeVersionReason(
  { read }: Pick<PlanInput, 'read'>,
  site: SyncSite,
  twin: TwinRow,
): SiteReason | undefined {
  const needed = neededBy(twin);
  const floor = needed && floorOf(read, site.in.path);
  if (!floor || !isBelow(floor.version, needed)) return undefined;
  const message = `its twin needs Node ${needed.join('.')}, and ${floor.path} promises an older one`;
  return { code: 'twin/node-version', message, in: site.in, node: site.node, chain: [] };
}

function neededBy(twin: TwinRow): Version | undefined {
  if (twin.kind === 'helper') return NEEDED.helper;
  if (twin.kind === 'callback') return NEEDED.promisify;
  return /^fs\.promises\./.test(twin.api) ? NEEDED.promises : undefined;
}

/** The nearest package.json that says something counts; what is pinned counts before what it allows. */
function floorOf(read: PlanInput['read'], path: string): Floor | undefined {
  for (const folder of foldersAbove(path)) {
    const pinned = [...PINNED, ...WORKFLOWS].flatMap((name) => {
      const version = lowest(versionsNamed(name, read(folder + name) ?? ''));
      return version ? [{ version, path: folder + name }] : [];
    });
    const [first] = pinned.sort((a, b) => (isBelow(a.version, b.version) ? -1 : 1));
    if (first) return first;
    const manifest = `${folder}package.json`;
    const declared = declaredIn(read(manifest) ?? '{}');
    if (declared) return { version: declared, path: manifest };
  }
  return undefined;
}

function foldersAbove(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return [...parts.map((_, index) => `${parts.slice(0, parts.length - index).join('/')}/`), ''];
}

/** `volta.node`, or `engines.node` where it is not stale. */
function declaredIn(text: string): Version | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(json)) return undefined;
  const { volta, engines } = json;
  const pinned = isObject(volta) && typeof volta['node'] === 'string' ? lowest(versionsIn(volta['node'])) : undefined;
  if (pinned) return pinned;
  const floor = isObject(engines) && typeof engines['node'] === 'string' ? floorOfRange(engines['node']) : undefined;
  return floor && floor[0] >= STALE_BELOW ? floor : undefined;
}

/** The lowest version of a range, where `>=8` means 8.0 and `14` or `14.x` mean the last 14. */
function floorOfRange(range: string): Version | undefined {
  return lowest(
    range
      .split('||')
      .flatMap((part) => versionsIn(part.replace(/<=?\s*[\d.]+/g, '')).slice(0, 1))
      .map(([major, minor]) => [major, /[>^~]/.test(range) && minor === Infinity ? 0 : minor]),
  );
}

/** Versions in a file that pins one, or in the lines of a workflow about Node, where stale ones don't count. */
function versionsNamed(name: string, text: string): readonly Version[] {
  if (!name.endsWith('.yml')) return versionsIn(text);
  const lines = /^[ \t-]*(?:node_js|node-version|node)['"]?:[^\n]*(?:\n[ \t]*-[^\n]*)*/gm;
  return (text.match(lines) ?? []).flatMap(versionsIn).filter(([major]) => major >= STALE_BELOW);
}

/** A major alone is the last of that major. */
function versionsIn(text: string): readonly Version[] {
  return [...text.matchAll(/(?<![\w.])v?(\d{1,2})(?:\.(\d+|x))?(?:\.(?:\d+|x))?(?![\d.])/g)].map(
    ([, major, minor]): Version => [Number(major), minor === undefined || minor === 'x' ? Infinity : Number(minor)],
  );
}

function lowest(versions: readonly Version[]): Version | undefined {
  return versions.reduce<Version | undefined>((low, one) => (low && !isBelow(one, low) ? low : one), undefined);
}

function isBelow([major, minor]: Version, [other, than]: Version): boolean {
  return major < other || (major === other && minor < than);
}
