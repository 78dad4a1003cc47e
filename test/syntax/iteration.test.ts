/** How many loops run a piece of code again and again, and which callbacks are run for each element. The code asked about is the call of `work`. */
import { describe, expect, it } from 'vitest';
import type { Node, SourceFile } from '../../src/contracts.ts';
import {
  callbackUse,
  enclosingIterations,
  loopDepthOf,
  ownLoopDepthOf,
  runsInPlace,
} from '../../src/syntax/iteration.ts';
import { isFunction } from '../../src/syntax/node.ts';
import { markedIn, sourceOf } from './marked.ts';

function workIn(code: string): { file: SourceFile; work: Node } {
  const file = sourceOf('code.js', code);
  const [work, ...more] = file.nodes('CallExpression').filter(({ callee }) => file.textOf(callee) === 'work');
  if (!work || more.length > 0) throw new Error(`work is called once: ${code}`);
  return { file, work };
}

describe('loops around code', () => {
  it.each([
    ['work();', 0],
    ['for (const x of list) work();', 1],
    ['for (const x in list) { work(); }', 1],
    ['for (let i = 0; i < 9; i++) work();', 1],
    ['while (more) work();', 1],
    ['do { work(); } while (more);', 1],
    ['for await (const x of list) work();', 1],
    ['if (a) { for (const x of list) { try { if (x) work(); } catch {} } }', 1],
    ['for (const x of list) for (const y of x) work();', 2],
    ['for (const x of list) { while (more) { do work(); while (more); } }', 3],
    ['for (const x of list) {} work();', 0],
    ['for (const x of list) { other(); } { work(); }', 0],
  ])('%s', (code, depth) => {
    const { file, work } = workIn(code);
    expect(loopDepthOf(file, work)).toBe(depth);
  });
});

describe('heads of loops', () => {
  it.each([
    ['for (const x of work()) other();', 0],
    ['for (const x in work()) other();', 0],
    ['for (let i = work(); i < 9; i++) other();', 0],
    ['for (let i = 0; i < work(); i++) other();', 1],
    ['for (let i = 0; i < 9; i = work()) other();', 1],
    ['while (work()) other();', 1],
    ['do other(); while (work());', 1],
    ['for (const x of list) for (const y of work(x)) other();', 1],
    ['for (const { y = work() } of list) other();', 1],
    ['work().map((x) => other(x));', 0],
    ['list.map(other(() => work()));', 0],
  ])('%s', (code, depth) => {
    const { file, work } = workIn(code);
    expect(loopDepthOf(file, work)).toBe(depth);
  });
});

describe('callbacks run for each element', () => {
  it.each([
    ['list.map((x) => work(x));', 1],
    ['list.forEach(function (x) { work(x); });', 1],
    ['list?.filter((x) => work(x));', 1],
    ['list.flatMap((x) => x.map((y) => work(y)));', 2],
    ['list.reduce((sum, x) => sum + work(x), 0);', 1],
    ['list.sort((a, b) => work(a) - b);', 1],
    ['list.some((x) => work(x)) && list.every(Boolean);', 1],
    ['Array.from(list, (x) => work(x));', 1],
    ['await Promise.all(list.map(async (x) => { await work(x); }));', 1],
    ["const _ = require('lodash'); _.map(list, (x) => work(x));", 1],
    ["import { each } from 'lodash'; list.map((x) => { for (const y of x) work(y); });", 2],
    ['for (const x of list) x.forEach((y) => work(y));', 2],
    ['for (const x of list) { (() => { work(); })(); }', 1],
    ['for (const x of list) { void (async () => { await work(); })(); }', 1],
    ["list['map']((x) => work(x));", 1],
  ])('%s', (code, depth) => {
    const { file, work } = workIn(code);
    expect(loopDepthOf(file, work)).toBe(depth);
  });

  it.each([
    ...['every', 'filter', 'find', 'findIndex', 'findLast', 'findLastIndex', 'flatMap', 'forEach', 'map'],
    ...['reduce', 'reduceRight', 'some', 'sort', 'toSorted'],
  ])('of .%s', (method) => {
    const { file, work } = workIn(`list.${method}((x) => work(x));`);
    expect(loopDepthOf(file, work)).toBe(1);
  });

  it.each([
    'list.map(other, () => work());',
    'list.reduce(other, () => work());',
    'list.push(() => work());',
    'list.map(work());',
    'Array.from(() => work());',
    'map((x) => work(x));',
    'promise.then(() => work());',
    'button.on("click", () => work());',
    'const f = () => work(); list.map(f);',
  ])('not: %s', (code) => {
    const { file, work } = workIn(code);
    expect(loopDepthOf(file, work)).toBe(0);
  });
});

