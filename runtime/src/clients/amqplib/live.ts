/** Connections and channels of RabbitMQ that say whether they still are. */
import type { Channel, ChannelModel } from 'amqplib';

/** What is open until its event `close`. */
export interface Live<Thing> {
  readonly thing: Thing;
  isOpen: boolean;
}

/** Watches a connection or a channel from its beginning; without a listener its errors would end the process. */
export function watched<Thing extends Channel | ChannelModel>(
  thing: Thing,
  onError: (error: unknown) => void = () => undefined,
): Live<Thing> {
  const live = { thing, isOpen: true };
  thing.on('error', onError);
  thing.on('close', () => (live.isOpen = false));
  return live;
}

/** Whether it still is. */
export function isLive({ isOpen }: Live<unknown>): boolean {
  return isOpen;
}

/** Closes what is not closed yet. */
export async function closeLive(live: Live<Channel | ChannelModel>): Promise<void> {
  if (live.isOpen) await live.thing.close();
}
