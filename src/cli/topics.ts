/** Pages on the words that reports use; their figures are those the engine counts with. */
import {
  CONTEXT_FACTOR,
  GRADE_UP_TO,
  LOOP_FACTOR,
  ONCE_FACTOR,
  SEVERITY_FROM,
  UNKNOWN_IN_SERVICE,
} from '../engine/scoring.ts';

const CONTEXTS_BY_FACTOR = Object.entries(CONTEXT_FACTOR)
  .map(([context, factor]) => `${context} × ${factor}`)
  .join(', ');
const LOOPS = LOOP_FACTOR.map((factor, depth) => `× ${factor} for ${depth}`).join(', ');
const SEVERITIES = SEVERITY_FROM.map(([points, severity]) => `${severity} from ${points}`).join(', ');
const GRADES = GRADE_UP_TO.map(([points, grade]) => `${grade} up to ${points}`).join(', ');

const CONTEXTS = `# Contexts

A finding's context says when its code runs. It is read from the call graph, which begins at what serves requests.

- \`request\`: reached from a request handler or a consumer of one of the known queue libraries; the report prints the way. It stalls every other request of the process.
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
- kept: × ${ONCE_FACTOR} where the code keeps its result.
- context: ${CONTEXTS_BY_FACTOR}; × ${UNKNOWN_IN_SERVICE} for unknown and loop in a service, whose request handlers are known.
- loop: ${LOOPS} or more loops around the call, those of its callers included.
- confidence: how sure it is that the call is what it looks like, and is reached.

A finding's severity follows from its points: ${SEVERITIES}, else low. A file's score is the sum of its findings. The
grade follows from the points in request code per thousand lines: ${GRADES}, else F.

\`perfmig analyze --explain-score\` shows the factors of each finding; a loop or confidence of 1 is left out.
`;

/** The topics that are neither a rule nor a context. */
export const general = ['contexts', 'score', 'severity', 'grade'] as const;

/** Markdown pages by the names `perfmig explain` takes. */
export const topics: ReadonlyMap<string, string> = new Map([
  ['contexts', CONTEXTS],
  ...Object.keys(CONTEXT_FACTOR).map((context) => [context, CONTEXTS] as const),
  ['score', SCORE],
  ['severity', SCORE],
  ['grade', SCORE],
]);
