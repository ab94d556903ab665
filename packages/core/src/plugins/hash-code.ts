import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync, readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

const CODE = /\.(js|mjs|cjs|json|wasm)$/;
/** What files are read into, a piece at a time: one for all, since a new one for each of hundreds costs more than they do. */
const buffer = Buffer.allocUnsafe(2 ** 18);
/** Longer texts are no paths. */
const LONGEST_PATH = 4096;
/** Files whose text may name further ones. */
const SCRIPT = /\.[cm]?[jt]sx?$/;
/** What stands between two quotes of a kind: perhaps an import, or the name of what is read beside the module. */
const QUOTED = /(?<=(['"`]))[^'"`\n]+(?=\1)/g;
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
 * SHA-256 in hex over a module that is a file, and over every file that it names in quotes by a path from where it is, and
 * so on: what it imports, and what it reads beside itself. The module's own name and place do not count. Folders do not:
 * one that the module writes into would make every run another.
 */
export function hashModuleFile(file: string): string {
  const main = realpathSync(file);
  const found = new Set([main]);
  for (const path of found) {
    if (!SCRIPT.test(path)) continue;
    for (const [name] of readFileSync(path, 'utf8').matchAll(QUOTED)) {
      if (!looksLikePath(name)) continue;
      const target = fileNamed(resolve(dirname(path), name));
      if (target !== undefined) found.add(target);
    }
  }
  const [, ...others] = found;
  const hash = createHash('sha256').update(hashFile(main));
  for (const path of others.sort()) hash.update(`\n${portable(relative(dirname(main), path))}\n${hashFile(path)}`);
  return hash.digest('hex');
}

/** Of modules by their path. What a process has loaded it goes on to compute with, so each is hashed once. */
const loaded = new Map<string, string>();

/** {@link hashModuleFile} of a module that is about to be loaded, or of what it was when this process loaded it. */
export function hashLoadedModule(file: string): string {
  const hash = loaded.get(file) ?? hashModuleFile(file);
  loaded.set(file, hash);
  return hash;
}

/** SHA-256 in hex of a file, or over the names and the content of all files of a folder; hidden ones do not count. */
export function hashPath(path: string): string {
  return statSync(path).isDirectory() ? hashFiles(path, filesBelow(path, /./)) : hashFile(path);
}

/** SHA-256 in hex of a file. */
export function hashFile(path: string): string {
  const hash = createHash('sha256');
  const file = openSync(path, 'r');
  try {
    for (let read = -1; read !== 0; hash.update(buffer.subarray(0, read))) read = readSync(file, buffer);
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}

/** True for texts that may be paths: a path has a separator, or an ending. */
export function looksLikePath(text: string): boolean {
  return text.length <= LONGEST_PATH && !text.includes('\0') && /[/\\]|\.[A-Za-z0-9]+$/.test(text);
}

function fileNamed(path: string): string | undefined {
  // TypeScript names what will be built.
  const source = path.replace(/\.([cm]?)js$/, '.$1ts');
  const file = [...ENDINGS.map((ending) => path + ending), source].find(isFile);
  return file === undefined ? undefined : realpathSync(file);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
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
    return pattern.test(entry.name) && !entry.name.startsWith('.') && isFile(path) ? [path] : [];
  });
}
