/** Tasks of task runners, which run for the build wherever they are written. Data. */
import type { Framework, Registration } from './framework.ts';

const task: readonly Registration[] = [{ kind: 'handlers', label: 'task' }];

function runner(receiver: string, also: readonly string[], ...methods: readonly string[]): Framework {
  return {
    name: receiver,
    receiver,
    also,
    methods: Object.fromEntries(methods.map((name) => [name, task])),
    chains: [],
    runs: 'build',
  };
}

export const BUILD_TOOLS: readonly Framework[] = [
  runner('gulp', [], 'task', 'series', 'parallel', 'watch'),
  runner('grunt', [], 'registerTask', 'registerMultiTask'),
  runner('jake', [], 'task', 'file'),
  runner('plop.NodePlopAPI.new', [], 'setHelper', 'setActionType', 'setGenerator'),
];
