import type { HistoryEntry } from '@dof/core';
import { z } from 'zod';

const evaluation = z.strictObject({ loss: z.number(), accuracy: z.number() });

export const historyEntrySchema = z.strictObject({
  epoch: z.int().min(0),
  step: z.int().min(0),
  train: evaluation,
  test: evaluation,
}) satisfies z.ZodType<HistoryEntry>;

/** What is wrong with a worker for a job: its code, its data, or only this one run. */
export const refusalScopeSchema = z.enum(['code', 'data', 'run']);
export type RefusalScope = z.output<typeof refusalScopeSchema>;

/** What a worker says of a job while it works on it. */
const progressSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('started') }),
  z.strictObject({ type: z.literal('progress'), share: z.number(), batchLoss: z.number().optional() }),
  z.strictObject({ type: z.literal('evaluated'), entry: historyEntrySchema }),
  z.strictObject({
    type: z.literal('refused'),
    worker: z.string(),
    scope: refusalScopeSchema,
    code: z.string().regex(/^DOF_/),
    message: z.string(),
  }),
]);

export type JobProgress = z.output<typeof progressSchema>;
export type Refusal = Extract<JobProgress, { type: 'refused' }>;

/** Returns undefined for what is no progress of a job. */
export function parseProgress(value: unknown): JobProgress | undefined {
  return progressSchema.safeParse(value).data;
}
