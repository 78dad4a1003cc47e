/**
 * What runs at times of its own while the service answers requests: cron jobs,
 * timers of a scheduler. Data.
 */
import type { Framework, Registration } from './framework.ts';

const job: readonly Registration[] = [
  { kind: 'handlers', label: 'job' },
  { kind: 'options', label: 'job', keys: ['onTick', 'onComplete', 'task', 'handler'] },
];

function scheduler(receiver: string, ...methods: readonly string[]): Framework {
  return {
    name: receiver,
    receiver,
    also: [],
    methods: Object.fromEntries(methods.map((name) => [name, job])),
    chains: [],
    runs: 'job',
  };
}

export const JOBS: readonly Framework[] = [
  scheduler('node-cron', 'schedule', 'createTask'),
  scheduler('cron', 'CronJob', 'job'),
  scheduler('cron.CronJob', 'from'),
  scheduler('node-schedule', 'scheduleJob', 'Job'),
  scheduler('croner', '', 'Cron'),
  scheduler('agenda.new', 'define'),
  scheduler('agenda.Agenda.new', 'define'),
  scheduler('@hokify/agenda.Agenda.new', 'define'),
  scheduler('toad-scheduler', 'Task', 'AsyncTask'),
  scheduler('later', 'setInterval', 'setTimeout'),
];
