/**
 * A double of MongoDB's protocol on loopback: no MongoDB runs here. It speaks just enough of OP_MSG for a driver to
 * connect, watch it, and ping it; it stores nothing.
 * https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/
 */
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { BSON, type Document } from 'mongodb';
import { onTestFinished } from 'vitest';

const OP_MSG = 2013;
const OP_QUERY = 2004;
const OP_REPLY = 1;
const HEADER_BYTES = 16;

export interface MongoDouble {
  readonly port: number;
  /** Connections that are open. */
  readonly open: () => number;
  /** Which commands were asked, but for those the driver asks by itself. */
  readonly commands: readonly string[];
  /** The most connections that commands came over. */
  readonly used: () => number;
}

export async function mongoDouble(): Promise<MongoDouble> {
  const sockets = new Set<Socket>();
  const users = new Set<Socket>();
  const commands: string[] = [];
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    let pending = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 4 && pending.length >= pending.readInt32LE(0)) {
        const message = pending.subarray(0, pending.readInt32LE(0));
        pending = pending.subarray(message.length);
        const name = Object.keys(commandOf(message))[0] ?? '';
        if (!['hello', 'isMaster', 'ismaster', 'endSessions'].includes(name)) {
          commands.push(name);
          users.add(socket);
        }
        socket.write(answerTo(message, answerOf(name)));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
  });
  return {
    port: (server.address() as AddressInfo).port,
    open: () => sockets.size,
    commands,
    used: () => users.size,
  };
}

function answerOf(name: string): Document {
  if (name !== 'hello' && name !== 'isMaster' && name !== 'ismaster') return { ok: 1 };
  const limits = { maxBsonObjectSize: 16_777_216, maxMessageSizeBytes: 48_000_000, maxWriteBatchSize: 100_000 };
  return {
    ok: 1,
    helloOk: true,
    isWritablePrimary: true,
    ismaster: true,
    minWireVersion: 8,
    maxWireVersion: 21,
    ...limits,
  };
}

/** The document of the first section, or that of the old query which a driver opens with. */
function commandOf(message: Buffer): Document {
  const start = message.readInt32LE(12) === OP_QUERY ? message.indexOf(0, HEADER_BYTES + 4) + 9 : HEADER_BYTES + 5;
  return BSON.deserialize(message.subarray(start));
}

function answerTo(message: Buffer, answer: Document): Buffer {
  const isQuery = message.readInt32LE(12) === OP_QUERY;
  // Of a reply: flags, a cursor, where it starts, and that it is one document; of a message: flags and the kind of section.
  const head = Buffer.alloc(isQuery ? 20 : 5);
  if (isQuery) head.writeInt32LE(1, 16);
  const body = Buffer.concat([head, BSON.serialize(answer)]);
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeInt32LE(HEADER_BYTES + body.length, 0);
  header.writeInt32LE(message.readInt32LE(4), 8);
  header.writeInt32LE(isQuery ? OP_REPLY : OP_MSG, 12);
  return Buffer.concat([header, body]);
}
