import { z } from 'zod';

/** A name or a path: never empty, and no mere spaces, which is what a shell makes of a variable that is not set. */
export const filledText = z.string().refine((text) => text.trim() !== '', 'must not be empty');
