import { DofError } from '@dof/core';
import type { Trial } from '../trials/trial.js';
import type { SettingName } from './run-columns.js';

/** A row of a table of runs, read. */
export interface RunRow {
  /** Counted from 1. */
  readonly line: number;
  readonly d: number;
  /** Absent where the table has no seeds: then every row is a run of its own, or every d one run with a row per epoch. */
  readonly seed?: number;
  readonly cluster?: string;
  /** Absent where the table has a row per run. */
  readonly epoch?: string;
  readonly value: number;
  /** The run ended because it had reached a level. */
  readonly stopped: boolean;
}

/** The trials of one series, and what was done to get them. */
export interface SeriesTrials {
  readonly trials: readonly Trial[];
  /** Rows that say again what another says. */
  readonly repeats: number;
  /** Rows without a seed that are as another in d and value: each is taken for a run. */
  readonly alike: number;
  /** Best values at the first epoch of each run, where the table has a row per epoch. */
  readonly firstValues: readonly number[];
}

export interface RowsToTrialsOptions {
  /** Of the table, for messages. */
  readonly name: string;
  /** What the values are: the least loss or the greatest accuracy counts. */
  readonly measure: 'loss' | 'accuracy';
  readonly setting: SettingName;
}

/**
 * One trial for each d and seed. Of the rows per epoch of a log the best counts; a row that says the same as another
 * counts once, since a run that is listed twice is no new evidence.
 *
 * @throws DofError DOF_TRIAL_REPEATED where two rows of the same d and seed (and epoch) say different things
 */
export function rowsToTrials(rows: readonly RunRow[], { name, measure, setting }: RowsToTrialsOptions): SeriesTrials {
  const isBetter = (a: number, b: number): boolean => (measure === 'loss' ? a < b : a > b);
  const runs = new Map<string, RunRow[]>();
  let repeats = 0;
  for (const [index, row] of rows.entries()) {
    const key = row.seed === undefined && row.epoch === undefined ? `row ${index}` : `${row.d} ${row.seed ?? ''}`;
    const run = runs.get(key) ?? [];
    runs.set(key, run);
    const before = run.findIndex(({ epoch }) => epoch === row.epoch);
    if (before < 0) run.push(row);
    else {
      repeats += 1;
      run[before] = oneOf(run[before], row, { name, measure, setting });
    }
  }
  const trials = [...runs.values()].map((run, index): Trial => {
    const best = run.reduce((a, b) => (isBetter(b.value, a.value) ? b : a));
    const { d, seed = index, cluster } = best;
    return {
      d,
      seed,
      best: best.value,
      ...(cluster !== undefined && { cluster }),
      ...(best.stopped && { stopped: true }),
    };
  });
  const firstValues = [...runs.values()].flatMap((run) =>
    run.filter(({ epoch }) => Number(epoch) === 0).map(({ value }) => value),
  );
  const unseeded = rows.filter(
    ({ seed, epoch, value }) => seed === undefined && epoch === undefined && Number.isFinite(value),
  );
  const alike = unseeded.length - new Set(unseeded.map(({ d, value }) => `${d} ${value}`)).size;
  return { trials, repeats, alike, firstValues };
}

/** The row that counts of two about one run. */
function oneOf(before: RunRow, row: RunRow, { name, measure, setting }: RowsToTrialsOptions): RunRow {
  if (before.value === row.value && before.cluster === row.cluster && before.stopped === row.stopped) return before;
  // A run that was stopped is the beginning of the one that was not.
  if (before.stopped !== row.stopped && before.cluster === row.cluster) return before.stopped ? row : before;
  const epoch = row.epoch === undefined ? '' : `, epoch ${row.epoch}`;
  const seed = row.seed === undefined ? '' : ' and its seed';
  throw new DofError(
    'DOF_TRIAL_REPEATED',
    `${name}, line ${row.line}: d = ${row.d}${seed}${epoch} came before, on line ${before.line}, with another ${measure}: ` +
      `a run is counted once, so give every run a seed of its own, or name the column that tells them apart with ${setting('by')}`,
  );
}
