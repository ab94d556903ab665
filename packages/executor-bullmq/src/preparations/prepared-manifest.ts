import { createHash } from 'node:crypto';
import { ARRAY_TYPE_NAMES } from '@dof/core';
import { z } from 'zod';
import { jsonSchema, sha256Schema } from '../job/schemas.js';

const count = z.int().min(0);

/** What a preparation cost, as `PreparationCost` of core. */
export const costSchema = z.strictObject({
  fullSpaceGradients: count,
  gradientExamples: count,
  storedBytes: count,
  seconds: z.number().min(0),
});

/** A preparation without its arrays: what they are, and the hashes they are fetched by. */
const manifestSchema = z.strictObject({
  format: z.literal(1),
  /** Byte order of the arrays. */
  byteOrder: z.enum(['LE', 'BE']),
  meta: jsonSchema,
  cost: costSchema.optional(),
  arrays: z.array(
    z.strictObject({ name: z.string(), type: z.enum(ARRAY_TYPE_NAMES), length: count, sha256: sha256Schema }),
  ),
});

export type PreparedManifest = z.output<typeof manifestSchema>;

/** The bytes of a manifest: the SHA-256 of its JSON in hex, a line feed, the JSON. */
export function formatManifest(manifest: PreparedManifest): Uint8Array {
  const json = JSON.stringify(manifest);
  return new TextEncoder().encode(`${sha256(json)}\n${json}`);
}

/** Answers undefined for bytes that are not what {@link formatManifest} made. */
export function parseManifest(bytes: Uint8Array): PreparedManifest | undefined {
  const text = new TextDecoder().decode(bytes);
  const json = text.slice(65);
  if (text.slice(0, 65) !== `${sha256(json)}\n`) return undefined;
  const parsed = JSON.parse(json) as PreparedManifest;
  const checked = manifestSchema.safeParse(parsed).data;
  // The schema leaves out keys named __proto__, which JSON may hold.
  return checked && { ...checked, meta: parsed.meta };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
