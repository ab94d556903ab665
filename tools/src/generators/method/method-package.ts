import type { Tree } from '@nx/devkit';
import { GeneratorError } from './generator-error.js';
import type { MethodGeneratorOptions } from './method-generator-options.js';
import { methodNames, normalScope, type MethodNames } from './method-names.js';
import { isDofRepository, pluginFolder, requireFolderInside } from './workspace.js';

/** What package is to be made, and where. */
export interface MethodPackage extends MethodNames {
  /** `member` of dof's own repository, or a `plugin` that only needs @dof/core. */
  readonly kind: 'member' | 'plugin';
  readonly packageName: string;
  /** Folder, from the workspace's root. */
  readonly root: string;
  readonly description: string;
}

/**
 * Decides what to make from the options and the workspace.
 *
 * @throws GeneratorError for bad names, options that contradict each other, and a place that is taken
 */
export function methodPackage(tree: Tree, options: MethodGeneratorOptions): MethodPackage {
  const kind = (options.plugin ?? !isDofRepository(tree)) ? 'plugin' : 'member';
  const chosen = kind === 'member' ? member(tree, options) : plugin(tree, options);
  if (tree.children(chosen.root).length > 0) {
    throw new GeneratorError(`${chosen.root} is there already: choose another name, or remove it`);
  }
  return { ...chosen, kind, description: oneLine(options.description ?? `the method ${chosen.methodName}`) };
}

type Chosen = Omit<MethodPackage, 'kind' | 'description'>;

function member(tree: Tree, { name, scope, directory }: MethodGeneratorOptions): Chosen {
  for (const [option, value] of Object.entries({ scope, directory })) {
    if (value === undefined) continue;
    throw new GeneratorError(
      `--${option} is for a plugin of your own: in this repository a method is packages/methods-NAME; add --plugin`,
    );
  }
  if (!isDofRepository(tree)) {
    throw new GeneratorError('--plugin=false works in the repository of dof only: leave it out');
  }
  const names = methodNames(name);
  return { ...names, packageName: `@dof/methods-${name}`, root: `packages/methods-${name}` };
}

function plugin(tree: Tree, { name, scope, directory }: MethodGeneratorOptions): Chosen {
  const names = methodNames(name, scope);
  const bare = `dof-method-${name}`;
  if (scope === undefined && ownMethodExists(tree, name)) {
    throw new GeneratorError(
      `"${name}" is a method of dof itself, which comes first: choose another name or a --scope`,
    );
  }
  const root = directory === undefined ? pluginFolder(tree, bare) : requireFolderInside(directory);
  return { ...names, packageName: scope === undefined ? bare : `${normalScope(scope)}/${bare}`, root };
}

/** `methods: NAME` means dof's own package of that name wherever it is installed. */
function ownMethodExists(tree: Tree, name: string): boolean {
  return name === 'random' || tree.exists(`node_modules/@dof/methods-${name}/package.json`);
}

function oneLine(text: string): string {
  const trimmed = text.trim().replace(/\.$/, '');
  if (trimmed === '' || /[\r\n]/.test(trimmed)) {
    throw new GeneratorError('--description must be one line that is not empty');
  }
  return trimmed;
}
