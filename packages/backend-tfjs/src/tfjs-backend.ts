import { plainLinearMap } from '@dof/core';
import type {
  Backend,
  BackendDescription,
  CompileOptions,
  Dataset,
  EngineModel,
  ModelFile,
  ModelSpec,
  Objective,
  ProjectionSpec,
  RandomKey,
  SynchronousLinearMap,
} from '@dof/core';
import {
  chooseEngine,
  ENGINE_VARIANTS,
  engineDescription,
  type ChosenEngine,
  type EngineVariant,
} from './engine/choose-engine.js';
import { loadTfjsNode } from './engine/load-tfjs-node.js';
import { nativeLibrarySettings } from './engine/native-library-settings.js';
import type { ObjectiveOwner } from './objective/tfjs-objective.js';
import type * as Runtime from './runtime.js';

/** How a {@link TfjsBackend} is made. */
export interface TfjsBackendOptions {
  /** The engines to try, in this order; default: all, fastest first. */
  readonly engines?: readonly EngineVariant[];
}

interface StartedEngine extends ChosenEngine {
  /** What needs TensorFlow.js itself: loaded at the first use, since loading it takes a second. */
  readonly runtime: typeof Runtime;
}

/**
 * The compatibility engine: TensorFlow.js in the native library where `@tensorflow/tfjs-node` works, otherwise in
 * WebAssembly, and in plain JavaScript where that does not start either. One thread per run.
 */
export class TfjsBackend implements Backend {
  readonly name = 'tfjs';
  readonly version = '2';
  readonly #engines: readonly EngineVariant[];
  readonly #open = new Set<Objective>();
  #nodeRefusal: { readonly reason: string | undefined } | undefined;
  #chosen: ChosenEngine | undefined;
  #started: Promise<StartedEngine> | undefined;

  constructor({ engines = ENGINE_VARIANTS }: TfjsBackendOptions = {}) {
    this.#engines = engines;
    if (engines.includes('tfjs-node')) nativeLibrarySettings();
  }

  /** The engine in use; before its first use, the one that is expected to start. */
  describe(): BackendDescription {
    const { variant, refusals } = this.#chosen ?? this.#expected();
    return engineDescription(variant, refusals);
  }

  /** @throws DOF_UNSUPPORTED_MODEL, DOF_MODEL_SHAPE, DOF_BAD_BATCH_SIZE, DOF_DATASET_LABELS. */
  async compile(model: ModelSpec, data: Dataset, options: CompileOptions): Promise<Objective> {
    const { runtime, variant } = await this.#start();
    return this.#keep((owner) => runtime.compileLayerList(model, data, options, owner), variant);
  }

  /**
   * Reads a `tf.LayersModel`: a saved-model folder, its `model.json`, or a JavaScript module whose default export is a
   * function (tf, shape) that builds one.
   *
   * @throws DOF_MODEL_FILE, DOF_MODEL_SHAPE, DOF_UNSUPPORTED_LAYER, DOF_BAD_OPTIONS.
   */
  async readModel(file: ModelFile, data: Dataset): Promise<EngineModel> {
    const { runtime, variant } = await this.#start();
    runtime.useEngine(variant);
    const { contentHash, ...model } = await runtime.readLayersModel(file, data);
    return {
      reference: { name: model.name, format: 'tfjs-layers', contentHash },
      compile: async (examples, options) =>
        this.#keep((owner) => runtime.compileLayersModel(model, examples, options, owner), variant),
    };
  }

  /** @throws DOF_UNSUPPORTED_PROJECTION, DOF_PROJECTION_SIZE, DOF_ENGINE_MEMORY. */
  async linearMap(spec: ProjectionSpec, key: RandomKey): Promise<SynchronousLinearMap> {
    return plainLinearMap(spec, key);
  }

  /** Lets go of every objective that is still in use. */
  dispose(): void {
    for (const objective of this.#open) objective.dispose();
  }

  #keep(compile: (owner: ObjectiveOwner) => Objective, engine: EngineVariant): Objective {
    const objective = compile({ engine, release: () => this.#open.delete(objective) });
    this.#open.add(objective);
    return objective;
  }

  #start(): Promise<StartedEngine> {
    this.#started ??= this.#choose();
    return this.#started;
  }

  async #choose(): Promise<StartedEngine> {
    const runtime = await import('./runtime.js');
    const chosen = await chooseEngine(this.#engines, async (variant) =>
      variant === 'tfjs-node' ? (this.#loadNode() ?? runtime.startEngine(variant)) : runtime.startEngine(variant),
    );
    this.#chosen = chosen;
    return { ...chosen, runtime };
  }

  /** Only the native engine can be missing; whether the others start shows when they do. */
  #expected(): ChosenEngine {
    const [first, ...others] = this.#engines;
    const refusal = first === 'tfjs-node' ? this.#loadNode() : undefined;
    if (refusal === undefined || others.length === 0) return { variant: first, refusals: [] };
    return { variant: others[0], refusals: [refusal] };
  }

  #loadNode(): string | undefined {
    this.#nodeRefusal ??= { reason: loadTfjsNode() };
    return this.#nodeRefusal.reason;
  }
}
