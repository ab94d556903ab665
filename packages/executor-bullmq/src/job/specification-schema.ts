import { runSpecificationSchema } from '@dof/core';
import { z } from 'zod';

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

const { data, backend, method } = runSpecificationSchema.shape;

/**
 * A run's specification, as it comes out of the queue: what names something to load is checked strictly, and data have
 * no code and no files of their own. Members that core's schema does not know pass, so that a worker of another version
 * refuses the job for its code and leaves it to others.
 */
export const specificationSchema = runSpecificationSchema.extend({
  data: data.omit({ codeHash: true, files: true }).extend({ name: pluginNameSchema }),
  backend: backend.extend({ name: pluginNameSchema }),
  method: method.extend({ name: pluginNameSchema }),
});
