/** Names of what happens seldom while a service runs, in its functions, routes and folders. */

/** What is done or asked for; matched against the words of a route or function, each between spaces. */
const DONE_SELDOM: readonly string[] = [
  // Administration.
  'admin\\w*',
  'superuser',
  // Once in an installation's life, or once for each release.
  'installs?',
  'installer',
  'installation',
  'reinstall',
  'uninstall(?:er)?',
  'upgrades?',
  'upgrader',
  'migrates?',
  'migrations?',
  'migrator',
  'setup (?:wizard|database|finish|complete)',
  'onboarding',
  'wizard',
  // Maintenance.
  'backups?',
  'restores?',
  'diagnostics?',
  'factory reset',
  // Once for each session or account.
  'log ?(?:in|out|on|off)',
  'sign ?(?:in|out|up|on)',
  '(?:create|add|new|delete|remove) (?:user|account)s?',
  '(?:change|reset|set|forgot|update) password',
  // A person changes the settings.
  '(?:save|update|change|write|set|reset|put|post|patch|delete|import|reload) (?:\\w+ )?(?:settings?|config|configuration|preferences)',
  '(?:settings|config|configuration|preferences) (?:\\w+ )?(?:save|update|change|write|set|reset|import|reload)',
];

/** What names of functions begin with, their class left out; events and routes are called so whenever anybody connects. */
const FUNCTIONS: readonly string[] = ['(?:re)?connect'];

/** Folders and files whose code runs for such things alone. */
const PLACES: readonly string[] = [
  'admin\\w*',
  'migrations?',
  'migrate',
  'upgrades?',
  'install',
  'installer',
  'dev server',
];

function anyOf(words: readonly string[]): RegExp {
  return new RegExp(` (?:${words.join('|')}) `);
}

/** Matches a route's or function's words where it is rarely run. */
export const RARE_WORDS: RegExp = anyOf(DONE_SELDOM);
/** Matches the words of a function's own name likewise. */
export const RARE_FUNCTIONS = new RegExp(`^ (?:${FUNCTIONS.join('|')}) `);
/** Matches the words of a folder or file. */
export const RARE_PLACES: RegExp = anyOf(PLACES);
