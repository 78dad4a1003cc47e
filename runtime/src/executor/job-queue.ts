/** Jobs in line: the highest priority first, the oldest first among equals. */
import { Deque } from '../waiting/deque.ts';

/** What stands in line. */
export interface Queued {
  readonly priority: number;
  /** Whether it has left the line; it lies there until its turn and counts no more. */
  isGone: boolean;
}

/** How many that have left may lie in a queue before it is swept. */
const MOST_GONE = 64;

/** A queue for each priority; there are few of these. */
export class JobQueue<Job extends Queued> {
  /** The highest priority first. */
  readonly #queues: { readonly priority: number; readonly jobs: Deque<Job> }[] = [];
  #size = 0;
  #gone = 0;

  /** How many wait. */
  get size(): number {
    return this.#size;
  }

  push(job: Job): void {
    this.#queueOf(job.priority).push(job);
    this.#size++;
  }

  /** The one whose turn it is. */
  shift(): Job | undefined {
    for (const { jobs } of this.#queues) {
      const job = this.#first(jobs);
      if (job) return job;
    }
    return undefined;
  }

  /** The one that can best be spared: the oldest of the lowest priority. */
  shiftLeast(): Job | undefined {
    for (const { jobs } of this.#queues.toReversed()) {
      const job = this.#first(jobs);
      if (job) return job;
    }
    return undefined;
  }

  /** Takes out one that waits. */
  remove(job: Job): void {
    job.isGone = true;
    this.#size--;
    this.#gone++;
    if (this.#gone <= MOST_GONE || this.#gone < this.#size) return;
    for (const { jobs } of this.#queues) jobs.keep(({ isGone }) => !isGone);
    this.#gone = 0;
  }

  #first(jobs: Deque<Job>): Job | undefined {
    let job = jobs.shift();
    for (; job?.isGone; job = jobs.shift()) this.#gone--;
    if (job) this.#size--;
    return job;
  }

  #queueOf(priority: number): Deque<Job> {
    const known = this.#queues.find((queue) => queue.priority === priority);
    if (known) return known.jobs;
    const jobs = new Deque<Job>();
    this.#queues.push({ priority, jobs });
    this.#queues.sort((a, b) => b.priority - a.priority);
    return jobs;
  }
}
