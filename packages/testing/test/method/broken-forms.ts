import { withMap, type BrokenSpecimen } from './broken-method.js';
import { products } from './right-methods.js';

const FORM = 'what a map says that it is, is what it does';

/** Specimens for the clause on what maps say of themselves. */
export const brokenForms: readonly BrokenSpecimen[] = [
  {
    clause: FORM,
    defect: 'the start of the run in place of the origin',
    says: /w at d = 1 from its form, affine: entry \d+ is/,
    make: () =>
      withMap(({ form }, { start }) => (form?.kind === 'affine' ? { form: { ...form, origin: start.w } } : {})),
  },
  {
    clause: FORM,
    defect: 'a form with a coordinate too few',
    says: /from its form, chosen: 0 coordinates instead of 1/,
    make: () =>
      withMap((_right, { start, d }) => ({
        form: { kind: 'chosen', parameters: Uint32Array.from({ length: d - 1 }, (_, j) => j), rest: start.w },
      })),
  },
  {
    clause: FORM,
    defect: 'every parameter trained, called chosen ones',
    says: /from its form, chosen: entry/,
    make: () =>
      withMap((_right, { start, d }) => ({
        form: { kind: 'chosen', parameters: Uint32Array.from({ length: d }, (_, j) => j), rest: start.w },
      })),
  },
  {
    clause: FORM,
    defect: 'products called all of w',
    says: /from its form, all: \d+ coordinates instead of 2/,
    make: () => withMap((_right, { start }) => ({ form: { kind: 'all', origin: start.w } }), products),
  },
  {
    clause: FORM,
    defect: 'the parameters trained directly in another order',
    says: /from its form, adapters: entry/,
    make: () =>
      withMap((_right, { start, d }) => ({
        form: {
          kind: 'adapters',
          origin: start.w,
          adapters: [],
          direct: Uint32Array.from({ length: d }, (_, j) => d - 1 - j),
        },
      })),
  },
];
