import { ReferenceBackend, referenceLinearMap } from '@dof/testing';
import type { BrokenSpecimen } from './broken-backend.js';

const APPLY = 'apply gives origin + A theta';
const FORM = 'what a linear map says that it is, is what it does';
const GIVEN = 'a map of given columns, where the engine has one, is those columns times their scale';

/** Specimens for the linear map clauses of the backend contract. */
export const brokenLinearMaps: readonly BrokenSpecimen[] = [
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
        apply: (theta, origin, out) =>
          right.apply(
            theta.map((value, j) => value * (1 + (j % 2 ? 1 : -1) * 1e-4)),
            origin,
            out,
          ),
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
        apply: async (theta, origin, out) => {
          const before = out.slice();
          await right.apply(theta, origin, out);
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
  {
    clause: 'linear maps are the same draw as the reference',
    defect: 'a Gaussian in place of signs',
    says: /column 0 of rademacher/,
    make: () => ({
      map: (right, spec, key) =>
        spec.kind === 'rademacher' ? referenceLinearMap({ ...spec, kind: 'gaussian' }, key) : right,
    }),
  },
  {
    clause: 'a sparse map takes as many non-zeros of each column as asked for',
    defect: 'the number left unread',
    says: /column 0 with 1 non-zeros/,
    make: () => ({
      map: (right, { kind, rows, columns }, key) =>
        kind === 'sparse' ? referenceLinearMap({ kind, rows, columns }, key) : right,
    }),
  },
  {
    clause: GIVEN,
    defect: 'the scale left out',
    says: /origin \+ A theta, given columns .*scaled/,
    make: () => ({ backend: { columnsMap: (columns) => new ReferenceBackend().columnsMap(columns) } }),
  },
  {
    clause: GIVEN,
    defect: 'columns kept, not copied',
    says: /given columns/,
    make: () => ({
      backend: {
        columnsMap: async (columns, scale) => ({
          ...(await new ReferenceBackend().columnsMap(columns, scale)),
          apply: (theta, origin, out) => {
            out.set(origin);
            columns.forEach((one, j) => one.forEach((entry, i) => (out[i] += entry * theta[j] * (scale?.[j] ?? 1))));
          },
        }),
      },
    }),
  },
  {
    clause: FORM,
    defect: 'the key of another draw',
    says: /the form of gaussian/,
    make: () => ({ map: (_right, spec, key) => ({ form: { kind: 'projection', spec, key: [key[1], key[0] + 1] } }) }),
  },
  {
    clause: FORM,
    defect: 'fewer columns than there are',
    says: /not the form of gaussian/,
    make: () => ({
      map: (_right, spec, key) => ({
        form: { kind: 'projection', spec: { ...spec, columns: Math.ceil(spec.columns / 2) }, key },
      }),
    }),
  },
  {
    clause: FORM,
    defect: 'given columns without their scale',
    says: /the form of given columns/,
    make: () => ({
      backend: {
        columnsMap: async (columns, scale) => ({
          ...(await new ReferenceBackend().columnsMap(columns, scale)),
          form: { kind: 'columns', columns },
        }),
      },
    }),
  },
  {
    clause: 'a projection that does not exist is refused with a DofError',
    defect: 'an engine that draws something',
    says: /was accepted/,
    make: () => ({
      backend: { linearMap: async () => referenceLinearMap({ kind: 'gaussian', rows: 1, columns: 1 }, [0, 0]) },
    }),
  },
  {
    clause: 'a projection that does not exist is refused with a DofError',
    defect: 'a bare error',
    says: /not refused with/,
    make: () => ({ backend: { linearMap: () => Promise.reject(new TypeError('what?')) } }),
  },
];
