import { strictObject } from '@dof/core';
import { z } from 'zod';
import type { BrokenSpecimen } from './broken-method.js';
import { shifted } from './right-methods.js';

const SAYS = 'it says what it is';
const PLAIN = 'options are plain data that stays the same when validated again';
const SETTLED = 'options that the method settles are valid, and stay settled';
const BAD = 'bad options give DOF_BAD_OPTIONS';
const validator = (validate: (value: unknown) => { value: { step: number } }) => ({
  '~standard': { version: 1 as const, vendor: 'test', validate },
});

/** Specimens for what a method says of itself and its options. */
export const brokenIdentities: readonly BrokenSpecimen[] = [
  { clause: SAYS, defect: 'a name with a space', says: /kebab-case/, make: () => ({ ...shifted, name: 'My Method' }) },
  { clause: SAYS, defect: 'an empty version', says: /version is empty/, make: () => ({ ...shifted, version: '' }) },
  {
    clause: SAYS,
    defect: 'another contract version',
    says: /contract version is 0/,
    make: () => ({ ...shifted, contractVersion: '0' }),
  },
  { clause: SAYS, defect: 'two lines', says: /not one line/, make: () => ({ ...shifted, description: 'a\nb' }) },
  {
    clause: PLAIN,
    defect: 'a value converted at every validation',
    says: /validated again are/,
    make: () => ({
      ...shifted,
      options: strictObject({
        step: z
          .number()
          .default(1)
          .transform((step) => step / 2),
      }),
    }),
  },
  {
    clause: SETTLED,
    defect: 'a choice that depends on the d asked for each time',
    says: /they are settled again as \{"step":1\}/,
    make: () => ({ ...shifted, resolveOptions: (_options, _layout, requested) => ({ step: requested.length }) }),
  },
  {
    clause: SETTLED,
    defect: 'a choice that is no valid option',
    says: /options of method shifted: step/,
    make: () => ({ ...shifted, resolveOptions: () => ({ step: -1 }) }),
  },
  {
    clause: SETTLED,
    defect: 'options changed in place',
    says: /again changed them to \{"step":0.2\}/,
    make: () => ({
      ...shifted,
      resolveOptions: (options) => {
        const answer = { ...options };
        options.step += 0.1;
        return answer;
      },
    }),
  },
  {
    clause: 'no options at all are allowed',
    defect: 'an option without default',
    says: /options of method shifted: step/,
    make: () => ({ ...shifted, options: strictObject({ step: z.number() }) }),
    options: { options: { step: 1 } },
  },
  {
    clause: BAD,
    defect: 'unknown keys ignored',
    says: /"no-such-option":1\} were accepted/,
    make: () => ({ ...shifted, options: z.object({ step: z.number().default(1) }) }),
  },
  {
    clause: BAD,
    defect: 'a value that its author says is bad',
    says: /"step":-1\} were accepted/,
    make: () => ({ ...shifted, options: strictObject({ step: z.number().default(1) }) }),
    options: { badOptions: [{ step: -1 }] },
  },
  {
    clause: BAD,
    defect: 'an exception',
    says: /gave TypeError/,
    make: () => ({
      ...shifted,
      options: validator(() => {
        throw new TypeError('undefined is not an object');
      }),
    }),
  },
  {
    clause: 'recommended training is a whole recipe',
    defect: 'no epochs',
    says: /the recipe for d = 1 is refused/,
    make: () => ({
      ...shifted,
      recommendedTraining: () => ({
        optimizer: { name: 'momentum', learningRate: 0.1, momentum: 0.9 },
        schedule: [],
        batchSize: 8,
        epochs: 0,
      }),
    }),
  },
];
