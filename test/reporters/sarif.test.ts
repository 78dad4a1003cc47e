/** SARIF: what its schema, Microsoft's validator and GitHub's limits ask for. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Finding, Report, ReportStyle } from '../../src/contracts.ts';
import { sarif } from '../../src/reporters/sarif.ts';
import { multitoolWords, SARIF_SCHEMA } from './checks/sarif-multitool.ts';
import { finding, plain, report } from './made-report.ts';

const isSarif = new Ajv2020({ strict: false, validateFormats: false }).compile(SARIF_SCHEMA);

interface Run {
  readonly results: readonly Readonly<Record<string, unknown>>[];
  readonly invocations: readonly [{ readonly toolExecutionNotifications: readonly { message: { text: string } }[] }];
  readonly tool: { readonly driver: { readonly rules: readonly Readonly<Record<string, unknown>>[] } };
}

function runOf(made: Report, style: ReportStyle = plain): Run {
  const log = JSON.parse(sarif.format(made, style)) as { readonly runs: readonly [Run] };
  expect(isSarif(log), JSON.stringify(isSarif.errors?.[0])).toBe(true);
  return log.runs[0];
}

const TEXT = 'const a = 1;\nres.end(JSON.stringify(a, null, 2));\n';
const pretty: Finding = finding({
  rule: 'json-pretty',
  ...{ path: 'src/a.js', line: 2, column: 9, endLine: 2, endColumn: 35 },
  excerpt: 'res.end(JSON.stringify(a, null, 2));',
  chain: [],
  codemod: 'fast-json',
  fix: { safety: 'safe', rewrite: { kind: 'edits', edits: [{ span: [37, 46], text: '' }] } },
});
const withText: ReportStyle = { ...plain, textOf: (path) => (path === 'src/a.js' ? TEXT : undefined) };

describe('sarif', () => {
  it('has a result with its place, fingerprint, way and properties', () => {
    const { results } = runOf(report([finding({ codemod: 'async-fs' })]));
    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({
      ruleId: 'sync-io',
      ruleIndex: 0,
      level: 'error',
      message: {
        text:
          'fs.readFileSync stops all other requests while the file is read ' +
          '(request: GET /orders → loadOrder → fs.readFileSync). Mend: perfmig apply --codemod async-fs',
      },
      partialFingerprints: { primaryLocationLineHash: 'f1', 'perfmig/v1': 'f1' },
      properties: { score: 54, context: 'request', api: 'fs.readFileSync', codemod: 'async-fs' },
    });
    const [{ physicalLocation }] = results[0]?.['locations'] as [{ physicalLocation: object }];
    expect(physicalLocation).toMatchObject({
      artifactLocation: { uri: 'src/templates.js' },
      region: { startLine: 14, startColumn: 16, endLine: 14, endColumn: 45 },
    });
    const [flow] = results[0]?.['codeFlows'] as { threadFlows: { locations: { location: object }[] }[] }[];
    expect(flow?.threadFlows[0]?.locations.map(({ location }) => location)).toMatchObject([
      { message: { text: 'GET /orders' }, physicalLocation: { artifactLocation: { uri: 'src/server.js' } } },
      { message: { text: 'loadOrder' } },
      { message: { text: 'fs.readFileSync' }, physicalLocation: { region: { startColumn: 16, endColumn: 45 } } },
    ]);
  });

  it('keeps a place to one line, and gives equal fingerprints different hashes', () => {
    const { results } = runOf(report([finding({ endLine: 20, endColumn: 3 }), finding()]));
    const regions = results.map((result) => (result['locations'] as { physicalLocation: { region: object } }[])[0]);
    expect(regions[0]).toMatchObject({ physicalLocation: { region: { startLine: 14, endLine: 14, endColumn: 46 } } });
    expect(results.map(({ partialFingerprints }) => partialFingerprints)).toMatchObject([
      { primaryLocationLineHash: 'f1' },
      { primaryLocationLineHash: 'f1-2' },
    ]);
  });

  it('has the fix of a finding whose file is as it was, and of no other', () => {
    expect(runOf(report([pretty]), withText).results[0]?.['fixes']).toMatchObject([
      {
        artifactChanges: [
          {
            artifactLocation: { uri: 'src/a.js' },
            replacements: [
              {
                deletedRegion: { startLine: 2, startColumn: 25, endLine: 2, endColumn: 34 },
                insertedContent: { text: '' },
              },
            ],
          },
        ],
      },
    ]);
    expect(runOf(report([{ ...pretty, excerpt: 'other();' }]), withText).results[0]).not.toHaveProperty('fixes');
    expect(runOf(report([pretty])).results[0]).not.toHaveProperty('fixes');
  });

  it('describes its rules by their pages, without links that lead nowhere, and claims no security', () => {
    const page = '<!-- generated: head -->\n\n# sync-io\n\nSee [`x`](../x/README.md) and [Node](https://nodejs.org).\n';
    const { tool } = runOf(report([finding()]), {
      ...plain,
      rules: [{ id: 'sync-io', summary: 'synchronous I/O', page }],
    });
    expect(tool.driver.rules).toMatchObject([
      {
        id: 'sync-io',
        shortDescription: { text: 'Synchronous I/O.' },
        help: { markdown: '# sync-io\n\nSee `x` and [Node](https://nodejs.org).' },
        properties: { 'problem.severity': 'warning' },
      },
    ]);
    expect(JSON.stringify(tool)).not.toContain('security');
  });

  it('keeps to 5,000 results and says so; findings without points are counted', () => {
    const many = Array.from({ length: 5_200 }, (_, at) => finding({ fingerprint: `f${at}`, score: at + 1, chain: [] }));
    const { results, invocations } = runOf(report([...many, finding({ score: 0, context: 'test' })]));
    expect(results).toHaveLength(5_000);
    expect(results[0]).toMatchObject({ properties: { score: 5_200 } });
    expect(invocations[0].toolExecutionNotifications.map(({ message }) => message.text)).toEqual([
      '5,200 findings with points, of which the 5,000 worst are in this file.',
      '1 finding without points, as in tests, not in this file.',
    ]);
  });

  it('keeps to 10 MB compressed, and says what that costs', () => {
    let seed = 1;
    const noise = (): string => {
      let made = '';
      while (made.length < 400_000) made += (seed = (seed * 48_271) % 2_147_483_647).toString(36);
      return made;
    };
    const large = Array.from({ length: 64 }, (_, at) => finding({ fingerprint: `f${at}`, message: noise() }));
    const { results, invocations } = runOf(report(large));
    expect(results).toHaveLength(32);
    expect(invocations[0].toolExecutionNotifications[0]?.message.text).toBe(
      '64 findings with points, of which the 32 worst are in this file.',
    );
  });

  it('names what could not be analysed', () => {
    const { invocations } = runOf(report([], [{ path: 'src/b c.js', stage: 'parse', message: 'line 1: oops' }]));
    expect(invocations[0].toolExecutionNotifications).toMatchObject([
      {
        descriptor: { id: 'parse' },
        message: { text: 'line 1: oops.' },
        locations: [{ physicalLocation: { artifactLocation: { uri: 'src/b%20c.js' } } }],
      },
    ]);
  });

  it("is valid for Microsoft's validator with GitHub's rules", async () => {
    const failure = { path: 'src/b.js', stage: 'parse', message: 'oops' } as const;
    const rules = ['sync-io', 'json-pretty'].map((id) => ({ id, summary: `about ${id}`, page: `# ${id}\n` }));
    const made = report([finding({ codemod: 'async-fs' }), pretty, finding({ endLine: 16 })], [failure]);
    const words = await multitoolWords(sarif.format(made, { ...withText, rules }));
    // perfmig has no site of its own to name.
    expect(words.filter((line) => !line.includes('SARIF2005'))).toEqual([]);
    const broken = sarif.format(made, withText).replaceAll('"startLine": 14', '"startLine": -1');
    expect((await multitoolWords(broken)).length).toBeGreaterThan(1);
  });
});
