import { access, stat } from 'node:fs/promises';

/** Whether there is a file or folder at this path. */
export function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Whether there is an ordinary file at this path: opening a pipe or a device might never end. */
export function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
