import { DofError, type BackendDescription } from '@dof/core';
import { NativeMemory } from '../memory/native-memory.js';
import type { Engine } from './engine.js';
import type { EngineName } from './engine-name.js';
import { loadWasm } from './load-wasm.js';
import { findNativeAddon, type AddonLookup, type NativeAddon } from './native-addon.js';

/** An engine that runs here, and why it was taken. */
export interface EngineChoice extends BackendDescription {
  open(): Promise<Engine>;
}

const BUILD = 'node node_modules/@dof/backend-simd/native/build-native.mjs';
const WASM = 'own C++ kernels in WebAssembly with 128-bit SIMD';

/**
 * The engine asked for; without a wish the native addon with the best instruction set of this processor, and
 * WebAssembly where there is no addon.
 *
 * @throws DOF_ENGINE_UNAVAILABLE when the engine asked for does not run here.
 */
export function chooseEngine(wish: EngineName | undefined, found: AddonLookup = findNativeAddon()): EngineChoice {
  if (wish === 'wasm') return wasm(`${WASM}, as asked for`);
  if ('missing' in found) {
    const why = `${found.missing}; to build it: ${BUILD}`;
    if (wish === undefined) return wasm(`${WASM}: ${why}`);
    throw new DofError('DOF_ENGINE_UNAVAILABLE', `engine ${wish} is not available: ${why}`);
  }
  const sets = Object.keys(found.addon.variants);
  const set = wish === undefined || wish === 'native' ? sets[0] : wish.replace('native-', '');
  if (!sets.includes(set)) {
    const names = sets.map((name) => `native-${name}`).join(', ');
    throw new DofError('DOF_ENGINE_UNAVAILABLE', `engine ${wish} does not run on this processor, which has ${names}`);
  }
  return native(found.addon, set, set === sets[0] ? 'the best that this processor runs' : 'as asked for');
}

/** The engines that run here, each by the name that picks exactly it. */
export function availableEngines(): readonly EngineName[] {
  const found = findNativeAddon();
  const sets = 'addon' in found ? Object.keys(found.addon.variants) : [];
  return ['wasm', ...sets.map((set) => `native-${set}` as EngineName)];
}

function wasm(detail: string): EngineChoice {
  return { variant: 'wasm-simd128', detail, open: loadWasm };
}

function native(addon: NativeAddon, set: string, why: string): EngineChoice {
  const open = async (): Promise<Engine> => ({ kernels: addon.variants[set](), memory: new NativeMemory(addon) });
  return { variant: `native-${set}`, detail: `own C++ kernels, compiled for ${set}, ${why}`, open };
}
