/** The type of a configuration file, from which its JSON Schema is made. Data alone: nothing it names is run. */

/** A configuration: `perfmig.config.json`, `perfmig.config.jsonc`, or the key `perfmig` of a package.json. */
export interface Configuration {
  /** Where editors find the schema of this file. */
  readonly $schema?: string;
  /** Configurations of folders above this one don't hold here. */
  readonly root?: boolean;
  /** Switches rules on or off. All are on unless switched off. */
  readonly rules?: RuleSwitches;
  /** Findings are reported only in files that match one of these globs. Default: in all. */
  readonly include?: Globs;
  /** Findings in files that match one of these globs are not reported. The files are still read, for who calls what. */
  readonly exclude?: Globs;
  /** Files that match one of these globs are not read at all, as if .perfmigignore named them. */
  readonly ignore?: Globs;
  /** What differs in some of the files. The last that matches a file decides. */
  readonly overrides?: readonly Override[];
  /** Objects of frameworks of your own on which functions are registered that run for requests. */
  readonly handlers?: readonly HandlerEntry[];
  /** Clients, pools and agents that must not be made for each request. */
  readonly clients?: readonly ClientEntry[];
  /** Synchronous functions that block the event loop. */
  readonly syncApis?: readonly SyncApiEntry[];
  /** What functions outside the program do with the callbacks they are given. */
  readonly callbacks?: CallbackEntries;
  /** As `--top`: how many findings people are shown, 0 for all. */
  readonly top?: WholeNumber;
  /** As `--min-score`. */
  readonly minScore?: Amount;
  /** As `--max-issues`. */
  readonly maxIssues?: WholeNumber;
}

/** Rules by id. */
export type RuleSwitches = Readonly<Record<string, RuleSwitch>>;

export type RuleSwitch = 'on' | 'off';

/**
 * Patterns as in a .gitignore, from the folder of this file: `dist` is a file or folder of that name anywhere,
 * `/src/lib` and `src/lib/**` start here, `*.{js,ts}` is both, and `!` takes out again what an earlier one took in.
 */
export type Globs = readonly Glob[];

/**
 * @minLength 1
 * @maxLength 500
 */
export type Glob = string;

/**
 * @minimum 0
 * @maximum 999999999
 * @asType integer
 */
export type WholeNumber = number;

/**
 * @minimum 0
 * @maximum 999999999
 */
export type Amount = number;

/** Settings for the files that match. */
export interface Override {
  readonly files: Globs;
  readonly rules?: RuleSwitches;
  /** When the code of these files runs, where perfmig sees it otherwise. */
  readonly context?: DeclaredContext;
}

/**
 * `request`: functions nobody is seen to call answer requests. `startup`: they run once, before requests come. `worker`:
 * the files run in worker threads. `build`, `test`: the files are tools or tests, never part of the service. `unknown`:
 * they are ordinary source, whatever the names of their folders say.
 */
export type DeclaredContext = 'request' | 'startup' | 'worker' | 'build' | 'test' | 'unknown';

/**
 * A way from a module to a function or object: `@acme/db.readSync` is an export, `@acme/db.connect()` what a function
 * returns, `@acme/db.Client.new` an instance of a class, `@acme/db.Client.new.loadSync` a method of it. The default
 * export is the module itself: `@acme/db`, `@acme/db()`. Globals start with `#`: `#Store.loadSync`.
 * @minLength 1
 * @maxLength 300
 * @pattern ^(?:#|@[\w.~-]+/)?[\w$~-][\w$./~()-]*$
 */
export type ApiName = string;

/** An object handlers are registered on. */
export interface HandlerEntry {
  /** How the object is made: `@acme/http.createServer()`, `@acme/http.Router.new`; or a module with functions that take handlers. */
  readonly receiver: ApiName;
  /** Other ways to come by such an object; a type counts as `Type.new`. */
  readonly also?: readonly ApiName[];
  /** Methods whose function arguments run for requests. */
  readonly methods?: readonly MemberName[];
  /** Methods that take an object of options, and the keys under which its functions run for requests. */
  readonly options?: Readonly<Record<string, readonly MemberName[]>>;
  /** Methods that return such an object again. */
  readonly chains?: readonly MemberName[];
  /** How reports call these entry points. Default: the method and the path, as in `GET /orders`. */
  readonly label?: Text;
}

/**
 * @minLength 1
 * @maxLength 100
 */
export type MemberName = string;

/**
 * @minLength 1
 * @maxLength 200
 */
export type Text = string;

/** A client, pool or agent. */
export interface ClientEntry {
  /** What makes it: `@acme/db.connect()`, `@acme/db.Client.new`. */
  readonly api: ApiName;
  /** Default: `client`. */
  readonly kind?: 'client' | 'pool' | 'agent';
  /** Methods that end it. Default: close, end, quit, destroy and disconnect. */
  readonly closedBy?: readonly MemberName[];
  /** What making one costs: 1 is about 10 µs of a blocked event loop. Default: 100. */
  readonly points?: PointScale;
  /** What to do instead, as an order. */
  readonly instead?: Text;
}

/** A synchronous function. */
export interface SyncApiEntry {
  /** The function: `@acme/store.loadSync`. */
  readonly api: ApiName;
  /** Which rule reports it. Default: `sync-io`. */
  readonly rule?: 'sync-io' | 'sync-process' | 'sync-compute';
  /** What a usual call costs: 1 is about 10 µs of a blocked event loop. Default: 5. */
  readonly points?: PointScale;
  /** The function that does the same without blocking. */
  readonly twin?: ApiName;
  /** Whether the twin returns a promise or takes a callback last. Default: `promise`. */
  readonly twinStyle?: 'promise' | 'callback';
  /** What the event loop waits for, to follow "while": `the store is read`. Default: `it works`. */
  readonly while?: Text;
}

/** The points of the tables perfmig brings along, where 50 is about a millisecond and 100 anything above two. */
export type PointScale = 1 | 2 | 5 | 10 | 20 | 50 | 100;

/** Functions of packages, by what they do with callbacks. */
export interface CallbackEntries {
  /** They run them later and again, whenever something happens, so that these are no start-up code. */
  readonly later?: readonly ApiName[];
  /** They run them when the process ends. */
  readonly atExit?: readonly ApiName[];
  /** They never run them: they store or send what they are given. */
  readonly never?: readonly ApiName[];
}

/** What configurations add to the tables of APIs, for rules, the call graph and codemods alike. */
export interface ProjectApis {
  readonly handlers: readonly HandlerEntry[];
  readonly clients: readonly ClientEntry[];
  readonly syncApis: readonly SyncApiEntry[];
  readonly callbacks: Required<CallbackEntries>;
}
