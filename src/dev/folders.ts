/** Finds the modules of one kind, a folder each, so that a new folder is all that a new one needs. */
import { access, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where modules of one kind live: `rules/<id>/rule.ts`, which exports `rule`. */
export interface Kind {
  readonly folder: 'rules' | 'codemods';
  readonly name: 'rule' | 'codemod';
}

/**
 * Every module of a kind under `root`, by id.
 * @throws where one doesn't export what it should, or its id isn't the folder's name
 */
export async function readModules<Module extends { readonly id: string }>(
  root: string,
  kind: Kind,
): Promise<readonly Module[]> {
  const modules: Module[] = [];
  // One after another: jiti hands out half-loaded modules where imports overlap.
  for (const id of await idsOf(root, kind)) modules.push(await readModule<Module>(root, kind, id));
  return modules;
}

/** The names of the folders that hold such a module, sorted. */
async function idsOf(root: string, { folder, name }: Kind): Promise<readonly string[]> {
  if (!(await exists(join(root, folder)))) return [];
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const hasModule = await Promise.all(names.map((id) => exists(join(root, folder, id, `${name}.ts`))));
  return names.filter((_, index) => hasModule[index]).sort();
}

async function readModule<Module extends { readonly id: string }>(
  root: string,
  { folder, name }: Kind,
  id: string,
): Promise<Module> {
  const path = resolve(root, folder, id, `${name}.ts`);
  const exported = (await import(pathToFileURL(path).href)) as Readonly<Record<string, Module | undefined>>;
  const found = exported[name];
  const short = `${folder}/${id}/${name}.ts`;
  if (found === undefined) throw new Error(`${short} exports no \`${name}\``);
  if (found.id !== id) throw new Error(`${short}: the id is '${found.id}'; it must be the folder's name`);
  return found;
}

/** Whether there is anything at this path. */
export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
