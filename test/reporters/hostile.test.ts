/** In no format is text from outside anything but text. One table of hostile texts goes through all of them. */
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/contracts.ts';
import { reporters } from '../../src/reporters/index.ts';
import { HOSTILE } from './checks/hostile.ts';
import { finding, plain, report } from './made-report.ts';

/** A report with a text in every place that something from outside may stand in. */
function reportWith(text: string): Report {
  const one = finding({
    ...{ path: `src/${text}.js`, message: text, api: text, scope: text, excerpt: text, column: 1, endColumn: 5 },
    chain: [{ path: text, line: 1, name: text }],
    codemod: 'async-fs',
  });
  const made = report([one, finding({ score: 1 })], [{ path: text, stage: 'parse', message: text }], '.');
  const notices = [{ code: 'malformed-comment', path: text, line: 1, column: 1, message: text } as const];
  return { ...made, notices, summary: { ...made.summary, notices: 1 } };
}

async function formatted(name: string, text: string): Promise<string> {
  const reporter = await reporters[name]?.();
  return reporter?.format(reportWith(text), { ...plain, project: text, trend: [trendPoint(text)] }) ?? '';
}

function trendPoint(name: string) {
  return { name, grade: 'A', score: 1, findings: 1 } as const;
}

/** Markdown without its code spans, in which everything is text. */
function withoutCode(markdown: string): string {
  return markdown.replace(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/gs, '');
}

describe.each(HOSTILE)('%s', (_, text) => {
  it.each(Object.keys(reporters))('moves, hides and reorders nothing in %s', async (name) => {
    const made = await formatted(name, text);
    // The page's own script and styles may hold what they like.
    const outside = made.replace(/<(?:script|style)>.*?<\/(?:script|style)>/gs, '');
    expect(outside).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  });

  it.each(['json', 'gitlab', 'sarif', 'rdjson'])('is a value and nothing else in %s', async (name) => {
    const ways = (value: unknown): readonly string[] =>
      typeof value !== 'object' || value === null
        ? []
        : Object.entries(value).flatMap(([key, inner]) => [key, ...ways(inner).map((way) => `${key}.${way}`)]);
    const [made, harmless] = await Promise.all([formatted(name, text), formatted(name, 'x')]);
    expect(ways(JSON.parse(made))).toEqual(ways(JSON.parse(harmless)));
  });

  it('ends no line of rdjsonl, and no line or property of github', async () => {
    expect((await formatted('rdjsonl', text)).trimEnd().split('\n')).toHaveLength(2);
    const keysOf = (commands: string): readonly (readonly string[] | undefined)[] =>
      commands
        .trimEnd()
        .split('\n')
        .map((line) =>
          /^::(?:error|notice) ([^:]*)::/
            .exec(line)?.[1]
            ?.split(',')
            .map((one) => one.replace(/=.*/, '')),
        );
    expect(keysOf(await formatted('github', text))).toEqual(keysOf(await formatted('github', 'x')));
  });

  it('is no markup in junit', async () => {
    const tags = (xml: string): readonly string[] | null => xml.match(/<[?/]?[^\s>]*/g);
    const made = await formatted('junit', text);
    expect(tags(made)).toEqual(tags(await formatted('junit', 'x')));
    expect(made).not.toMatch(/&(?!(?:amp|lt|gt|quot);)/);
    expect(made).not.toMatch(/[\ufffe\uffff]/);
  });

  it('is no markup and no link in what becomes Markdown', async () => {
    const markdown = withoutCode(await formatted('markdown', text));
    expect(markdown.replaceAll('<br>', '')).not.toMatch(/[<>]|(?<!\\)\]\(/);
    const { diagnostics } = JSON.parse(await formatted('rdjson', text)) as { diagnostics: { message: string }[] };
    for (const { message } of diagnostics) expect(withoutCode(message)).not.toMatch(/[<>]|(?<!\\)\]\(/);
  });

  it('adds no element to the page of html', async () => {
    const tags = (page: string): readonly string[] | null => page.match(/<[!/]?[a-z][^\s>]*|<!--/gi);
    expect(tags(await formatted('html', text))).toEqual(tags(await formatted('html', 'x')));
  });
});
