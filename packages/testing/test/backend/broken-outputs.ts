import type { BrokenSpecimen } from './broken-backend.js';

const OUTPUTS = 'outputs agree with the float64 reference to 1e-5, and come with their pull-back';
const PULLBACKS = 'pull-backs of outputs agree with the float64 reference to 1e-5 of the largest entry';
const AGAIN =
  'outputs and their pull-back give the same bits again, and leave those of lossAndGradient and what they read';

/** Specimens for the clauses about the outputs of a network. */
export const brokenOutputs: readonly BrokenSpecimen[] = [
  {
    clause: OUTPUTS,
    defect: 'outputs without a pull-back',
    says: /not outputs alone/,
    make: () => ({ objective: () => ({ pullbackOutputs: undefined }) }),
  },
  {
    clause: OUTPUTS,
    defect: 'outputs off by 3e-5',
    says: /outputs of train/,
    make: () => ({
      objective: (right) => ({
        outputs: async (w, batch, out) => {
          await right.outputs?.(w, batch, out);
          const largest = out.reduce((most, z) => Math.max(most, Math.abs(z)), 1);
          out[out.length - 1] += 3e-5 * largest;
        },
      }),
    }),
  },
  {
    clause: OUTPUTS,
    defect: 'outputs by class in place of by example',
    says: /outputs of train/,
    make: () => ({
      objective: (right, _model, { classes }) => ({
        outputs: async (w, batch, out) => {
          await right.outputs?.(w, batch, out);
          const count = batch.indices.length;
          const rows = out.slice();
          rows.forEach((z, i) => (out[(i % classes) * count + Math.floor(i / classes)] = z));
        },
      }),
    }),
  },
  {
    clause: PULLBACKS,
    defect: 'a mean over the batch in place of the sum',
    says: /pull-back of train/,
    make: () => ({
      objective: (right) => ({
        pullbackOutputs: async (w, batch, cotangent, gradient) => {
          await right.pullbackOutputs?.(w, batch, cotangent, gradient);
          gradient.forEach((value, i) => (gradient[i] = value / batch.indices.length));
        },
      }),
    }),
  },
  {
    clause: PULLBACKS,
    defect: 'the gradient of the loss in place of what was asked',
    says: /pull-back of train/,
    make: () => ({
      objective: (right) => ({
        pullbackOutputs: async (w, batch, _cotangent, gradient) => {
          await right.lossAndGradient(w, batch, gradient);
        },
      }),
    }),
  },
  {
    clause: AGAIN,
    defect: 'a pull-back added to what the last one left',
    says: /second call/,
    make: () => {
      let calls = 0;
      return {
        objective: (right) => ({
          pullbackOutputs: async (w, batch, cotangent, gradient) => {
            await right.pullbackOutputs?.(w, batch, cotangent, gradient);
            gradient[0] += calls++;
          },
        }),
      };
    },
  },
  {
    clause: AGAIN,
    defect: 'a cotangent used as scratch',
    says: /the cotangent after the call|second call/,
    make: () => ({
      objective: (right) => ({
        pullbackOutputs: async (w, batch, cotangent, gradient) => {
          await right.pullbackOutputs?.(w, batch, cotangent, gradient);
          cotangent.fill(0);
        },
      }),
    }),
  },
  {
    clause: AGAIN,
    defect: 'a state that the next gradient depends on',
    says: /after a pull-back/,
    make: () => {
      let pulled = 0;
      return {
        objective: (right) => ({
          lossAndGradient: async (w, batch, gradient) => (await right.lossAndGradient(w, batch, gradient)) + pulled,
          pullbackOutputs: (w, batch, cotangent, gradient) => {
            pulled = 1;
            return right.pullbackOutputs?.(w, batch, cotangent, gradient);
          },
        }),
      };
    },
  },
];
