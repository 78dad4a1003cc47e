/** Functions that give a promise which settles after a time: one line each. */
import type { ApiPath } from '../contracts.ts';

/** A function that waits, and which of its arguments says for how long, in milliseconds. */
export interface DelayApi {
  readonly api: ApiPath;
  /** Of the time among the arguments, from 0. */
  readonly time: number;
}

function entry(api: ApiPath, time = 0): DelayApi {
  return { api, time };
}

export const delayApis: readonly DelayApi[] = [
  entry('timers.promises.setTimeout'),
  entry('timers.promises.scheduler.wait'),
  entry('#scheduler.wait'),
  entry('#Bun.sleep'),
  entry('delay'),
  entry('delay.delay'),
  entry('sleep-promise'),
  entry('await-sleep'),
  entry('await-timeout'),
  entry('await-timeout.set'),
  entry('yoctodelay'),
  entry('promise-delay'),
  entry('ts-delay'),
  entry('p-sleep'),
  entry('bluebird.delay'),
  entry('#Promise.delay'),
  entry('q.delay'),
  entry('@poppinss/utils.delay'),
  entry('es-toolkit.delay'),
  entry('es-toolkit/promise.delay'),
  entry('radash.sleep'),
  entry('remeda.sleep'),
  entry('modern-async.sleep'),
  entry('modern-async.asyncSleep'),
];
