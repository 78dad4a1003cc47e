/** Clients of brokers, mail servers and sockets: one line each. */
import { ONE_CLIENT, sameKind, type ClientApi } from './client-api.ts';

const CLIENT = { kind: 'client', points: 100, instead: ONE_CLIENT } as const;
const ONE_CHANNEL = 'keep one channel for publishing beside the connection';
const ONE_PRODUCER = 'connect one producer when the process starts and send with it';
const ONE_TRANSPORT = 'make one transport with `pool: true` at module level';

/** RabbitMQ answers the opening and the closing of a channel: 1.4 ms of CPU, and 45 ms with Nagle's algorithm on. */
const channels: readonly ClientApi[] = sameKind(
  { kind: 'client', points: 100, instead: ONE_CHANNEL, does: 'opens a channel anew each time this runs' },
  [
    ['amqplib.connect().createChannel()', 'close'],
    ['amqplib.connect().createConfirmChannel()', 'close'],
    ['amqplib.ChannelModel.new.createChannel()', 'close'],
    ['amqplib.ChannelModel.new.createConfirmChannel()', 'close'],
    ['amqplib.Connection.new.createChannel()', 'close'],
    ['amqplib.Connection.new.createConfirmChannel()', 'close'],
    ['amqp-connection-manager.connect().createChannel()', 'close'],
  ],
);

const KAFKA = ['kafkajs.Kafka.new', '@confluentinc/kafka-javascript.KafkaJS.Kafka.new'];

const kafka: readonly ClientApi[] = sameKind(
  { ...CLIENT, instead: ONE_PRODUCER },
  KAFKA.flatMap((made) =>
    ['producer', 'consumer', 'admin'].map((role) => [`${made}.${role}()`, 'disconnect'] as const),
  ),
);

const brokers: readonly ClientApi[] = sameKind(CLIENT, [
  ['amqplib.connect()', 'close'],
  ['amqplib/callback_api.connect()', 'close'],
  ['amqp-connection-manager.connect()', 'close'],
  ['nats.connect()', 'close', 'drain'],
  ['@nats-io/transport-node.connect()', 'close', 'drain'],
  ['@nats-io/nats-core.wsconnect()', 'close', 'drain'],
  ['mqtt.connect()', 'end', 'endAsync'],
  ['mqtt.connectAsync()', 'end', 'endAsync'],
]);

/** Sockets that ask or send; those that listen are meant to stay. */
const zeromq: readonly ClientApi[] = sameKind({ ...CLIENT, points: 20 }, [
  ['zeromq.Request.new', 'close'],
  ['zeromq.Push.new', 'close'],
  ['zeromq.Publisher.new', 'close'],
  ['zeromq.Dealer.new', 'close'],
]);

const webSockets: readonly ClientApi[] = sameKind({ ...CLIENT, points: 50, onlyClosed: true }, [
  ['#WebSocket.new', 'close'],
  ['undici.WebSocket.new', 'close'],
  ['ws.new', 'close', 'terminate'],
  ['ws.WebSocket.new', 'close', 'terminate'],
  ['isomorphic-ws.new', 'close', 'terminate'],
]);

/** Without `pool: true` a transport connects for each mail, shared or not. */
const mail: readonly ClientApi[] = sameKind(
  {
    kind: 'client',
    points: 50,
    minor: true,
    instead: ONE_TRANSPORT,
    unlessOption: /^(?:jsonTransport|streamTransport|sendmail|SES)$/,
  },
  [['nodemailer.createTransport()', 'close']],
);

export const messagingClients: readonly ClientApi[] = [
  ...brokers,
  ...channels,
  ...kafka,
  ...zeromq,
  ...webSockets,
  ...mail,
];
