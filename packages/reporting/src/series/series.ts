import { canonicalJson, type Experiment } from '@dof/core';
import { labelsByKey } from '../summary/labels-by-key.js';
import type { MethodSummary, Summary } from '../summary/summary.js';
import { startLabel } from '../summary/start-label.js';

/** One group of runs, named by method and by start apart, so that figures can show one in colour and choose the other. */
export interface Series {
  /** The group's own label, different for every series, as in results.json. */
  readonly label: string;
  /** Different for every series too, and made of method and start. */
  readonly name: string;
  /** The same for the same method from other starts. */
  readonly method: string;
  /** The same for other methods from the same start. */
  readonly start: string;
  readonly isNull: boolean;
  readonly summary: MethodSummary;
}

/** The null model where an experiment names none: the random affine subspace. */
const DEFAULT_NULL = { name: 'random', options: {} };

/** The groups of a summary as series, in its order. One method at most is the null from each start. */
export function seriesOf({ methods }: Summary, experiment?: Experiment): Series[] {
  const nullModel = experiment?.benchmark.null ?? DEFAULT_NULL;
  const names = uniqueNames(methods);
  const starts = new Set(names.map(({ start }) => start));
  const taken = new Set<string>();
  return methods.map((summary, i) => {
    const { method, start } = names[i];
    const isNull =
      !taken.has(start) &&
      summary.method.name === nullModel.name &&
      Object.entries(nullModel.options).every(
        ([key, value]) => canonicalJson(summary.method.options[key] ?? null) === canonicalJson(value),
      );
    if (isNull) taken.add(start);
    const name = starts.size > 1 ? `${method} from ${start}` : method;
    return { label: summary.label, name, method, start, isNull, summary };
  });
}

/** Names of method and start whose pairs are all different. */
function uniqueNames(methods: readonly MethodSummary[]): { method: string; start: string }[] {
  const methodNames = labelsByKey(
    methods.map(({ method }) => ({ key: canonicalJson(method), name: method.name, traits: method.options })),
  );
  const startNames = labelsByKey(
    methods.map(({ start }) => ({ key: canonicalJson(start), name: startLabel(start), traits: start })),
  );
  const names = methods.map((_, i) => ({ method: methodNames[i], start: startNames[i] }));
  const pairs = names.map(({ method, start }) => canonicalJson([method, start]));
  // Groups may differ in model or data too; their own labels tell those apart.
  return names.map((name, i) =>
    pairs.indexOf(pairs[i]) === pairs.lastIndexOf(pairs[i]) ? name : { ...name, method: methods[i].label },
  );
}
