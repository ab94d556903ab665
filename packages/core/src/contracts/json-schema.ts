import { z } from 'zod';
import type { Json } from './json.js';

/** Any JSON value. */
export const jsonSchema: z.ZodType<Json> = z.json();

/** A JSON object. */
export const jsonObjectSchema = z.record(z.string(), jsonSchema);

/** SHA-256 in hex. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hex');
