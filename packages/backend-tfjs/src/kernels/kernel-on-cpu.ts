import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu/dist/backend_cpu.js';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { findBackend, getKernel } from '@tensorflow/tfjs-core';
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';

/** A kernel of the wasm engine that copies its inputs to the cpu engine, runs that engine's kernel and copies back. */
export function kernelOnCpu(kernelName: string): KernelConfig {
  const { kernelFunc } = getKernel(kernelName, 'cpu');
  return {
    kernelName,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const wasm = backend as BackendWasm;
      const cpu = findBackend('cpu') as MathBackendCPU;
      const copies = Object.entries(inputs).map(([name, tensor]): [string, TensorInfo] => {
        const { dataId, shape, dtype } = tensor as TensorInfo;
        return [name, cpu.makeTensorInfo(shape, dtype, wasm.readSync(dataId))];
      });
      const results = [kernelFunc({ inputs: Object.fromEntries(copies), attrs, backend: cpu })].flat();
      const outputs = results.map(({ dataId, shape, dtype }) =>
        wasm.makeOutput(shape, dtype, undefined, cpu.readSync(dataId)),
      );
      for (const { dataId } of [...results, ...copies.map(([, copy]) => copy)]) cpu.disposeData(dataId);
      return outputs.length === 1 ? outputs[0] : outputs;
    },
  };
}
