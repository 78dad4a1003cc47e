/** The plugin as linters load it. */
import { createPlugin } from '../../src/eslint/plugin.ts';
import configSchema from '../../schema/config.json' with { type: 'json' };
import manifest from '../package.json' with { type: 'json' };

const plugin = createPlugin(manifest.version, configSchema);

export default plugin;
// What `require` gives a configuration written as CommonJS.
export { plugin as 'module.exports' };
