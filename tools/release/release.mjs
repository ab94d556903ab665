/**
 * Makes a release of all packages under one version: `npm run release -- [minor | major | patch | 1.2.3] [--dry-run]`.
 * Nx sets the versions and writes every package's changelog from the commits that touched it; the section Unreleased of
 * CHANGELOG.md becomes that of the version. The commit and the tag stay here until somebody pushes them.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { releaseChangelog, releaseVersion } from 'nx/release/index.js';
import { promoteUnreleased } from './promote-unreleased.mjs';

const CHANGELOG = new URL('../../CHANGELOG.md', import.meta.url);
/** What generated plugins depend on. */
const PACKAGE_VERSIONS = new URL('../src/generators/method/package-versions.ts', import.meta.url);

const { values, positionals } = parseArgs({ options: { 'dry-run': { type: 'boolean' } }, allowPositionals: true });
const dryRun = values['dry-run'] ?? false;

const { workspaceVersion: version, projectsVersionData } = await releaseVersion({
  specifier: positionals[0],
  dryRun,
  gitCommit: false,
  gitTag: false,
});
if (typeof version !== 'string') throw new Error('nothing was committed since the last release');

const changelog = promoteUnreleased(await readFile(CHANGELOG, 'utf8'), version, new Date());
const versions = (await readFile(PACKAGE_VERSIONS, 'utf8')).replace(/dof: '\^[^']*'/, `dof: '^${version}'`);
if (!dryRun) {
  await writeFile(CHANGELOG, changelog);
  await writeFile(PACKAGE_VERSIONS, versions);
}
await releaseChangelog({ versionData: projectsVersionData, version, dryRun });
