import type { Dataset } from './dataset.js';
import type { EngineModel, ModelFile } from './engine-model.js';
import type { LinearMap, ProjectionSpec } from './linear-map.js';
import type { ModelSpec } from './model-spec.js';
import type { CompileOptions, Objective } from './objective.js';
import type { RandomKey } from './random-key.js';
import type { SingularDirections, SingularDirectionsOptions } from './singular-directions.js';

/** What a backend is, for records and for `dof doctor`. */
export interface BackendDescription {
  /** Instruction set or device, such as `wasm-simd128`. Same run hash and same variant: same bits. */
  readonly variant: string;
  /** One sentence: which engine is in use and why. */
  readonly detail: string;
}

/** A compute engine. */
export interface Backend {
  readonly name: string;
  /** Changes whenever results may change in any bit; part of a run's hash. */
  readonly version: string;
  describe(): BackendDescription;
  /** Lays the model out for this data set; throws a DofError when a layer is not supported or shapes do not fit. */
  compile(model: ModelSpec, data: Dataset, options: CompileOptions): Promise<Objective>;
  /**
   * Reads a model in a form of the engine's own, without a layer list. Absent from engines that have none. Throws a
   * DofError where the file or its options are not what the engine takes.
   */
  readModel?(file: ModelFile, data: Dataset): Promise<EngineModel>;
  /**
   * Draws a random matrix; the same key gives the same matrix on every engine, to rounding of the column norms. An engine
   * without products of its own returns core's `plainLinearMap`.
   */
  linearMap(spec: ProjectionSpec, key: RandomKey): Promise<LinearMap>;
  /**
   * The map of the given columns, each of length D; copied, but for `form`, which holds as long as the caller leaves them
   * as they are. Columns are multiplied by `scale` (default: 1). Absent from engines that are no faster at it than plain
   * loops.
   */
  columnsMap?(columns: readonly Float32Array[], scale?: ArrayLike<number>): Promise<LinearMap>;
  /**
   * The top singular directions of n vectors, at least one, all of length D: with X^T X = V diag(sigma^2) V^T in float64
   * the directions are X v_j / sigma_j, brought to unit length, with the sign that makes the entry of v_j that is largest
   * in size positive. Those whose singular value is below 1e-4 of the largest are made orthogonal to the ones before. A
   * direction does not depend, in any bit, on how many are asked for. The vectors are left as they are, and may not change
   * meanwhile. Absent from engines that are no faster at it than plain loops, which `@dof/linear-algebra` has.
   *
   * @param limit how many directions at most; Infinity: all
   */
  topSingularDirections?(
    vectors: readonly Float32Array[],
    limit: number,
    options?: SingularDirectionsOptions,
  ): Promise<SingularDirections>;
  /**
   * Bytes that the engine holds now for the objectives and maps in use; an engine whose memory does not shrink says the
   * most that it has held. Absent: the engine does not tell.
   */
  memoryBytes?(): number | Promise<number>;
  /** Frees everything the backend still holds. */
  dispose(): void;
}
