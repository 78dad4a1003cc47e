/** Leaves a suite out where a service it talks to does not answer. */
import { describe, it } from 'vitest';
import { HOST, NEEDS, SERVICES, START_COMMAND, canConnect, type Service, type ServiceId } from './services.ts';

/**
 * A suite that talks to services. Where one does not answer the suite is left
 * out and named in the closing line; with CI=true it fails.
 */
export async function describeWithServices(name: string, ids: readonly ServiceId[], suite: () => void): Promise<void> {
  const services: readonly Service[] = ids.map((id) => SERVICES[id]);
  const answers = await Promise.all(services.map(({ port }) => canConnect(port)));
  const missing = services.filter((_, index) => answers[index] !== true);
  if (missing.length === 0) {
    describe(name, suite);
    return;
  }
  const note = NEEDS + missing.map((service) => `${service.name} on ${HOST}:${service.port}`).join(', ');
  it(name, (context) => {
    if (process.env['CI'] === 'true') throw new Error(`${note}, which does not answer: ${START_COMMAND}`);
    context.skip(note);
  });
}
