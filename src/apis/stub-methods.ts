/** What jest, vitest, sinon and Node's own test runner call on a stub. Data. */

/** Methods that make a stub of a member: `jest.spyOn(fs, 'readFileSync')`, `sinon.stub(…)`, `mock.method(…)`. */
export const STUBBING: ReadonlySet<string> = new Set(['spyOn', 'stub', 'method']);

/** What a stub gives, and the method by which it gives a promise of that. */
export const PROMISING: ReadonlyMap<string, string> = new Map([
  ['mockReturnValue', 'mockResolvedValue'],
  ['mockReturnValueOnce', 'mockResolvedValueOnce'],
  ['returns', 'resolves'],
  ['throws', 'rejects'],
]);

/** Methods that are given the function that runs in place of the real one. */
export const IMPLEMENTING: ReadonlySet<string> = new Set(['mockImplementation', 'mockImplementationOnce', 'callsFake']);

/** Methods that give the stub, or a part of it that is used alike. */
export const CONFIGURING: ReadonlySet<string> = new Set([
  'mockClear',
  'mockReset',
  'mockName',
  'withArgs',
  'onCall',
  'onFirstCall',
  'onSecondCall',
  'onThirdCall',
  'callThrough',
]);

/** What only asks whether, how often and with what a stub was called, or takes it away. */
export const ASKING: ReadonlySet<string> = new Set([
  'mockRestore',
  'restore',
  'reset',
  'resetHistory',
  'resetBehavior',
  'called',
  'notCalled',
  'calledOnce',
  'calledTwice',
  'calledThrice',
  'callCount',
  'calledWith',
  'calledWithExactly',
  'calledWithMatch',
  'calledOnceWith',
  'calledOnceWithExactly',
  'alwaysCalledWith',
  'neverCalledWith',
  'calledBefore',
  'calledAfter',
  'args',
]);

/** Of `stub.mock`, in jest and vitest `calls` are arguments, in Node they are `{ arguments, result }`. */
export const ASKING_OF_MOCK: ReadonlySet<string> = new Set([
  'calls',
  'lastCall',
  'callCount',
  'invocationCallOrder',
  'restore',
  'resetCalls',
]);

/** Words of an assertion on a stub that looks at its calls alone, not at what they gave. */
export const CALL_ASSERTION =
  /^(?:not|to|have|has|been|be|was|were|and|always|toHaveBeen(?:Last|Nth)?Called\w*|toBeCalled\w*|(?:last|nth)CalledWith|called\w*|callCount|notCalled|alwaysCalled\w*|neverCalled\w*|callOrder)$/;
