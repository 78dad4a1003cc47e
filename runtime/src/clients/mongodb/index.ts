/** MongoDB by `mongodb`: one client for all callers. */
import type { MongoClient, MongoClientOptions } from 'mongodb';
import { loadPeer } from '../peer.ts';
import { shared, type SharedClients } from '../shared.ts';

export type { SharedClients } from '../shared.ts';

/**
 * One client, connected when it is first asked for. The driver itself has the pool (100 connections unless
 * `maxPoolSize` says otherwise), watches the servers and connects anew.
 * @param options the driver's own
 */
export function mongoClient(uri: string, options: MongoClientOptions = {}): SharedClients<[], MongoClient> {
  const connect = async (): Promise<MongoClient> => {
    const mongodb = await loadPeer('clients/mongodb', 'mongodb', () => import('mongodb'));
    const client = new mongodb.MongoClient(uri, options);
    try {
      return await client.connect();
    } catch (error) {
      // Its monitors would go on.
      await client.close();
      throw error;
    }
  };
  return shared(connect, { name: 'MongoDB', close: (client) => client.close() });
}
