import type {
  Backend,
  BackendDescription,
  CompileOptions,
  Dataset,
  ModelSpec,
  Objective,
  ProjectionSpec,
  RandomKey,
  SingularDirections,
  SingularDirectionsOptions,
  SynchronousLinearMap,
} from '@dof/core';
import { chooseEngine, type EngineChoice } from './engine/choose-engine.js';
import { requestedConvolution, type ConvolutionKernels } from './engine/convolution-kernels.js';
import type { Engine } from './engine/engine.js';
import { requestedEngine, type EngineName } from './engine/engine-name.js';
import { createLinearMap } from './linear-map/create-linear-map.js';
import { givenColumnsMap } from './linear-map/dense-maps.js';
import { compileNetwork } from './objective/compile-network.js';
import { requireSameLayout } from './plan/plan-layout.js';
import { topSingularDirections } from './singular-directions/top-singular-directions.js';

export interface SimdBackendOptions {
  /** Default: what the environment variable DOF_ENGINE names, otherwise the fastest that runs here. */
  readonly engine?: EngineName;
  /**
   * Default: what DOF_CONVOLUTION names, otherwise `fastest`. `direct` sums as version 1 of the engine did, and is a
   * version of its own.
   */
  readonly convolution?: ConvolutionKernels;
}

/**
 * The default compute engine: SIMD kernels as native code where they were compiled, otherwise in WebAssembly, on the
 * calling thread. Every backend object has a memory of its own, which its objectives and maps share; run one backend
 * per thread.
 */
export class SimdBackend implements Backend {
  readonly name = 'simd';
  readonly #wish: EngineName | undefined;
  #convolution: ConvolutionKernels | undefined;
  #choice: EngineChoice | undefined;
  #engine: Promise<Engine> | undefined;

  constructor({ engine, convolution }: SimdBackendOptions = {}) {
    this.#wish = engine;
    this.#convolution = convolution;
  }

  /** Direct convolutions change results in their last bits, so runs with them have names of their own. */
  get version(): string {
    return this.#chooseConvolution() === 'fastest' ? '2' : '2-direct';
  }

  /** @throws DOF_ENGINE_NAME, DOF_ENGINE_UNAVAILABLE when what is asked for does not exist or does not run here. */
  describe(): BackendDescription {
    const { variant, detail } = this.#choose();
    if (this.#chooseConvolution() === 'fastest') return { variant, detail };
    return { variant, detail: `${detail}; convolutions directly, as asked for` };
  }

  /** @throws DOF_MODEL_SHAPE, DOF_UNSUPPORTED_LAYER, DOF_BAD_BATCH_SIZE, DOF_DATASET_LABELS, DOF_ENGINE_MEMORY. */
  async compile(model: ModelSpec, data: Dataset, options: CompileOptions): Promise<Objective> {
    const { kernels, memory } = await this.#load();
    return compileNetwork(kernels, memory, model, data, options, this.#chooseConvolution());
  }

  /** @throws DOF_UNSUPPORTED_PROJECTION, DOF_PROJECTION_SIZE, DOF_ENGINE_MEMORY. */
  async linearMap(spec: ProjectionSpec, key: RandomKey): Promise<SynchronousLinearMap> {
    return createLinearMap(await this.#load(), spec, key);
  }

  /** @throws DOF_ENGINE_MEMORY. */
  async columnsMap(columns: readonly Float32Array[], scale?: ArrayLike<number>): Promise<SynchronousLinearMap> {
    return givenColumnsMap(await this.#load(), columns, scale);
  }

  /** @throws DOF_ENGINE_MEMORY. */
  async topSingularDirections(
    vectors: readonly Float32Array[],
    limit: number,
    options: SingularDirectionsOptions = {},
  ): Promise<SingularDirections> {
    return topSingularDirections(await this.#load(), vectors, limit, options);
  }

  /** Bytes of engine memory held now. */
  async memoryBytes(): Promise<number> {
    return this.#engine === undefined ? 0 : (await this.#engine).memory.size;
  }

  /** Lets go of the memory; objectives and maps made before must not be used any more. */
  dispose(): void {
    this.#engine = undefined;
  }

  #choose(): EngineChoice {
    this.#choice ??= chooseEngine(this.#wish ?? requestedEngine(process.env));
    return this.#choice;
  }

  #chooseConvolution(): ConvolutionKernels {
    this.#convolution ??= requestedConvolution(process.env);
    return this.#convolution;
  }

  #load(): Promise<Engine> {
    this.#engine ??= this.#open();
    return this.#engine;
  }

  async #open(): Promise<Engine> {
    const engine = await this.#choose().open();
    requireSameLayout(engine.kernels);
    return engine;
  }
}
