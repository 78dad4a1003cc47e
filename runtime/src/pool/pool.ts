/** A pool of resources that are dear to make: connections, processes, parsers. */
import { ClosedError } from '../errors/closed.ts';
import { QueueFullError } from '../errors/queue-full.ts';
import { WaitLine } from '../waiting/line.ts';
import { deadlineOf, type WaitOptions } from '../waiting/wait-options.ts';
import { within } from '../waiting/within.ts';
import { Lease, type Lender } from './lease.ts';
import { Maker } from './maker.ts';
import { isOff } from '../settings/switches.ts';
import { settingsOf, type AcquireOptions, type PoolOptions, type Settings } from './options.ts';
import type { Slot } from './slot.ts';
import type { PoolStats } from './stats.ts';

/** How a pool is closed. */
export interface CloseOptions {
  /** Milliseconds to wait for what is held and for those in line; both are cut off after that. 30,000 by default. */
  readonly timeoutMs?: number | undefined;
}

const CLOSE_TIMEOUT_MS = 30_000;

/**
 * Lends resources to callers, first come first served. Nothing is made before the first is asked for; the one that
 * came back last is lent first, so that the others can grow old and go. No timer of a pool keeps the process alive.
 */
export class Pool<Resource> {
  readonly #settings: Settings<Resource>;
  readonly #line: WaitLine<Lease<Resource>>;
  readonly #maker: Maker<Resource>;
  readonly #lender: Lender<Resource>;
  readonly #slots = new Set<Slot<Resource>>();
  readonly #idle: Slot<Resource>[] = [];
  #validating = 0;
  #destroyed = 0;
  #evictor: NodeJS.Timeout | undefined;
  #closing: Promise<void> | undefined;
  #drained: (() => void) | undefined;

