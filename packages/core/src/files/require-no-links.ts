import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { DofError } from '../errors/dof-error.js';
import { errorCode } from '../errors/error-code.js';

/**
 * What is written into a folder stays in it: none of these names may be a symbolic link there. The folder itself may be
 * one, since whoever names it chose it; what is in it may come from elsewhere.
 *
 * @throws DofError DOF_LINKED_FILE
 */
export function requireNoLinks(directory: string, names: readonly string[]): void {
  for (const name of names) {
    const path = join(directory, name);
    if (!isLink(path)) continue;
    throw new DofError(
      'DOF_LINKED_FILE',
      `${path} is a symbolic link, so that what is written there would land elsewhere: remove the link, or put what it ` +
        'points to in its place',
    );
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  } catch (error) {
    // Where nothing can be looked up, as below a file or by too long a name, nothing can be written either.
    if (errorCode(error) !== undefined) return false;
    throw error;
  }
}
