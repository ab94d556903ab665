import { describe, expect, it } from '@jest/globals';
import type { KernelExports } from './kernel-exports.js';
import { chooseEngine } from './choose-engine.js';
import { ENGINE_NAMES, requestedEngine } from './engine-name.js';
import type { NativeAddon } from './native-addon.js';

const unused = (): never => {
  throw new Error('not to be called');
};
const kernels = { lanes: () => 8 } as KernelExports;
/** An addon on a processor without AVX-512. */
const addon: NativeAddon = {
  sources: '',
  variants: { avx2: () => kernels, plain: unused },
  pin: unused,
  release: unused,
};

describe('chooseEngine', () => {
  it('takes the best instruction set of the addon', async () => {
    for (const wish of [undefined, 'native', 'native-avx2'] as const) {
      const choice = chooseEngine(wish, { addon });
      expect(choice.variant).toBe('native-avx2');
      expect(choice.detail).toMatch(/compiled for avx2, the best that this processor runs/);
      expect((await choice.open()).kernels).toBe(kernels);
    }
    expect(chooseEngine('native-plain', { addon })).toMatchObject({
      variant: 'native-plain',
      detail: expect.stringMatching(/plain, as asked for/),
    });
  });

  it('falls back to WebAssembly and says why and what to do', () => {
    expect(chooseEngine(undefined, { missing: 'no compiler' })).toMatchObject({
      variant: 'wasm-simd128',
      detail: expect.stringMatching(/WebAssembly.*: no compiler; to build it: node \S+build-native.mjs$/),
    });
    expect(chooseEngine('wasm', { addon }).detail).toMatch(/WebAssembly.*as asked for/);
  });

  it.each(['native', 'native-plain', 'native-avx512'] as const)('does not fall back from %s', (wish) => {
    expect(() => chooseEngine(wish, { missing: 'no compiler' })).toThrow(
      expect.objectContaining({
        code: 'DOF_ENGINE_UNAVAILABLE',
        message: expect.stringMatching(new RegExp(`${wish} .*: no compiler; to build it`)),
      }),
    );
  });

  it('refuses an instruction set that the processor lacks, with those it has', () => {
    expect(() => chooseEngine('native-avx512', { addon })).toThrow(
      expect.objectContaining({
        code: 'DOF_ENGINE_UNAVAILABLE',
        message: expect.stringMatching(/native-avx512 does not run .* native-avx2, native-plain$/),
      }),
    );
  });
});

describe('requestedEngine', () => {
  it('reads DOF_ENGINE', () => {
    expect(requestedEngine({})).toBeUndefined();
    expect(requestedEngine({ DOF_ENGINE: '' })).toBeUndefined();
    for (const name of ENGINE_NAMES) expect(requestedEngine({ DOF_ENGINE: name })).toBe(name);
  });

  it.each(['WASM', 'avx2', 'native-neon'])('refuses %s with the names there are', (name) => {
    expect(() => requestedEngine({ DOF_ENGINE: name })).toThrow(
      expect.objectContaining({
        code: 'DOF_ENGINE_NAME',
        message: expect.stringMatching(new RegExp(`"${name}".*wasm, native, native-plain, native-avx2, native-avx512`)),
      }),
    );
  });
});
