import { z } from 'zod';

/** Why a job failed, as the text that a failed job keeps. */
const failureSchema = z.discriminatedUnion('type', [
  /** The run cannot be done as asked: a DofError. */
  z.strictObject({ type: z.literal('mistake'), code: z.string().regex(/^DOF_/), message: z.string() }),
  /** Something is broken. */
  z.strictObject({ type: z.literal('bug'), message: z.string(), stack: z.string().optional() }),
  /** A preparation that the job names is not there, or not whole. */
  z.strictObject({ type: z.literal('missing'), key: z.string() }),
  z.strictObject({ type: z.literal('cancelled') }),
]);

export type JobFailure = z.output<typeof failureSchema>;

export function formatFailure(failure: JobFailure): string {
  return JSON.stringify(failure);
}

/** Returns undefined for a reason that no worker of ours gave, such as that of a job which lost too many workers. */
export function parseFailure(reason: string | undefined): JobFailure | undefined {
  try {
    return failureSchema.safeParse(JSON.parse(reason ?? '')).data;
  } catch {
    return undefined;
  }
}
