import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportedKernelsHeader } from './exported-kernels.mjs';
import { instructionSets } from './instruction-sets.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));

/** As for WebAssembly: no fast-math and no contraction, so that the bits depend on the instruction set alone. */
const COMMON = [
  ...['-std=c++17', '-O3', '-fPIC', '-fvisibility=hidden', '-fno-exceptions', '-fno-rtti', '-fno-math-errno'],
  '-ffp-contract=off',
];

const MACHINE = process.platform === 'darwin' ? ['-arch', process.arch === 'x64' ? 'x86_64' : process.arch] : [];
const SHARED = process.platform === 'darwin' ? ['-bundle', '-undefined', 'dynamic_lookup'] : ['-shared'];

/**
 * Compiles every kernel once per instruction set, into a namespace of its own, and links the addon.
 *
 * @param {{ command: string, options: string[] }} compiler
 * @param {string[]} files sources, relative to the package
 * @param {string} hash of them, which the addon carries
 * @param {string} folder for intermediate files
 * @returns {Promise<{ addon: string, variants: string[] }>} its path in that folder
 * @throws an Error with the compiler's messages
 */
export async function compileAddon(compiler, files, hash, folder) {
  const sets = instructionSets(process.arch);
  const kernels = files.filter((file) => /^kernels\/.*\.cpp$/.test(file));
  const contents = await Promise.all(kernels.map((file) => readFile(join(root, file), 'utf8')));
  await writeFile(join(folder, 'exported-kernels.h'), exportedKernelsHeader(contents));

  const { include_dir: nodeHeaders } = createRequire(import.meta.url)('node-api-headers');
  const includes = ['-I', folder, '-I', nodeHeaders];
  const list = `DOF_VARIANTS(X)=${sets.map(({ name }) => `X(${name})`).join(' ')}`;
  const units = [
    { source: 'native/addon.cpp', object: 'addon.o', flags: ['-D', list, '-D', `DOF_SOURCES="${hash}"`] },
    ...sets.flatMap(({ name, lanes, flags }) =>
      [...kernels, 'native/kernel-table.cpp'].map((source) => ({
        source,
        object: `${basename(source, '.cpp')}-${name}.o`,
        flags: [...flags, '-D', `DOF_LANES=${lanes}`, '-D', `dof=dof_${name}`],
      })),
    ),
  ];
  const run = (options) => runCompiler(compiler, [...MACHINE, ...options]);
  await inParallel(units, ({ source, object, flags }) =>
    run([...COMMON, ...flags, ...includes, '-c', join(root, source), '-o', join(folder, object)]),
  );
  const addon = join(folder, 'dof-kernels.node');
  await run([...SHARED, '-o', addon, ...units.map(({ object }) => join(folder, object))]);
  return { addon, variants: sets.map(({ name }) => name) };
}

/** Starts as many at once as there are cores; the first failure ends the rest. */
async function inParallel(items, work) {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) {
      await work(item).catch((error) => {
        left.length = 0;
        throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}

function runCompiler({ command, options }, more) {
  const all = [...options, ...more];
  return new Promise((resolve, reject) => {
    const child = spawn(command, all, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ${all.join(' ')}\n${output}exit code ${code}`)),
    );
  });
}
