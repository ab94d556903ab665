import { initialiseParameters } from '../../model/initialise-parameters.js';
import { ReferenceBackend } from '../reference/reference-backend.js';
import { referenceLinearMap } from '../reference/reference-linear-map.js';
import { referenceObjective } from '../reference/reference-objective.js';
import type { Objective } from '../../contracts/objective.js';
import type { Defect } from './broken-backend.js';

/** A specimen that one clause must refuse, and what it must say. */
export interface BrokenSpecimen {
  readonly clause: string;
  readonly defect: string;
  readonly says: RegExp;
  readonly make: () => Defect;
}

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

const REFERENCE = new ReferenceBackend();
const GRADIENTS = 'gradients agree with the float64 reference to 1e-5 of the largest entry';
const LOSSES = 'batch losses agree with the float64 reference to 1e-5';
const OVERWRITTEN = 'the gradient is overwritten, not added to';
const AGAIN = 'a call gives the same bits again, whatever was computed in between';
const NOT_FINITE = 'a loss that is not finite is returned, not thrown';
const EVALUATIONS = 'evaluations are the mean over all examples of a split, as in the float64 reference';
const MISFIT = 'a model that does not fit is refused with a DofError';
const INITIALISATION = 'initialisation is the one of core: the same key gives the same bits, another key another point';
const OBJECTIVE_INPUTS = 'an objective leaves w, the batch and the data as they were';
const MAP_INPUTS = 'a linear map leaves theta, the origin and g as they were';
const APPLY = 'apply gives origin + A theta';
const OTHERS = 'disposing of one objective or map leaves the others usable';

