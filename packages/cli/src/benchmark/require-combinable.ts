import { existsSync, statSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { DofError } from '@dof/core/errors';

/**
 * Before anything is trained: comparisons can be combined below a folder that is there, or that this benchmark makes
 * since its own comparison goes into it.
 *
 * @throws DofError `DOF_BAD_COMBINE`
 */
export function requireCombinable(folder: string, ownComparison: string): void {
  const exists = existsSync(folder);
  if (exists && statSync(folder).isDirectory()) return;
  const way = relative(folder, ownComparison);
  if (!exists && way !== '..' && !way.startsWith(`..${sep}`)) return;
  throw new DofError(
    'DOF_BAD_COMBINE',
    `--combine ${folder}: ${exists ? 'this is no folder' : 'there is no such folder'}; name one that ` +
      'holds comparisons of `dof benchmark`, or one that --out is below',
  );
}
