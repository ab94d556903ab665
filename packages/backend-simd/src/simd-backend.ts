import { DofError } from '@dof/core';
import type {
  Backend,
  BackendDescription,
  CompileOptions,
  Dataset,
  LinearMap,
  ModelSpec,
  Objective,
  ProjectionSpec,
  RandomKey,
} from '@dof/core';
import type { Engine } from './engine/engine.js';
import { loadWasm } from './engine/load-wasm.js';
import { GaussianMap } from './linear-map/gaussian-map.js';
import { compileNetwork } from './objective/compile-network.js';

/**
 * The default compute engine: SIMD kernels in WebAssembly, on the calling thread. Every backend object has one
 * WebAssembly memory, which its objectives and maps share and reuse; run one backend per thread.
 */
export class SimdBackend implements Backend {
  readonly name = 'simd';
  readonly version = '1';
  #engine: Promise<Engine> | undefined;

  describe(): BackendDescription {
    return {
      variant: 'wasm-simd128',
      detail: 'own C++ kernels in WebAssembly with 128-bit SIMD, which every Node.js can run; one thread per run',
    };
  }

  /** @throws DOF_MODEL_SHAPE, DOF_UNSUPPORTED_LAYER, DOF_BATCH_SIZE, DOF_DATASET_LABELS, DOF_ENGINE_MEMORY. */
  async compile(model: ModelSpec, data: Dataset, options: CompileOptions): Promise<Objective> {
    const { kernels, memory } = await this.#load();
    return compileNetwork(kernels, memory, model, data, options);
  }

  /** @throws DOF_UNSUPPORTED_PROJECTION, DOF_PROJECTION_SIZE, DOF_ENGINE_MEMORY. */
  async linearMap({ kind, rows, columns }: ProjectionSpec, key: RandomKey): Promise<LinearMap> {
    if (kind !== 'gaussian') {
      throw new DofError('DOF_UNSUPPORTED_PROJECTION', `the simd engine draws gaussian projections, not "${kind}"`);
    }
    for (const [what, size] of Object.entries({ rows, columns })) {
      if (!Number.isInteger(size) || size < 1) {
        throw new DofError('DOF_PROJECTION_SIZE', `a projection needs a whole number of ${what} from 1, not ${size}`);
      }
    }
    const { kernels, memory } = await this.#load();
    return new GaussianMap(kernels, memory, rows, columns, key);
  }

  /** Bytes of WebAssembly memory held now. */
  async memoryBytes(): Promise<number> {
    return this.#engine === undefined ? 0 : (await this.#engine).memory.size;
  }

  /** Lets go of the memory; objectives and maps made before must not be used any more. */
  dispose(): void {
    this.#engine = undefined;
  }

  #load(): Promise<Engine> {
    this.#engine ??= loadWasm();
    return this.#engine;
  }
}
