/**
 * Completes settings that do not say which of several alternatives they are for, where each of them is one that the
 * default alternative has: they are set in the default. Anything else is returned as it was, for the schema to refuse.
 *
 * @param key tells the alternatives apart, such as `name`.
 * @param belonging the settings that the default has.
 */
export function withDefaults(value: unknown, key: string, fallback: object, belonging: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || Object.hasOwn(value, key)) return value;
  return Object.keys(value).every((given) => belonging.includes(given)) ? { ...fallback, ...value } : value;
}
