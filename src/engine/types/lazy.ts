/** The types of a project, whose compiler is loaded only once there is something to ask. */
import type { ProjectFiles, TypeAnswer, TypeQuestion, Types } from '../../contracts.ts';
import type { Checkers } from './checkers.ts';

/** What is told is remembered as long as the object. */
export function lazyTypes(project: ProjectFiles): Types {
  const told = new Map<string, TypeAnswer>();
  let checkers: Checkers | undefined;
  const ask = async (questions: ReadonlyMap<string, TypeQuestion>): Promise<void> => {
    const { Checkers: Made } = await import('./checkers.ts');
    checkers ??= new Made(project);
    const answers = checkers.answer([...questions.values()]);
    for (const [index, key] of [...questions.keys()].entries()) told.set(key, answers[index] ?? 'unknown');
  };
  return { told, ask };
}
