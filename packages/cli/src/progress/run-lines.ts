import type { ExperimentEvent, RunResult } from '@dof/core';
import { countOf, formatAccuracy, formatDuration, formatLoss } from '../output/format-numbers.js';
import type { Style } from '../output/style.js';

type Planned = Extract<ExperimentEvent, { type: 'planned' }>;
type Failed = Extract<ExperimentEvent, { type: 'run-failed' }>;

/** What is going to be done, in one line. */
export function plannedLine({ runs, dimension, decided = [] }: Planned): string {
  const [first] = runs;
  if (first === undefined) return 'no runs asked for';
  const { model, data } = first.specification;
  const methods = [...new Set(runs.map(({ specification }) => specification.method.name))].map((name) => {
    const choices = decided.filter(({ method }) => method === name).flatMap(({ options }) => Object.entries(options));
    return choices.length === 0 ? name : `${name} (${choices.map(([key, value]) => `${key} ${value}`).join(', ')})`;
  });
  const list = [...new Set(runs.map(({ specification }) => specification.degreesOfFreedom))].sort((a, b) => a - b);
  const seeds = new Set(runs.map(({ specification }) => specification.seed)).size;
  const range = list.length === 1 ? `d = ${list[0]}` : `${list.length} d from ${list[0]} to ${list[list.length - 1]}`;
  return (
    `${countOf(runs.length, 'run')}: ${model.name} on ${data.name} (${data.trainCount} + ${data.testCount} examples), ` +
    `D = ${dimension}; ${methods.join(', ')}; ${range}, ${countOf(seeds, 'seed')}`
  );
}

/** A finished run in one line; `number` of `total` are settled with it. */
export function finishedLine(result: RunResult, number: number, total: number, style: Style): string {
  const { specification, best } = result;
  const count = `[${String(number).padStart(String(total).length)}/${total}]`;
  const measured =
    best === undefined
      ? ''
      : `train loss ${formatLoss(best.trainLoss)}  test accuracy ${formatAccuracy(best.testAccuracy)}  `;
  const diverged =
    result.status === 'diverged' ? style.warning(`diverged at step ${result.divergedAtStep ?? 0}  `) : '';
  return (
    `${style.dim(count)} ${specification.method.name}  d ${String(specification.degreesOfFreedom).padStart(5)}  ` +
    `seed ${specification.seed}  ${diverged}${measured}${style.dim(formatDuration(result.wallTimeSeconds))}`
  );
}

/** A run that could not be done, in one line. */
export function failedLine({ run, message }: Failed, style: Style): string {
  const { method, degreesOfFreedom, seed } = run.specification;
  return style.warning(`could not run ${method.name}, d ${degreesOfFreedom}, seed ${seed}: ${message}`);
}

/** Said once when work is met that another process does. */
export const AWAITED_LINE = 'another process works on this store: what it trains is waited for, not trained twice';

/** What needs no training, in one line. */
export function reusedLine(reused: number, planned: number): string {
  return reused === planned
    ? `all ${countOf(planned, 'run')} finished before: nothing to train`
    : `${countOf(reused, 'finished run')} reused, ${planned - reused} to train`;
}
