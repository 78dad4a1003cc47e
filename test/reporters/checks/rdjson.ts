/** What reviewdog's Diagnostic Format allows, after its protocol buffers: fields, types, and lines and columns from 1. */
import { Ajv } from 'ajv';

const text = { type: 'string' };
const position = {
  type: 'object',
  required: ['line'],
  additionalProperties: false,
  properties: { line: { type: 'integer', minimum: 1 }, column: { type: 'integer', minimum: 1 } },
};
const range = {
  type: 'object',
  required: ['start'],
  additionalProperties: false,
  properties: { start: position, end: position },
};
const source = { type: 'object', additionalProperties: false, properties: { name: text, url: text } };
const diagnostic = {
  type: 'object',
  required: ['message', 'location'],
  additionalProperties: false,
  properties: {
    message: { type: 'string', minLength: 1 },
    location: {
      type: 'object',
      required: ['path'],
      additionalProperties: false,
      properties: { path: { type: 'string', pattern: '^(?!\\./)' }, range },
    },
    severity: { enum: ['UNKNOWN_SEVERITY', 'ERROR', 'WARNING', 'INFO'] },
    source,
    code: { type: 'object', additionalProperties: false, properties: { value: text, url: text } },
    suggestions: {
      type: 'array',
      items: { type: 'object', required: ['range'], additionalProperties: false, properties: { range, text } },
    },
    original_output: text,
  },
};

const ajv = new Ajv({ allErrors: true });

/** Of one line of rdjsonl. */
export const isDiagnostic = ajv.compile(diagnostic);

/** Of rdjson as a whole. */
export const isDiagnosticResult = ajv.compile({
  type: 'object',
  required: ['diagnostics'],
  additionalProperties: false,
  properties: { source, severity: text, diagnostics: { type: 'array', items: diagnostic } },
});
