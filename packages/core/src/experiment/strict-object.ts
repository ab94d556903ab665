import { z } from 'zod';
import { suggestion } from '../errors/near-matches.js';

/** A zod object that refuses unknown keys, saying which keys there are and which one was probably meant. */
export function strictObject<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const keys = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') {
        return issue.keys.map((key) => `unknown key "${key}"${suggestion(key, keys)}`).join('; ');
      }
      return issue.code === 'invalid_type' ? `expected an object with the keys ${keys.join(', ')}` : undefined;
    },
  });
}
