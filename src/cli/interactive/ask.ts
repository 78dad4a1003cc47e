/** Asks for each unit whether to make it: `perfmig apply --interactive`. */
import type { Unit } from '../../contracts.ts';
import type { Answer } from '../../engine/migrate/answers.ts';
import type { Choice, Chooser, Offer, Questions } from '../../engine/migrate/choose.ts';
import { count } from '../../reporters/words.ts';
import { cardLines, fullDiff, whyLines, type CardStyle, type Numbered } from './card.ts';
import { inOrderOfAsking, kindOf, kindWords } from './order.ts';
import { terminalLines, type TerminalLines } from './terminal-lines.ts';

/** Somebody left: nothing is to be written. */
export class Left extends Error {
  override readonly name = 'Left';
  /** How many answers are kept for the next run. */
  readonly kept: number;

  constructor(kept: number) {
    super('left');
    this.kept = kept;
  }
}

const HELP = [
  'y  make it',
  'n  leave it',
  'a  make it, and all others of its kind that are still open',
  'b  back to the one before',
  'w  why: what speaks for and against it',
  'd  the whole diff',
  'f  finish: write what is accepted so far, ask about the rest another time',
  'q  quit: write nothing; the answers are kept, and the same command goes on from here',
];

/** Asks on stderr, so that stdout stays for the report. */
export function askForUnits(style: Omit<CardStyle, 'root'>): Chooser {
  return async (questions) => {
    const lines = terminalLines();
    try {
      return await new Session(questions, { ...style, root: questions.root }, lines).run();
    } finally {
      lines.close();
    }
  };
}

type Verdict = Answer | 'back' | 'finish' | 'kind';

const VERDICTS: ReadonlyMap<string, Verdict> = new Map([
  ['y', 'accept'],
  ['yes', 'accept'],
  ['n', 'skip'],
  ['no', 'skip'],
  ['a', 'kind'],
  ['b', 'back'],
  ['f', 'finish'],
]);

class Session {
  readonly #offers: readonly Offer[];
  readonly #keep: Questions['keep'];
  readonly #style: CardStyle;
  readonly #lines: TerminalLines;
  readonly #answers = new Map<string, Answer>();
  /** What each answer of this run was about, for going back. */
  readonly #asked: (readonly Offer[])[] = [];

  constructor({ offers, keep }: Questions, style: CardStyle, lines: TerminalLines) {
    this.#offers = inOrderOfAsking(offers);
    this.#keep = keep;
    this.#style = style;
    this.#lines = lines;
  }

  async run(): Promise<Choice> {
    this.#takeOver();
    let isFinished = false;
    for (let offer = this.#next(); offer && !isFinished; offer = this.#next()) {
      const verdict = await this.#ask(offer);
      if (verdict === 'finish') isFinished = true;
      else if (verdict === 'back') this.#back();
      else this.#take(offer, verdict);
    }
    return this.#confirm();
  }

  /** Answers of a run that was left. */
  #takeOver(): void {
    for (const { unit, answer } of this.#offers) if (answer) this.#answers.set(unit.id, answer);
    const [known, all] = [this.#answers.size, this.#offers.length];
    if (known > 0) say([`Going on: ${known} of ${all} are answered already (${this.#totals()}).`]);
    else if (all > 0)
      say([`${count(all, 'unit')}, the least risk first. Nothing is written before the last question.`]);
  }

  /** The first that has no answer; one that clashes with an accepted one is left without a question. */
  #next(): Offer | undefined {
    return this.#offers.find((offer) => {
      if (this.#answers.has(offer.unit.id)) return false;
      const other = [...offer.clashesWith].find((id) => this.#answers.get(id) === 'accept');
      if (other === undefined) return true;
      say([
        `${this.#number(offer.unit.id)} is left: it changes the same code as ${this.#number(other)}, which is accepted.`,
      ]);
      this.#answers.set(offer.unit.id, 'skip');
      return false;
    });
  }

