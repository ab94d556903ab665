import type { Backend } from './backend.js';
import type { Json } from './json.js';
import type { Objective } from './objective.js';
import type { OptionsSchema } from './options-schema.js';
import type { ParameterLayout } from './parameter-layout.js';
import type { RandomKey } from './random-key.js';
import type { Reparametrisation } from './reparametrisation.js';
import type { TrainingRecipe } from './training-recipe.js';
import type { TypedArray } from './array-types.js';

/** What a method promises; nothing in the project asks for a method by name. */
export interface MethodCapabilities {
  /** w(theta) is affine in theta. */
  readonly linear: boolean;
  /** With the same key, the image at d is contained in the image at every larger d. */
  readonly nested: boolean;
  /** At d = D the image is all of R^D, so training there can do what full training does. */
  readonly reachesFullSpace: boolean;
  /** w(theta) is the network's own parameters, all of them: what others are measured against; default: false. */
  readonly fullModel?: boolean;
  /** With these options a map may have fewer coordinates than d, which is recorded. Default: it never has. */
  readonly fewerCoordinates?: boolean;
}

/** Which degrees of freedom a method can realise: every whole number in a range, or a list. */
export type AttainableDegreesOfFreedom =
  { readonly minimum: number; readonly maximum: number } | { readonly values: readonly number[] };

/** What a preparation found: plain data, stored by content and sent by hash. */
export interface Prepared {
  readonly meta: Json;
  readonly arrays: Readonly<Record<string, TypedArray>>;
  /** Filled in by the pipeline, which measures it; a method leaves it out. */
  readonly cost?: PreparationCost;
}

/** What a preparation cost, whatever it was used for afterwards. */
export interface PreparationCost {
  /** Calls for a vector of the full space: a gradient of the loss, a Hessian times a vector, a pull-back of outputs. */
  readonly fullSpaceGradients: number;
  /** Examples over all of those calls. */
  readonly gradientExamples: number;
  /** Bytes of the arrays it left. */
  readonly storedBytes: number;
  readonly seconds: number;
}

/** Where training starts. */
export interface Start {
  /** The starting point w_t, length D. */
  readonly w: Float32Array;
}

export interface PrepareContext<Options> {
  readonly objective: Objective;
  /** The engine of the objective, for what it does faster than plain loops. */
  readonly backend: Backend;
  /** Examples in the training set, for the methods that train the full network. */
  readonly trainCount: number;
  readonly start: Start;
  readonly options: Options;
  readonly key: RandomKey;
  /** The degrees of freedom that will be asked for. */
  readonly requested: readonly number[];
  readonly signal: AbortSignal;
  /** Reports the share done, from 0 to 1. Await it: that lets an abort reach work that shares its caller's thread. */
  emit(progress: number): void | Promise<void>;
}

export interface ReparametriseContext<Options> {
  /** Absent for a method without `prepare`. */
  readonly prepared?: Prepared;
  readonly start: Start;
  readonly d: number;
  readonly key: RandomKey;
  readonly options: Options;
  readonly backend: Backend;
  readonly layout: ParameterLayout;
  readonly signal: AbortSignal;
}

/**
 * A way of reducing degrees of freedom: a map from d coordinates to D parameters, perhaps made after training the
 * full network once. The random affine subspace is one of them.
 */
export interface DofReductionMethod<Options = unknown> {
  readonly name: string;
  /** Changes whenever results may change; part of a run's hash. */
  readonly version: string;
  /** The version of this contract the method was written for, see CONTRACT_VERSION. */
  readonly contractVersion: string;
  readonly description: string;
  readonly options: OptionsSchema<Options>;
  /**
   * Decides what the options leave to the network and to the d asked for. Called once when an experiment is planned, for
   * all its runs of the method, so that they stay comparable; what it returns stands in place of the options everywhere, in
   * the runs' hashes and results too. Pure, and changes nothing of what it returned itself. Absent: nothing is left open.
   *
   * @param requested the degrees of freedom that the experiment asks for
   * @throws DOF_BAD_OPTIONS for options that do not fit the network.
   */
  resolveOptions?(options: Options, layout: ParameterLayout, requested: readonly number[]): Options;
  readonly capabilities: MethodCapabilities;
  /** What is otherwise with these options; absent: nothing. */
  capabilitiesWith?(options: Options): Partial<MethodCapabilities>;
  /**
   * Work shared by all d of one start and seed. Absent when there is none. What a run at d gets from it must not
   * depend on the other d asked for, since a run's hash does not hold them. Rejects with the signal's reason when
   * aborted.
   */
  prepare?(context: PrepareContext<Options>): Promise<Prepared>;
  /** The largest batch that `prepare` gives to `lossAndGradient`; default: that of the run's training recipe. */
  preparationBatchSize?(options: Options): number;
  /** Which d exist for this layout; requests outside are a user's mistake. */
  attainable(layout: ParameterLayout, options: Options): AttainableDegreesOfFreedom;
  /**
   * The map at d. Throws DOF_BAD_DIMENSION for a d that is not attainable. It has d coordinates; fewer only where the
   * method's capabilities say that this may be. Anything else is refused when it is trained, with DOF_WRONG_DIMENSION.
   */
  reparametrise(context: ReparametriseContext<Options>): Promise<Reparametrisation>;
  /**
   * The rank of dw/dtheta at a generic theta for an attainable d; default: d. A map that is nonlinear in theta may
   * have fewer independent directions than coordinates: low-rank adapters `B C` have r(m + n) and rank r(m + n - r).
   */
  jacobianRank?(d: number, layout: ParameterLayout, options: Options): number;
  /** The recipe used when the experiment gives none. */
  recommendedTraining?(d: number): TrainingRecipe;
}
