import { distinctLabels } from './distinct-labels.js';
import { labelsByKey } from './labels-by-key.js';
import { APART_IN_SERIES, SETTING, specificationNumbers, type SeriesMember } from './series-key.js';
import { isOnePoint, seriesStart, startLabels, type SeriesStart } from './series-start.js';
import { seriesTraits } from './series-traits.js';

/** Runs that differ in nothing but d and seed: the trials of one success probability at each d. */
export interface RunSeries<Run extends SeriesMember> {
  /** The method's name and, where other series have it too, in parentheses how this one differs from them. */
  readonly label: string;
  /** The same for series that differ in nothing but the start. */
  readonly methodLabel: string;
  /** The same for series with the same start. */
  readonly startLabel: string;
  readonly start: SeriesStart;
  /** The same for series with the same model, data and start: those whose thresholds may be compared. */
  readonly setting: number;
  /** In the order given, one of each d and seed. */
  readonly runs: readonly Run[];
  /** Further runs of a d and seed that the series has already: no new evidence. */
  readonly repeats: readonly Run[];
}

/** The series of each run, by the run's hash; the first of them, where a run is a trial of two. */
export function seriesByHash<Run extends SeriesMember & { readonly hash: string }>(
  series: readonly RunSeries<Run>[],
): ReadonlyMap<string, RunSeries<Run>> {
  const found = new Map<string, RunSeries<Run>>();
  for (const one of series) {
    for (const { hash } of [...one.runs, ...one.repeats]) if (!found.has(hash)) found.set(hash, one);
  }
  return found;
}

/**
 * Sorts runs into series, by first appearance. This alone decides which runs may share a curve, a threshold, a search, a
 * prediction or a row of a table: those that differ in nothing but d and seed.
 *
 * A d and seed that a series has already are no new evidence: the run counts once, and the one without a stopping rule
 * is taken. Where some runs start from the initialisation of a fixed seed, whatever their own, they are a series for
 * each such seed; the run whose own seed is that one belongs there, and to the series of runs that each start from their
 * own seed as well, if there is one.
 */
export function groupIntoSeries<Run extends SeriesMember>(runs: Iterable<Run>): RunSeries<Run>[] {
  const numberOf = specificationNumbers((member) => !APART_IN_SERIES.includes(member));
  const alike = new Map<number, Run[]>();
  for (const run of runs) {
    const number = numberOf(run);
    const group = alike.get(number);
    if (group === undefined) alike.set(number, [run]);
    else group.push(run);
  }
  const groups = [...alike.values()].flatMap(byStartSeed);
  const examples = groups.map(({ start, runs: [{ specification, recommendedTraining, tunedTraining }] }) => ({
    ...{ specification, recommendedTraining, tunedTraining, start },
  }));
  const traits = seriesTraits(examples);
  const labels = distinctLabels(traits);
  const startNames = startLabels(groups.map(({ start }) => start));
  const methodOf = specificationNumbers((member) => member !== 'start' && !APART_IN_SERIES.includes(member));
  const methodLabels = labelsByKey(
    traits.map(({ name, traits: own }, i) => ({
      key: String(methodOf(examples[i])),
      name,
      traits: Object.fromEntries(own.filter(([key]) => key !== 'start')),
    })),
  );
  const settingOf = specificationNumbers((member) => SETTING.includes(member));
  const settings = new Map<string, number>();
  return groups.map((group, i) => {
    const setting = `${settingOf(examples[i])} from ${startNames[i]}`;
    if (!settings.has(setting)) settings.set(setting, settings.size);
    return {
      ...{ label: labels[i], methodLabel: methodLabels[i], startLabel: startNames[i] },
      ...{ setting: settings.get(setting) ?? 0, ...group },
    };
  });
}

interface Group<Run extends SeriesMember> {
  readonly start: SeriesStart;
  readonly runs: readonly Run[];
  readonly repeats: readonly Run[];
}

/** Splits runs that differ in d and seeds by how the seed of the start follows from the run's. */
function byStartSeed<Run extends SeriesMember>(runs: readonly Run[]): Group<Run>[] {
  const isOwn = ({ specification: { seed, start } }: Run): boolean => seed === start.seed && !isOnePoint(start);
  const fixed = new Set(runs.filter((run) => !isOwn(run)).map(({ specification }) => specification.start.seed));
  const own = runs.filter(isOwn);
  const seeds: (number | undefined)[] = [...fixed];
  if (own.some(({ specification }) => !fixed.has(specification.seed))) seeds.unshift(undefined);
  return seeds.map((seed) => ({
    start: seriesStart(runs[0].specification.start, seed),
    ...oncePerTrial(seed === undefined ? own : runs.filter(({ specification }) => specification.start.seed === seed)),
  }));
}

function oncePerTrial<Run extends SeriesMember>(runs: readonly Run[]): Pick<Group<Run>, 'runs' | 'repeats'> {
  const byTrial = new Map<string, Run>();
  const repeats: Run[] = [];
  for (const run of runs) {
    const { degreesOfFreedom, seed, stopping } = run.specification;
    const trial = `${degreesOfFreedom} ${seed}`;
    const before = byTrial.get(trial);
    const isBetter = before?.specification.stopping !== undefined && stopping === undefined;
    if (before === undefined || isBetter) byTrial.set(trial, run);
    if (before !== undefined) repeats.push(isBetter ? before : run);
  }
  return { runs: [...byTrial.values()], repeats };
}
