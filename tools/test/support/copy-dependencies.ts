import { cpSync, existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { readPackageJson, type OwnPackage } from './own-packages.js';
import { REPOSITORY } from './repository-folder.js';

/**
 * Copies what others have made and these packages need to run, with what that needs in turn, into a node_modules folder,
 * so that npm has nothing to fetch when it installs the packages there.
 */
export function copyDependencies(packages: readonly OwnPackage[], nodeModules: string): void {
  const seen = new Set<string>();
  const visit = (folder: string): void => {
    const { dependencies, optionalDependencies, peerDependencies } = readPackageJson(folder);
    for (const name of Object.keys({ ...peerDependencies, ...optionalDependencies, ...dependencies })) {
      const found = locate(name, folder);
      // Binaries of other platforms are not installed; what else is missing npm will miss too, and say so.
      if (name.startsWith('@dof/') || found === undefined || seen.has(found)) continue;
      seen.add(found);
      if (!isNested(found)) cpSync(found, join(nodeModules, name), { recursive: true, dereference: true });
      visit(found);
    }
  };
  for (const { folder } of packages) visit(folder);
}

/** Where Node finds a package for the files of a folder. */
function locate(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (folder === REPOSITORY || dirname(folder) === folder) return undefined;
  }
}

/** Inside another package of others, with which it is copied. */
function isNested(folder: string): boolean {
  return relative(REPOSITORY, folder).split('node_modules').length > 2;
}
