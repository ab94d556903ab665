import { describeInterval } from '@dof/analysis/describe-threshold';
import { groupIntoSeries, plainText, type ExperimentEvent, type RunResult, type SearchProgress } from '@dof/core';
import { countOf, formatAccuracy, formatDuration, formatLoss } from '../terminal/format-numbers.js';
import type { Style } from '../terminal/style.js';

type RunsAdded = Extract<ExperimentEvent, { type: 'runs-added' }>;
type SearchFinished = Extract<ExperimentEvent, { type: 'search-finished' }>;
type Planned = Extract<ExperimentEvent, { type: 'planned' }>;
type Failed = Extract<ExperimentEvent, { type: 'run-failed' }>;
type CodeChanged = Extract<ExperimentEvent, { type: 'code-changed' }>;

/** What is going to be done, in one line. */
export function plannedLine({ runs, dimension, search, decided = [] }: Planned): string {
  const [first] = runs;
  if (first === undefined) return search === undefined ? 'no runs asked for' : searchLine(search, dimension);
  const { model, data } = first.specification;
  const series = groupIntoSeries(runs);
  const methods = [...new Set(series.map(({ methodLabel }) => methodLabel))].map((label) => {
    const { name, options } =
      series.find(({ methodLabel }) => methodLabel === label)?.runs[0].specification.method ?? {};
    const decisions = decided.filter(({ method }) => method === name).map((one) => one.options);
    // Several recipes of a method have a decision each; what is not theirs, or in their label, is not said.
    const choices = Object.entries(Object.assign({}, ...decisions) as (typeof decisions)[number]).filter(
      ([key, value]) => (options?.[key] ?? value) === value && !label.includes(`${key} ${value}`),
    );
    return choices.length === 0
      ? label
      : `${label} (${plainText(choices.map(([key, value]) => `${key} ${value}`).join(', '))})`;
  });
  const list = [...new Set(runs.map(({ specification }) => specification.degreesOfFreedom))].sort((a, b) => a - b);
  const seeds = new Set(runs.map(({ specification }) => specification.seed)).size;
  const range = list.length === 1 ? `d = ${list[0]}` : `${list.length} d from ${list[0]} to ${list[list.length - 1]}`;
  return (
    `${countOf(runs.length, 'run')}: ${plainText(model.name)} on ${plainText(data.name)} (${data.trainCount} + ${data.testCount} examples), ` +
    `D = ${dimension}; ${methods.join(', ')}; ${range}, ${countOf(seeds, 'seed')}`
  );
}

/** What the user should know of the data, a line each. */
export function noticeLines({ notices = [] }: Planned, style: Style): readonly string[] {
  return notices.map((notice) => style.warning(`note: ${plainText(notice)}`));
}

function searchLine({ level, width, budget }: NonNullable<Planned['search']>, dimension: number): string {
  return (
    `D = ${dimension}: searching for d* at training loss ${level} to within ${countOf(width, 'octave')}, with at most ` +
    `${countOf(budget, 'run')} for each method and start`
  );
}

/** What a search knows, and what it does next, in one line. */
export function searchedLine({ runs, reused, search }: RunsAdded): string {
  if (reused) return `${searchName(search)}: ${countOf(runs.length, 'finished run')} reused`;
  const next = [...new Set(runs.map(({ specification }) => specification.degreesOfFreedom))].sort((a, b) => a - b);
  return `${searchName(search)}: ${describeInterval(search)} after ${countOf(search.runs, 'run')}; next at d = ${next.join(', ')}`;
}

const ENDS: Readonly<Record<SearchFinished['end'], string>> = {
  width: 'as narrow as asked for',
  resolution: 'no d is left between the ends',
  above: 'the level is not reached at the largest d of the search',
  below: 'the level is reached at the smallest d of the search',
  budget: 'the budget is spent',
  failed: 'a run could not be done',
};

/** What a search found, in one line. */
export function searchFinishedLine({ search, end }: SearchFinished): string {
  return `${searchName(search)}: ${describeInterval(search)} after ${countOf(search.runs, 'run')}; ${ENDS[end]}`;
}

function searchName({ series, level }: SearchProgress): string {
  return `search, ${series}, training loss ${level}`;
}

/** A finished run of a series in one line; `number` of `total` are settled with it. */
export function finishedLine(series: string, result: RunResult, number: number, total: number, style: Style): string {
  const { specification, best } = result;
  const count = `[${String(number).padStart(String(total).length)}/${total}]`;
  const measured =
    best === undefined
      ? ''
      : `train loss ${formatLoss(best.trainLoss)}  test accuracy ${formatAccuracy(best.testAccuracy)}  `;
  const diverged =
    result.status === 'diverged' ? style.warning(`diverged at step ${result.divergedAtStep ?? 0}  `) : '';
  const stopped = result.stopped === undefined ? '' : `${STOPPED[result.stopped]}  `;
  return (
    `${style.dim(count)} ${series}  d ${String(specification.degreesOfFreedom).padStart(5)}  ` +
    `seed ${specification.seed}  ${diverged}${measured}${stopped}${style.dim(formatDuration(result.wallTimeSeconds))}`
  );
}

const STOPPED = { 'level-reached': 'stopped at the level', hopeless: 'stopped as hopeless' };

/** A run of a series that could not be done, in one line. */
export function failedLine(series: string, { run, message }: Failed, style: Style): string {
  const { degreesOfFreedom, seed } = run.specification;
  return style.warning(`could not run ${series}, d ${degreesOfFreedom}, seed ${seed}: ${message}`);
}

/** That reused runs were computed by other code, and what to do, in one line. */
export function codeChangedLine({ packages, runs }: CodeChanged, style: Style): string {
  const them = runs === 1 ? 'it' : 'them';
  return style.warning(
    `${countOf(runs, 'reused run')} ${runs === 1 ? 'was' : 'were'} trained before the code of ${packages.join(', ')} changed ` +
      `under the same version: --fresh trains ${them} again; raise the version of a method whose results change`,
  );
}

/** Said once when work is met that another process does. */
export const AWAITED_LINE = 'another process works on this store: what it trains is waited for, not trained twice';

/** What needs no training, in one line. */
export function reusedLine(reused: number, planned: number): string {
  return reused === planned
    ? `all ${countOf(planned, 'run')} finished before: nothing to train`
    : `${countOf(reused, 'finished run')} reused, ${planned - reused} to train`;
}
