/** The members of classes of Node and of the language that programs extend. */
import { EventEmitter } from 'node:events';
import { Agent, ClientRequest, IncomingMessage, OutgoingMessage, Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { Duplex, PassThrough, Readable, Transform, Writable } from 'node:stream';
import { Worker } from 'node:worker_threads';

/** By the last name of their path. */
const CLASSES: ReadonlyMap<string, { readonly prototype: object }> = new Map(
  Object.entries({
    ...{ EventEmitter, Agent, ClientRequest, IncomingMessage, OutgoingMessage, Server, ServerResponse, Socket },
    ...{ Duplex, PassThrough, Readable, Transform, Writable, Worker },
    ...{
      Error,
      TypeError,
      RangeError,
      SyntaxError,
      Map,
      Set,
      WeakMap,
      WeakSet,
      Array,
      Promise,
      URL,
      Date,
      Event,
      EventTarget,
    },
  }),
);

/** Classes whose members Node calls, whoever has them. */
const PROTOCOLS: readonly { readonly prototype: object }[] = [EventEmitter, Duplex, Server, Agent, Error, Map, Promise];

const NODE_CLASS = /^(?:#|events$|events\.|http\.|https\.|net\.|stream$|stream\.|worker_threads\.)/;

/** Methods that streams call where a class has them. */
const CALLED_IF_THERE = ['_read', '_write', '_writev', '_final', '_destroy', '_construct', '_transform', '_flush'];

/** Every member of a foreign class; undefined where it isn't known. */
export function foreignMembers(api: string): ReadonlySet<string> | undefined {
  if (!NODE_CLASS.test(api)) return undefined;
  const last = /([A-Za-z]+)$/.exec(api)?.[1] ?? '';
  const found = CLASSES.get(last === 'events' ? 'EventEmitter' : last.replace(/^stream$/, 'Duplex'));
  if (!found) return undefined;
  const names = new Set(CALLED_IF_THERE);
  for (let at: object | null = found.prototype; at; at = Object.getPrototypeOf(at) as object | null) {
    for (const name of Object.getOwnPropertyNames(at)) names.add(name);
  }
  return names;
}

/** Names that Node's own code calls on objects it is given. */
export function isProtocolMember(name: string): boolean {
  return PROTOCOLS.some(({ prototype }) => name in prototype) || CALLED_IF_THERE.includes(name);
}
