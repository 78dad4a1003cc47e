/** How commander reads the values of options. */
import { InvalidArgumentError } from 'commander';

/** For options that may be repeated. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** @throws {InvalidArgumentError} */
export function wholeNumber(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('It must be a whole number, 0 or more.');
  return Number(value);
}

/** @throws {InvalidArgumentError} */
export function decimal(value: string): number {
  if (!/^\d{1,9}(?:\.\d{1,9})?$/.test(value)) throw new InvalidArgumentError('It must be a number, 0 or more.');
  return Number(value);
}
