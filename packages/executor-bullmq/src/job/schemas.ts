import type { Json } from '@dof/core';
import { z } from 'zod';

/** SHA-256 in hex. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hex');

/**
 * The name of a plugin. No path and nothing that leads out of a folder of modules: a name decides what a worker imports.
 */
export const pluginNameSchema = z
  .string()
  .max(214)
  .regex(/^(@[a-z0-9][a-z0-9._-]*\/)?[A-Za-z0-9][A-Za-z0-9._-]*$/, 'must be the name of a plugin')
  .refine((name) => !name.includes('..'), 'must be the name of a plugin');

/** The last part of a path: no folder, no way up. */
export const fileNameSchema = z
  .string()
  .min(1)
  .max(255)
  .refine(
    (name) => !/[/\\\0]/.test(name) && name !== '.' && name !== '..',
    'must be the name of a file, without folders',
  );

/** Any JSON value. */
export const jsonSchema: z.ZodType<Json> = z.json();

/** A JSON object. */
export const jsonObjectSchema = z.record(z.string(), jsonSchema);
