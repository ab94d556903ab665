/** An error's message with those of its causes: fast-check wraps what a property threw. */
export function messages(error: unknown): string {
  return error instanceof Error ? `${error.message}\n${messages(error.cause)}` : '';
}
