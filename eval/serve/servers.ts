/** Servers that are started before and after a migration, and the requests they are sent. Data. */

/** One request; headers and body as they are sent. */
export interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Server {
  /** The repository's name in the list. */
  readonly name: string;
  /** What is left out of both copies before, and why it has to be. */
  readonly without?: { readonly paths: readonly string[]; readonly why: string };
  /** A file that the server is configured by, beside its own. */
  readonly config?: (port: number) => { readonly path: string; readonly text: string };
  /** The script and its arguments. */
  readonly start: (port: number) => readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Sent one after another, again from the first where there are less than are wanted. */
  readonly requests: readonly Asked[];
  /** Sent over and over by all connections while the event loop is watched. */
  readonly load: readonly Asked[];
}

const get = (path: string, headers: Readonly<Record<string, string>> = {}): Asked => ({ path, headers });
const rest = { rest: 'true' };

const switchBoard: Server = {
  name: 'switchBoard',
  config: (port) => ({
    path: 'eval-config.js',
    text: `exports.config = {
  config: { serverPort: ${port}, serverIp: '127.0.0.1', appCaching: false, delegate: [], theme: 'dark', celsius: false,
    language: 'en', region: 'us', default: 'welcome', macroPause: 1500, pollMinutes: 600, pollSeconds: 36000,
    localTimeout: 5000, ssl: { disabled: true }, ai: { eventLogging: false, disable: true } },
  welcome: { typeClass: 'welcome', title: 'Welcome!', disabled: false },
  screenSaver: { typeClass: 'clientScreenSaver', title: 'Screen Saver', timeout: 60, disabled: false },
  clientMp3: { typeClass: 'clientMp3', title: 'Music', disabled: false },
  speech: { typeClass: 'clientSpeech', title: 'Speech', voice: 'female', disabled: false }
};
`,
  }),
  start: () => ['app.js', '-c', './eval-config.js'],
  requests: [
    get('/'),
    get('/?device=screenSaver'),
    get('/?device=clientMp3'),
    get('/state/', rest),
    get('/templates/', rest),
    get('/?list=welcome', rest),
    get('/css/common.css'),
    get('/css/font-awesome.css'),
    get('/css/combo.min.css'),
    get('/css/none.css'),
    get('/js/common.js'),
    get('/js/switchBoard.js'),
    get('/js/none.js'),
    get('/images/icons/favicon.ico'),
    get('/images/loading.gif'),
    get('/images/roku/none.png'),
    get('/font/fontawesome-webfont.woff'),
    get('/manifest.json'),
    get('/manifest.appcache'),
    { method: 'POST', path: '/?device=welcome', body: 'device=welcome' },
    { method: 'HEAD', path: '/' },
  ],
  load: [get('/'), get('/templates/', rest)],
};

const mockserver: Server = {
  name: 'mockserver',
  without: {
    paths: ['test/mockserver.js'],
    why: 'its tests answer their requests at once, so the calls are refused while they are there',
  },
  start: (port) => ['bin/mockserver.js', '-q', '-p', String(port), '-m', 'test/mocks'],
  env: { MOCK_HEADERS: 'Authorization,X-Foo' },
  requests: [
    get('/'),
    get('/test'),
    get('/test?a=b'),
    get('/test?c=d'),
    get('/test1/test2'),
    get('/none/of/these'),
    get('/hello-world'),
    get('/return-204'),
    get('/return-empty-body'),
    get('/multiple-headers'),
    get('/multiple-headers-same-name'),
    get('/dynamic-headers'),
    get('/keep-line-feeds'),
    get('/wildcard/exact'),
    get('/wildcard/other'),
    get('/wildcard-extended/one/foobar/two/fizzbuzz'),
    get('/wildcard-extended/one/foobar'),
    get('/import'),
    get('/import?around=true'),
    get('/importjs'),
    get('/eval'),
    get('/request-headers'),
    get('/request-headers', { Authorization: '1234' }),
    get('/request-headers', { Authorization: '5678' }),
    get('/request-headers', { Authorization: '9999', 'X-Foo': 'Bar' }),
    { method: 'PUT', path: '/request-headers', headers: { Authorization: '12', 'X-Foo': 'Bar' } },
    { method: 'PUT', path: '/request-headers', headers: { 'X-Foo': 'Baz' } },
    { method: 'POST', path: '/request-headers?a=b', headers: { Authorization: '12', 'X-Foo': 'Bar' } },
    { method: 'POST', path: '/return-200', body: 'Hello=123' },
    { method: 'POST', path: '/return-200', body: 'Hello=456' },
    { method: 'POST', path: '/importjs', body: '' },
    { method: 'DELETE', path: '/test' },
    { method: 'HEAD', path: '/hello-world' },
  ],
  load: [get('/wildcard-extended/one/foobar/two/fizzbuzz'), get('/hello-world'), get('/none')],
};

export const SERVERS: readonly Server[] = [switchBoard, mockserver];
