/** The services a test may talk to, and how to tell whether they answer. */
import { connect } from 'node:net';

/** A server on loopback that `docker compose up -d` brings up. */
export interface Service {
  readonly name: string;
  readonly port: number;
}

export const SERVICES = {
  postgres: { name: 'PostgreSQL', port: 5432 },
  mariadb: { name: 'MariaDB', port: 3306 },
  redis: { name: 'Redis', port: 6379 },
  rabbitmq: { name: 'RabbitMQ', port: 5672 },
  nats: { name: 'NATS', port: 4222 },
} as const satisfies Readonly<Record<string, Service>>;

export type ServiceId = keyof typeof SERVICES;

export const HOST = '127.0.0.1';
const PROBE_TIMEOUT_MS = 1_000;

/** What a left-out test says, so that the closing line can gather the services. */
export const NEEDS = 'needs ';
/** The command that starts every service. */
export const START_COMMAND = 'docker compose up -d';

/** Whether something accepts connections on a loopback port. */
export function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: HOST, port, timeout: PROBE_TIMEOUT_MS });
    const settle = (answers: boolean): void => {
      socket.destroy();
      resolve(answers);
    };
    socket.once('connect', () => settle(true));
    socket.once('timeout', () => settle(false));
    socket.once('error', () => settle(false));
  });
}
