import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';

/** Has a new file written beside the target and renames it, so that a reader sees the old file or the new one, never half. */
export async function replaceFile(path: string, write: (path: string) => Promise<void>): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await write(temporary);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
