/** Pages as `perfmig explain` shows them. */
import { describe, expect, it } from 'vitest';
import { plainMarkdown } from '../../src/cli/plain-markdown.ts';

const PAGE = `<!-- generated: head -->

# sync-io

Finds **synchronous** calls of \`fs\`,
see [the scale](../../docs/scoring.md) and [Node](https://nodejs.org/api/fs.html).

<!-- /generated: head -->

| call | points |
|---|--:|
| \`a \\| b\` | 5 |

\`\`\`js
const a = 1;

# no heading
\`\`\`

- one
- two, which is so long that it needs
  a second line
`;

describe('plainMarkdown', () => {
  it('shows every kind of block', () => {
    expect(plainMarkdown(PAGE, false, 40).split('\n')).toEqual([
      'sync-io',
      '',
      'Finds synchronous calls of `fs`, see the',
      'scale and Node',
      '(https://nodejs.org/api/fs.html).',
      '',
      'call     points',
      '`a | b`  5',
      '',
      '    const a = 1;',
      '',
      '    # no heading',
      '',
      '- one',
      '- two, which is so long that it needs',
      '  a second line',
      '',
    ]);
  });

  it('colours headings and code where it may', () => {
    const shown = plainMarkdown('# Title\n\n`code`\n', true, 80);
    expect(shown).toBe('\u001B[1mTitle\u001B[22m\n\n\u001B[36mcode\u001B[39m\n');
  });
});
