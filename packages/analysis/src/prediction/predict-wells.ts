import type { RandomKey } from '@dof/core';
import { invalidInput } from '../check-input.js';
import { euclideanNorm } from '../theory/numerics/gram-matrix.js';
import { chooseStep, type ChosenStep } from './curvature/finite-difference-step.js';
import { gaussNewtonOperator, type GaussNewtonPoint } from './curvature/gauss-newton-operator.js';
import { hessianOperator } from './curvature/hessian-operator.js';
import type { SymmetricOperator } from './curvature/symmetric-operator.js';
import { lanczos, type LanczosOptions } from './lanczos/lanczos.js';
import { spectralMeasure } from './lanczos/spectral-measure.js';
import { randomDirection, stochasticLanczosQuadrature } from './lanczos/stochastic-lanczos-quadrature.js';
import type { PredictedWell } from './threshold/predicted-threshold.js';

/** Which matrix stands for the curvature of the loss. */
export type CurvatureName = 'gauss-newton' | 'hessian';

/** Directions that the step is chosen on: a random one, and one start. */
const STEP_PRODUCTS = 15 * 2;

export interface PredictWellsOptions {
  /** w*, the end of full training, and the examples that its curvature is taken over. */
  readonly point: GaussNewtonPoint;
  /** L(w*) over the whole training set. */
  readonly floor: number;
  /** Starting points w_t, each of length D. */
  readonly starts: readonly Float32Array[];
  /**
   * Default: `gauss-newton`. The Hessian is indefinite at any w* that training really ends at; its negative eigenvalues
   * count as flat, and the bounds of Lanczos do not hold for it.
   */
  readonly curvature?: CurvatureName;
  /** Random vectors for the trace, at least 2. */
  readonly probes: number;
  /** Lanczos steps for each of them and for each start. */
  readonly steps: number;
  readonly key: RandomKey;
  readonly signal?: AbortSignal;
  /** Called after every product with the share of all of them done; may pause the work. */
  onProgress?(share: number): void | Promise<void>;
}

export interface PredictedWells {
  /** The step of the finite differences, and the error they have with it. */
  readonly finiteDifferences: ChosenStep;
  /** One for each start, in their order. */
  readonly wells: readonly PredictedWell[];
}

/**
 * All that the predicted curves of a network need, by matrix-vector products at w*: the spectrum of its curvature by
 * stochastic Lanczos quadrature, shared by the starts, and how each start - w* lies in it. See `predictedThreshold`.
 * Costs 30 + (probes + starts) steps products at most.
 *
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for a start at w* itself, or as the parts do; the signal's reason when
 * aborted.
 */
export async function predictWells(options: PredictWellsOptions): Promise<PredictedWells> {
  const { point, floor, starts, curvature = 'gauss-newton', probes, steps, key, signal, onProgress } = options;
  const { dimension } = point.objective;
  const total = STEP_PRODUCTS + (probes + starts.length) * Math.min(steps, dimension);
  let done = 0;
  const onProduct = () => onProgress?.(Math.min(1, ++done / total));
  const lanczosOptions: LanczosOptions = { steps, signal, onProduct };

  const directions = starts.map((start) => Float64Array.from(start, (entry, i) => entry - point.w[i]));
  if (directions.length === 0) throw invalidInput('No starting point is given; give at least one.');
  const operatorAt = (step: number) => watched(operatorOf(curvature, point, step), signal, onProduct);
  const finiteDifferences = await chooseStep(
    operatorAt,
    [randomDirection(key, 0, dimension), directions[0]],
    euclideanNorm(Float64Array.from(point.w)),
  );

  const operator = operatorOf(curvature, point, finiteDifferences.step);
  const measures = await stochasticLanczosQuadrature(operator, { ...lanczosOptions, probes, key });
  const wells: PredictedWell[] = [];
  for (const direction of directions) {
    const mass = euclideanNorm(direction) ** 2;
    const start = spectralMeasure(await lanczos(operator, direction, lanczosOptions), mass);
    wells.push({ floor, probes: measures, start });
  }
  return { finiteDifferences, wells };
}

function operatorOf(curvature: CurvatureName, point: GaussNewtonPoint, step: number): SymmetricOperator {
  return curvature === 'hessian' ? hessianOperator(point, step) : gaussNewtonOperator(point, step);
}

/** The operator, telling of every product and stopping between them. */
function watched(
  operator: SymmetricOperator,
  signal: AbortSignal | undefined,
  onProduct: () => void | Promise<void>,
): SymmetricOperator {
  return {
    dimension: operator.dimension,
    async apply(v, out) {
      signal?.throwIfAborted();
      await operator.apply(v, out);
      await onProduct();
    },
  };
}
