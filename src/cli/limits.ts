/** Limits a run was given, and whether it keeps to them. */
import type { Report } from '../contracts.ts';
import { count } from '../reporters/words.ts';
import { tell } from './streams.ts';

/** The most there may be; undefined is no limit. */
export interface Limits {
  readonly maxIssues?: number;
  readonly maxNotices?: number;
}

/** Whether the report keeps to the limits; says on standard error which it doesn't. Findings without points never count. */
export function checkLimits({ files, notices }: Report, { maxIssues, maxNotices }: Limits): boolean {
  const issues = files.flatMap((file) => file.findings).filter(({ score }) => score > 0).length;
  const areFew = isWithin(issues, maxIssues, `${count(issues, 'finding')}, --max-issues allows`);
  const areTidy = isWithin(notices.length, maxNotices, `${count(notices.length, 'notice')}, --max-notices allows`);
  return areFew && areTidy;
}

function isWithin(value: number, limit: number | undefined, words: string): boolean {
  if (limit === undefined || value <= limit) return true;
  tell(`${words} ${limit}`);
  return false;
}
