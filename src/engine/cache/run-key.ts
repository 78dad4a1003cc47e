/** Names all that the findings of a run depend on. */
import { serialize } from 'node:v8';
import type { Project } from '../../project/open-project.ts';
import type { Survey } from '../survey.ts';
import { hashOf } from './stamp.ts';

/** What a run was asked for. */
export interface Asked {
  /** Rules that run, in their order. */
  readonly active: readonly string[];
  /** Rules there are. */
  readonly known: readonly string[];
  readonly areRulesAsked: boolean;
  readonly codemodOf: (rule: string) => string | undefined;
}

/** The same for two runs with the same findings. This perfmig is not in it: every file of the cache names its own. */
export function runKey({ discovery, build, config }: Project, asked: Asked, { glances, failures }: Survey): string {
  const { active, known, areRulesAsked, codemodOf } = asked;
  const files = [...glances.values()].map(({ path, record, isReported }) => [path, record.hash, isReported]);
  const all = [
    ...[active, known, areRulesAsked, active.map(codemodOf)],
    ...[config.hash, build, discovery.program, discovery.failures, files, failures],
  ];
  return hashOf(serialize(all));
}

/** What of a project was asked about, and by which rules; undefined where that is all. */
export function partAsked({ discovery }: Project, { active, known, areRulesAsked }: Asked): string | undefined {
  const isAll = discovery.reported === 'all' && !areRulesAsked && active.length === known.length;
  return isAll ? undefined : JSON.stringify([discovery.named, active, areRulesAsked]);
}
