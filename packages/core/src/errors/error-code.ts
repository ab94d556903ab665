/**
 * The `code` of a system or module error such as `ENOENT`; undefined for anything else. Reads the property and not
 * the class: an error of another realm is no `instanceof Error` here.
 */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** The first line of what an error says. */
export function errorMessage(error: unknown): string {
  const hasMessage = typeof error === 'object' && error !== null && 'message' in error;
  return String(hasMessage ? error.message : error).split('\n', 1)[0];
}
