import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';

/**
 * Has a new file written beside the target and renames it, so that a reader sees the old file or the new one, never half.
 *
 * @param beforeRename called with the path of the new file once it is written
 */
export async function replaceFile(
  path: string,
  write: (path: string) => Promise<void>,
  beforeRename: (path: string) => Promise<void> = async () => {},
): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await write(temporary);
    await beforeRename(temporary);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
