/**
 * Functions that calls have made: `wrap(f)` gives a function that runs `f`, and
 * `wrap(g)` another one, though both are written in the same place.
 */
import type { FunctionId } from './call-graph.ts';
import type { CallFact, FileFacts } from './facts.ts';
import { absolute, type CallSite, type LinkState } from './link-state.ts';
import type { NodeId, Token, TokenId } from './token.ts';

export class MadeFunctions {
  readonly #state: LinkState;
  /** The call that has made a function, by the token of what it made. */
  readonly #origins = new Map<TokenId, CallSite>();
  readonly #made = new Map<CallFact, Map<TokenId, Token>>();
  /** Functions with parameters in which others are made. */
  readonly #makers = new Set<FunctionId>();

  constructor(state: LinkState) {
    this.#state = state;
  }

  /** @param first the program's number of the file's first function */
  admit({ functions }: FileFacts, first: FunctionId): void {
    for (const { parent } of functions)
      if ((functions[parent]?.params.length ?? 0) > 0) this.#makers.add(first + parent);
  }

  /** The call that has made what a token stands for. */
  originOf({ id }: Token): CallSite | undefined {
    return this.#origins.get(id);
  }

  /** Hands on what a function gives back; one made in it, and from what it was given, is another one with each call. */
  giveBack(site: CallSite, fn: FunctionId, result: NodeId): void {
    const { solver } = this.#state;
    const { file, call } = site;
    const to = absolute(file, call.result);
    if (to < 0 || call.isNew || !call.callable.includes(true) || !this.#makers.has(fn)) {
      solver.flow(result, to);
      return;
    }
    solver.each(result, (token) => {
      const isMade = token.kind === 'function' && !token.base && this.#state.parentOf(token.index) === fn;
      solver.add(to, isMade ? this.#madeAt(site, token) : token);
    });
  }

  #madeAt(site: CallSite, base: Token): Token {
    const byCall = this.#made.get(site.call) ?? new Map<TokenId, Token>();
    this.#made.set(site.call, byCall);
    let token = byCall.get(base.id);
    if (!token) {
      token = this.#state.solver.newToken('function', base.index, base.name);
      token.base = base;
      this.#state.solver.inherit(token, base);
      byCall.set(base.id, token);
      this.#origins.set(token.id, site);
    }
    return token;
  }
}
