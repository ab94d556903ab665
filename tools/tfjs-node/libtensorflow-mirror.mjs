import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { constants, createBrotliDecompress, createGzip } from 'node:zlib';
import { CACHE, unpackedPackage } from '../nodes/unpacked-package.mjs';

/** Where tfjs-node 4.22 looks for its library, from the address of a mirror. */
export const ARCHIVE = 'tensorflow/libtensorflow/libtensorflow-cpu-linux-x86_64-2.9.1.tar.gz';

const RELEASES = {
  spec: 'tfjs-node-lambda-releases@1.6.1',
  integrity: 'D275PZpxsKenTuiPnvIE5T+D5JrT4aU9M3EDCedBQKlP0hUB7011Yzg8CAJ6MBIog9Lq90aaEair4yrBBlk61w==',
  member: 'nodejs12.x-tf2.7.0.br',
};
const DEPENDENCIES = 'node_modules/@tensorflow/tfjs-node/deps';
const HEADER = 'include/tensorflow/core/platform/ctstring_internal.h';

/**
 * Makes, once, the folder of a mirror for TFJS_NODE_CDN_STORAGE: libtensorflow 1.15, which is on npm, in place of 2.9.1,
 * which is not, with the one header that the binding misses. It proves the binding and our use of it, not the kernels of
 * 2.9.1; nor are its speeds theirs.
 *
 * @returns the folder, in the cache.
 * @throws Error, with one line, where it cannot be had.
 */
export async function libtensorflowMirror() {
  if (`${process.platform} ${process.arch}` !== 'linux x64') throw new Error('npm has it for Linux on x64 only');
  const mirror = join(CACHE, 'libtensorflow-1.15.0');
  const archive = join(mirror, ARCHIVE);
  if (existsSync(archive)) return mirror;
  const { spec, integrity, member } = RELEASES;
  const releases = unpackedPackage(spec, { integrity, members: [member] });
  const scratch = join(CACHE, `libtensorflow-${process.pid}`);
  try {
    mkdirSync(join(scratch, dirname(HEADER)), { recursive: true });
    await unpackDependencies(join(releases, member), scratch);
    copyFileSync(fileURLToPath(new URL('ctstring_internal.h', import.meta.url)), join(scratch, HEADER));
    const packed = join(scratch, 'packed.tar.gz');
    await pack(scratch, packed);
    mkdirSync(dirname(archive), { recursive: true });
    renameSync(packed, archive);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  rmSync(releases, { recursive: true, force: true });
  return mirror;
}

async function unpackDependencies(from, to) {
  const tar = spawn('tar', ['-xf', '-', '-C', to, '--strip-components=4', DEPENDENCIES], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = once(tar, 'close');
  await pipeline(createReadStream(from), createBrotliDecompress(), tar.stdin);
  await succeed(ended);
}

/** Hardly compressed: it goes over the loopback interface. */
async function pack(folder, to) {
  const tar = spawn('tar', ['-cf', '-', '-C', folder, 'include', 'lib'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(tar, 'close');
  await pipeline(tar.stdout, createGzip({ level: constants.Z_BEST_SPEED }), createWriteStream(to));
  await succeed(ended);
}

async function succeed(ended) {
  const [code] = await ended;
  if (code !== 0) throw new Error(`tar failed with exit code ${code}`);
}
