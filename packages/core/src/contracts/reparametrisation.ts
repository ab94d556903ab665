import type { MatrixForm } from './linear-map.js';

/** A trained product that is added to one matrix inside w, see {@link AdaptersForm}. */
export interface AdapterForm {
  /** Entry (p, q) of the matrix is `w[offset + p * columns + q]`. */
  readonly offset: number;
  readonly rows: number;
  readonly columns: number;
  /** r: B has `rows` x r entries, C has r x `columns`. */
  readonly rank: number;
  readonly scale: number;
}

/** w = origin + A theta. */
export interface AffineForm {
  readonly kind: 'affine';
  readonly origin: Float32Array;
  readonly matrix: MatrixForm;
}

/** theta stands at `parameters` of w, indices without repetition; every other entry of w is that of `rest`. */
export interface ChosenForm {
  readonly kind: 'chosen';
  readonly parameters: Uint32Array;
  readonly rest: Float32Array;
}

/** w = origin + theta. */
export interface AllForm {
  readonly kind: 'all';
  readonly origin: Float32Array;
}

/**
 * w = origin, plus scale B C on the matrix of each adapter, plus one coordinate on each parameter of `direct`. theta
 * holds the adapters one after the other, each with B by columns and then C by rows, and then what goes on `direct`.
 */
export interface AdaptersForm {
  readonly kind: 'adapters';
  readonly origin: Float32Array;
  readonly adapters: readonly AdapterForm[];
  /** Indices into w. */
  readonly direct: Uint32Array;
}

/** What a reparametrisation is, for an engine that carries it out itself. Its arrays are shared, and never written to. */
export type ReparametrisationForm = AffineForm | ChosenForm | AllForm | AdaptersForm;

/** What goes into one step of training, and what comes out, see {@link Reparametrisation.pullbackThenEmbed}. */
export interface TrainingPass {
  /** Of length d. */
  readonly theta: Float32Array;
  /** Of length D. */
  readonly gradient: Float32Array;
  /** Of length d; J(theta)^T g at the theta before the step is written to it. */
  readonly pulled: Float32Array;
  /**
   * Changes the coordinates of theta from `from` up to but not including `to`, whose entries of `pulled` are there by
   * then. Called for stretches that follow each other from 0 to d.
   */
  readonly update: (from: number, to: number) => void;
  /** Of length D; w at the new theta is written to it. */
  readonly w: Float32Array;
}

/** A differentiable map w(theta) from d coordinates to D parameters, with the pull-back of a gradient. */
export interface Reparametrisation {
  /** d, the number of trained coordinates. */
  readonly degreesOfFreedom: number;
  /** D. */
  readonly dimension: number;
  /** Absent: the map does not say what it is, and is carried out by its own functions alone. */
  readonly form?: ReparametrisationForm;
  /** The coordinates training starts from; w there need not be the starting point (a mask holds pruned weights at 0). */
  initialCoordinates(): Float32Array;
  /** Writes w(theta) to `w`; theta of length d, w of length D. */
  embed(theta: Float32Array, w: Float32Array): void | Promise<void>;
  /** Writes J(theta)^T g to `out`, where J = dw/dtheta; `gradient` of length D, `out` of length d. */
  pullback(theta: Float32Array, gradient: Float32Array, out: Float32Array): void | Promise<void>;
  /**
   * What `pullback`, an update of every coordinate and `embed` give one after the other, in every bit, for a map that does
   * it faster at once. Whoever changes one of the others in a copy of a map leaves this one out of it.
   */
  pullbackThenEmbed?(pass: TrainingPass): void | Promise<void>;
  dispose(): void;
}
