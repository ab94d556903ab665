import { spawnSync } from 'node:child_process';

/**
 * The first C++ compiler that runs: `CXX` when it is set, otherwise c++, g++ or clang++.
 *
 * @returns {{ command: string, options: string[], identity: string } | { failure: string }}
 */
export function findCompiler(environment = process.env) {
  const { CXX } = environment;
  const candidates = CXX?.trim() ? [CXX.trim()] : ['c++', 'g++', 'clang++'];
  for (const candidate of candidates) {
    const [command, ...options] = candidate.split(/\s+/);
    const { status, stdout } = spawnSync(command, [...options, '--version'], { encoding: 'utf8', env: environment });
    if (status === 0) return { command, options, identity: stdout.split('\n')[0].trim() };
  }
  return { failure: `no C++ compiler was found (looked for ${candidates.join(', ')})` };
}
