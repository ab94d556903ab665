import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from '@jest/globals';
import { compiledKernels, loadWasm } from './load-wasm.js';

/** Says what it inherited under a name, as `loadWasm` of a worker thread asks for it. */
const INHERITED = `
  const { getEnvironmentData, parentPort, workerData } = require('node:worker_threads');
  const inherited = getEnvironmentData(workerData);
  parentPort.postMessage(
    inherited instanceof WebAssembly.Module && WebAssembly.Module.exports(inherited).map(({ name }) => name),
  );`;

describe('loadWasm', () => {
  it('compiles once, for later threads too', async () => {
    const { kernels } = await loadWasm();
    expect(await compiledKernels()).toBe(await compiledKernels());
    const name = new URL('../../wasm/dof-kernels.wasm', import.meta.url).href;
    const thread = new Worker(INHERITED, { eval: true, workerData: name });
    const [exported] = (await once(thread, 'message')) as [unknown];
    expect(exported).toEqual(expect.arrayContaining(Object.keys(kernels)));
  });

  it('gives every engine a memory of its own', async () => {
    const [one, other] = [await loadWasm(), await loadWasm()];
    const [address, same] = [one, other].map(({ memory }) => memory.allocate(16, 'test', ''));
    one.memory.floats(address, 4).fill(1);
    other.memory.floats(same, 4).fill(2);
    expect([...one.memory.floats(address, 4)]).toEqual([1, 1, 1, 1]);
  });
});
