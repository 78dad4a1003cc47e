/** The colours of the pretty format, or none. */
import { Chalk, type ChalkInstance } from 'chalk';
import type { Grade, Severity } from '../../contracts.ts';

/** What the parts of the pretty format may use to lay text out. */
export interface Canvas {
  readonly chalk: ChalkInstance;
  /** Columns. */
  readonly width: number;
}

/** Narrower terminals get lines that the terminal itself breaks. */
const LEAST_WIDTH = 40;

/** A canvas of the sixteen colours every terminal has, in its user's own shades. */
export function canvas(color: boolean, width: number): Canvas {
  return { chalk: new Chalk({ level: color ? 1 : 0 }), width: Math.max(width, LEAST_WIDTH) };
}

/** The colour of a severity. */
export function severityColor({ chalk }: Canvas, severity: Severity): ChalkInstance {
  return { high: chalk.red, medium: chalk.yellow, low: chalk.blue }[severity];
}

/** The colour of a grade. */
export function gradeColor({ chalk }: Canvas, grade: Grade): ChalkInstance {
  if (grade === 'A' || grade === 'B') return chalk.green;
  return grade === 'C' || grade === 'D' ? chalk.yellow : chalk.red;
}
