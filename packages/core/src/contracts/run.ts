import type { EngineModelReference } from './engine-model.js';
import type { Evaluation } from './objective.js';
import type { JsonObject } from './json.js';
import type { PreparationCost } from './method.js';
import type { ModelSpec } from './model-spec.js';
import type { TrainingRecipe } from './training-recipe.js';
import type { WeightsLayout } from './weights-reader.js';

/** A plugin, as part of a run's identity. */
export interface PluginReference {
  readonly name: string;
  readonly version: string;
  /** Validated, with every default filled in. */
  readonly options: JsonObject;
  /** SHA-256 of the code of a plugin that is a file, and of what it names beside itself; absent for packages. */
  readonly codeHash?: string;
  /** SHA-256 of every file that an option names, by the option's value; absent where none does. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A data set, as part of a run's identity. */
export interface DataReference extends PluginReference {
  readonly contentHash: string;
  readonly trainCount: number;
  readonly testCount: number;
}

/** The initialisation w_0 drawn from `seed`. */
export interface InitialStart {
  readonly type: 'init';
  readonly seed: number;
}

/**
 * w_t: exactly `steps` full-space steps of gradient descent with momentum from the initialisation drawn from `seed`,
 * which orders the batches too (Larsen et al. 2022, section 3, "burn-in").
 */
export interface BurnInStart {
  readonly type: 'burn-in';
  readonly seed: number;
  readonly steps: number;
  readonly learningRate: number;
  readonly momentum: number;
  readonly batchSize: number;
}

/** Given weights: what a file holds, and the initialisation drawn from `seed` in the layers that are excepted. */
export interface WeightsStart {
  readonly type: 'weights';
  /** 0 where no layer is excepted: all runs start at the same point then. */
  readonly seed: number;
  /** The file's name without its folder, for labels. */
  readonly file: string;
  /** SHA-256 in hex of the file. */
  readonly contentHash: string;
  /** What read the file. */
  readonly reader: { readonly name: string; readonly version: string };
  readonly layout: WeightsLayout;
  /** Names of layers, sorted. */
  readonly except: readonly string[];
}

/** Where training starts; composable with every method. */
export type StartSpecification = InitialStart | BurnInStart | WeightsStart;

/** When the full sets are evaluated, and in what batches. */
export interface EvaluationSchedule {
  /** At the start and after every epoch. */
  readonly every: 'epoch';
  readonly batchSize: number;
}

/** When a run ends before its recipe does; judged at every evaluation. */
export interface StoppingRule {
  /** Ends once the full-training-set loss is at most this: whether it would have got lower stays unknown. */
  readonly trainLoss: number;
  /**
   * Ends also when the loss, falling in every epoch left by the same factor as in the last one, would not get there.
   * Losses mostly fall ever more slowly, but not always: success probabilities become approximate.
   */
  readonly hopeless: boolean;
}

/** Which part of its stopping rule ended a run. */
export type StopReason = 'level-reached' | 'hopeless';

/**
 * One training run, fully resolved: whatever can change its result in any bit is in here, and nothing else is. Its
 * hash is the run's name.
 */
export interface RunSpecification {
  readonly format: 1;
  readonly model: ModelSpec | EngineModelReference;
  readonly data: DataReference;
  readonly backend: { readonly name: string; readonly version: string; readonly codeHash?: string };
  readonly method: PluginReference;
  readonly start: StartSpecification;
  /** d. */
  readonly degreesOfFreedom: number;
  /** Draws the directions and the order of the data. */
  readonly seed: number;
  readonly training: TrainingRecipe;
  readonly evaluation: EvaluationSchedule;
  /** Absent: the run goes on to the end of its recipe. */
  readonly stopping?: StoppingRule;
}

/** Both full sets, measured once during training. */
export interface HistoryEntry {
  readonly epoch: number;
  readonly step: number;
  readonly train: Evaluation;
  readonly test: Evaluation;
}

/** The best value of each measure over the whole history. */
export interface BestValues {
  readonly trainLoss: number;
  readonly trainAccuracy: number;
  readonly testLoss: number;
  readonly testAccuracy: number;
}

/** `diverged`: a loss or a gradient stopped being finite; what was measured before still counts. */
export type RunStatus = 'finished' | 'diverged';

/** Where a run was trained. */
export interface MachineDescription {
  /** The processor, in its maker's words. */
  readonly cpu: string;
  /** Processors that the operating system shows, hyper-threads counted. */
  readonly cores: number;
  /** Operating system and architecture, such as `linux-x64`. */
  readonly platform: string;
  /** Version of Node.js. */
  readonly node: string;
}

/** How a recipe came from `DofReductionMethod.recommendedTraining`. */
export interface RecommendedTraining {
  /** In place of the recommendation's own learning rate. */
  readonly learningRate?: number;
}

/** What one run found. */
export interface RunResult {
  /** SHA-256 in hex of the canonical specification. */
  readonly hash: string;
  readonly specification: RunSpecification;
  readonly status: RunStatus;
  /** D. */
  readonly dimension: number;
  /** The coordinates trained, where the method's options allow fewer than asked for; absent where it is d. */
  readonly realisedDegreesOfFreedom?: number;
  /** The rank of dw/dtheta at a generic theta, as the method declares it; absent where it is d. */
  readonly jacobianRank?: number;
  /** The start first; finite numbers only. Empty when not even the start had a finite loss. */
  readonly history: readonly HistoryEntry[];
  /** Absent when the history is empty. */
  readonly best?: BestValues;
  /** What ended the run before its recipe did; absent where nothing did. */
  readonly stopped?: StopReason;
  /** The method trains the network itself, see `MethodCapabilities.fullModel`. */
  readonly fullModel?: true;
  /** Present where the recipe is the method's own, and differs from d to d; recorded beside the hash. */
  readonly recommendedTraining?: RecommendedTraining;
  /** Step at which the run diverged. */
  readonly divergedAtStep?: number;
  readonly wallTimeSeconds: number;
  /** What the method's preparation had cost, shared with every run that used it; absent where there was none. */
  readonly preparationCost?: PreparationCost;
  /** The preparation's key in the run store; absent where there was none. */
  readonly preparationKey?: string;
  /** ISO 8601, UTC. */
  readonly finishedAt: string;
  /** The engine's instruction variant, recorded beside the hash, see BackendDescription. */
  readonly engineVariant: string;
  /**
   * What computed it, recorded beside the hash too: version and beginning of the code's SHA-256, by package. Absent from
   * runs of versions that did not record it.
   */
  readonly code?: Readonly<Record<string, string>>;
  /** Recorded beside the hash like the variant. */
  readonly machine?: MachineDescription;
}
