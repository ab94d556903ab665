import { z } from 'zod';
import { filledText, strictObject } from '../validation/strict-object.js';

/** What a plugin is asked for by. */
export const pluginNameSchema = filledText;

export const pluginOptionsSchema = z
  .record(z.string(), z.json())
  .default({})
  .describe('options of the plugin, which `dof list` names');

/** A name alone asks for no options. */
export const namedPluginSchema = pluginNameSchema.transform((value) => ({ name: value, options: {} }));

/** `{ name: mnist, options: { ... } }`. */
export const pluginWithOptionsSchema = strictObject({
  name: pluginNameSchema.describe('a name, the path of a module, or the name of a package'),
  options: pluginOptionsSchema,
});

/** `mnist`, or `{ name: mnist, options: { ... } }`. */
export const pluginSchema = z.union([namedPluginSchema, pluginWithOptionsSchema]);
