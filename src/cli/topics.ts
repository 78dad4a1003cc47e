/** Pages on the words that reports use. */

const CONTEXTS = `# Contexts

A finding's context says when its code runs. It is read from the call graph, which begins at what serves requests.

- \`request\`: reached from a request handler or the consumer of a queue; the report prints the way. It stalls every other request of the process.
- \`worker\`: runs in a worker thread, so it stalls that worker only.
- \`loop\`: runs in a loop, and who calls it is not known.
- \`unknown\`: who calls it is not known; often exported code.
- \`startup\`: runs once, before the first request.
- \`build\`: a build script or a command-line tool.
- \`test\`: only tests run it. It counts no points and is not listed.

Where code is reached in several ways, the worst one counts: \`request\` wins over all others.
`;

const SCORE = `# Score

The points of a finding are a product:

\`\`\`
cost of one run × context × loop × confidence
\`\`\`

- cost: one point is about 10 µs of a blocked event loop, as measured for the call.
- context: request code counts fully, code of unknown use less, start-up and build scripts next to nothing, tests nothing.
- loop: code in loops runs more often.
- confidence: how sure the rule is that the call is what it looks like.

The severity (high, medium, low) follows from the points of one finding, a file's score is the sum of its findings, and
the grade (A to F) follows from the points in request code per thousand lines.

\`perfmig analyze --explain-score\` shows the factors of each finding.
`;

/** Markdown pages by the names \`perfmig explain\` takes. */
export const topics: ReadonlyMap<string, string> = new Map([
  ['contexts', CONTEXTS],
  ...['request', 'worker', 'loop', 'unknown', 'startup', 'build', 'test'].map((name) => [name, CONTEXTS] as const),
  ['score', SCORE],
  ['severity', SCORE],
  ['grade', SCORE],
]);
