// What takes part in a measurement: our engine, PyTorch, and the machine itself; each as processes to start.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const PYTHON = process.env.DOF_BENCH_PYTHON ?? '/usr/bin/python3';
/** Side of the matrices of sgemm: in cache-sized blocks as every BLAS likes them, and long enough to time. */
export const SGEMM_SIDE = 1024;
export const SGEMM_OPERATIONS = 2 * SGEMM_SIDE ** 3;
/** Million floating-point operations per run of the register loop. */
const REGISTER_MEGAFLOP = 1000;
export const REGISTER_OPERATIONS = REGISTER_MEGAFLOP * 1e6;

/** Thread counts for every BLAS and OpenMP that numpy and PyTorch may be built with. */
const threadEnvironment = (threads) =>
  Object.fromEntries(
    ['OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS'].map((name) => [name, String(threads)]),
  );

/** Our engine; one process per core, each a run of its own. */
export function engine(name, work, cores) {
  const options = [here('engine-peer.mjs'), JSON.stringify({ ...work, engine: name })];
  return { name, peers: cores.map((core) => ({ command: process.execPath, options, cores: [core] })) };
}

let version1;

/** The folder of the engine's version 1, built from git once; a build that failed is not tried again. */
function version1Folder() {
  version1 ??= spawnSync(process.execPath, [here('../../../tools/bench/build-before.mjs')], { encoding: 'utf8' });
  const { status, stdout, stderr } = version1;
  if (status === 0) return stdout;
  throw new Error(stderr.split('\n').findLast((line) => line.startsWith('Error')) ?? stderr);
}

/** The engine as it was at version 1; where that cannot be had, a contestant that fails and says why. */
export function before(name, work, cores) {
  const start = () => {
    try {
      const peer = join(version1Folder(), 'packages', 'backend-simd', 'bench', 'engine-peer.mjs');
      return { command: process.execPath, options: [peer, JSON.stringify({ ...work, engine: name })] };
    } catch (error) {
      return { command: process.execPath, options: ['-e', `throw new Error(${JSON.stringify(error.message)})`] };
    }
  };
  return {
    name: `version 1, ${name}`,
    // Built when it is measured, not when it is listed.
    get peers() {
      return cores.map((core) => ({ ...start(), cores: [core] }));
    },
  };
}

/** PyTorch with as many threads as `cores`, or with one process of one thread per core. */
export function pytorch(work, cores, { processes = false, channelsLast = false } = {}) {
  const threads = processes ? 1 : cores.length;
  const options = [here('pytorch_peer.py'), JSON.stringify({ ...work, threads, channelsLast })];
  const start = { command: PYTHON, options, environment: threadEnvironment(threads) };
  const layout = channelsLast ? 'channels last' : 'NCHW';
  const count = processes ? `${cores.length} processes` : `${threads} thread${threads === 1 ? '' : 's'}`;
  return {
    name: `PyTorch, ${count}, ${layout}`,
    peers: processes ? cores.map((core) => ({ ...start, cores: [core] })) : [{ ...start, cores }],
  };
}

/** Matrix products by numpy's BLAS, one process per core. */
export function sgemm(cores) {
  const start = { command: PYTHON, options: [here('sgemm_peer.py'), String(SGEMM_SIDE)] };
  const environment = threadEnvironment(1);
  return { name: 'sgemm', peers: cores.map((core) => ({ ...start, environment, cores: [core] })) };
}

/** Multiply-adds in registers with our engine's instruction set, one process per core: nothing is faster. */
export function registers(name, cores) {
  return { ...engine(name, { task: 'registers', examples: REGISTER_MEGAFLOP }, cores), name: 'registers' };
}
