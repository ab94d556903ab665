import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

const CODE = /\.(js|mjs|cjs|json|wasm)$/;
/** Files whose text may name further ones. */
const SCRIPT = /\.[cm]?[jt]sx?$/;
/** A relative path in quotes: of an import, or of a file that is read beside the module. */
const RELATIVE_PATH = /(['"`])(\.{1,2}\/[^'"`\n]+)\1/g;
/** What may be left out at the end of an import. */
const ENDINGS = ['', '.js', '.mjs', '.cjs', '.ts', '.json', '/index.js'];

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

/**
 * SHA-256 in hex over a module that is a file, and over every file that it names by a relative path in quotes, and so
 * on: what it imports, and what it reads beside itself. The module's own name and place do not count.
 */
export function hashModuleFile(file: string): string {
  const main = realpathSync(file);
  const found = new Set([main]);
  for (const path of found) {
    if (!SCRIPT.test(path)) continue;
    for (const [, , name] of readFileSync(path, 'utf8').matchAll(RELATIVE_PATH)) {
      const target = fileNamed(resolve(dirname(path), name));
      if (target !== undefined) found.add(target);
    }
  }
  const [, ...others] = found;
  const hash = createHash('sha256').update(hashFile(main));
  for (const path of others.sort()) hash.update(`\n${portable(relative(dirname(main), path))}\n${hashFile(path)}`);
  return hash.digest('hex');
}

/** SHA-256 in hex of a file. */
export function hashFile(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function fileNamed(path: string): string | undefined {
  const found = ENDINGS.map((ending) => path + ending).find((name) => existsSync(name) && statSync(name).isFile());
  if (found !== undefined) return realpathSync(found);
  // TypeScript names what will be built.
  const source = path.replace(/\.([cm]?)js$/, '.$1ts');
  return source !== path && existsSync(source) ? realpathSync(source) : undefined;
}

function hashFiles(root: string, paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of [...new Set(paths)].sort()) hash.update(`${portable(relative(root, path))}\n${hashFile(path)}\n`);
  return hash.digest('hex');
}

function portable(path: string): string {
  return path.split(sep).join('/');
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
