import type { Labels, LossName } from '@dof/core';

/** Losses of a batch, from a network's outputs. Sums in float64. */
export interface MeasuredOutputs {
  /** Sum of the examples' losses. */
  readonly lossSum: number;
  /** Examples whose largest output, the first of equals, is that of their label. */
  readonly correct: number;
  /** `[n, classes]`: the gradient of the mean loss in the outputs. */
  readonly slopes: Float32Array;
}

/** The loss of one example with outputs `z[at .. at + classes)`; writes its gradient, times `share`, to `slopes`. */
type ExampleLoss = (
  z: Float32Array,
  at: number,
  classes: number,
  label: number,
  share: number,
  slopes: Float32Array,
) => number;

const EXAMPLE_LOSSES: Readonly<Record<LossName, ExampleLoss>> = {
  'softmax-cross-entropy': softmaxCrossEntropy,
  'mean-squared-error': meanSquaredError,
};

/**
 * Measures the outputs of a batch against its labels.
 *
 * @param outputs `[n, classes]` row-major.
 * @param labels `[n]`.
 */
export function measuredOutputs(loss: LossName, outputs: Float32Array, labels: Labels): MeasuredOutputs {
  const classes = outputs.length / labels.length;
  const slopes = new Float32Array(outputs.length);
  let lossSum = 0;
  let correct = 0;
  for (let n = 0; n < labels.length; n++) {
    const at = n * classes;
    lossSum += EXAMPLE_LOSSES[loss](outputs, at, classes, labels[n], 1 / labels.length, slopes);
    if (largest(outputs, at, classes) === labels[n]) correct += 1;
  }
  return { lossSum, correct, slopes };
}

function largest(z: Float32Array, at: number, classes: number): number {
  let best = 0;
  for (let k = 1; k < classes; k++) if (z[at + k] > z[at + best]) best = k;
  return best;
}

/** `log(sum_k exp(z_k)) - z_y`, shifted by the largest output so that no exponential overflows. */
function softmaxCrossEntropy(...[z, at, classes, label, share, slopes]: Parameters<ExampleLoss>): number {
  const shift = z[at + largest(z, at, classes)];
  let sum = 0;
  for (let k = 0; k < classes; k++) sum += Math.exp(z[at + k] - shift);
  for (let k = 0; k < classes; k++) {
    slopes[at + k] = share * (Math.exp(z[at + k] - shift) / sum - (k === label ? 1 : 0));
  }
  return Math.log(sum) + shift - z[at + label];
}

/** `sum_k (z_k - [k = y])^2 / K`. */
function meanSquaredError(...[z, at, classes, label, share, slopes]: Parameters<ExampleLoss>): number {
  let sum = 0;
  for (let k = 0; k < classes; k++) {
    const error = z[at + k] - (k === label ? 1 : 0);
    sum += error * error;
    slopes[at + k] = (2 * share * error) / classes;
  }
  return sum / classes;
}
