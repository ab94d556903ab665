import { z } from 'zod';
import { ARRAY_TYPE_NAMES } from './array-types.js';
import type { Json } from './json.js';
import { sha256Schema } from './json-schema.js';
import type { PreparationCost } from './method.js';
import type { ShapeOf } from './shape-of.js';

const count = z.int().min(0);

/** What a preparation cost. */
export const preparationCostSchema = z.strictObject({
  fullSpaceGradients: count,
  gradientExamples: count,
  storedBytes: count,
  seconds: z.number().min(0),
} satisfies ShapeOf<PreparationCost>);

const arrayShape = { name: z.string(), type: z.enum(ARRAY_TYPE_NAMES), length: count, sha256: sha256Schema };

function manifestSchema<Shape extends typeof arrayShape>(shape: Shape) {
  return z.strictObject({
    format: z.literal(1),
    /** Byte order of the arrays. */
    byteOrder: z.enum(['LE', 'BE']),
    // Manifests come as JSON, so any value is one of JSON.
    meta: z.custom<Json>((value) => value !== undefined),
    cost: preparationCostSchema.optional(),
    arrays: z.array(z.strictObject(shape)),
  });
}

/**
 * A preparation without its arrays: what they are, and the SHA-256 of their bytes, in hex, by which they are fetched and
 * checked. Take the value that was checked and not the schema's output, which lacks keys named `__proto__`.
 */
export const preparedManifestSchema = manifestSchema(arrayShape);
export type PreparedManifest = z.output<typeof preparedManifestSchema>;

/** The same where every array is a file of its own beside the manifest. */
export const filedManifestSchema = manifestSchema({ ...arrayShape, file: z.string().regex(/^\d+\.bin$/) });
export type FiledManifest = z.output<typeof filedManifestSchema>;
