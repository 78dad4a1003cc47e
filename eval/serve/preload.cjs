/** Loaded into a server before its own code: a clock that stands still, and a watch on the event loop. */
'use strict';
const { monitorEventLoopDelay } = require('node:perf_hooks');

const NOW = Date.UTC(2026, 0, 15, 12);
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(NOW);
    else super(...given);
  }

  static now() {
    return NOW;
  }
};
Math.random = () => 0.5;

const delay = monitorEventLoopDelay({ resolution: 1 });
const cpu = { start: process.cpuUsage() };

process.on('message', (message) => {
  if (message === 'start') {
    cpu.start = process.cpuUsage();
    delay.reset();
    delay.enable();
  } else if (message === 'stop') {
    delay.disable();
    const { user, system } = process.cpuUsage(cpu.start);
    const milliseconds = (nanoseconds) => nanoseconds / 1e6;
    process.send({
      p50: milliseconds(delay.percentile(50)),
      p99: milliseconds(delay.percentile(99)),
      max: milliseconds(delay.max),
      cpuMs: (user + system) / 1000,
    });
  }
});
