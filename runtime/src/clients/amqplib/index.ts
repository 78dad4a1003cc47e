/** RabbitMQ by `amqplib`: one connection for all callers, with channels that are used again. */
export type { Consumer, ConsumeSettings, PublishSettings, RabbitOptions } from './options.ts';
export { RabbitClient } from './rabbit-client.ts';
