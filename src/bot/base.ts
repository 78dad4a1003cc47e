/** Which commit a change is compared with, and by what it is known. */
import { UsageError } from '../project/errors.ts';
import type { Git } from '../project/git.ts';

/** The environment, as build servers fill it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The two ends of a change. */
export interface Ends {
  readonly head: string;
  /** Undefined where there is nothing to compare with. */
  readonly base: { readonly commit: string; readonly ref: string } | undefined;
  readonly notes: readonly string[];
}

interface Wanted {
  readonly ref: string;
  /** Who names it, for people. */
  readonly by: string;
  /** What to fetch where it is missing. */
  readonly branch: string;
}

/**
 * The head, and the commit at which it and the base parted.
 * @throws {UsageError} where head is unknown, or the clone lacks what the base is to be found by
 */
export async function findEnds(
  git: Git,
  { base, head = 'HEAD' }: { readonly base?: string | undefined; readonly head?: string | undefined },
  env: Environment,
): Promise<Ends> {
  const commit = await git.commit(head);
  if (commit === undefined) throw new UsageError(unknownHead(head));
  const wanted = base === undefined ? wantedBy(env) : [{ ref: base, by: '--base', branch: base }];
  const merged = base === undefined && head === 'HEAD' ? await mergedInto(git, commit, env) : undefined;
  if (merged !== undefined) return { head: commit, base: { commit: merged, ref: nameOf(wanted[0]) }, notes: [] };
  if (wanted.length > 0) return endsOf(git, commit, wanted, env);
  const branch = await git.defaultBranch();
  if (branch !== undefined) {
    return endsOf(
      git,
      commit,
      [{ ref: branch, by: 'the default branch', branch: branch.replace(/^origin\//, '') }],
      env,
    );
  }
  const why =
    'There is no base to compare with (no --base, no variable of a build server, no origin): all findings count as new.';
  return { head: commit, base: undefined, notes: [why] };
}

function unknownHead(head: string): string {
  return head === 'HEAD' ? 'there is no commit yet to compare' : `unknown commit, branch or tag: ${head}`;
}

/** What build servers name, best first. */
function wantedBy(env: Environment): readonly Wanted[] {
  const { GITHUB_BASE_REF: github, CI_MERGE_REQUEST_TARGET_BRANCH_NAME: gitlab } = env;
  const sha = env['CI_MERGE_REQUEST_DIFF_BASE_SHA'];
  const branches = (name: string, by: string): readonly Wanted[] => [
    { ref: `refs/remotes/origin/${name}`, by, branch: name },
    { ref: `refs/heads/${name}`, by, branch: name },
  ];
  return [
    ...(github ? branches(github, 'GITHUB_BASE_REF') : []),
    ...(sha ? [{ ref: sha, by: 'CI_MERGE_REQUEST_DIFF_BASE_SHA', branch: gitlab || sha }] : []),
    ...(gitlab ? branches(gitlab, 'CI_MERGE_REQUEST_TARGET_BRANCH_NAME') : []),
  ];
}

async function endsOf(git: Git, head: string, wanted: readonly Wanted[], env: Environment): Promise<Ends> {
  for (const one of wanted) {
    const commit = await git.commit(one.ref);
    const common = commit === undefined ? undefined : await git.commonAncestor(commit, head);
    if (common === head) return behind(git, head, nameOf(one));
    if (common !== undefined) return { head, base: { commit: common, ref: nameOf(one) }, notes: [] };
  }
  const [first] = wanted;
  const isKnown = first !== undefined && (await git.commit(first.ref)) !== undefined;
  if (isKnown && !(await git.isShallow())) {
    const why = `${nameOf(first)} and head have no commit in common: all findings count as new.`;
    return { head, base: undefined, notes: [why] };
  }
  throw new UsageError(await missing(git, wanted, env));
}

/** GitHub checks out what merging would give: its first parent is the base, and a clone of two commits is enough. */
async function mergedInto(git: Git, head: string, { GITHUB_REF: ref = '' }: Environment): Promise<string | undefined> {
  if (!/^refs\/pull\/\d+\/merge$/.test(ref)) return undefined;
  return (await git.commit(`${head}^2`)) === undefined ? undefined : git.commit(`${head}^1`);
}

/** What is on the base already is compared with the commit before it, as after a merge. */
async function behind(git: Git, head: string, ref: string): Promise<Ends> {
  const parent = await git.commit(`${head}^1`);
  if (parent !== undefined) {
    return { head, base: { commit: parent, ref: `the commit before, as head is on ${ref}` }, notes: [] };
  }
  const why = `Head is on ${ref} and has no commit before it here: all findings count as new.`;
  return { head, base: undefined, notes: [why] };
}

function nameOf(wanted: Wanted | undefined): string {
  return wanted?.ref.replace(/^refs\/(?:remotes|heads)\//, '') ?? 'the base of the merge';
}

async function missing(git: Git, wanted: readonly Wanted[], env: Environment): Promise<string> {
  const [first] = wanted;
  const { branch = '', by = '' } = first ?? {};
  const isShallow = await git.isShallow();
  const what = `${by} names ${branch}, which this ${isShallow ? 'shallow ' : ''}clone ${isShallow ? 'does not reach' : 'does not have'}`;
  if (env['GITHUB_ACTIONS']) return `${what}: give actions/checkout "fetch-depth: 0"`;
  if (env['GITLAB_CI']) return `${what}: set GIT_DEPTH to 0 and run git fetch origin ${branch}`;
  return `${what}: git fetch ${isShallow ? '--unshallow ' : ''}origin ${branch}`;
}
