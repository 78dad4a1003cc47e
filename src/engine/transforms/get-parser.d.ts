/** The one module of jscodeshift that @types/jscodeshift leaves out. */
declare module 'jscodeshift/src/getParser.js' {
  import type { Parser } from 'jscodeshift';

  export default function getParser(name: string): Parser;
}
