import { DofError, jsonObjectSchema, preparationKey, runHash, sha256Schema, startKey } from '@dof/core';
import { z } from 'zod';
import { codeSchema } from '../code/code-identity.js';
import { fileNameSchema, specificationSchema } from './specification-schema.js';

const shape = {
  format: z.literal(1),
  hash: sha256Schema,
  specification: specificationSchema,
  /** Everything that computes: what a worker must have in the same version. */
  code: codeSchema,
  /** Where the model is read from, by the name that a worker allowed. */
  modelFile: z
    .strictObject({ name: z.string().optional(), file: fileNameSchema, options: jsonObjectSchema })
    .optional(),
};

/** What is in the queue: names, hashes and numbers, no code and no arrays. */
const jobSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('burn-in'), ...shape }),
  z.strictObject({
    kind: z.literal('prepare'),
    ...shape,
    requested: z.array(z.int().min(1)),
    startKey: sha256Schema.optional(),
  }),
  z.strictObject({
    kind: z.literal('train'),
    ...shape,
    startKey: sha256Schema.optional(),
    preparedKey: sha256Schema.optional(),
    /** Absent where the outcome is to hold what was trained. */
    keepCoordinates: z.literal(false).optional(),
  }),
]);

export type JobData = z.output<typeof jobSchema>;

type NamedJob = Pick<JobData, 'kind' | 'hash' | 'code'> & { readonly keepCoordinates?: false };

/**
 * The id of a job: the same work with the same code is one job, whoever asks for it. Who wants what was trained does not
 * get the outcome that another asked for without it.
 */
export function jobId({ kind, hash, code, keepCoordinates }: NamedJob): string {
  return `${kind}-${hash}-${code.hash.slice(0, 16)}${keepCoordinates === false ? '-bare' : ''}`;
}

/**
 * Checks what came out of the queue; throws DOF_BAD_JOB when it is not of the form, or not the work that its hash
 * names.
 */
export function parseJob(value: unknown): JobData {
  const { data: job, error } = jobSchema.safeParse(value);
  if (job === undefined) {
    const [issue] = error.issues;
    throw badJob(`${issue.path.join('.') || 'the job'}: ${issue.message}`);
  }
  if (job.hash !== hashOf(job)) throw badJob('it is not the work that its hash names');
  return job;
}

function hashOf(job: JobData): string {
  if (job.kind === 'burn-in') return startKey(job.specification);
  return job.kind === 'train' ? runHash(job.specification) : preparationKey(job.specification, job.requested);
}

function badJob(reason: string): DofError {
  return new DofError(
    'DOF_BAD_JOB',
    `a job in the queue is not one of dof (${reason}): the coordinator is of another version, or something else writes ` +
      'to this queue',
  );
}
