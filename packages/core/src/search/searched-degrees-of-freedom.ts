import type { AttainableDegreesOfFreedom } from '../contracts/method.js';
import { DofError } from '../errors/dof-error.js';
import { searchRange } from '../experiment/search-schema.js';
import { describeAttainable } from '../reparametrisation/attainable-degrees-of-freedom.js';
import type { ResolvedExperiment, ResolvedMethod } from '../pipeline/resolution/resolve-experiment.js';

/** What a search chooses from. */
export interface SearchedDegreesOfFreedom {
  readonly candidates: AttainableDegreesOfFreedom;
  /** The least and the largest of them. */
  readonly ends: readonly [number, number];
}

/** The d that the method has in the search's range; throws DOF_BAD_DIMENSION when there is none. */
export function searchedDegreesOfFreedom(
  { experiment: { search }, layout, model }: ResolvedExperiment,
  { method, reference }: ResolvedMethod,
): SearchedDegreesOfFreedom {
  if (search === undefined) throw new TypeError('the experiment searches for nothing');
  const [from, to] = searchRange(search, layout.dimension);
  const attainable = method.attainable(layout, reference.options);
  const candidates = within(attainable, from, to);
  const values = 'values' in candidates ? candidates.values : [candidates.minimum, candidates.maximum];
  if (values.length === 0 || values[0] > values[values.length - 1]) {
    throw new DofError(
      'DOF_BAD_DIMENSION',
      `method ${method.name} has none of the ${from} to ${to} degrees of freedom that the search may choose from in ` +
        `${model.name} (D = ${layout.dimension}): ${describeAttainable(attainable)}`,
    );
  }
  return { candidates, ends: [values[0], values[values.length - 1]] };
}

function within(set: AttainableDegreesOfFreedom, from: number, to: number): AttainableDegreesOfFreedom {
  if ('values' in set) return { values: set.values.filter((d) => d >= from && d <= to).sort((a, b) => a - b) };
  return { minimum: Math.max(set.minimum, from), maximum: Math.min(set.maximum, to) };
}
