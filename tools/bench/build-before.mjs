import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The last commit of the engine's version 1: direct convolutions, two passes over A, directions in plain JavaScript. */
export const VERSION_1 = 'a1d4ba799f02';

/**
 * Builds the repository as it was at a commit into a folder of its own, node_modules/.cache/dof-bench/COMMIT, once. Third
 * parties' packages are those of today; `@dof/*` are the old ones. Run as a program, prints the folder.
 *
 * @returns {string} the folder
 * @throws an Error that says why in one line, where the commit is not here or does not build
 */
export function buildBefore(commit = VERSION_1) {
  const found = spawnSync('git', ['rev-parse', '--verify', '--quiet', `${commit}^{commit}`], {
    cwd: root,
    encoding: 'utf8',
  });
  if (found.status !== 0) throw new Error(`commit ${commit} is not in this clone: git fetch --unshallow`);
  const folder = join(root, 'node_modules', '.cache', 'dof-bench', found.stdout.trim());
  const done = join(folder, 'built');
  if (existsSync(done)) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const archive = execFileSync('git', ['archive', commit], { cwd: root, maxBuffer: 2 ** 30 });
  execFileSync('tar', ['-x'], { cwd: folder, input: archive });
  linkModules(join(root, 'node_modules'), join(folder, 'node_modules'), folder);
  for (const name of readdirSync(join(folder, 'packages'))) {
    const modules = join(root, 'packages', name, 'node_modules');
    if (existsSync(modules)) linkModules(modules, join(folder, 'packages', name, 'node_modules'), folder);
  }
  const run = (...options) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, options, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${commit} does not build: ${`${stdout}${stderr}`.trim().split('\n')[0]}`);
  };
  run(join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '--build');
  run(join('packages', 'backend-simd', 'native', 'build-native.mjs'));
  writeFileSync(done, '');
  return folder;
}

/** Links to all modules of one folder, but to the old packages in the place of the workspace's. */
function linkModules(from, to, folder) {
  mkdirSync(join(to, '@dof'), { recursive: true });
  for (const name of readdirSync(from)) {
    if (name === '.cache' || name === '@dof') continue;
    symlinkSync(join(from, name), join(to, name));
  }
  for (const name of readdirSync(join(folder, 'packages'))) {
    if (!existsSync(join(to, '@dof', name))) symlinkSync(join(folder, 'packages', name), join(to, '@dof', name));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(buildBefore());
