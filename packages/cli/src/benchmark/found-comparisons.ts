import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Comparison } from '@dof/reporting';

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
