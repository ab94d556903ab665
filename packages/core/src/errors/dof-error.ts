import type { ErrorCode } from './error-codes.js';
import { plainText } from '../files/plain-text.js';

const BRAND = Symbol.for('@dof/core/DofError');

/**
 * A mistake in what the project was given. Its message is one line that says what was given, what is allowed and
 * what to do; programs print it without a stack and exit with code 2. Anything else that is thrown is a bug.
 */
export class DofError extends Error {
  readonly [BRAND] = true;

  constructor(
    /** Stable, for programs. */
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(printable(message), options);
    this.name = 'DofError';
  }
}

// Messages quote what users and files give: a line break would break the line, an escape sequence could paint over it.
const BREAKS = /\s*[\n\r\t\v\f\u2028\u2029]+\s*/g;

function printable(message: string): string {
  return plainText(message.trim().replace(BREAKS, ' '));
}

/** Works across two copies of this package in one process, and for errors that crossed a thread. */
export function isDofError(error: unknown): error is DofError {
  return typeof error === 'object' && error !== null && (error as Record<symbol, unknown>)[BRAND] === true;
}
