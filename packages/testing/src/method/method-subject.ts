import type { Backend, DofReductionMethod, ModelSpec } from '@dof/core';

/** A method under contract, with what to try it on. */
export interface MethodSubject {
  readonly createMethod: () => DofReductionMethod | Promise<DofReductionMethod>;
  /** What an experiment file would give, before defaults. */
  readonly options: unknown;
  /** Options that the method must refuse, besides those that every method must. */
  readonly badOptions: readonly unknown[];
  /** Small networks: every clause forms whole Jacobians, d x D numbers, by plain loops. */
  readonly models: readonly ModelSpec[];
  readonly createBackend: () => Backend;
  /** The largest d to try, for a method that finds out in its preparation how many there are; default: D. */
  readonly largestDegreesOfFreedom: number;
  /** With these options the method may have fewer coordinates than asked for. */
  readonly mayHaveFewer: boolean;
}

/** Two networks of some 40 parameters: dense layers, and a convolution with pooling. */
export const smallModels: readonly ModelSpec[] = [
  {
    name: 'small-dense',
    inputShape: [2, 3, 1],
    layers: [{ type: 'flatten' }, { type: 'dense', units: 4 }, { type: 'relu' }, { type: 'dense', units: 3 }],
    loss: 'softmax-cross-entropy',
  },
  {
    name: 'small-convolution',
    inputShape: [4, 4, 1],
    layers: [
      { type: 'conv2d', filters: 2, kernelSize: 3 },
      { type: 'relu' },
      { type: 'averagePool2d', size: 2 },
      { type: 'flatten' },
      { type: 'dense', units: 3, bias: false },
    ],
    loss: 'softmax-cross-entropy',
  },
];
