/** One client for all who ask for it at the same time, closed when nobody has used it for a while. */

export interface LentClient {
  /**
   * The client, or the promise of one, that all have: `open` makes it where there is none. What `open` throws, or its
   * promise rejects with, goes to whoever waits for it; the next one to ask opens anew.
   */
  borrow<Client>(open: () => Client): Client;
  /** Says that one borrower is done. Nothing happens for `undefined`, and for a client that is lost already. */
  giveBack(client: unknown): void;
}

interface Lent {
  readonly made: unknown;
  /** Undefined until its promise is fulfilled. */
  client?: unknown;
  borrowers: number;
  idle?: NodeJS.Timeout;
}

/**
 * Lends one client to all who borrow at the same time.
 * @param closeBy the client's method that ends it
 * @param lostOn its events after which it is of no use: it is ended, and the next one to borrow gets another
 * @param idleMs milliseconds without borrowers after which it is closed, so that a process that is done may end
 */
export function lentClient(closeBy: string, lostOn: readonly string[] = [], idleMs = 5000): LentClient {
  let lent: Lent | undefined;
  const forget = (one: Lent): void => {
    clearTimeout(one.idle);
    if (lent === one) lent = undefined;
  };
  const end = (one: Lent, ...methods: readonly string[]): void => {
    if (lent !== one) return;
    forget(one);
    methods.find((method) => call(one.client, method));
  };
  const watch = (one: Lent, client: unknown): void => {
    one.client = client;
    for (const event of lostOn) call(client, 'on', event, () => end(one, 'destroy', 'disconnect', closeBy));
    // Clients of NATS have no events, but a promise.
    if (typeof membersOf(client)['closed'] === 'function') whenClosed(client, () => forget(one));
  };
  return {
    borrow<Client>(open: () => Client): Client {
      if (!lent) {
        const made = open();
        const one: Lent = { made, borrowers: 0 };
        lent = one;
        if (isPromise(made)) made.then((client) => watch(one, client)).catch(() => forget(one));
        else watch(one, made);
      }
      lent.borrowers++;
      clearTimeout(lent.idle);
      return lent.made as Client;
    },
    giveBack(client) {
      const one = lent;
      if (!one || client === undefined || (client !== one.made && client !== one.client)) return;
      one.borrowers--;
      if (one.borrowers <= 0) one.idle = setTimeout(() => end(one, closeBy), idleMs);
    },
  };
}

/** Calls a method if there is one, and lets it fail: nobody waits for it any more. */
function call(client: unknown, method: string, ...args: readonly unknown[]): boolean {
  const run = membersOf(client)[method];
  if (typeof run !== 'function') return false;
  new Promise((resolve) => {
    resolve(run.apply(client, args));
  }).catch(() => undefined);
  return true;
}

function whenClosed(client: unknown, told: () => void): void {
  const closed: unknown = (client as { closed(): unknown }).closed();
  if (isPromise(closed)) closed.then(told).catch(told);
}

function isPromise(made: unknown): made is Promise<unknown> {
  return typeof membersOf(made)['then'] === 'function';
}

function membersOf(client: unknown): Readonly<Record<string, unknown>> {
  return Object(client) as Readonly<Record<string, unknown>>;
}
