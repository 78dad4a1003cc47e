/** Queues and brokers whose consumers answer messages as handlers answer requests. Data. */
import type { Framework, Registration } from './framework.ts';

const onMessage: readonly Registration[] = [{ kind: 'events', label: 'message', events: ['message'] }];

function consumers(label: string): readonly Registration[] {
  return [{ kind: 'handlers', label }];
}

export const QUEUES: readonly Framework[] = [
  {
    name: 'bullmq',
    receiver: 'bullmq',
    also: [],
    methods: { Worker: [{ kind: 'handlers', label: 'bullmq worker' }] },
    chains: [],
  },
  {
    name: 'queue',
    receiver: 'bull.new',
    also: ['bull()', 'bull.Queue.new', 'bee-queue.new', 'kue.createQueue()', 'better-queue.new'],
    methods: { process: consumers('queue consumer') },
    chains: [],
  },
  {
    name: 'pg-boss',
    receiver: 'pg-boss.new',
    also: ['pg-boss.PgBoss.new'],
    methods: { work: consumers('queue consumer'), subscribe: consumers('queue consumer') },
    chains: [],
  },
  {
    name: 'graphile-worker',
    receiver: 'graphile-worker',
    also: [],
    methods: { run: [{ kind: 'tree', label: 'queue consumer', keys: ['taskList'] }] },
    chains: [],
  },
  {
    name: 'amqp channel',
    receiver: 'amqplib.connect().createChannel()',
    also: [
      'amqplib.connect().createConfirmChannel()',
      'amqplib.Channel.new',
      'amqplib.ConfirmChannel.new',
      'amqplib/callback_api.Channel.new',
      'amqp-connection-manager.connect().createChannel()',
      'amqp-connection-manager.ChannelWrapper.new',
    ],
    methods: { consume: consumers('amqp consumer') },
    chains: [],
  },
  {
    name: 'amqp with callbacks',
    receiver: 'amqplib/callback_api',
    also: [],
    methods: { connect: [{ kind: 'callback', gives: ['amqplib/callback_api.Connection.new'] }] },
    chains: [],
  },
  {
    name: 'amqp connection with callbacks',
    receiver: 'amqplib/callback_api.Connection.new',
    also: [],
    methods: {
      createChannel: [{ kind: 'callback', gives: ['amqplib/callback_api.Channel.new'] }],
      createConfirmChannel: [{ kind: 'callback', gives: ['amqplib/callback_api.Channel.new'] }],
    },
    chains: [],
  },
  {
    name: 'rascal subscription',
    receiver: 'rascal.BrokerAsPromised.create().subscribe()',
    also: ['rascal.Broker.create().subscribe()'],
    methods: { on: onMessage },
    chains: ['on'],
  },
  {
    name: 'kafka consumer',
    receiver: 'kafkajs.Kafka.new.consumer()',
    also: [
      'kafkajs.Consumer.new',
      '@confluentinc/kafka-javascript.KafkaJS.Kafka.new.consumer()',
      '@confluentinc/kafka-javascript.KafkaJS.Consumer.new',
    ],
    methods: { run: [{ kind: 'options', label: 'kafka consumer', keys: ['eachMessage', 'eachBatch'] }] },
    chains: [],
  },
  {
    name: 'rdkafka consumer',
    receiver: 'node-rdkafka.KafkaConsumer.new',
    also: ['node-rdkafka.KafkaConsumer.createReadStream()', '@confluentinc/kafka-javascript.KafkaConsumer.new'],
    methods: {
      on: [{ kind: 'events', label: 'kafka', events: ['data', 'rebalance'] }],
      consume: consumers('kafka consumer'),
    },
    chains: ['on'],
  },
  {
    name: 'kafka-node consumer',
    receiver: 'kafka-node.Consumer.new',
    also: ['kafka-node.ConsumerGroup.new', 'kafka-node.ConsumerStream.new'],
    methods: { on: [{ kind: 'events', label: 'kafka', events: ['message', 'data'] }] },
    chains: ['on'],
  },
  {
    name: 'nats',
    receiver: 'nats.connect()',
    also: ['@nats-io/transport-node.connect()', 'nats.NatsConnection.new', 'node-nats-streaming.connect()'],
    methods: {
      subscribe: [
        { kind: 'handlers', label: 'nats consumer' },
        { kind: 'options', label: 'nats consumer', keys: ['callback'] },
      ],
    },
    chains: [],
  },
  {
    name: 'mqtt',
    receiver: 'mqtt.connect()',
    also: ['mqtt.connectAsync()', 'mqtt.MqttClient.new', 'async-mqtt.connect()', 'aedes.new', 'aedes()'],
    methods: { on: [{ kind: 'events', label: 'mqtt', events: ['message', 'publish'] }] },
    chains: ['on'],
  },
  {
    name: 'redis',
    receiver: 'redis.createClient()',
    also: ['redis.createClient().duplicate()', 'redis.RedisClientType.new'],
    methods: {
      subscribe: consumers('redis subscription'),
      pSubscribe: consumers('redis subscription'),
      on: onMessage,
    },
    chains: ['on'],
  },
  {
    name: 'ioredis',
    receiver: 'ioredis.new',
    also: ['ioredis.Redis.new', 'ioredis.Cluster.new', 'ioredis.new.duplicate()'],
    methods: { on: [{ kind: 'events', label: 'redis', events: ['message', 'pmessage', 'messageBuffer'] }] },
    chains: ['on'],
  },
  {
    name: 'sqs-consumer',
    receiver: 'sqs-consumer.Consumer',
    also: [],
    methods: { create: [{ kind: 'options', label: 'sqs consumer', keys: ['handleMessage', 'handleMessageBatch'] }] },
    chains: [],
  },
  {
    name: 'google pubsub subscription',
    receiver: '@google-cloud/pubsub.PubSub.new.subscription()',
    also: ['@google-cloud/pubsub.PubSub.new.topic().subscription()', '@google-cloud/pubsub.Subscription.new'],
    methods: { on: onMessage },
    chains: ['on'],
  },
  {
    name: 'azure service bus receiver',
    receiver: '@azure/service-bus.ServiceBusClient.new.createReceiver()',
    also: ['@azure/service-bus.ServiceBusReceiver.new'],
    methods: { subscribe: [{ kind: 'options', label: 'service bus consumer', keys: ['processMessage'] }] },
    chains: [],
  },
];
