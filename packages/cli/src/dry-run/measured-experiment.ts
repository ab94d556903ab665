import {
  canonicalJson,
  isDofError,
  measurePreparation,
  measureRun,
  type Executor,
  type ExperimentPlan,
  type MeasuredRun,
  type MethodRun,
  type Prepared,
  type ResolvedExperiment,
  type RunStore,
  type SharedWorkKind,
} from '@dof/core';
import type { PreparationDuration } from '../progress/seconds-left.js';
import { kindOf } from '../progress/preparation-progress.js';
import type { WorkAhead } from './work-ahead.js';

/** Seconds for all steps that are timed, and for all preparations that are watched; each gets its part. */
const STEPS_SECONDS = 6;
const PREPARATIONS_SECONDS = 8;

/** A run of a series at one d, as far as it could be measured. */
export interface MeasuredEnd extends Partial<MeasuredRun> {
  readonly degreesOfFreedom: number;
  /** Why the run cannot be done. */
  readonly problem?: string;
}

/** What the runs of a series take at the least and at the largest d. */
export interface MeasuredSeries {
  readonly series: string;
  readonly ends: readonly MeasuredEnd[];
}

/** What one burn-in, or one preparation of a method, takes. */
export interface MeasuredKind extends Omit<PreparationDuration, 'seconds'> {
  readonly what: SharedWorkKind;
  /** How many of them are ahead. */
  readonly count: number;
  /** Absent where too little was heard of it. */
  readonly seconds?: number;
}

export interface MeasuredExperiment {
  readonly series: readonly MeasuredSeries[];
  readonly preparations: readonly MeasuredKind[];
}

export interface MeasureExperimentOptions {
  readonly resolved: ResolvedExperiment;
  readonly plan: ExperimentPlan;
  readonly ahead: WorkAhead;
  /** Only read from. */
  readonly store: RunStore;
  readonly executor: Executor;
  /** Called with the share of measurements done. */
  progress(share: number): Promise<void>;
  /** Default: those of core. */
  readonly measure?: {
    readonly run: typeof measureRun;
    readonly preparation: typeof measurePreparation;
  };
}

const MEASURE = { run: measureRun, preparation: measurePreparation };

/** Times a moment of each kind of work ahead, in a few seconds altogether. */
export async function measureExperiment(options: MeasureExperimentOptions): Promise<MeasuredExperiment> {
  const { ahead, resolved, store, executor, progress, measure = MEASURE } = options;
  const kinds = [...byKind(ahead).values()];
  const series = [...ahead.series];
  const total = kinds.length + 2 * series.length;
  let done = 0;

  const prepared = new Map<string, Prepared>();
  const preparations: MeasuredKind[] = [];
  for (const { key, run, what, count } of kinds) {
    const seconds = PREPARATIONS_SECONDS / kinds.length;
    const measured = await measure.preparation({ resolved, run, what, executor, store, seconds });
    if (measured.prepared !== undefined) prepared.set(key, measured.prepared);
    const { seconds: took } = measured;
    preparations.push({ what, count, ...kindOf(what, run), ...(took !== undefined && { seconds: took }) });
    await progress(++done / total);
  }

  const preparationOf = async ({ preparationKey: key }: MethodRun): Promise<Prepared | undefined> =>
    key === undefined ? undefined : (prepared.get(key) ?? (await store.getPrepared(key)));
  const end = async (runs: readonly MethodRun[]): Promise<MeasuredEnd> => {
    // One whose preparation is at hand, if there is one.
    const run =
      runs.find(({ preparationKey: key = '' }) => prepared.has(key) || options.plan.stored.has(key)) ?? runs[0];
    const { degreesOfFreedom } = run.specification;
    const seconds = STEPS_SECONDS / (2 * series.length);
    try {
      return {
        degreesOfFreedom,
        ...(await measure.run({ resolved, run, prepared: await preparationOf(run), seconds })),
      };
    } catch (error) {
      if (!isDofError(error)) throw error;
      return { degreesOfFreedom, problem: error.message };
    } finally {
      await progress(++done / total);
    }
  };
  const measuredSeries: MeasuredSeries[] = [];
  for (const [name, runs] of series) {
    const d = runs.map(({ specification }) => specification.degreesOfFreedom);
    const [least, largest] = [Math.min(...d), Math.max(...d)];
    const at = (wanted: number) => runs.filter(({ specification }) => specification.degreesOfFreedom === wanted);
    const ends = [await end(at(least))];
    if (largest > least) ends.push(await end(at(largest)));
    measuredSeries.push({ series: name, ends });
  }
  return { series: measuredSeries, preparations };
}

interface KindAhead {
  readonly key: string;
  readonly run: MethodRun;
  readonly what: SharedWorkKind;
  count: number;
}

/** A preparation ahead of every method, and a burn-in: the longest. */
function byKind({ preparations }: WorkAhead): ReadonlyMap<string, KindAhead> {
  const kinds = new Map<string, KindAhead>();
  for (const { key, run, what } of preparations) {
    const name = what === 'burn-in' ? what : canonicalJson(run.specification.method);
    const known = kinds.get(name);
    const isLonger = known === undefined || kindOf(what, run).size > kindOf(what, known.run).size;
    const count = (known?.count ?? 0) + 1;
    if (isLonger) kinds.set(name, { key, run, what, count });
    else known.count = count;
  }
  return kinds;
}
