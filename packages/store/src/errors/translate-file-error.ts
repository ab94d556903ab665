import { DofError } from '@dof/core';
import { describeError } from './describe-error.js';

const NOT_WRITABLE = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'EISDIR',
  'EEXIST',
  'ENOENT',
  'ENAMETOOLONG',
  'ELOOP',
]);
const NO_SPACE = new Set(['ENOSPC', 'EDQUOT']);

/** Turns what the file system said about `path` into a DofError; anything that is no user's mistake comes back as it is. */
export function translateFileError(error: unknown, path: string): unknown {
  const { code } = describeError(error);
  if (NOT_WRITABLE.has(code)) return notWritable(path, code, error);
  if (NO_SPACE.has(code)) {
    return new DofError('DOF_STORE_FULL', `no space left for ${path}: free some, then run the same again`, {
      cause: error,
    });
  }
  return error;
}

/** The error for a folder or file of the store that cannot be written. */
export function notWritable(path: string, reason: string, cause?: unknown): DofError {
  return new DofError(
    'DOF_OUTPUT_NOT_WRITABLE',
    `cannot write ${path} (${reason}): choose another output folder, or make this one writable`,
    { cause },
  );
}
