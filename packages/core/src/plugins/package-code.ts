import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { hashPackageCode } from './hash-code.js';

/** A package that is installed here. */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly root: string;
  /** The file that importing the package loads. */
  readonly entry: string;
  /** Names of the packages of dof that it uses. */
  readonly uses: readonly string[];
}

/** The package that a file belongs to, taken as its entry point; undefined where none is named above it. */
export function packageOf(file: string): InstalledPackage | undefined {
  const entry = realpathSync(file);
  for (let folder = dirname(entry); dirname(folder) !== folder; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (!existsSync(manifest)) continue;
    const {
      name,
      version = '',
      dependencies = {},
    } = JSON.parse(readFileSync(manifest, 'utf8')) as {
      readonly name?: string;
      readonly version?: string;
      readonly dependencies?: Readonly<Record<string, string>>;
    };
    // A package.json without a name only says how files are read.
    if (name === undefined) continue;
    const uses = Object.keys(dependencies).filter((dependency) => dependency.startsWith('@dof/'));
    return { name, version, root: folder, entry, uses };
  }
  return undefined;
}

/** Of a package's code, by its entry point. A process computes with what it loaded first, so each is hashed once. */
const hashes = new Map<string, string>();

/** SHA-256 in hex of the package's code, see {@link hashPackageCode}. */
export function packageHash({ root, entry }: InstalledPackage): string {
  const hash = hashes.get(entry) ?? hashPackageCode(root, entry);
  hashes.set(entry, hash);
  return hash;
}

/** The package and those of dof that it uses, directly or through others. */
export function withUsedPackages(installed: InstalledPackage): readonly InstalledPackage[] {
  const found = new Map([[installed.entry, installed]]);
  for (const { entry, uses } of found.values()) {
    for (const name of uses) {
      const used = resolvePackage(name, entry);
      if (used !== undefined) found.set(used.entry, used);
    }
  }
  return [...found.values()];
}

/** The package of that name, as a module at `from` would import it. */
export function resolvePackage(name: string, from: string): InstalledPackage | undefined {
  try {
    const found = packageOf(createRequire(from).resolve(name));
    return found?.name === name ? found : undefined;
  } catch {
    return undefined;
  }
}
