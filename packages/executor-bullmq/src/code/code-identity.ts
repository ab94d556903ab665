import { contentHash, sha256Schema } from '@dof/core';
import { z } from 'zod';
import { fileNameSchema } from '../job/specification-schema.js';

/**
 * The packages a worker may be asked to import: ours, and plugins by their naming rule. Whatever else is installed is
 * not imported, whoever writes to the queue.
 */
const packageNameSchema = z
  .string()
  .max(214)
  .regex(
    /^(@dof\/[a-z0-9-]+|(@[a-z0-9][a-z0-9._-]*\/)?dof-(method|model|dataset|backend)-[a-z0-9._-]+)$/,
    'must be a package of dof or a plugin of it',
  )
  .refine((name) => !name.includes('..'), 'must be the name of a package');

const partSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('package'),
    name: packageNameSchema,
    version: z.string(),
    hash: sha256Schema,
    /** Whether it is a plugin, to be loaded, or one that is loaded anyway. */
    plugin: z.boolean(),
  }),
  /** A plugin that is a file: a worker takes it only if it was told to. */
  z.strictObject({ type: z.literal('file'), name: fileNameSchema, hash: sha256Schema }),
]);

export type CodePart = z.output<typeof partSchema>;
export type PackagePart = Extract<CodePart, { type: 'package' }>;
export type FilePart = Extract<CodePart, { type: 'file' }>;

/** Everything that computes a run, by content. */
export const codeSchema = z
  .strictObject({ hash: sha256Schema, parts: z.array(partSchema) })
  .refine(({ hash, parts }) => hash === contentHash(parts), 'must be the hash of its parts');

export type CodeIdentity = z.output<typeof codeSchema>;

/** @param parts in the order they are loaded */
export function codeIdentity(parts: readonly CodePart[]): CodeIdentity {
  return { hash: contentHash(parts), parts: [...parts] };
}
