import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { DofError, errorMessage } from '@dof/core';
import { corruptFile } from '../published/file-checks.js';

const run = promisify(execFile);

/** A package that is fetched as it is and never installed. */
export interface NpmPackage {
  readonly name: string;
  readonly version: string;
  /** SHA-512 of its tarball, base64. */
  readonly sha512: string;
}

/**
 * Fetches a package's tarball into a folder with the user's own npm, whatever registry that is set up with, and returns
 * its path. Nothing of the package is run.
 *
 * @throws DOF_DOWNLOAD_FAILED when npm does not get it, DOF_DATA_CORRUPT when it is another one
 */
export async function npmTarball(
  { name, version, sha512 }: NpmPackage,
  folder: string,
  signal: AbortSignal,
): Promise<string> {
  const windows = process.platform === 'win32';
  const arguments_ = ['pack', `${name}@${version}`, '--ignore-scripts', '--silent', '--pack-destination', folder];
  await run(windows ? 'npm.cmd' : 'npm', arguments_, { signal, shell: windows }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw new DofError('DOF_DOWNLOAD_FAILED', `npm pack ${name}@${version} failed: ${lastLine(cause)}`, { cause });
  });
  const path = join(folder, `${name}-${version}.tgz`);
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  const found = hash.digest('base64');
  if (found !== sha512) throw corruptFile(`npm package ${name}@${version}`, `SHA-512 ${sha512}`, found);
  return path;
}

/** What npm said last, or the error itself. */
function lastLine(error: unknown): string {
  const said = typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr) : '';
  return said.trim().split('\n').at(-1) || errorMessage(error);
}
