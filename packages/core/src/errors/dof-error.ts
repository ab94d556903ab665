const BRAND = Symbol.for('@dof/core/DofError');

/**
 * A mistake in what the project was given. Its message is one line that says what was given, what is allowed and
 * what to do; programs print it without a stack and exit with code 2. Anything else that is thrown is a bug.
 */
export class DofError extends Error {
  readonly [BRAND] = true;

  constructor(
    /** Stable, for programs: `DOF_` and upper-case words. */
    readonly code: `DOF_${string}`,
    message: string,
    options?: ErrorOptions,
  ) {
    super(printable(message), options);
    this.name = 'DofError';
  }
}

// Messages quote what users and files give: a line break would break the line, an escape sequence could paint over it.
const BREAKS = /\s*[\n\r\t\v\f\u2028\u2029]+\s*/g;
const CONTROLS = /[\p{Cc}\p{Bidi_Control}]/gu;

/** One line, in which control characters are spelled out, as \u001b is. */
function printable(message: string): string {
  return message
    .trim()
    .replace(BREAKS, ' ')
    .replace(CONTROLS, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Works across two copies of this package in one process, and for errors that crossed a thread. */
export function isDofError(error: unknown): error is DofError {
  return typeof error === 'object' && error !== null && (error as Record<symbol, unknown>)[BRAND] === true;
}
