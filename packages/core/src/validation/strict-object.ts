import { z } from 'zod';
import { nearMatches, suggestion } from '../errors/near-matches.js';

/** A zod object that refuses unknown keys, saying which keys there are and which one was probably meant. */
export function strictObject<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const keys = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') {
        return issue.keys
          .map((key) => `unknown key "${key}"${suggestion(key, keys)}${optionsHint(key, keys)}`)
          .join('; ');
      }
      const names = `${keys.length === 1 ? 'key' : 'keys'} ${keys.join(', ')}`;
      return issue.code === 'invalid_type' ? `expected an object with the ${names}` : undefined;
    },
  });
}

/** Options of a plugin are a level deeper than people look for them. */
function optionsHint(key: string, keys: readonly string[]): string {
  const isElsewhere = keys.includes('options') && nearMatches(key, keys).length === 0;
  return isElsewhere ? `; if it is an option of the plugin, write options: { ${key}: ... }` : '';
}

/** A name or a path: never empty, and no mere spaces, which is what a shell makes of a variable that is not set. */
export const filledText = z.string().refine((text) => text.trim() !== '', 'must not be empty');

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

/**
 * A schema that makes its input into something else first, with what it takes for JSON Schema, which cannot see that.
 *
 * @param forms takes every valid input.
 */
export function withInputForms<Schema extends z.ZodType>(schema: Schema, forms: z.ZodType): Schema {
  const described = z.toJSONSchema(forms, { io: 'input', unrepresentable: 'any' });
  return schema.meta({ oneOf: undefined, ...described, $schema: undefined }) as Schema;
}
