import type { AdaptersForm, Reparametrisation, ReparametrisationForm } from '@dof/core';
import { assertClose, assertThat } from '../clauses/assertions.js';
import type { ContractClause } from '../clauses/contract-clause.js';
import { mapOfForm } from '../reference/reference-linear-map.js';
import { genericCoordinates, image } from './jacobian.js';
import type { MethodSubject } from './method-subject.js';
import { forTrials } from './method-trial.js';

/** What a method's maps say of themselves. */
export const formClauses: readonly ContractClause<MethodSubject>[] = [
  {
    name: 'what a map says that it is, is what it does',
    check: (subject) =>
      forTrials(subject, async ({ degreesOfFreedom, prepare, reparametrise }) => {
        const prepared = await prepare();
        for (const d of degreesOfFreedom) {
          const map = await reparametrise(d, { prepared });
          if (map.form) await assertDescribes(map.form, map, d);
          map.dispose();
        }
      }),
  },
];

async function assertDescribes(form: ReparametrisationForm, map: Reparametrisation, d: number): Promise<void> {
  for (const theta of [map.initialCoordinates(), genericCoordinates(map, 5)]) {
    const what = `w at d = ${d} from its form, ${form.kind}`;
    const coordinates = coordinatesOf(form);
    assertThat(coordinates === theta.length, `${what}: ${coordinates} coordinates instead of ${theta.length}`);
    const expected = embedded(form, theta);
    assertThat(expected.length === map.dimension, `${what}: ${expected.length} entries instead of ${map.dimension}`);
    assertClose(expected, await image(map, theta), 1e-5, what);
  }
}

function coordinatesOf(form: ReparametrisationForm): number {
  switch (form.kind) {
    case 'affine':
      return mapOfForm(form.matrix).columns;
    case 'chosen':
      return form.parameters.length;
    case 'all':
      return form.origin.length;
    case 'adapters':
      return form.adapters.reduce((sum, { rows, columns, rank }) => sum + rank * (rows + columns), form.direct.length);
  }
}

/** w(theta) in float64, or float32 where the form is affine, by its definition. */
function embedded(form: ReparametrisationForm, theta: Float32Array): ArrayLike<number> {
  switch (form.kind) {
    case 'affine': {
      const w = new Float32Array(form.origin.length);
      mapOfForm(form.matrix).apply(theta, form.origin, w);
      return w;
    }
    case 'chosen': {
      const w = Float64Array.from(form.rest);
      form.parameters.forEach((parameter, j) => (w[parameter] = theta[j]));
      return w;
    }
    case 'all':
      return Float64Array.from(form.origin, (value, i) => value + theta[i]);
    case 'adapters':
      return adapted(form, theta);
  }
}

function adapted({ origin, adapters, direct }: AdaptersForm, theta: Float32Array): Float64Array {
  const w = Float64Array.from(origin);
  let from = 0;
  for (const { offset, rows, columns, rank, scale } of adapters) {
    const c = from + rank * rows;
    for (let p = 0; p < rows; p++) {
      for (let q = 0; q < columns; q++) {
        for (let k = 0; k < rank; k++) {
          w[offset + p * columns + q] += scale * theta[from + k * rows + p] * theta[c + k * columns + q];
        }
      }
    }
    from = c + rank * columns;
  }
  direct.forEach((parameter, j) => (w[parameter] += theta[from + j]));
  return w;
}
