import { describe, it } from '@jest/globals';
import { TfjsBackend } from '@dof/backend-tfjs';
import { backendContract, LAYER_FAMILIES } from '@dof/testing';

/** Where tfjs-node is installed too, this is the engine under test. */
const wasm = (): TfjsBackend => new TfjsBackend({ engines: ['tfjs-wasm'] });

const layerFamilies = LAYER_FAMILIES.filter((family) => family !== 'label-smoothing');

backendContract('tfjs in WebAssembly', wasm, { describe, it }, { layerFamilies, runs: 15 });
