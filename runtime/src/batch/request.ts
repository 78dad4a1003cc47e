/** One request of a batch, with all who wait for it. */
import { Shared } from '../waiting/shared.ts';

/** It is settled from outside, by the batch that makes it. */
export class Request<Key, Value> extends Shared<Value> {
  declare readonly key: Key;
  declare readonly resolve: (value: Value) => void;
  declare readonly reject: (error: unknown) => void;

  constructor(key: Key) {
    let ownResolve: (value: Value) => void = ignore;
    let ownReject: (error: unknown) => void = ignore;
    super((resolve, reject) => {
      ownResolve = resolve;
      ownReject = reject;
    });
    this.key = key;
    this.resolve = ownResolve;
    this.reject = ownReject;
  }
}

function ignore(): void {
  // What a promise is made with takes its place at once.
}
