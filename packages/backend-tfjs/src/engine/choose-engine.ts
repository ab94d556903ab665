import type { EngineVariant } from './engine-description.js';

/** The engine in use and why each faster one is not. */
export interface ChosenEngine {
  readonly variant: EngineVariant;
  readonly refusals: readonly string[];
}

/** Starts an engine; answers why it does not start, or undefined when it did. */
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
