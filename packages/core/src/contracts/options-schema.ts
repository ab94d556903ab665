import type { StandardSchemaV1 } from '@standard-schema/spec';

/**
 * The schema of a plugin's options, in the Standard Schema form that zod, valibot, arktype and others implement, so
 * that a plugin chooses its own validation library. Validation must be synchronous.
 */
export type OptionsSchema<Options> = StandardSchemaV1<unknown, Options>;

/** One thing wrong with a set of options. */
export type OptionsIssue = StandardSchemaV1.Issue;

/** What validation returns: the options with defaults filled in, or what is wrong with them. */
export type OptionsResult<Options> = StandardSchemaV1.Result<Options>;
