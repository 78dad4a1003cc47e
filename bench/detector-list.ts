/** The detectors of blocking calls that are installed, and how to read what they print. */
import { join } from 'node:path';

export interface Detector {
  readonly name: string;
  /** For Node, run in the folder to look at; they end with a JSON report on stdout. */
  readonly args: readonly string[];
  /** Paths are relative to that folder or absolute, lines from 1. */
  places(report: unknown): readonly { readonly path: string; readonly line: number }[];
}

const BLOCKING_RULES = ['sync-io', 'sync-process', 'sync-compute', 'blocking-sleep'];

/** perfmig first. */
export function installedDetectors(project: string): readonly Detector[] {
  const ours = join(project, 'bench/contestants');
  const installed = join(project, 'node_modules');
  const noSync = (name: string, config: string): Detector => ({
    name,
    args: [join(installed, 'eslint/bin/eslint.js'), '-c', join(ours, config), '-f', 'json', '.'],
    places: inEslint,
  });
  return [
    {
      name: 'perfmig',
      args: [
        join(project, 'bin/perfmig.js'),
        'analyze',
        '.',
        '--format',
        'json',
        ...BLOCKING_RULES.flatMap(ruleOption),
      ],
      places: inPerfmig,
    },
    noSync('eslint-plugin-n n/no-sync', 'no-sync.config.mjs'),
    noSync('the same, allowAtRootLevel', 'no-sync-below-root.config.mjs'),
    {
      name: 'oxlint node/no-sync',
      args: [join(installed, 'oxlint/bin/oxlint'), '-c', join(ours, 'oxlint-no-sync.json'), '-f', 'json', '.'],
      places: inOxlint,
    },
    {
      name: 'Biome noSyncMethods',
      args: [
        join(installed, '@biomejs/biome/bin/biome'),
        'lint',
        '--only=nursery/noSyncMethods',
        '--reporter=json',
        '.',
      ],
      places: inBiome,
    },
  ];
}

function ruleOption(rule: string): readonly string[] {
  return ['--rule', rule];
}

function inPerfmig(report: unknown) {
  const { root, files } = report as {
    readonly root: string;
    readonly files: readonly { readonly path: string; readonly findings: readonly { readonly line: number }[] }[];
  };
  return files.flatMap(({ path, findings }) => findings.map(({ line }) => ({ path: join(root, path), line })));
}

function inEslint(report: unknown) {
  const files = report as readonly {
    readonly filePath: string;
    readonly messages: readonly { readonly ruleId: string | null; readonly line: number }[];
  }[];
  return files.flatMap(({ filePath, messages }) =>
    messages.filter(({ ruleId }) => ruleId === 'n/no-sync').map(({ line }) => ({ path: filePath, line })),
  );
}

function inOxlint(report: unknown) {
  const { diagnostics } = report as {
    readonly diagnostics: readonly {
      readonly filename: string;
      readonly labels: readonly { readonly span: { readonly line: number } }[];
    }[];
  };
  return diagnostics.map(({ filename, labels }) => ({ path: filename, line: labels[0]?.span.line ?? 0 }));
}

function inBiome(report: unknown) {
  const { diagnostics } = report as {
    readonly diagnostics: readonly {
      readonly category: string;
      readonly location: { readonly path: string; readonly start: { readonly line: number } };
    }[];
  };
  return diagnostics
    .filter(({ category }) => category === 'lint/nursery/noSyncMethods')
    .map(({ location }) => ({ path: location.path, line: location.start.line }));
}
