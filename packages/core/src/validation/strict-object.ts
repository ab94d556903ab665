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
