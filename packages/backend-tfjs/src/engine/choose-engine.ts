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

/** The engine in use and why each faster one is not. */
export interface ChosenEngine {
  readonly variant: EngineVariant;
  readonly refusals: readonly string[];
}

/** Starts an engine; returns why it does not start, or undefined when it did. */
export type StartEngine = (variant: EngineVariant) => Promise<string | undefined>;

/** The first engine of the list that starts; throws an Error with every reason when none does. */
export async function chooseEngine(variants: readonly EngineVariant[], start: StartEngine): Promise<ChosenEngine> {
  const refusals: string[] = [];
  for (const variant of variants) {
    const refusal = await start(variant);
    if (refusal === undefined) return { variant, refusals };
    refusals.push(refusal);
  }
  throw new Error(`no engine of TensorFlow.js starts: ${refusals.join(', ')}`);
}
