import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where a package keeps what is written by hand. */
const FOLDERS = ['src', 'test', 'bin', 'bench', 'scripts', 'kernels', 'native', 'results'];
const CODE = /\.(ts|js|mjs|cjs|cpp|h|sh)$/;

/** The files of a package's code, specs included. */
export function sourceFiles(folder: string): readonly string[] {
  return FOLDERS.map((name) => join(folder, name))
    .filter((directory) => existsSync(directory))
    .flatMap((directory) =>
      readdirSync(directory, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && CODE.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name)),
    )
    .filter((file) => !file.includes('node_modules'))
    .sort();
}

const STATIC = /^(?:import|export)\s(?:[\w*{][^'"`;()=]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** The modules that a file names in its imports and re-exports, those of types included. */
export function importedModules(code: string): readonly string[] {
  return [STATIC, DYNAMIC].flatMap((pattern) => [...code.matchAll(pattern)].map(([, module]) => module));
}
