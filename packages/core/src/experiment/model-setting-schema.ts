import { z } from 'zod';
import { modelSpecSchema } from '../contracts/model-spec-schema.js';
import { filledText, strictObject } from '../validation/strict-object.js';
import { modelSchema } from './model-schema.js';
import { pluginNameSchema, pluginOptionsSchema, pluginWithOptionsSchema } from './plugin-schema.js';

const { labelSmoothing } = modelSpecSchema.shape;

/**
 * A model by name with options; without any, its name alone stands for it. zod takes an object whose only fault is an unknown
 * key for this form, which asks for little else; made fatal, such a key leaves it open which form was meant.
 */
const modelWithOptionsSchema = pluginWithOptionsSchema
  .extend({ labelSmoothing })
  .check(({ issues }) => {
    for (const [i, issue] of issues.entries()) issues[i] = { ...issue, continue: false };
  })
  .transform(({ labelSmoothing: smoothing, ...model }) => {
    if (smoothing !== undefined) return { ...model, labelSmoothing: smoothing };
    return Object.keys(model.options).length === 0 ? model.name : model;
  });

/** A model in a form of the backend's own: `{ file: ./my-model.mjs }`. */
const modelFileSchema = strictObject({
  name: filledText.optional().describe('in reports; default: the name that the file gives'),
  file: filledText.describe('path of a module or of a model.json that the engine reads, from the experiment file'),
  options: pluginOptionsSchema.describe('options of the file'),
});

/** A model in a file that any engine can train: `{ onnx: ./my-net.onnx }`. */
const formattedModelSchema = strictObject({
  name: filledText.optional().describe("in reports; default: the file's name without its ending"),
  onnx: filledText.describe('path of an ONNX file, from the experiment file'),
  labelSmoothing,
});

/** `conv-2`, `{ name: conv-2, options: { ... } }`, `{ layers: [ ... ] }`, `{ onnx: ... }`, or `{ file: ... }`. */
export const modelSettingSchema = z.union([
  pluginNameSchema,
  modelWithOptionsSchema,
  modelSchema,
  formattedModelSchema,
  modelFileSchema,
]);
