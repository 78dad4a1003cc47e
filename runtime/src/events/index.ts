/** Tells many who don't know each other that something has happened. */
export { Bridge, bridge, type BridgeOptions, type EventTransport } from './bridge.ts';
export { EventBus } from './event-bus.ts';
export type {
  BatchHandlerOptions,
  EmitOptions,
  EventBusOptions,
  EventRecord,
  Handler,
  HandlerOptions,
  HistoryFilter,
  IterateOptions,
} from './options.ts';
