import type { z } from 'zod';
import type { ModelSpec } from '../contracts/model-spec.js';
import { modelSpecSchema } from '../contracts/model-spec-schema.js';
import { filledText, strictObject } from '../validation/strict-object.js';

const { shape } = modelSpecSchema;

/** A network written out in an experiment file, where its name and its loss may be absent. */
export const modelSchema = strictObject({
  ...shape,
  name: filledText.default('custom').describe('in reports'),
  loss: shape.loss.default('softmax-cross-entropy'),
}) satisfies z.ZodType<ModelSpec>;
