import { existsSync, statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Comparison } from '@dof/analysis';
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

const FILE = 'comparison.json';

/** Every comparison written below a folder, by path; files that hold something else are passed over. */
export async function foundComparisons(directory: string): Promise<readonly Comparison[]> {
  const names = await readdir(directory, { recursive: true });
  const found: Comparison[] = [];
  for (const name of names.filter((path) => path === FILE || path.endsWith(`/${FILE}`)).sort()) {
    const value = parse(await readFile(join(directory, name), 'utf8'));
    if (isComparison(value)) found.push(value);
  }
  return found;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isComparison(value: unknown): value is Comparison {
  return (
    typeof value === 'object' &&
    value !== null &&
    'entries' in value &&
    Array.isArray(value.entries) &&
    'dimension' in value &&
    'model' in value
  );
}
