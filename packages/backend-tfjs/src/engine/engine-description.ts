import type { BackendDescription } from '@dof/core';

/** Where TensorFlow.js computes. */
export type EngineVariant = 'tfjs-node' | 'tfjs-wasm' | 'tfjs-cpu';

/** Fastest first. */
export const ENGINE_VARIANTS: readonly EngineVariant[] = ['tfjs-node', 'tfjs-wasm', 'tfjs-cpu'];

const PLACES: Readonly<Record<EngineVariant, string>> = {
  'tfjs-node': 'in the native library of TensorFlow (tfjs-node)',
  'tfjs-wasm': 'in WebAssembly on one thread, with the missing convolution gradients supplied',
  'tfjs-cpu': 'in plain JavaScript, which is only fast enough for tests',
};

/**
 * One sentence: which engine is in use, and why none of the faster ones.
 *
 * @param refusals why each faster engine is not in use, in words that follow "because".
 */
export function engineDescription(variant: EngineVariant, refusals: readonly string[]): BackendDescription {
  const because = refusals.length === 0 ? '' : `, because ${refusals.join(', and ')}`;
  return { variant, detail: `TensorFlow.js ${PLACES[variant]}${because}` };
}
