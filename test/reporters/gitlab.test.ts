/** GitLab's Code Quality report: what its documentation asks for. */
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { gitlab } from '../../src/reporters/gitlab.ts';
import { finding, plain, report } from './made-report.ts';

/** The fields that GitLab's documentation of the report lists, and no others. */
const SCHEMA = {
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    additionalProperties: false,
    properties: {
      description: { type: 'string', minLength: 1 },
      check_name: { type: 'string', minLength: 1 },
      fingerprint: { type: 'string', minLength: 1 },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        properties: {
          path: { type: 'string', pattern: '^(?!\\./|/)' },
          lines: { type: 'object', required: ['begin'], properties: { begin: { type: 'integer', minimum: 1 } } },
        },
      },
    },
  },
};

function issues(text: string): readonly { readonly fingerprint: string }[] {
  const parsed: unknown = JSON.parse(text);
  const ajv = new Ajv();
  expect(ajv.validate(SCHEMA, parsed), ajv.errorsText()).toBe(true);
  return parsed as readonly { readonly fingerprint: string }[];
}

describe('gitlab', () => {
  it('is an issue for each finding', () => {
    const text = gitlab.format(
      report([finding(), finding({ path: 'a.js', severity: 'low', fingerprint: 'f2' })]),
      plain,
    );
    expect(issues(text)).toMatchObject([
      {
        description:
          'fs.readFileSync stops all other requests while the file is read (request: GET /orders → loadOrder → fs.readFileSync)',
        check_name: 'perfmig/sync-io',
        fingerprint: 'f1',
        severity: 'critical',
        location: { path: 'src/templates.js', lines: { begin: 14, end: 14 } },
      },
      { fingerprint: 'f2', severity: 'minor', location: { path: 'a.js' } },
    ]);
  });

  it('gives each issue a fingerprint of its own', () => {
    const prints = issues(gitlab.format(report([finding(), finding(), finding()]), plain)).map(
      ({ fingerprint }) => fingerprint,
    );
    expect(prints).toEqual(['f1', 'f1-2', 'f1-3']);
  });

  it('has paths from the folder it is run in, no byte-order mark and no control characters', () => {
    const text = gitlab.format(report([finding({ message: 'a\u001b[31m' })], [], 'packages/api'), plain);
    expect(text).toContain('"path": "packages/api/src/templates.js"');
    expect(text.charAt(0)).toBe('[');
    expect(text).toContain('a\\u001b[31m');
  });

  it('without findings is an empty list', () => {
    expect(gitlab.format(report([]), plain)).toBe('[]\n');
  });
});
