import { z } from 'zod';

/** A seed: a whole number that a double holds exactly. */
export const seedSchema = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
