import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ownPackage, withOwnDependencies } from './own-packages.js';
import { REPOSITORY } from './repository-folder.js';

const ROOT_FILES = [
  '.env',
  '.gitignore',
  '.prettierignore',
  '.prettierrc.json',
  'eslint.config.mjs',
  'jest.preset.mjs',
  'nx.json',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
  'tsconfig.json',
];

/** Folders that are results of other work than building. */
const LEFT_OUT = new Set(['node_modules', 'out-tsc', 'coverage']);

/**
 * Copies the repository, as built, with the `dof` command and the generator into an empty folder; what others have made
 * is linked, as `npm ci` would have installed it.
 */
export function copyRepository(target: string): void {
  for (const file of ROOT_FILES) cpSync(join(REPOSITORY, file), join(target, file));
  linkDependencies(target);
  for (const { folder, root, json } of [...withOwnDependencies(['@dof/cli', '@dof/testing']), ownPackage('tools')]) {
    // Times are kept, so that what is built counts as built.
    const options = {
      recursive: true,
      preserveTimestamps: true,
      filter: (path: string) => !LEFT_OUT.has(basename(path)),
    };
    cpSync(folder, join(target, root), options);
    // What only this package has, since the rest of the repository has it in another version.
    const nested = join(folder, 'node_modules');
    if (existsSync(nested)) symlinkSync(nested, join(target, root, 'node_modules'));
    linkPackage(target, json.name, join(target, root));
  }
}

/** Links everything that others have made into a folder's node_modules. */
export function linkDependencies(target: string): void {
  mkdirSync(join(target, 'node_modules', '@dof'), { recursive: true });
  for (const entry of readdirSync(join(REPOSITORY, 'node_modules'))) {
    if (entry !== '@dof') symlinkSync(join(REPOSITORY, 'node_modules', entry), join(target, 'node_modules', entry));
  }
}

/** What `npm install` does for a package of a workspace. */
export function linkPackage(target: string, name: string, folder: string): void {
  symlinkSync(folder, join(target, 'node_modules', name));
}