/** At least one specimen for every clause of the backend contract. */
export const brokenBackends: readonly BrokenSpecimen[] = [
  {
    clause: 'it says what it is',
    defect: 'a name with a space',
    says: /kebab-case/,
    make: () => ({ backend: { name: 'My Engine' } }),
  },
  {
    clause: 'it says what it is',
    defect: 'an empty version',
    says: /version is empty/,
    make: () => ({ backend: { version: '' } }),
  },
  {
    clause: 'it says what it is',
    defect: 'a description of two lines',
    says: /not one line/,
    make: () => ({ backend: { describe: () => ({ variant: 'x', detail: 'a\nb' }) } }),
  },
  {
    clause: 'it says what it is',
    defect: 'a variant of two words',
    says: /not one word/,
    make: () => ({ backend: { describe: () => ({ variant: 'a b', detail: 'c' }) } }),
  },
  {
    clause: 'the layout is the one of core',
    defect: 'segments in another order',
    says: /the layout is/,
    make: () => ({
      objective: ({ layout }) => ({ layout: { ...layout, segments: [...layout.segments].reverse() } }),
    }),
  },
  {
    clause: 'the layout is the one of core',
    defect: 'another dimension',
    says: /D is/,
    make: () => ({ objective: ({ dimension }) => ({ dimension: dimension + 1 }) }),
  },
  {
    clause: INITIALISATION,
    defect: 'a fixed key',
    says: /w_0/,
    make: () => ({ objective: ({ layout }) => ({ initialise: () => initialiseParameters(layout, [0, 0]) }) }),
  },
  {
    clause: INITIALISATION,
    defect: 'state between calls',
    says: /drawn again/,
    make: () => {
      let calls = 0;
      return {
        objective: ({ layout }) => ({
          initialise: (key) => initialiseParameters(layout, [key[0], key[1] + (calls++ % 2)]),
        }),
      };
    },
  },
  {
    clause: MISFIT,
    defect: 'no check',
    says: /was accepted/,
    make: () => ({
      objective: () => ({}),
      backend: {
        compile: async (model, data, options) => REFERENCE.compile(model, data, options).catch(() => ({}) as Objective),
      },
    }),
  },
  {
    clause: MISFIT,
    defect: 'a bare error',
    says: /not a DofError/,
    make: () => ({
      backend: {
        compile: async () => {
          throw new TypeError('undefined is not a function');
        },
      },
    }),
  },
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
    clause: EVALUATIONS,
    defect: 'the examples that fill no whole batch dropped',
    says: /loss of train/,
    make: () => ({
      objective: (_right, model, data, options) => {
        const count = Math.floor(data.train.count / options.evaluationBatchSize) * options.evaluationBatchSize;
        const length = data.train.inputs.length / data.train.count;
        const { inputs, labels } = data.train;
        const train = { count, inputs: inputs.subarray(0, count * length), labels: labels.subarray(0, count) };
        return { evaluate: (w, split) => referenceObjective(model, { ...data, train }, options).evaluate(w, split) };
      },
    }),
  },
  {
    clause: EVALUATIONS,
    defect: 'an accuracy in per cent',
    says: /accuracy of/,
    make: () => ({
      objective: (right) => ({
        evaluate: async (w, split) => {
          const { loss, accuracy } = await right.evaluate(w, split);
          return { loss, accuracy: 100 * accuracy };
        },
      }),
    }),
  },
  {
    clause: 'an evaluation gives the same bits again',
    defect: 'rounding that depends on the number of calls',
    says: /loss and accuracy/,
    make: () => {
      let calls = 0;
      return {
        objective: (right) => ({
          evaluate: async (w, split) => {
            const { loss, accuracy } = await right.evaluate(w, split);
            return { loss: loss + 1e-9 * calls++, accuracy };
          },
        }),
      };
    },
  },
  {
    clause: 'linear maps are the same draw as the reference',
    defect: 'another stream',
    says: /column 0 of/,
    make: () => ({ map: (_right, spec, key) => referenceLinearMap(spec, [key[1], key[0] + 1]) }),
  },
  {
    clause: 'columns of linear maps have unit length',
    defect: 'columns of length 1 in the mean only',
    says: /length of column/,
    make: () => ({
      map: (right) => ({
        apply: (theta, origin, out) => {
          right.apply(
            theta.map((value, j) => value * (1 + (j % 2 ? 1 : -1) * 1e-4)),
            origin,
            out,
          );
        },
      }),
    }),
  },
  {
    clause: APPLY,
    defect: 'the origin forgotten',
    says: /origin \+ A theta/,
    make: () => ({
      map: (right) => ({ apply: (theta, origin, out) => right.apply(theta, new Float32Array(origin.length), out) }),
    }),
  },
  {
    clause: APPLY,
    defect: 'the image added to what was there',
    says: /origin \+ A theta/,
    make: () => ({
      map: (right) => ({
        apply: (theta, origin, out) => {
          const before = out.slice();
          right.apply(theta, origin, out);
          before.forEach((value, i) => (out[i] += value));
        },
      }),
    }),
  },
  {
    clause: 'applyTranspose is the adjoint of apply',
    defect: 'the last row left out',
    says: /<A theta, g>/,
    make: () => ({
      map: (right) => ({
        applyTranspose: (g, out) =>
          right.applyTranspose(
            g.map((value, i) => (i === g.length - 1 ? 0 : value)),
            out,
          ),
      }),
    }),
  },
  {
    clause: 'fewer columns of the same key are the first columns',
    defect: 'a draw that depends on the number of columns',
    says: /column 0/,
    make: () => ({ map: (_right, spec, key) => referenceLinearMap(spec, [key[0], key[1] + spec.columns]) }),
  },
  ...(['w', 'batch.indices', 'train.inputs', 'test.labels', 'standardisation.mean'] as const).map(
    (name): BrokenSpecimen => ({
      clause: OBJECTIVE_INPUTS,
      defect: `${name} written to`,
      says: new RegExp(`${name.replace('.', '\\.')} after the call`),
      make: () => ({
        objective: (right, _model, data) => ({
          lossAndGradient: (w, batch, gradient) => {
            const written = {
              w,
              'batch.indices': batch.indices,
              'train.inputs': data.train.inputs,
              'test.labels': data.test.labels,
              'standardisation.mean': data.standardisation.mean,
            };
            const loss = right.lossAndGradient(w, batch, gradient);
            written[name][0] += 1;
            return loss;
          },
        }),
      }),
    }),
  ),
  {
    clause: OBJECTIVE_INPUTS,
    defect: 'w written to by the evaluation',
    says: /w after the call/,
    make: () => ({
      objective: (right) => ({
        evaluate: (w, split) => {
          w[0] += 1;
          return right.evaluate(w, split);
        },
      }),
    }),
  },
  {
    clause: MAP_INPUTS,
    defect: 'the origin written to',
    says: /origin after the call/,
    make: () => ({
      map: (right) => ({
        apply: (theta, origin, out) => {
          right.apply(theta, origin, out);
          origin.set(out);
        },
      }),
    }),
  },
  {
    clause: MAP_INPUTS,
    defect: 'g written to',
    says: /g after the call/,
    make: () => ({
      map: (right) => ({
        applyTranspose: (g, out) => {
          right.applyTranspose(g, out);
          g.fill(0);
        },
      }),
    }),
  },
  {
    clause: OTHERS,
    defect: 'memory shared between objectives',
    says: /freed/,
    make: () => {
      let freed = false;
      return {
        objective: (right) => ({
          lossAndGradient: (w, batch, gradient) => {
            if (freed) throw new Error('freed');
            return right.lossAndGradient(w, batch, gradient);
          },
          dispose: () => {
            freed = true;
          },
        }),
      };
    },
  },
  {
    clause: OTHERS,
    defect: 'memory shared between maps',
    says: /after another dispose/,
    make: () => {
      let freed = false;
      return {
        map: (right) => ({
          apply: (theta, origin, out) => (freed ? out.fill(0) : right.apply(theta, origin, out)),
          dispose: () => {
            freed = true;
          },
        }),
      };
    },
  },
  {
    clause: 'a disposed objective leaves no memory behind',
    defect: 'gradients kept',
    says: /compiled and disposed objectives grew the process by/,
    make: () => {
      const kept: Float32Array[] = [];
      return {
        objective: ({ dimension }) => {
          kept.push(new Float32Array(dimension).fill(1));
          return {};
        },
      };
    },
  },
  {
    clause: 'a disposed linear map leaves no memory behind',
    defect: 'matrices kept',
    says: /drawn and disposed linear maps grew the process by/,
    make: () => {
      const kept: unknown[] = [];
      return {
        map: (right) => {
          kept.push(right);
          return {};
        },
      };
    },
  },
];
