import { fileURLToPath } from 'node:url';
import { formatFiles, generateFiles, installPackagesTask, output, type GeneratorCallback, type Tree } from '@nx/devkit';
import type { MethodGeneratorOptions } from './method-generator-options.js';
import { methodPackage, type MethodPackage } from './method-package.js';
import { PACKAGE_VERSIONS } from './package-versions.js';
import { addToWorkspaces, addTypeScriptReference } from './workspace.js';

/**
 * `nx g @dof/tools:method my-method`: a package with a working method, its options, contract test, benchmark and README.
 * In the repository of dof it is packages/methods-my-method; anywhere else it is a plugin, dof-method-my-method, that
 * stands alone.
 *
 * @returns what is left to do once the files are written: the installation
 * @throws GeneratorError for names and places that cannot be
 */
export async function methodGenerator(tree: Tree, options: MethodGeneratorOptions): Promise<GeneratorCallback> {
  const made = methodPackage(tree, options);
  const substitutions = {
    ...made,
    versions: PACKAGE_VERSIONS,
    json: JSON.stringify,
    quoted,
  };
  for (const folder of ['common', made.kind]) {
    generateFiles(tree, templates(folder), made.root, substitutions);
  }
  const inWorkspaces = made.kind === 'member' || addToWorkspaces(tree, made.root);
  if (made.kind === 'member') addTypeScriptReference(tree, made.root);
  await formatFiles(tree);
  return () => {
    if (options.skipInstall !== true) installPackagesTask(tree, true, inWorkspaces ? '' : made.root);
    output.log({ title: `${made.packageName} is in ${made.root}`, bodyLines: nextSteps(made) });
  };
}

/** A literal of TypeScript and of YAML alike. */
function quoted(text: string): string {
  return /['\\]/.test(text) ? JSON.stringify(text) : `'${text}'`;
}

// The compiled file is as deep in dist as this one is in src, so this holds for both.
function templates(folder: string): string {
  return fileURLToPath(new URL(`../../../src/generators/method/files/${folder}`, import.meta.url));
}

function nextSteps({ kind, packageName, root, fileName }: MethodPackage): string[] {
  const run = (target: string): string =>
    kind === 'member' ? `npx nx ${target} ${packageName}` : `npm run ${target} --prefix ${root}`;
  return [
    `your idea goes into ${root}/src/${fileName}.ts`,
    `${run('build')}, then npx @dof/cli list methods shows it`,
    `${run('test')} holds it to the method contract`,
    `${run('benchmark')} compares it with the null model`,
  ];
}
