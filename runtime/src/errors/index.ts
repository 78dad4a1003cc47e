/** What the parts fail with: one class for each cause, told apart by guards that also know the other build's errors. */
export { ClosedError, isClosedError } from './closed.ts';
export { isMissingPeerError, MissingPeerError } from './missing-peer.ts';
export { isQueueFullError, QueueFullError } from './queue-full.ts';
export { isTimeoutError, TimeoutError } from './timeout.ts';
