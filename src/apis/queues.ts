/** Queues and brokers whose consumers answer messages as handlers answer requests. Data. */
import type { Framework } from './framework.ts';

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
    also: ['bull()', 'bull.Queue.new', 'bee-queue.new', 'kue.createQueue()'],
    methods: { process: [{ kind: 'handlers', label: 'queue consumer' }] },
    chains: [],
  },
  {
    name: 'amqp channel',
    receiver: 'amqplib.connect().createChannel()',
    also: ['amqplib.connect().createConfirmChannel()', 'amqplib.Channel.new', 'amqplib.ConfirmChannel.new'],
    methods: { consume: [{ kind: 'handlers', label: 'amqp consumer' }] },
    chains: [],
  },
  {
    name: 'kafka consumer',
    receiver: 'kafkajs.Kafka.new.consumer()',
    also: ['kafkajs.Consumer.new'],
    methods: { run: [{ kind: 'options', label: 'kafka consumer', keys: ['eachMessage', 'eachBatch'] }] },
    chains: [],
  },
];
