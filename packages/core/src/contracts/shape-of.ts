import type { z } from 'zod';

/**
 * A schema for every member of `Spec`, optional ones included: an object of schemas that satisfies it cannot lack one,
 * nor give one of another type.
 */
export type ShapeOf<Spec> = { readonly [Name in keyof Spec]-?: z.ZodType<Spec[Name]> };
