// Builds build/dof-kernels.node when a C++ compiler is there and the addon that is there, if any, was not built from
// these sources with this compiler. Never fails: without the addon the engine runs in WebAssembly, and
// build/dof-kernels.json says why. `npm run build:native`; also run by the package's install script.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileAddon } from './compile-addon.mjs';
import { findCompiler } from './find-compiler.mjs';
import { sourceFiles, sourceHash } from './source-hash.mjs';

const build = fileURLToPath(new URL('../build', import.meta.url));
const addon = join(build, 'dof-kernels.node');
const record = join(build, 'dof-kernels.json');
const log = join(build, 'dof-kernels.log');

const loads = (path) => spawnSync(process.execPath, ['-e', 'require(process.argv[1])', path]).status === 0;

function recorded() {
  try {
    return JSON.parse(readFileSync(record, 'utf8'));
  } catch {
    return {};
  }
}

async function compile(compiler, hash) {
  const started = performance.now();
  const folder = mkdtempSync(join(build, 'compiling-'));
  try {
    const made = await compileAddon(compiler, sourceFiles(), hash, folder);
    if (!loads(made.addon)) return { failure: 'the compiled addon does not load' };
    renameSync(made.addon, addon);
    const seconds = (performance.now() - started) / 1000;
    return { compiler: compiler.identity, variants: made.variants, seconds: Number(seconds.toFixed(1)) };
  } catch (error) {
    writeFileSync(log, `${error.message}\n`);
    return { failure: `the C++ compiler failed, see ${log}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What became of it, in one line. */
async function buildNative() {
  const hash = sourceHash();
  const compiler = process.platform === 'win32' ? { failure: 'Windows is not supported' } : findCompiler();
  const before = recorded();
  rmSync(log, { force: true });
  if (
    before.sources === hash &&
    before.compiler === compiler.identity &&
    before.failure === undefined &&
    loads(addon)
  ) {
    return `native kernels are up to date (${before.variants.join(', ')})`;
  }
  mkdirSync(build, { recursive: true });
  const result = compiler.failure === undefined ? await compile(compiler, hash) : compiler;
  if (result.failure !== undefined) rmSync(addon, { force: true });
  writeFileSync(record, `${JSON.stringify({ sources: hash, ...result }, undefined, 2)}\n`);
  return result.failure === undefined
    ? `native kernels built in ${result.seconds} s with ${result.compiler} (${result.variants.join(', ')})`
    : `no native kernels, the engine will run in WebAssembly: ${result.failure}`;
}

const message = await buildNative().catch(
  (error) => `no native kernels, the engine will run in WebAssembly: ${error.message} (in ${dirname(addon)})`,
);
process.stdout.write(`@dof/backend-simd: ${message}\n`);
