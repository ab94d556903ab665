import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { DofError, requireNoLinks } from '@dof/core';
import { isOfEarlierVersion } from './earlier-version.js';
import { manifestOf, readManifest, requireOwnFile } from './file-manifest.js';

const REPORT = ['report.html', 'results.json', 'tables.md', 'reproduce.json'];
/** What an experiment and its report write into their folder under these very names. */
const WRITTEN = ['experiment.json', 'plan.json', ...REPORT];

/**
 * Before anything is written into a folder that is not yet one of dof's: nothing that lies there already counts as written
 * by dof from then on, as it does in a folder of a version that kept no manifest.
 *
 * @returns whether the folder is new to dof
 * @throws DofError DOF_FOREIGN_FILE, DOF_LINKED_FILE
 */
export function beginFolder(directory: string): boolean {
  if (existsSync(join(directory, manifestOf())) || isOfEarlierVersion(directory)) return false;
  const foreign = WRITTEN.find((name) => existsSync(join(directory, name)));
  if (foreign !== undefined) {
    throw new DofError(
      'DOF_FOREIGN_FILE',
      `${join(directory, foreign)} is there, and dof did not write it: move it away, or give another folder with --out`,
    );
  }
  // In a folder that is not there nothing can be anybody's.
  if (!existsSync(directory)) return true;
  const parts = ['figures', 'tables'].filter((part) => existsSync(join(directory, part)));
  const manifests = [undefined, ...parts].map(manifestOf);
  requireNoLinks(directory, manifests);
  try {
    for (const name of manifests) appendFileSync(join(directory, name), '');
  } catch {
    // The next write says that nothing can be written.
  }
  return true;
}

/**
 * Before anything is trained that a report follows: one that somebody edited would not be replaced, which is better known
 * before than after.
 *
 * @throws DofError DOF_FOREIGN_FILE
 */
export async function requireOwnReport(directory: string): Promise<void> {
  const manifest = join(directory, manifestOf());
  if (readManifest(manifest) === undefined) return;
  for (const name of REPORT) await requireOwnFile(directory, name, manifest);
}
