import { canonicalJson, type RunResult } from '@dof/core';
import type { Report } from '../../report/report.js';
import { packageVersion } from '../../version/package-version.js';
import { readableNumber } from '../readable-number.js';

/** One line of a list of definitions. */
export type Fact = readonly [term: string, value: string];

/** How many runs there are, of what, when and how long. */
export function runFacts({ input: { results, planned = results.length, analysis }, summary }: Report): Fact[] {
  const seconds = results.reduce((sum, { wallTimeSeconds }) => sum + wallTimeSeconds, 0);
  const finished = results.map(({ finishedAt }) => finishedAt).sort();
  const diverged = results.filter(({ status }) => status === 'diverged').length;
  return [
    ['Finished', `${results.length.toLocaleString('en-US')} of ${planned.toLocaleString('en-US')} runs`],
    ['Diverged', diverged.toLocaleString('en-US')],
    ['Seeds', list(distinct(results, ({ specification }) => specification.seed))],
    ['Degrees of freedom', list(distinct(results, ({ specification }) => specification.degreesOfFreedom))],
    ['delta, confidence', `${summary.delta}, ${summary.confidence}`],
    ['Loss levels', analysis.lossLevels.length > 0 ? list(analysis.lossLevels) : 'chosen from the runs'],
    ['Wall time of the runs', `${duration(seconds)} in all`],
    ['First and last run', finished.length > 0 ? `${finished[0]} to ${finished[finished.length - 1]}` : '-'],
  ];
}

/** What the runs were made with. */
export function versionFacts(results: readonly RunResult[]): Fact[] {
  const words = (of: (result: RunResult) => string) => distinct(results, of).join('; ');
  // Runs share these parts, so each is described once, not once per run.
  const wordsOf = <T extends object>(part: (result: RunResult) => T, describe: (part: T) => string) =>
    [...new Set(distinct(results, part).map(describe))].join('; ');
  return [
    ['dof', packageVersion()],
    [
      'Engine',
      words(({ specification: { backend }, engineVariant }) => `${backend.name} ${backend.version}, ${engineVariant}`),
    ],
    [
      'Methods',
      wordsOf(
        ({ specification: { method } }) => method,
        ({ name, version }) => `${name} ${version}`,
      ),
    ],
    [
      'Data',
      wordsOf(
        ({ specification: { data } }) => data,
        ({ name, version, trainCount, testCount, contentHash }) =>
          `${name} ${version}, ${trainCount} + ${testCount} examples, SHA-256 ${contentHash}`,
      ),
    ],
    ['Model', words(({ specification: { model }, dimension }) => `${model.name}, D = ${dimension}`)],
    ['Optimizer', wordsOf(({ specification: { training } }) => training.optimizer, canonicalJson)],
    [
      'Epochs, batch',
      wordsOf(
        ({ specification: { training } }) => training,
        ({ epochs, batchSize }) => `${epochs} epochs, batches of ${batchSize}`,
      ),
    ],
  ];
}

function distinct<T>(results: readonly RunResult[], of: (result: RunResult) => T): T[] {
  const values = [...new Set(results.map(of))];
  return typeof values[0] === 'number' ? values.sort((a, b) => Number(a) - Number(b)) : values;
}

/** Numbers in words, the middle left out where they are many. */
function list(values: readonly number[]): string {
  if (values.length <= 24) return values.join(', ');
  return `${values.slice(0, 12).join(', ')}, ..., ${values[values.length - 1]} (${values.length} in all)`;
}

/** In the unit that suits it. */
export function duration(seconds: number): string {
  if (seconds < 120) return `${readableNumber(seconds)} s`;
  return seconds < 7200 ? `${readableNumber(seconds / 60)} min` : `${readableNumber(seconds / 3600)} h`;
}
