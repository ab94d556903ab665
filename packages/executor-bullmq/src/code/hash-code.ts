import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, type Dirent } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const CODE = /\.(js|mjs|cjs|json|wasm)$/;

/**
 * SHA-256 in hex over the code of a package: everything in the folder of its entry point (what was built), and its
 * WebAssembly wherever it is. Native addons are built on each machine and do not count: the engine's variant is recorded
 * beside a run's hash.
 *
 * @param root the package's folder
 * @param entry the file that is imported
 */
export function hashPackageCode(root: string, entry: string): string {
  const built = dirname(entry);
  const files = built === root ? [entry] : filesBelow(built, CODE);
  return hashFiles(root, [...files, ...filesBelow(root, /\.wasm$/)]);
}

/** SHA-256 in hex of a file. */
export function hashFile(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function hashFiles(root: string, paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of [...new Set(paths)].sort()) {
    hash.update(`${relative(root, path).split(sep).join('/')}\n${hashFile(path)}\n`);
  }
  return hash.digest('hex');
}

function filesBelow(folder: string, pattern: RegExp): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry: Dirent): string[] => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name === 'node_modules' || entry.name.startsWith('.') ? [] : filesBelow(path, pattern);
    }
    return pattern.test(entry.name) ? [path] : [];
  });
}
