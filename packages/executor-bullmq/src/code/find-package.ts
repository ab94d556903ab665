import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageHash, resolvePackage, type InstalledPackage } from '@dof/core';
import type { PackagePart } from './code-identity.js';

/** Looks where plugins are looked for: from a folder first, if one is given, then from where this package is installed. */
export function findPackage(name: string, baseDirectory?: string): InstalledPackage | undefined {
  const folder = baseDirectory === undefined ? [] : [join(baseDirectory, 'noop.js')];
  for (const from of [...folder, fileURLToPath(import.meta.url)]) {
    const found = resolvePackage(name, from);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The package as a part of the code. */
export function packagePart(installed: InstalledPackage, plugin: boolean): PackagePart {
  const { name, version } = installed;
  return { type: 'package', name, version, hash: packageHash(installed), plugin };
}
