/** Every format, by name. A new one is a file beside this and a line here. */
import type { Reporter } from '../contracts.ts';

/** The reporters `--format` knows, each loaded when it is asked for: who wants JSON needs nothing that measures terminals. */
export const reporters: Readonly<Record<string, () => Promise<Reporter>>> = {
  pretty: async () => (await import('./pretty.ts')).pretty,
  json: async () => (await import('./json.ts')).json,
  markdown: async () => (await import('./markdown.ts')).markdown,
  github: async () => (await import('./github.ts')).github,
  gitlab: async () => (await import('./gitlab.ts')).gitlab,
  junit: async () => (await import('./junit.ts')).junit,
  html: async () => (await import('./html.ts')).html,
  sarif: async () => (await import('./sarif.ts')).sarif,
  rdjson: async () => (await import('./rdjson.ts')).rdjson,
  rdjsonl: async () => (await import('./rdjson.ts')).rdjsonl,
};
