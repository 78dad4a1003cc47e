/** fast-json: JSON without work that nobody needs. So far: no indentation for machines. */
import { defineFixCodemod } from '../../src/authoring/codemod.ts';

export const codemod = defineFixCodemod({
  id: 'fast-json',
  summary: 'JSON sent to machines loses its indentation',
  rules: ['json-pretty'],
  safety: 'safe',
  gains: 'A third less time for each text, and up to half its bytes',
  loses: 'Who reads such a text by eye sees one long line',
});
