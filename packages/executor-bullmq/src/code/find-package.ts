import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PackagePart } from './code-identity.js';
import { hashPackageCode } from './hash-code.js';

/** A package that is installed here. */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly root: string;
  /** The file that importing the package loads. */
  readonly entry: string;
}

/** Looks where plugins are looked for: from a folder first, if one is given, then from where this package is installed. */
export function findPackage(name: string, baseDirectory?: string): InstalledPackage | undefined {
  const folder = baseDirectory === undefined ? [] : [join(baseDirectory, 'noop.js')];
  for (const from of [...folder, fileURLToPath(import.meta.url)]) {
    const entry = resolveFrom(from, name);
    if (entry === undefined) continue;
    const found = packageOf(entry);
    if (found?.name === name) return found;
  }
  return undefined;
}

/** The package that a file belongs to, taken as its entry point; undefined where none is named above it. */
export function packageOf(file: string): InstalledPackage | undefined {
  const entry = realpathSync(file);
  for (let folder = dirname(entry); dirname(folder) !== folder; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (!existsSync(manifest)) continue;
    const { name, version = '' } = JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string; version?: string };
    // A package.json without a name only says how files are read.
    if (name !== undefined) return { name, version, root: folder, entry };
  }
  return undefined;
}

const hashes = new Map<string, string>();

/** The package as a part of the code; its files are hashed once in this process. */
export function packagePart({ name, version, root, entry }: InstalledPackage, plugin: boolean): PackagePart {
  const hash = hashes.get(entry) ?? hashPackageCode(root, entry);
  hashes.set(entry, hash);
  return { type: 'package', name, version, hash, plugin };
}

function resolveFrom(from: string, name: string): string | undefined {
  try {
    return createRequire(from).resolve(name);
  } catch {
    return undefined;
  }
}