  async #ask(offer: Offer): Promise<Verdict> {
    const numbered = this.#numbered(offer);
    say(cardLines(numbered, this.#style));
    for (;;) {
      const typed = await this.#lines.ask(`Make ${numbered.number} of ${numbered.total}? [y,n,a,b,w,d,f,q,?] `);
      const verdict = this.#verdictOf(typed?.toLowerCase(), offer);
      if (verdict !== undefined) return verdict;
    }
  }

  /** Undefined where the question is to be asked again. @throws {Left} */
  #verdictOf(typed: string | undefined, offer: Offer): Verdict | undefined {
    if (typed === undefined || typed === 'q') throw new Left(this.#answers.size);
    const verdict = VERDICTS.get(typed);
    if (verdict !== undefined) return verdict;
    if (typed === 'w') say(whyLines(offer, this.#style));
    else if (typed === 'd') say(fullDiff(offer, this.#style));
    else say(HELP);
    return undefined;
  }

  #take(offer: Offer, verdict: Answer | 'kind'): void {
    if (verdict !== 'kind') {
      this.#asked.push([offer]);
      this.#set(offer.unit, verdict);
      return;
    }
    const kind = kindOf(offer.unit);
    const open = this.#offers.filter(({ unit }) => !this.#answers.has(unit.id) && kindOf(unit) === kind);
    const accepted = open.filter((one) => {
      const clashes = [...one.clashesWith].some((id) => this.#answers.get(id) === 'accept');
      if (!clashes) this.#set(one.unit, 'accept');
      return !clashes;
    });
    this.#asked.push(accepted);
    say([`Accepted: ${count(accepted.length, 'unit')} (${kindWords(offer.unit)}).`]);
  }

  #set(unit: Unit, answer: Answer): void {
    this.#answers.set(unit.id, answer);
    this.#keep(unit, answer);
  }

  #back(): void {
    const offers = this.#asked.pop();
    if (!offers) say(['This is the first.']);
    for (const { unit, clashesWith } of offers ?? []) {
      // What clashes with it was left because of it.
      for (const id of [unit.id, ...clashesWith]) this.#answers.delete(id);
      this.#keep(unit, undefined);
    }
  }

  /** @throws {Left} where nothing is to be written after all */
  async #confirm(): Promise<Choice> {
    const accepted = this.#offers.filter(({ unit }) => this.#answers.get(unit.id) === 'accept');
    const undecided = this.#offers.filter(({ unit }) => !this.#answers.has(unit.id));
    if (accepted.length > 0) {
      const files = new Set(accepted.flatMap(({ unit }) => unit.changes.map(({ path }) => path)));
      const question = `${this.#totals()}. Write ${count(files.size, 'file')}? [y,n] `;
      for (let typed: string | undefined = ''; !/^y(?:es)?$/i.test(typed);) {
        typed = await this.#lines.ask(question);
        if (typed === undefined || /^(?:n|no|q)$/i.test(typed)) throw new Left(this.#answers.size);
      }
    }
    return { accepted: idsOf(accepted), undecided: idsOf(undecided) };
  }

  #totals(): string {
    const said = [...this.#answers.values()];
    const accepted = said.filter((answer) => answer === 'accept').length;
    const open = this.#offers.length - said.length;
    const rest = open > 0 ? `, ${open} open` : '';
    return `${accepted} accepted, ${said.length - accepted} left${rest}`;
  }

  #numbered(offer: Offer): Numbered {
    const numberOf = (id: string): number => this.#number(id);
    return { offer, number: this.#number(offer.unit.id), total: this.#offers.length, numberOf };
  }

  #number(id: string): number {
    return this.#offers.findIndex(({ unit }) => unit.id === id) + 1;
  }
}

function idsOf(offers: readonly Offer[]): ReadonlySet<string> {
  return new Set(offers.map(({ unit }) => unit.id));
}

function say(lines: readonly string[]): void {
  if (lines.length > 0) process.stderr.write(`${lines.join('\n')}\n`);
}
