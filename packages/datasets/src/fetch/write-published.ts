import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { requireDigest } from '../published/file-checks.js';
import type { PublishedFile } from '../published/published-dataset.js';

/**
 * Writes a file of a data set into a folder, after a look at its digest. It appears whole or not at all.
 *
 * @param source names where the bytes are from in error messages
 * @throws DOF_DATA_CORRUPT when the bytes are not those published
 */
export async function writePublished(
  facts: PublishedFile,
  bytes: Uint8Array,
  folder: string,
  source: string,
): Promise<void> {
  requireDigest({ facts, path: `${source}: ${facts.name}` }, bytes);
  await mkdir(folder, { recursive: true });
  const part = join(folder, `${facts.name}.part`);
  await writeFile(part, bytes);
  await rename(part, join(folder, facts.name));
}
