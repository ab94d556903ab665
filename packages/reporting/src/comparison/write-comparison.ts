import type { Comparison } from '@dof/analysis';
import { openOutputFolder } from '../output-folder/output-folder.js';
import { readPageStyles } from '../page/page-libraries.js';
import { comparisonTable } from './comparison-table.js';
import { comparisonsPage } from './comparisons-page.js';

/**
 * Writes several comparisons as `comparisons.json`, `comparisons.md` and a page, `comparisons.html`.
 *
 * @returns the paths written
 * @throws DofError DOF_OUTPUT_NOT_WRITABLE
 */
export async function writeComparisons(
  comparisons: readonly Comparison[],
  directory: string,
): Promise<readonly string[]> {
  const { write, written } = await openOutputFolder(directory);
  await write('comparisons.json', `${JSON.stringify(comparisons, null, 2)}\n`);
  await write('comparisons.md', comparisons.map((one) => comparisonTable(one, 'markdown')).join('\n'));
  await write('comparisons.html', await comparisonsPage(comparisons, await readPageStyles()));
  return written;
}

/**
 * Writes one comparison as `comparison.json` and `comparison.md`.
 *
 * @returns the paths written
 * @throws DofError DOF_OUTPUT_NOT_WRITABLE
 */
export async function writeComparison(comparison: Comparison, directory: string): Promise<readonly string[]> {
  const { write, written } = await openOutputFolder(directory);
  await write('comparison.json', `${JSON.stringify(comparison, null, 2)}\n`);
  await write('comparison.md', comparisonTable(comparison, 'markdown'));
  return written;
}
