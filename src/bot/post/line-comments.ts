/** Comments at lines: which findings get one, and what it says. */
import { posix } from 'node:path';
import type { CiJson, CiJsonFinding } from '../../reporters/ci-json.ts';
import { fenced, prose } from '../../reporters/ci/prose.ts';
import { code } from '../../reporters/markdown/escape.ts';
import { mendingCommand } from '../../reporters/words.ts';

/** A comment at lines of the new side of a diff. */
export interface LineComment {
  /** Relative to the repository's top. */
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
  /** Git's name of the content that the lines are of. */
  readonly blob: string | undefined;
  /** What it is recognized by. */
  readonly marker: string;
  /** The text; how a host wants a suggestion is its own affair. */
  readonly body: string;
}

/** The fence a host's suggestion begins with, for one of so many lines. */
export type SuggestionFence = (lines: number) => string;

/**
 * One for each finding that deserves work or can be mended with a click, worst first.
 * @param fence undefined where no rewrite may be suggested
 */
export function lineComments(data: CiJson, fence: SuggestionFence | undefined): readonly LineComment[] {
  const wanted = data.new.filter(({ worth, suggestion }) => worth || (suggestion !== undefined && fence !== undefined));
  return wanted.map((finding) => lineComment(data, finding, fence));
}

function lineComment(data: CiJson, finding: CiJsonFinding, fence: SuggestionFence | undefined): LineComment {
  const { path, line, blob, fingerprint } = finding;
  const suggestion = fence && finding.suggestion;
  const marker = `<!-- perfmig-line:${fingerprint} -->`;
  return {
    path: posix.join(data.root, path),
    ...(suggestion ? { line: suggestion.line, endLine: suggestion.endLine } : { line, endLine: line }),
    ...{ blob, marker, body: bodyOf(finding, fence, marker) },
  };
}

function bodyOf(finding: CiJsonFinding, fence: SuggestionFence | undefined, marker: string): string {
  const { message, context, chain = [], codemod, suggestion } = finding;
  const lines = [
    `**perfmig**: ${prose(message)} (${context})`,
    ...(chain.length > 0 ? ['', code(chain.map(({ name }) => name).join(' → '))] : []),
    ...(codemod === undefined ? [] : ['', `Mend: ${code(mendingCommand(codemod))}`]),
  ];
  if (fence && suggestion) {
    if (suggestion.safety === 'review') lines.push('', 'This changes what the program does; read it first.');
    lines.push('', ...fenced(suggestion.after, fence(suggestion.before.length)));
  }
  return [...lines, '', marker, ''].join('\n');
}
