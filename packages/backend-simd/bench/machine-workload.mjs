import { loadWasm } from '../dist/engine/load-wasm.js';

const REPEATS = 1_000_000;
const FLOATS = 64 * 2 ** 20;

/** What the machine allows in the same WebAssembly engine: multiply-adds in registers, reading and copying memory. */
export async function machineWorkload() {
  const { kernels, memory } = await loadWasm();
  const block = memory.allocate(4 * FLOATS, 'the memory test', 'free some memory');
  const values = memory.floats(block, FLOATS);
  for (let i = 0; i < FLOATS; i++) values[i] = ((i * 2_654_435_761) >>> 8) * 2 ** -24;
  const half = FLOATS / 2;
  return {
    peak: () => kernels.multiplyAddPeak(REPEATS, 0.99371, 0.31713),
    read: () => kernels.readMemory(block, FLOATS),
    copy: () => values.copyWithin(half, 0, half),
    peakOperations: 24 * kernels.lanes() * REPEATS,
    readBytes: 4 * FLOATS,
    /** Read once and written once. */
    copyBytes: 2 * 4 * half,
  };
}
