import { getKernel, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import type { KernelConfig } from '@tensorflow/tfjs-core';
import { convolutionFilterGradient } from './convolution-filter-gradient.js';
import { convolutionInputGradient } from './convolution-input-gradient.js';
import { kernelOnCpu } from './kernel-on-cpu.js';
import { averagePoolGradient, maxPoolGradient } from './pool-gradients.js';

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
