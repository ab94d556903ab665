import { fillNormal, keyFromSeed, type LossName, type Objective } from '@dof/core';

const INPUTS = 3;
const HIDDEN = 4;
const OUTPUTS = 3;
const EXAMPLES = 11;
/** D: both weight matrices, no biases. */
const D = INPUTS * HIDDEN + HIDDEN * OUTPUTS;

/** z = W2 tanh(W1 x) in float64, with its Jacobian written out; what an engine rounds to float32 is rounded here too. */
export interface TinyNetwork {
  readonly objective: Objective & Required<Pick<Objective, 'outputs' | 'pullbackOutputs'>>;
  readonly w: Float32Array;
  readonly outputCount: number;
  readonly examples: Uint32Array;
  /** z of one example, shape [OUTPUTS], and dz/dw, shape [OUTPUTS][D]. */
  jacobian(w: ArrayLike<number>, example: number): { readonly z: number[]; readonly rows: number[][] };
  /** Gradient of the mean loss over all examples, float64. */
  gradient(w: ArrayLike<number>): Float64Array;
}

export function tinyNetwork(loss: LossName, seed: number, scale = 1): TinyNetwork {
  const draw = (index: number, length: number) => {
    const normals = new Float32Array(length);
    fillNormal(keyFromSeed(seed), index, normals);
    return normals;
  };
  const inputs = draw(0, EXAMPLES * INPUTS);
  const w = draw(1, D).map((entry) => scale * entry);
  const labelOf = (example: number) => example % OUTPUTS;

  const jacobian: TinyNetwork['jacobian'] = (at, example) => {
    const x = inputs.subarray(example * INPUTS, (example + 1) * INPUTS);
    const second = INPUTS * HIDDEN;
    const hidden = Array.from({ length: HIDDEN }, (_, h) =>
      Math.tanh(x.reduce((sum, value, i) => sum + at[h * INPUTS + i] * value, 0)),
    );
    const rows = Array.from({ length: OUTPUTS }, (_, o) => {
      const row = new Array<number>(D).fill(0);
      for (let h = 0; h < HIDDEN; h++) {
        row[second + o * HIDDEN + h] = hidden[h];
        const slope = at[second + o * HIDDEN + h] * (1 - hidden[h] ** 2);
        for (let i = 0; i < INPUTS; i++) row[h * INPUTS + i] = slope * x[i];
      }
      return row;
    });
    const z = rows.map((_, o) => hidden.reduce((sum, value, h) => sum + at[second + o * HIDDEN + h] * value, 0));
    return { z, rows };
  };
  const lossAndSlopes = (z: readonly number[], label: number) => {
    if (loss === 'mean-squared-error') {
      const errors = z.map((value, k) => value - Number(k === label));
      return {
        value: errors.reduce((sum, error) => sum + error * error, 0) / OUTPUTS,
        slopes: errors.map((error) => (2 * error) / OUTPUTS),
      };
    }
    const total = z.reduce((sum, value) => sum + Math.exp(value), 0);
    return {
      value: Math.log(total) - z[label],
      slopes: z.map((value, k) => Math.exp(value) / total - Number(k === label)),
    };
  };
  const pull = (at: ArrayLike<number>, example: number, cotangent: ArrayLike<number>, out: Float64Array) => {
    const { rows } = jacobian(at, example);
    rows.forEach((row, o) => row.forEach((entry, i) => (out[i] += entry * cotangent[o])));
  };
  const lossAndGradient = (at: ArrayLike<number>, examples: ArrayLike<number>) => {
    const gradient = new Float64Array(D);
    let value = 0;
    for (const example of Array.from(examples)) {
      const found = lossAndSlopes(jacobian(at, example).z, labelOf(example));
      value += found.value / examples.length;
      pull(
        at,
        example,
        found.slopes.map((slope) => slope / examples.length),
        gradient,
      );
    }
    return { value, gradient };
  };
  const examples = Uint32Array.from({ length: EXAMPLES }, (_, i) => i);
  return {
    w,
    outputCount: OUTPUTS,
    examples,
    jacobian,
    gradient: (at) => lossAndGradient(at, examples).gradient,
    objective: {
      dimension: D,
      layout: { dimension: D, segments: [] },
      initialise: () => w.slice(),
      lossAndGradient(at, { indices }, out) {
        const { value, gradient } = lossAndGradient(at, indices);
        out.set(gradient);
        return value;
      },
      evaluate: (at) => ({ loss: lossAndGradient(at, examples).value, accuracy: 0 }),
      outputs(at, { indices }, out) {
        indices.forEach((example, n) => out.set(jacobian(at, example).z, n * OUTPUTS));
      },
      pullbackOutputs(at, { indices }, cotangent, out) {
        const sum = new Float64Array(D);
        indices.forEach((example, n) => pull(at, example, cotangent.subarray(n * OUTPUTS, (n + 1) * OUTPUTS), sum));
        out.set(sum);
      },
      dispose: () => undefined,
    },
  };
}

/** G = (1/N) sum J^T H J, entry by entry: diag(p) - p p^T, or 2 / K. */
export function denseGaussNewton(network: TinyNetwork, loss: LossName): Float64Array[] {
  const matrix = Array.from({ length: D }, () => new Float64Array(D));
  for (const example of network.examples) {
    const { z, rows } = network.jacobian(network.w, example);
    const total = z.reduce((sum, value) => sum + Math.exp(value), 0);
    const p = z.map((value) => Math.exp(value) / total);
    for (let a = 0; a < OUTPUTS; a++) {
      for (let b = 0; b < OUTPUTS; b++) {
        const same = Number(a === b);
        const h = loss === 'mean-squared-error' ? (2 * same) / OUTPUTS : p[a] * (same - p[b]);
        for (let i = 0; i < D; i++) {
          for (let j = 0; j < D; j++) matrix[i][j] += (rows[a][i] * h * rows[b][j]) / EXAMPLES;
        }
      }
    }
  }
  return matrix;
}

/** The Hessian by central differences of the float64 gradient, good to about 1e-9. */
export function denseHessian(network: TinyNetwork): Float64Array[] {
  const h = 1e-5;
  return Array.from({ length: D }, (_, j) => {
    const moved = (distance: number) =>
      network.gradient(Float64Array.from(network.w, (entry, i) => entry + (i === j ? distance : 0)));
    const [ahead, behind] = [moved(h), moved(-h)];
    return ahead.map((entry, i) => (entry - behind[i]) / (2 * h));
  });
}