  /** @throws {RangeError} for a `min` and `max` that don't fit */
  constructor(options: PoolOptions<Resource>) {
    this.#settings = settingsOf(options);
    this.#line = new WaitLine(`waiting for ${this.#settings.name}`, {
      causeOf: () => this.#maker.lastError,
      onLeave: () => this.#checkDrained(),
    });
    this.#lender = { takeBack: (slot) => this.#takeBack(slot), discard: (slot) => this.#discard(slot) };
    this.#maker = new Maker(this.#settings, {
      made: (resource) => this.#add(resource),
      failed: (error) => this.#fail(error),
      rested: () => this.#supply(),
    });
  }

  /** The state of the pool, for metrics. */
  get stats(): PoolStats {
    const [size, idle] = [this.#slots.size, this.#idle.length];
    const { creating, late, made, failed } = this.#maker;
    const held = size - idle - this.#validating;
    const now = { size, idle, held, creating: creating + late, waiting: this.#line.size };
    return { ...now, created: made, destroyed: this.#destroyed, failed };
  }

  /**
   * Waits for a resource.
   * @throws {TimeoutError} where none came in time; its cause is why none could be made, if that is so
   * @throws {QueueFullError} where `maxWaiting` callers are in line already
   * @throws {ClosedError} where the pool is closed
   * @throws what `create` throws, and the signal's reason
   */
  acquire(options: AcquireOptions = {}): Promise<Lease<Resource>> {
    if (options.mode !== undefined && isOff('pool', options.mode)) return this.#acquireFresh(options);
    return this.#acquireAny(options);
  }

  #acquireAny(options: WaitOptions): Promise<Lease<Resource>> {
    return this.#settings.leakAfterMs === Infinity ? this.#acquire(options) : this.#acquireTraced(options);
  }

  /**
   * Runs a task with a resource, and gives it back however the task ends. The task may call `lease.destroy()` for one
   * that turns out to be broken.
   * @throws what `acquire` throws, and what the task throws
   */
  async use<Result>(
    task: (resource: Resource, lease: Lease<Resource>) => Result | PromiseLike<Result>,
    options?: AcquireOptions,
  ): Promise<Result> {
    const lease = await this.acquire(options);
    try {
      return await task(lease.resource, lease);
    } finally {
      lease.release();
    }
  }

  /**
   * Serves those in line, waits for what is held, lets go of everything, and takes no more callers. Asked again, it
   * gives the same promise.
   */
  close({ timeoutMs = CLOSE_TIMEOUT_MS }: CloseOptions = {}): Promise<void> {
    this.#closing ??= this.#close(timeoutMs);
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #acquire(options: WaitOptions): Promise<Lease<Resource>> {
    const { acquireTimeoutMs, maxWaiting, name } = this.#settings;
    if (this.#closing) return Promise.reject(new ClosedError(name));
    if (options.signal?.aborted) return Promise.reject(options.signal.reason as Error);
    const slot = this.#line.size === 0 ? this.#idle.pop() : undefined;
    if (slot && this.#isFresh(slot)) return Promise.resolve(this.#lend(slot));
    if (slot) this.#idle.push(slot);
    if (this.#line.size >= maxWaiting) return Promise.reject(new QueueFullError(name, maxWaiting));
    const { signal, deadline, timeoutMs = acquireTimeoutMs } = options;
    const lease = this.#line.wait({ signal, deadline, timeoutMs });
    this.#supply();
    return lease;
  }

  /** One that nobody had before, and nobody gets after; those that others have had give way to it. */
  async #acquireFresh({ signal, timeoutMs = this.#settings.acquireTimeoutMs, ...rest }: AcquireOptions) {
    const deadline = deadlineOf({ timeoutMs, ...rest });
    for (;;) {
      const lease = await this.#acquireAny({ signal, deadline });
      const slot = Lease.slotOf(lease);
      if (slot?.uses === 1) {
        slot.uses = Infinity;
        return lease;
      }
      lease.destroy();
    }
  }

  /** The stack is that of the caller, not of whoever happens to give the resource back. */
  async #acquireTraced(options: WaitOptions): Promise<Lease<Resource>> {
    const { stack } = new Error('acquired here');
    const lease = await this.#acquire(options);
    const slot = Lease.slotOf(lease);
    if (slot) slot.stack = stack;
    return lease;
  }

  async #close(timeoutMs: number): Promise<void> {
    clearInterval(this.#evictor);
    const { name } = this.#settings;
    const drained = new Promise<void>((resolve) => (this.#drained = resolve));
    this.#checkDrained();
    await within(drained, timeoutMs, `draining ${name}`).catch(() => undefined);
    this.#maker.close(new ClosedError(name));
    this.#line.refuseAll(new ClosedError(name));
    await Promise.all([...this.#slots].map((slot) => this.#destroy(slot)));
  }

  #checkDrained(): void {
    if (this.#drained && this.#line.size === 0 && this.stats.held === 0 && this.#validating === 0) this.#drained();
  }

  #isFresh(slot: Slot<Resource>): boolean {
    return performance.now() - slot.idleSince < this.#settings.validateAfterIdleMs;
  }

  #lend(slot: Slot<Resource>): Lease<Resource> {
    slot.uses++;
    slot.heldSince = performance.now();
    return new Lease(slot, this.#lender);
  }

  #takeBack(slot: Slot<Resource>): void {
    const { maxUses, maxLifetimeMs } = this.#settings;
    const now = performance.now();
    slot.heldSince = undefined;
    slot.stack = undefined;
    slot.idleSince = now;
    if (!this.#slots.has(slot)) return;
    if (slot.uses >= maxUses || now - slot.since >= maxLifetimeMs) this.#discard(slot);
    else this.#offer(slot);
  }

  #discard(slot: Slot<Resource>): void {
    slot.heldSince = undefined;
    void this.#destroy(slot);
    this.#supply();
    this.#checkDrained();
  }

  /** To the first in line, or to the idle ones. */
  #offer(slot: Slot<Resource>): void {
    if (this.#line.size > 0) this.#line.give(this.#lend(slot));
    else this.#idle.push(slot);
    this.#checkDrained();
  }

  #add(resource: Resource): void {
    const now = performance.now();
    const slot: Slot<Resource> = {
      resource,
      since: now,
      uses: 0,
      idleSince: now,
      checkedAt: now,
      heldSince: undefined,
      stack: undefined,
    };
    this.#slots.add(slot);
    this.#evictor ??= setInterval(() => this.#evict(), this.#settings.evictionIntervalMs).unref();
    this.#offer(slot);
    this.#supply();
  }

  #fail(error: unknown): void {
    if (!this.#line.refuse(error) && !this.#closing) this.#settings.onError(error);
    this.#checkDrained();
    this.#supply();
  }

  /** Sees to it that each in line gets something, and that there are as many as there should be at least. */
  #supply(): void {
    while (this.#idle.length > 0 && this.#line.size > this.#validating) {
      const slot = this.#idle.pop() as Slot<Resource>;
      if (this.#isFresh(slot)) this.#line.give(this.#lend(slot));
      else void this.#validate(slot);
    }
    const { min, max } = this.#settings;
    const { size } = this.#slots;
    const spare = this.#closing || this.#maker.isFailing ? 0 : min - size;
    const room = max - size - this.#maker.late;
    this.#maker.ensure(Math.min(Math.max(this.#line.size - this.#validating, spare), room));
  }

  /** Out of turn, for the health check; it stays as old as it is. */
  #check(slot: Slot<Resource>): void {
    const { idleSince } = slot;
    slot.checkedAt = performance.now();
    this.#idle.splice(this.#idle.indexOf(slot), 1);
    void this.#validate(slot).then(() => {
      if (slot.heldSince === undefined) slot.idleSince = idleSince;
    });
  }

  async #validate(slot: Slot<Resource>): Promise<void> {
    const { validate, createTimeoutMs, name, onError } = this.#settings;
    this.#validating++;
    let isGood = false;
    try {
      const answer = validate(slot.resource);
      isGood = typeof answer === 'boolean' ? answer : await within(answer, createTimeoutMs, `validating ${name}`);
    } catch (error) {
      onError(error);
    }
    this.#validating--;
    if (!this.#slots.has(slot)) return;
    slot.idleSince = performance.now();
    if (isGood) this.#offer(slot);
    else this.#discard(slot);
  }

  async #destroy(slot: Slot<Resource>): Promise<void> {
    if (!this.#slots.delete(slot)) return;
    const index = this.#idle.indexOf(slot);
    if (index >= 0) this.#idle.splice(index, 1);
    this.#destroyed++;
    try {
      await this.#settings.destroy(slot.resource);
    } catch (error) {
      this.#settings.onError(error);
    }
  }

  /** Lets go of those that lay idle or lived for too long, and tells of leaks. */
  #evict(): void {
    const { idleTimeoutMs, maxLifetimeMs, healthCheckMs, leakAfterMs, onLeak, min } = this.#settings;
    const now = performance.now();
    for (const slot of [...this.#idle]) {
      const isSpare = this.#slots.size > min && now - slot.idleSince >= idleTimeoutMs;
      if (isSpare || now - slot.since >= maxLifetimeMs) void this.#destroy(slot);
      else if (now - slot.checkedAt >= healthCheckMs && now - slot.idleSince >= healthCheckMs) this.#check(slot);
    }
    for (const slot of this.#slots) {
      const { heldSince = now, stack } = slot;
      if (stack === undefined || now - heldSince < leakAfterMs) continue;
      slot.stack = undefined;
      onLeak({ heldMs: now - heldSince, stack });
    }
    this.#supply();
  }
}
