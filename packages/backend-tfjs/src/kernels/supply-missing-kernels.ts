import { getKernel, registerKernel, unregisterKernel, findBackend } from '@tensorflow/tfjs-core';
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { convolutionFilterGradient, convolutionInputGradient } from './convolution-gradients.js';
import { averagePoolGradient, maxPoolGradient } from './pool-gradients.js';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu/dist/backend_cpu.js';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

const WASM = 'wasm';

/** Gradients of depthwise convolutions and of table look-ups, and general tensor products. */
const ON_CPU = [
  'DepthwiseConv2dNativeBackpropFilter',
  'DepthwiseConv2dNativeBackpropInput',
  'UnsortedSegmentSum',
  'Einsum',
] as const;

/**
 * Completes the wasm engine of TensorFlow.js 4.22, which has no gradient for the filters of a convolution, so that any
 * network trains on it, and replaces kernels that are wrong or slow. Rare kernels that only the cpu engine has run
 * there. Calling it again changes nothing.
 */
export function supplyMissingKernels(): void {
  if (getKernel(convolutionFilterGradient.kernelName, WASM) !== undefined) return;
  registerKernel(convolutionFilterGradient);
  replaceKernel(convolutionInputGradient(getKernel('Conv2DBackpropInput', WASM)));
  replaceKernel(maxPoolGradient);
  replaceKernel(averagePoolGradient);
  for (const name of ON_CPU) {
    if (getKernel(name, WASM) === undefined) registerKernel(kernelOnCpu(name));
  }
}

function replaceKernel(kernel: KernelConfig): void {
  unregisterKernel(kernel.kernelName, WASM);
  registerKernel(kernel);
}

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
