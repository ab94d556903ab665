const LONGEST = 60;

/** What was given, for the end of "expected a number, not ...". */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') return value.trim() === '' ? 'an empty text' : `the text ${shortened(value)}`;
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (value instanceof Date) return 'a date';
  if (typeof value === 'function') return 'a function';
  return typeof value === 'object' ? 'an object' : String(value);
}

/** A number, a truth value or a text in quotes; undefined for what is too long to be repeated. */
export function quotedValue(value: unknown): string | undefined {
  if (typeof value === 'string') return shortened(value);
  return ['number', 'boolean', 'bigint'].includes(typeof value) ? String(value) : undefined;
}

function shortened(text: string): string {
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text);
}
