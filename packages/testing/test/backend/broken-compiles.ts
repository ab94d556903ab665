import { initialiseParameters } from '@dof/core';
import type { Objective } from '@dof/core';
import { ReferenceBackend } from '@dof/testing';
import type { BrokenSpecimen } from './broken-backend.js';

const MISFIT = 'a model that does not fit is refused with a DofError';
const INITIALISATION = 'initialisation is the one of core: the same key gives the same bits, another key another point';
const REFERENCE = new ReferenceBackend();

/** Specimens for the compile clauses of the backend contract. */
export const brokenCompiles: readonly BrokenSpecimen[] = [
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
];
