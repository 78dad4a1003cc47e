/** Looks at a project for what a configuration should say. */
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { FRAMEWORKS } from '../apis/handlers.ts';
import type { PackageInfo } from '../project/package-info.ts';
import type { Project } from '../project/open-project.ts';

/** What was seen. Folders are relative to the root. */
export interface ProjectTraits {
  /** Sentences for people. */
  readonly seen: readonly string[];
  /** Folders of code that runs in browsers. */
  readonly frontEnds: readonly string[];
  /** Folders of copies and of what the build writes. */
  readonly made: readonly string[];
}

const LOCKS: readonly (readonly [file: string, manager: string])[] = [
  ['package-lock.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'Yarn'],
  ['bun.lock', 'Bun'],
  ['bun.lockb', 'Bun'],
];
const FRONT_END = /^(?:react-dom|vue|svelte|@angular\/core|solid-js|preact|@sveltejs\/kit)$/;
const FRONT_END_FOLDER = /^(?:client|frontend|front-end|webapp|web-ui|webui|ui)$/;
const COPIES = /^(?:vendor|vendors|third_party|third-party|bower)$/;
const SERVERS: ReadonlySet<string> = new Set([
  ...FRAMEWORKS.map(({ receiver }) => /^(?:@[\w-]+\/)?[\w-]+/.exec(receiver)?.[0] ?? ''),
  ...['@nestjs/core', 'next', 'nuxt', '@sveltejs/kit', 'pg', 'mysql2', 'mongodb'],
]);

export function lookAt({ discovery: { root, program }, build }: Project): ProjectTraits {
  const { packages, tsconfigs } = build;
  const folders = [...new Set(program.flatMap((path) => parents(path)))].sort();
  const front = [
    ...packages.filter((own) => own.folder !== '.' && isFrontEnd(own)).map(({ folder }) => folder),
    ...folders.filter((folder) => FRONT_END_FOLDER.test(folder)),
  ];
  const outputs = tsconfigs.flatMap(({ outDir, sourceRoots }) =>
    outDir !== undefined && !outDir.startsWith('.') && !sourceRoots.includes(outDir) ? [outDir] : [],
  );
  const copies = folders.filter((folder) => COPIES.test(posix.basename(folder)));
  const made = outermost([...copies, ...outputs].filter((folder) => folders.includes(folder)));
  return { seen: sentences(root, packages), frontEnds: outermost(front), made };
}

function sentences(root: string, packages: readonly PackageInfo[]): readonly string[] {
  const manager = LOCKS.find(([file]) => existsSync(join(root, file)))?.[1];
  const found = [...new Set(packages.flatMap(({ dependencies }) => [...dependencies.keys()]))];
  const frameworks = found.filter((name) => SERVERS.has(name)).sort();
  return [
    `${packages.length === 1 ? 'one package' : `${packages.length} packages`}${manager === undefined ? '' : `, ${manager}`}`,
    ...(frameworks.length === 0 ? [] : [`known to perfmig: ${frameworks.join(', ')}`]),
  ];
}

/** A package with a front end's framework and nothing of a server. */
function isFrontEnd({ dependencies }: PackageInfo): boolean {
  const names = [...dependencies.keys()];
  return names.some((name) => FRONT_END.test(name)) && !names.some((name) => SERVERS.has(name));
}

function parents(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Without folders that lie in another of them. */
function outermost(folders: readonly string[]): readonly string[] {
  const all = [...new Set(folders)].sort();
  return all.filter((folder) => !all.some((other) => folder.startsWith(`${other}/`)));
}
