/** Declarations of the runtime for projects in which it isn't installed yet: a plan may be the first to need it. */
import { join } from 'node:path';
import { ts } from 'ts-morph';
import type { Plan } from '../../contracts.ts';
import { helperFileText } from '../../additions/helpers/file.ts';
import { HELPER_PARTS } from '../../additions/helpers/texts.ts';
import { RUNTIME_PACKAGE } from '../../additions/runtime-dependency.ts';

/** A file that is nowhere on disk, with the declarations; undefined where the plan needs none, or they are installed. */
export function runtimeTypes(root: string, plan: Plan): { readonly path: string; readonly text: string } | undefined {
  const isNeeded = plan.files.some(({ after }) => after.includes(`${RUNTIME_PACKAGE}/`));
  if (!isNeeded || isInstalled(root)) return undefined;
  const folders = [...new Set(HELPER_PARTS.filter(({ names }) => names.length > 0).map(({ folder }) => folder))];
  return { path: join(root, 'perfmig-runtime.d.ts'), text: folders.map(declarationOf).join('\n') };
}

function isInstalled(root: string): boolean {
  const path = `node_modules/${RUNTIME_PACKAGE}/package.json`;
  return ts.findConfigFile(root, (candidate) => ts.sys.fileExists(candidate), path) !== undefined;
}

/** One part as a module declared elsewhere. */
function declarationOf(folder: string): string {
  const names = HELPER_PARTS.filter((part) => part.folder === folder).flatMap((part) => part.names);
  const source = helperFileText(names, { language: 'ts', isModule: true });
  const { outputText } = ts.transpileDeclaration(source, { fileName: `${folder}.ts` });
  return `declare module '${RUNTIME_PACKAGE}/${folder}' {\n${outputText.replaceAll(/^(export )?declare /gm, '$1')}}\n`;
}
