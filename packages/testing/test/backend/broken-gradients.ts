import type { DataSplit, Objective } from '@dof/core';
import { ReferenceBackend } from '@dof/testing';
import type { BrokenSpecimen } from './broken-backend.js';

const GRADIENTS = 'gradients agree with the float64 reference to 1e-5 of the largest entry';
const LOSSES = 'batch losses agree with the float64 reference to 1e-5';
const MANY_CLASSES = 'a thousand classes are told apart';
const OVERWRITTEN = 'the gradient is overwritten, not added to';
const AGAIN = 'a call gives the same bits again, whatever was computed in between';
const OWN_BYTES = 'bytes that come with a batch stand in for those of its examples';
const NOT_FINITE = 'a loss that is not finite is returned, not thrown';

type Change = (gradient: Float32Array, loss: number) => number | void;

/** Replaces what `lossAndGradient` gave. */
function changed(right: Objective, change: Change): Partial<Objective> {
  return {
    lossAndGradient: async (w, batch, gradient) => {
      const loss = await right.lossAndGradient(w, batch, gradient);
      return change(gradient, loss) ?? loss;
    },
  };
}

/** The examples with the low byte of every label. */
function inBytes(split: DataSplit): DataSplit {
  return { ...split, labels: Uint8Array.from(split.labels) };
}

/** Specimens for the gradient clauses of the backend contract. */
export const brokenGradients: readonly BrokenSpecimen[] = [
  {
    clause: GRADIENTS,
    defect: 'one entry off by 2e-5 of the largest',
    says: /gradient of train/,
    make: () => ({
      objective: (right) =>
        changed(right, (gradient) => {
          const largest = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
          gradient[gradient.length - 1] += 2e-5 * largest;
        }),
    }),
  },
  {
    clause: GRADIENTS,
    defect: 'a sum over the batch in place of the mean',
    says: /gradient of/,
    make: () => ({
      objective: (right) => ({
        lossAndGradient: async (w, batch, gradient) => {
          const loss = await right.lossAndGradient(w, batch, gradient);
          gradient.forEach((value, i) => (gradient[i] = value * batch.indices.length));
          return loss;
        },
      }),
    }),
  },
  {
    clause: GRADIENTS,
    defect: 'the training split in place of the one asked for',
    says: /gradient of test/,
    make: () => ({
      objective: (right) => ({
        lossAndGradient: (w, batch, gradient) => right.lossAndGradient(w, { ...batch, split: 'train' }, gradient),
      }),
    }),
  },
  {
    clause: GRADIENTS,
    defect: 'a step of full size for a smaller batch',
    says: /gradient of/,
    make: () => ({
      objective: (right, _model, _data, { batchSize }) => ({
        lossAndGradient: async (w, batch, gradient) => {
          const loss = await right.lossAndGradient(w, batch, gradient);
          gradient.forEach((value, i) => (gradient[i] = (value * batch.indices.length) / batchSize));
          return loss;
        },
      }),
    }),
  },
  {
    clause: LOSSES,
    defect: 'a loss off by 3e-5',
    says: /loss of train/,
    make: () => ({ objective: (right) => changed(right, (_gradient, loss) => loss * (1 + 3e-5) + 3e-5) }),
  },
  {
    clause: OVERWRITTEN,
    defect: 'a gradient added to what was there',
    says: /written over NaN/,
    make: () => ({
      objective: (right) => ({
        lossAndGradient: async (w, batch, gradient) => {
          const before = gradient.slice();
          const loss = await right.lossAndGradient(w, batch, gradient);
          before.forEach((value, i) => (gradient[i] += value));
          return loss;
        },
      }),
    }),
  },
  {
    clause: AGAIN,
    defect: 'rounding that depends on the number of calls',
    says: /second call/,
    make: () => {
      let calls = 0;
      return { objective: (right) => changed(right, (_gradient, loss) => loss * (1 + 1e-9 * calls++) + 1e-9 * calls) };
    },
  },
  {
    clause: OWN_BYTES,
    defect: 'the bytes of the data set taken all the same',
    says: /of a batch with bytes of its own/,
    make: () => ({
      objective: (right) => ({
        lossAndGradient: (w, { split, indices }, gradient) => right.lossAndGradient(w, { split, indices }, gradient),
      }),
    }),
  },
  {
    clause: NOT_FINITE,
    defect: 'an exception',
    says: /diverged/,
    make: () => ({
      objective: (right) =>
        changed(right, (_gradient, loss) => {
          if (!Number.isFinite(loss)) throw new Error('diverged');
        }),
    }),
  },
  {
    clause: NOT_FINITE,
    defect: 'a finite stand-in',
    says: /the loss at w = NaN is 1000/,
    make: () => ({
      objective: (right) => changed(right, (_gradient, loss) => (Number.isFinite(loss) ? loss : 1000)),
    }),
  },
  {
    clause: NOT_FINITE,
    defect: 'a finite evaluation',
    says: /the evaluated loss at w = NaN is 0/,
    make: () => ({ objective: () => ({ evaluate: () => ({ loss: 0, accuracy: 0 }) }) }),
  },
  {
    clause: MANY_CLASSES,
    defect: 'labels of 8 bits',
    says: /gradient of train/,
    make: () => ({
      backend: {
        compile: (model, data, options) =>
          new ReferenceBackend().compile(
            model,
            { ...data, train: inBytes(data.train), test: inBytes(data.test) },
            options,
          ),
      },
    }),
  },
];
