import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { ownPackage, ownPackages } from '../own-packages.js';
import { linkDependencies, linkPackage } from '../repository-copy.js';
import { REPOSITORY } from '../repository-folder.js';

/**
 * Makes experiments of the documentation small: the code that runs is the same, in seconds. They come after what the
 * documentation sets itself.
 */
export const SMALLER = [
  'data.options.train=2048',
  'data.options.test=64',
  'training.epochs=1',
  'training.batchSize=64',
  'degreesOfFreedom=[2,8]',
  'seeds=1',
  'prediction.examples=256',
  'prediction.training.epochs=2',
  'prediction.probes=2',
  'prediction.steps=5',
];

/** Runs the real command with smaller experiments. */
const SMALLER_DOF = `#!/usr/bin/env node
const { spawnSync } = require('node:child_process');
const [command, ...rest] = process.argv.slice(2);
const smaller = ['run', 'benchmark'].includes(command) ? ${JSON.stringify(SMALLER.flatMap((set) => ['--set', set]))} : [];
const given = command === undefined ? [] : [command, ...rest, ...smaller];
process.exitCode = spawnSync(process.execPath, [process.env.DOF_COMMAND, ...given], { stdio: 'inherit' }).status ?? 1;
`;

/**
 * Makes a folder look as if the packages of this repository were installed in it, with a `dof` command that makes every
 * experiment smaller; `npx @dof/cli` runs it too, since npx looks there for the command of an installed package. Documents
 * get folders of their own below it.
 *
 * @returns the environment to run things with in there
 */
export function documentationWorkspace(root: string): NodeJS.ProcessEnv {
  linkDependencies(root);
  for (const { json, folder } of [...ownPackages(), ownPackage('tools')]) linkPackage(root, json.name, folder);
  const [bin, usual] = [join(root, 'node_modules', '.bin'), join(REPOSITORY, 'node_modules', '.bin')];
  rmSync(bin);
  mkdirSync(bin);
  for (const name of readdirSync(usual)) if (name !== 'dof') symlinkSync(join(usual, name), join(bin, name));
  writeFileSync(join(bin, 'dof'), SMALLER_DOF);
  chmodSync(join(bin, 'dof'), 0o755);
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'documentation', private: true }));
  return {
    PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
    DOF_COMMAND: join(REPOSITORY, 'packages', 'cli', 'bin', 'dof.js'),
  };
}

/** A folder for one document, with the experiment files of the repository. */
export function documentFolder(root: string, name: string): string {
  const folder = join(root, name.replaceAll(/[^\w]+/g, '-'));
  mkdirSync(folder);
  cpSync(join(REPOSITORY, 'experiments'), join(folder, 'experiments'), { recursive: true });
  return folder;
}
