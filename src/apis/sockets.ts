/** Servers of sockets: who connects, and what they send, is answered as requests are. Data. */
import type { Framework, Registration } from './framework.ts';

const connections: readonly Registration[] = [
  { kind: 'events', label: 'web socket', events: ['connection', 'connect', 'request'] },
];
const middleware: readonly Registration[] = [{ kind: 'handlers', label: 'socket middleware' }];
const messages: readonly Registration[] = [{ kind: 'handlers', label: 'socket' }];

export const SOCKETS: readonly Framework[] = [
  ...['net', 'tls'].map((name) => ({
    name,
    receiver: name,
    also: [],
    methods: { createServer: [{ kind: 'handlers', label: `${name}.createServer` }] } satisfies Framework['methods'],
    chains: [],
  })),
  {
    name: 'net server',
    receiver: 'net.createServer()',
    also: ['tls.createServer()', 'net.Server.new', 'dgram.createSocket()'],
    methods: {
      on: [{ kind: 'events', label: 'server', events: ['connection', 'secureConnection', 'message'] }],
    },
    chains: ['on'],
  },
  {
    name: 'socket.io',
    receiver: 'socket.io.Server.new',
    also: [
      'socket.io()',
      'socket.io.new',
      'socket.io.listen()',
      'socket.io.Namespace.new',
      'socket.io.Server.new.sockets',
      'socket.io-client.Namespace.new',
    ],
    methods: { on: connections, once: connections, addListener: connections, use: middleware },
    parameters: ['socket.io.Socket.new'],
    chains: ['of', 'on', 'use', 'listen', 'attach'],
  },
  {
    name: 'socket',
    receiver: 'socket.io.Socket.new',
    also: [],
    methods: {
      ...Object.fromEntries(
        ['on', 'once', 'addListener', 'prependListener', 'onAny', 'prependAny'].map((name) => [name, messages]),
      ),
      use: middleware,
    },
    chains: ['on', 'once', 'use', 'addListener'],
  },
  {
    name: 'web socket server',
    receiver: 'ws.WebSocketServer.new',
    also: ['ws.Server.new', 'ws.default.Server.new', 'websocket.server.new', 'isomorphic-ws.Server.new'],
    methods: { on: connections, addListener: connections },
    parameters: ['ws.accepted'],
    chains: ['on'],
  },
  {
    // What a server accepted: a client of its own is `ws.new`, and no request.
    name: 'web socket',
    receiver: 'ws.accepted',
    also: ['@fastify/websocket.SocketStream.new', '@fastify/websocket.WebSocket.new'],
    methods: Object.fromEntries(['on', 'once', 'addListener', 'addEventListener'].map((name) => [name, messages])),
    chains: ['on'],
  },
];
