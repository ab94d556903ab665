const TRUTH = new Map([
  ...['yes', 'on', 'y', 'true'].map((word) => [word, 'true'] as const),
  ...['no', 'off', 'n', 'false'].map((word) => [word, 'false'] as const),
]);

/** How a value that was written as another type is written as the one that is expected; empty where that is not known. */
export function writingHint(expected: string, value: unknown): string {
  if (expected === 'string') {
    return typeof value === 'number' || typeof value === 'boolean' ? `: put it in quotes, "${value}"` : '';
  }
  if (typeof value !== 'string') return '';
  if (expected === 'boolean') {
    const word = TRUTH.get(value.trim().toLowerCase());
    return word === undefined ? '' : `: write ${word}${word === value ? ' without quotes' : ''}`;
  }
  if (!['number', 'int'].includes(expected)) return '';
  const digits = value.trim().replace(/(?<=\d)[_'\s](?=\d)/g, '');
  if (digits === '' || !Number.isFinite(Number(digits))) return '';
  return digits === value ? `: write ${digits} without quotes` : `: write ${digits}`;
}