describe('functions that are only made in a loop', () => {
  it.each([
    'for (const x of list) { handlers.push(() => work()); }',
    'for (const x of list) { x.on("end", function () { work(); }); }',
    'while (more) { const f = () => work(); }',
    'for (const x of list) { function f() { work(); } }',
    'for (const x of list) { class A { m() { work(); } } }',
    'list.map((x) => () => work(x));',
    'list.map((x) => ({ run() { return work(x); } }));',
  ])('%s', (code) => {
    const { file, work } = workIn(code);
    expect(loopDepthOf(file, work)).toBe(0);
  });

  it('has the loops of its own', () => {
    const { file, work } = workIn('for (const x of list) { x.on("end", () => { for (const y of x) work(y); }); }');
    expect(loopDepthOf(file, work)).toBe(1);
  });
});

describe('loops of the own function alone', () => {
  it.each([
    ['for (const x of list) work();', 1],
    ['list.map((x) => work(x));', 0],
    ['list.map((x) => { for (const y of x) work(y); });', 1],
    ['for (const x of list) x.map((y) => { while (y) work(y); });', 1],
    ['for (const x of list) (() => { for (const y of x) work(y); })();', 2],
    ['function f() { for (const x of list) for (const y of x) work(y); }', 2],
    ['work();', 0],
  ])('%s', (code, depth) => {
    const { file, work } = workIn(code);
    expect(ownLoopDepthOf(file, work)).toBe(depth);
  });
});

it.each([
  ['list.map(«read»)', 1],
  ['list.map(«fs.read»)', 1],
  ['for (const x of list) x.map(«read»)', 2],
  ['list.map(«make()»)', 0],
  ['list.map(«new Reader()»)', 0],
  ['list.push(«read»)', 0],
])('%s: the loops of what is handed over are %i', (code, depth) => {
  const { file, node } = markedIn('code.js', code);
  expect(loopDepthOf(file, node)).toBe(depth);
});

it('lists the loops and the calls that iterate, innermost first', () => {
  const { file, work } = workIn('for (const x of list) { x.map((y) => { while (y) work(y); }); }');
  expect(enclosingIterations(file, work).map((node) => node.type)).toEqual([
    'WhileStatement',
    'CallExpression',
    'ForOfStatement',
  ]);
});

describe('what is done with a callback', () => {
  it.each([
    ['list.map(«read»)', 'each'],
    ['list.map(«(x) => x»)', 'each'],
    ["require('lodash').forEach(list, «read»)", 'each'],
    ["require('async').map(list, «read», done)", 'each'],
    ['Array.from(list, «read»)', 'each'],
    ['promise.then(«read»)', 'once'],
    ['promise.then(other, «read»)', 'once'],
    ['promise.catch(«read»)', 'once'],
    ['promise.finally(«read»)', 'once'],
    ['setTimeout(«read», 10)', 'once'],
    ['setImmediate(«read»)', 'once'],
    ['process.nextTick(«read»)', 'once'],
    ['queueMicrotask(«read»)', 'once'],
    ['list.map(other, «read»)', undefined],
    ['list.push(«read»)', undefined],
    ['Array.from(«read»)', undefined],
    ['setTimeout(other, «read»)', undefined],
    ['setInterval(«read», 10)', undefined],
    ['emitter.on("x", «read»)', undefined],
    ['«read»()', undefined],
    ['new Promise(«read»)', undefined],
    ['const f = «read»', undefined],
    ['function setTimeout(f) {} setTimeout(«read»)', undefined],
  ])('%s: %s', (code, use) => {
    const { file, node } = markedIn('code.js', code);
    expect(callbackUse(file, node)).toBe(use);
  });
});

describe('functions that are part of the call they are written in', () => {
  it.each([
    ['«() => 1»()', true],
    ['list.forEach(«() => 1»)', true],
    ['promise.then(«() => 1»)', true],
    ['new Promise(«(resolve) => 1»)', true],
    ['new Server(«() => 1»)', false],
    ['emitter.on("x", «() => 1»)', false],
    ['const f = «() => 1»', false],
    ['class Promise {} new Promise(«() => 1»)', false],
  ])('%s: %s', (code, isPart) => {
    const { file, node } = markedIn('code.js', code.replace('«() => 1»()', '(«() => 1»)()'));
    expect(isFunction(node) && runsInPlace(file, node)).toBe(isPart);
  });
});
