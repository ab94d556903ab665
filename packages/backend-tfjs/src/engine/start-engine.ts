import { enableProdMode, getBackend, setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
// Brings the gradients of all operations, which the core package leaves out.
import '@tensorflow/tfjs-layers';
import { supplyMissingKernels } from '../kernels/supply-missing-kernels.js';
import { supplyChainedOperations } from './chained-operations.js';
import type { EngineVariant } from './choose-engine.js';

/** Names under which the engines are registered with TensorFlow.js. */
const REGISTERED: Readonly<Record<EngineVariant, string>> = {
  'tfjs-node': 'tensorflow',
  'tfjs-wasm': 'wasm',
  'tfjs-cpu': 'cpu',
};

/** Makes TensorFlow.js compute in an engine; returns why it does not start, or undefined when it did. */
export async function startEngine(variant: EngineVariant): Promise<string | undefined> {
  // Otherwise the cpu engine prints an advertisement for tfjs-node.
  enableProdMode();
  supplyChainedOperations();
  if (variant === 'tfjs-wasm') supplyMissingKernels();
  const started = await setBackend(REGISTERED[variant]);
  return started ? undefined : `its engine ${REGISTERED[variant]} does not start`;
}

/** Goes back to an engine that was started, where other code of the process has chosen another one since. */
export function useEngine(variant: EngineVariant): void {
  // Nothing is awaited inside for an engine that was started.
  if (getBackend() !== REGISTERED[variant]) void setBackend(REGISTERED[variant]);
}
