import { posix } from 'node:path';
import { readJson, updateJson, type Tree } from '@nx/devkit';
import { GeneratorError } from './generator-error.js';

interface RootPackage {
  readonly name?: string;
  readonly workspaces?: readonly string[] | { readonly packages?: readonly string[] };
}

/** True in the repository that the packages of dof come from. */
export function isDofRepository(tree: Tree): boolean {
  return rootPackage(tree).name === '@dof/source' && tree.exists('packages/core/package.json');
}

/** Where a plugin goes unless told: into the first folder whose packages are all in the workspace, else the root. */
export function pluginFolder(tree: Tree, folder: string): string {
  const everyPackageOf = workspaces(tree)?.find((pattern) => /^[^*!]+\/\*$/.test(pattern));
  return everyPackageOf === undefined ? folder : posix.join(everyPackageOf.slice(0, -2), folder);
}

/** A folder below the root, in its shortest form; throws GeneratorError for the root itself and what is outside. */
export function requireFolderInside(directory: string): string {
  const folder = posix.normalize(directory.replaceAll('\\', '/')).replace(/\/$/, '');
  if (folder === '.' || folder.startsWith('..') || posix.isAbsolute(folder) || /^[a-zA-Z]:/.test(folder)) {
    throw new GeneratorError(`--directory ${directory} must be a folder below the workspace's root, given from there`);
  }
  return folder;
}

/** Makes npm see the package, unless a pattern covers it or the root has no workspaces. True if npm sees it. */
export function addToWorkspaces(tree: Tree, root: string): boolean {
  const patterns = workspaces(tree);
  if (patterns === undefined) return false;
  if (patterns.some((pattern) => covers(pattern, root))) return true;
  updateJson<RootPackage>(tree, 'package.json', (json) => ({
    ...json,
    workspaces: Array.isArray(json.workspaces)
      ? [...json.workspaces, root]
      : { ...json.workspaces, packages: [...patterns, root] },
  }));
  return true;
}

/** Lets `tsc --build` at the root build the package. */
export function addTypeScriptReference(tree: Tree, root: string): void {
  updateJson<{ references?: readonly { readonly path: string }[] }>(tree, 'tsconfig.json', (json) => ({
    ...json,
    references: [...(json.references ?? []), { path: `./${root}` }],
  }));
}

function rootPackage(tree: Tree): RootPackage {
  return tree.exists('package.json') ? readJson<RootPackage>(tree, 'package.json') : {};
}

function workspaces(tree: Tree): readonly string[] | undefined {
  const { workspaces: value } = rootPackage(tree);
  return value !== undefined && 'packages' in value ? value.packages : (value as readonly string[] | undefined);
}

/** Whole patterns of npm: a path, with `*` for one folder and `**` for any. */
function covers(pattern: string, root: string): boolean {
  const source = posix
    .normalize(pattern)
    .replace(/\/$/, '')
    .split('/')
    .map((part) => (part === '**' ? '.*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*')))
    .join('/');
  return new RegExp(`^${source}$`).test(root);
}
