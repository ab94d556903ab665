import { canonicalJson, withLearningRate, type JsonObject, type MethodRequest } from '@dof/core';
import type { ReportedExperiment } from '../report/report-details.js';
import type { MethodSummary, Summary } from './summary.js';

/** One series of runs, named by method and by start apart, so that figures can show one in colour and choose the other. */
export interface Series {
  /** The group's own label, different for every series, as in results.json. */
  readonly label: string;
  /** Different for every series too, and made of method and start. */
  readonly name: string;
  /** The same for the same method from other starts. */
  readonly method: string;
  /** The same for other methods from the same start. */
  readonly start: string;
  /** The series that others from the same start are compared with. */
  readonly isNull: boolean;
  /** Of the null model, as every series with `isNull` is; further ones differ in what the experiment leaves open. */
  readonly ofNullModel: boolean;
  readonly summary: MethodSummary;
}

/** The null model where an experiment names none: the random affine subspace. */
const DEFAULT_NULL: { readonly name: string; readonly options: JsonObject } = { name: 'random', options: {} };

/** The series of a summary, in its order. One at most is the null model in each setting: the first that is. */
export function seriesOf({ methods }: Summary, experiment?: ReportedExperiment): Series[] {
  const nullModel = experiment?.benchmark?.null ?? DEFAULT_NULL;
  const starts = new Set(methods.map(({ startLabel }) => startLabel));
  const taken = new Set<number>();
  return methods.map((summary) => {
    const { label, methodLabel: method, startLabel: start, setting } = summary;
    const ofNullModel = isNullModel(summary, nullModel);
    const isNull = ofNullModel && !taken.has(setting);
    if (isNull) taken.add(setting);
    const name = starts.size > 1 ? `${method} from ${start}` : method;
    return { label, name, method, start, isNull, ofNullModel, summary };
  });
}

/** The series of each run, by the run's hash; the first of them, where a run is a trial of two. */
export function seriesByHash(series: readonly Series[]): ReadonlyMap<string, Series> {
  const found = new Map<string, Series>();
  for (const one of series) {
    for (const { hash } of one.summary.runs) if (!found.has(hash)) found.set(hash, one);
  }
  return found;
}

/** Whether a series is of the null model, with the options and the recipe that the experiment gives it, if it does. */
function isNullModel(
  { method, training }: MethodSummary,
  { name, options, training: recipe, learningRate }: Partial<MethodRequest> & typeof DEFAULT_NULL,
): boolean {
  return (
    method.name === name &&
    Object.entries(options).every(([key, value]) => isEqual(method.options[key] ?? null, value)) &&
    (recipe === undefined ||
      isEqual(training, learningRate === undefined ? recipe : withLearningRate(recipe, learningRate))) &&
    (recipe !== undefined || learningRate === undefined || training?.optimizer.learningRate === learningRate)
  );
}

function isEqual(a: unknown, b: unknown): boolean {
  return canonicalJson({ a }) === canonicalJson({ a: b });
}
