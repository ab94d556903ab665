import type { SplitName } from './dataset.js';
import type { ParameterLayout } from './parameter-layout.js';
import type { RandomKey } from './random-key.js';

/** Examples of one step, as indices into a split. */
export interface Batch {
  readonly split: SplitName;
  readonly indices: Uint32Array;
  /** `[n, height, width, channels]` raw bytes that stand in for those of the examples; labels stay the examples'. */
  readonly inputs?: Uint8Array;
  /**
   * Draws what the data set's augmentation does to each example. Training batches have it; engines need not look at it,
   * the pipeline turns it into `inputs`.
   */
  readonly augmentationKey?: RandomKey;
}

/** Mean loss and the fraction of examples classified right, over a whole split. */
export interface Evaluation {
  readonly loss: number;
  readonly accuracy: number;
}

/** Settings of one compiled objective. All of them are part of a run's hash. */
export interface CompileOptions {
  /** The largest batch `lossAndGradient` will be given. */
  readonly batchSize: number;
  /** Examples per step of `evaluate`. */
  readonly evaluationBatchSize: number;
}

/** A loss L(w) over one flat parameter vector w of length D, for one model and one data set. */
export interface Objective {
  /** D. */
  readonly dimension: number;
  readonly layout: ParameterLayout;
  /** A fresh w_0 of length D. */
  initialise(key: RandomKey): Float32Array;
  /**
   * Mean loss over the batch; overwrites `gradient` (length D) with its gradient. Regularisers are not part of it.
   * A loss that is not finite is returned as it is, never thrown.
   */
  lossAndGradient(w: Float32Array, batch: Batch, gradient: Float32Array): number | Promise<number>;
  /** Mean loss and accuracy over all examples of the split, in file order. */
  evaluate(w: Float32Array, split: SplitName): Evaluation | Promise<Evaluation>;
  /** Writes (d^2 L / dw^2) v over the batch to `out`; all vectors of length D. */
  hessianVectorProduct?(w: Float32Array, v: Float32Array, batch: Batch, out: Float32Array): void | Promise<void>;
  /**
   * Writes the network's outputs z(w), which the loss is a function of (logits under softmax cross-entropy), of every
   * example of the batch in its order to `out`: `[n, outputs]` row-major, n being the batch's length and `outputs` the
   * number of classes. With batch normalisation they depend on the whole batch. An objective has this and
   * `pullbackOutputs`, or neither.
   */
  outputs?(w: Float32Array, batch: Batch, out: Float32Array): void | Promise<void>;
  /**
   * Overwrites `gradient` (length D) with J^T u, where J = dz/dw is the Jacobian of the batch's outputs: the gradient of
   * sum(u * z(w)) in w, without any loss, and with no mean over the batch. Gauss-Newton products J^T H J v (Schraudolph
   * 2002) are made of it.
   *
   * @param cotangent u, `[n, outputs]` row-major.
   */
  pullbackOutputs?(
    w: Float32Array,
    batch: Batch,
    cotangent: Float32Array,
    gradient: Float32Array,
  ): void | Promise<void>;
  /** Frees engine memory; the objective is unusable afterwards. */
  dispose(): void;
}
