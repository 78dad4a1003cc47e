/** The type gate, whose compiler is loaded only once there is something to check. */
import type { MigrateOptions } from '../migrate.ts';

/** Makes the type gate of a project. */
export const lazyTypeGate: NonNullable<MigrateOptions['typeGate']> = async (project) => {
  const { createTypeGate } = await import('./types.ts');
  return createTypeGate(project);
};
