import { describe, expect, it } from '@jest/globals';
import { chooseEngine, ENGINE_VARIANTS, engineDescription, type EngineVariant } from './choose-engine.js';

/** Starts some engines; the others say why not. */
const starting =
  (...working: EngineVariant[]) =>
  async (variant: EngineVariant): Promise<string | undefined> =>
    working.includes(variant) ? undefined : `${variant} is broken`;

describe('chooseEngine', () => {
  it('takes the fastest engine that starts, and tries no slower one', async () => {
    const tried: EngineVariant[] = [];
    const chosen = await chooseEngine(ENGINE_VARIANTS, async (variant) => {
      tried.push(variant);
      return starting('tfjs-wasm', 'tfjs-cpu')(variant);
    });
    expect(chosen).toEqual({ variant: 'tfjs-wasm', refusals: ['tfjs-node is broken'] });
    expect(tried).toEqual(['tfjs-node', 'tfjs-wasm']);
  });

  it('comes to plain JavaScript only where WebAssembly does not start, and says so', async () => {
    const { variant, refusals } = await chooseEngine(ENGINE_VARIANTS, starting('tfjs-cpu'));
    expect(engineDescription(variant, refusals)).toEqual({
      variant: 'tfjs-cpu',
      detail:
        'TensorFlow.js in plain JavaScript, which is only fast enough for tests, because tfjs-node is broken, and ' +
        'tfjs-wasm is broken',
    });
  });

  it('fails with every reason where none starts', async () => {
    await expect(chooseEngine(['tfjs-node', 'tfjs-wasm'], starting())).rejects.toThrow(
      'no engine of TensorFlow.js starts: tfjs-node is broken, tfjs-wasm is broken',
    );
  });
});
