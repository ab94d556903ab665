import type { BrokenSpecimen } from './broken-backend.js';

const OTHERS = 'disposing of one objective or map leaves the others usable';

/** Specimens for the lifetime clauses of the backend contract. */
export const brokenLifetimes: readonly BrokenSpecimen[] = [
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
    says: /compiled and disposed objectives grew the process, by/,
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
    says: /drawn and disposed linear maps grew the process, by/,
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
