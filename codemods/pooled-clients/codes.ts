/** Why a client is left as it is; docs/codes/pooled-clients.md has a section for each. */
import type { Node, Rewrite, SourceFile } from '../../src/authoring/rule.ts';

export type Refused = Extract<Rewrite, { kind: 'refused' }>;

const REASONS = {
  'pooled-clients/request-options': [
    'its options are not the same for every request',
    'keep one client for each address by hand, in a cache that has a limit',
  ],
  'pooled-clients/unknown-options': [
    'whether its options are an object or an address can not be seen',
    'write them as an object where the client is made',
  ],
  'pooled-clients/escapes': [
    'it is handed on, stored or returned, to code that may keep it',
    'make the pool at module level by hand, and hand that on',
  ],
  'pooled-clients/captured': ['a function that may run later uses it', 'use it in the function that makes it alone'],
  'pooled-clients/session-state': [
    'it changes its connection for whoever would have it next',
    'leave it its own connection, or end what it changes before it is closed',
  ],
  'pooled-clients/unknown-statement': [
    'the text of a statement can not be seen, so it may change the connection',
    'write the statement where it is run',
  ],
  'pooled-clients/unknown-method': [
    'what this method does to the connection is not known',
    'make the pool at module level by hand',
  ],
  'pooled-clients/listener': [
    'it listens to events of a connection that others would share',
    'listen where the client is made at module level',
  ],
  'pooled-clients/not-in-finally': [
    'it needs one connection, which would not be given back where something throws',
    'close it in a finally right behind where it connects',
  ],
  'pooled-clients/connect-apart': [
    'it is made and connected in different places',
    'connect in the statement behind the one that makes it',
  ],
  'pooled-clients/close-used': [
    'what closing gives is used',
    'close it in a statement of its own, and without a callback',
  ],
  'pooled-clients/not-a-variable': [
    'it is not held by one variable of an async function',
    'make it in a declaration: const client = …',
  ],
  'pooled-clients/unsupported': [
    'no way to share this kind of client is known here',
    'perfmig explain connection-per-request says what to do by hand',
  ],
} as const;

export type Code = keyof typeof REASONS;

/** The refusal, at what stands in the way. */
export function refuse(file: SourceFile, code: Code, barrier?: Node): Refused {
  const [message, hint] = REASONS[code];
  return { kind: 'refused', code, message, hint, ...(barrier && { barrier: file.spanOf(barrier) }) };
}
