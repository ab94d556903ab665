import { open } from 'node:fs/promises';
import { platform } from 'node:process';

/** Makes the names in a folder durable: a file's own fsync does not cover the entry that leads to it. */
export async function syncDirectory(directory: string): Promise<void> {
  // Windows has no handle for this and journals names by itself.
  if (platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
