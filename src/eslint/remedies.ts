/** What can be done about findings from inside their file: fixes, and suggestions where somebody has to judge or do more. */
import { markFor } from '../syntax/mark.ts';
import type { Edit, Finding } from '../contracts.ts';
import { mendingCommand } from '../reporters/words.ts';
import { isSourceName } from '../project/source-names.ts';
import { functionOf } from '../syntax/node.ts';
import { awaitableCalls, hasTwins, InPlacePlanner } from './in-place.ts';
import { QUIET } from './options.ts';
import { nodeAt, statementAround } from '../engine/node-at.ts';
import type { FileFindings } from './file-findings.ts';
import type { FilePlace } from './file-place.ts';
import type { HostSuggestion } from './host.ts';

/** A change that is offered. */
export interface Offer extends Omit<HostSuggestion, 'fix'> {
  readonly edits: readonly Edit[];
}

/** What there is to do about one finding. */
export interface Remedy {
  /** Right without a look at it. */
  readonly fix?: readonly Edit[];
  readonly offers: readonly Offer[];
}

export const REMEDY_MESSAGES = {
  rewrite: 'Write what perfmig would',
  awaitTwin: 'Wait for the asynchronous twin',
  awaitTwinWith: 'Wait for the asynchronous twin. Look at this first: {{hazards}}',
  command: 'This takes other code with it. Note down the command that changes all of it: {{command}}',
} as const;

type RemedyMessage = keyof typeof REMEDY_MESSAGES;

/** Finds the remedies of one file; makes its plans when they are asked for. */
export class Remedies {
  readonly #found: FileFindings;
  readonly #place: FilePlace;
  #planner: InPlacePlanner | undefined;

  constructor(found: FileFindings, place: FilePlace) {
    this.#found = found;
    this.#place = place;
  }

  /** The remedies of findings of one rule. */
  of(rule: string, findings: readonly Finding[]): ReadonlyMap<Finding, Remedy> {
    // In components, lines of imports have places of their own.
    const inPlace =
      hasTwins(rule) && isSourceName(this.#place.path) ? this.#inPlace(rule, findings) : new Map<Finding, Remedy>();
    return new Map(
      findings.map((finding) => [finding, inPlace.get(finding) ?? ownRemedy(finding) ?? this.#byCommand(finding)]),
    );
  }

  #inPlace(rule: string, findings: readonly Finding[]): ReadonlyMap<Finding, Remedy> {
    const remedies = new Map<Finding, Remedy>();
    const calls = awaitableCalls(this.#found.file, rule, findings);
    if (calls.length === 0) return remedies;
    this.#planner ??= new InPlacePlanner(this.#place, this.#found.file);
    for (const { calls: own, edits, hazards } of this.#planner.plan(rule, calls)) {
      const remedy =
        hazards.length === 0
          ? { fix: edits, offers: [] }
          : { offers: [offer('awaitTwinWith', edits, { hazards: hazards.join('; ') })] };
      for (const { finding } of own) remedies.set(finding, remedy);
    }
    return remedies;
  }

  /** The comment goes above the statement, so the line it names is one further down. */
  #byCommand({ codemod, context, span, path, line }: Finding): Remedy {
    const { file } = this.#found;
    // Codemods leave alone what keeps nobody waiting.
    if (codemod === undefined || QUIET.includes(context)) return { offers: [] };
    const statement = statementAround(nodeAt(file.ast, span));
    if (!statement) return { offers: [] };
    const commandAt = (at: number): string => `${mendingCommand(codemod)} --only ${path}:${at}`;
    const [start] = file.spanOf(statement);
    const lineStart = file.text.lastIndexOf('\n', start - 1) + 1;
    const indent = /^[ \t]*/.exec(file.text.slice(lineStart, start))?.[0] ?? '';
    const eol = file.text.includes('\r\n') ? '\r\n' : '\n';
    const text = `${markFor(commandAt(line + 1))}${eol}${indent}`;
    return { offers: [offer('command', [{ span: [start, start], text }], { command: commandAt(line) })] };
  }
}

/** What the rule itself would write. */
function ownRemedy({ fix }: Finding): Remedy | undefined {
  if (fix?.rewrite.kind !== 'edits') return undefined;
  const { edits } = fix.rewrite;
  return fix.safety === 'safe' ? { fix: edits, offers: [] } : { offers: [offer('rewrite', edits)] };
}

function offer(messageId: RemedyMessage, edits: readonly Edit[], data: Offer['data'] = {}): Offer {
  return { messageId, edits, data };
}

/** Whether a finding can be mended without a change of any signature: the function around it is async already. */
export function isMendableHere({ file }: FileFindings, { span, fix }: Finding): boolean {
  return fix?.rewrite.kind === 'edits' || functionOf(nodeAt(file.ast, span))?.async === true;
}
