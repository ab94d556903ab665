import { readFileSync } from 'node:fs';
import { canonicalJson, type RunResult } from '@dof/core';
import type { Report } from '../../report/report.js';
import { readableNumber } from '../../text-tables/readable-values.js';
import { remembered, rising } from '../../values.js';

/** One line of a list of definitions. */
export type Fact = readonly [term: string, value: string];

/** How many runs there are, of what, when and how long. */
export function runFacts({ input: { results, planned = results.length, analysis }, summary }: Report): Fact[] {
  const seconds = results.reduce((sum, { wallTimeSeconds }) => sum + wallTimeSeconds, 0);
  // Dates sort as text, and '~' after all of them.
  const first = results.reduce((least, { finishedAt }) => (finishedAt < least ? finishedAt : least), '~');
  const last = results.reduce((most, { finishedAt }) => (finishedAt > most ? finishedAt : most), '');
  const diverged = results.filter(({ status }) => status === 'diverged').length;
  const facts: Fact[] = [
    ['Finished', `${results.length.toLocaleString('en-US')} of ${planned.toLocaleString('en-US')} runs`],
    ['Diverged', diverged.toLocaleString('en-US')],
    ['Seeds', list(rising(summary.methods.flatMap(({ seeds }) => seeds)))],
    ['Degrees of freedom', list(rising(summary.methods.flatMap(({ degreesOfFreedom }) => degreesOfFreedom)))],
    ['delta, confidence', `${summary.delta}, ${summary.confidence}`],
    ['Loss levels', analysis.lossLevels.length > 0 ? list(analysis.lossLevels) : 'chosen from the runs'],
    ['Wall time of the runs', results.length > 0 ? `${duration(seconds)} in all` : ''],
    ['First and last run', results.length > 0 ? `${first} to ${last}` : ''],
  ];
  return facts.filter(([, value]) => value !== '');
}

/** What the runs were made with. */
export function versionFacts(results: readonly RunResult[]): Fact[] {
  const different = differentlyMade(results);
  const hasSchedule = different.some(({ specification: { training } }) => canonicalJson(training.schedule) !== '[]');
  const words = (describe: (result: RunResult) => string) => [...new Set(different.map(describe))].join('; ');
  return [
    ['dof', packageVersion()],
    [
      'Engine',
      words(({ specification: { backend }, engineVariant }) => `${backend.name} ${backend.version}, ${engineVariant}`),
    ],
    ['Methods', words(({ specification: { method } }) => `${method.name} ${method.version}`)],
    [
      'Data',
      words(
        ({ specification: { data } }) =>
          `${data.name} ${data.version}, ${data.trainCount} + ${data.testCount} examples, SHA-256 ${data.contentHash}`,
      ),
    ],
    ['Model', words(({ specification: { model }, dimension }) => `${model.name}, D = ${dimension}`)],
    ['Optimizer', words(({ specification: { training } }) => canonicalJson(training.optimizer))],
    ...(hasSchedule ? [scheduleFact(words)] : []),
    [
      'Epochs, batch',
      words(({ specification: { training } }) => `${training.epochs} epochs, batches of ${training.batchSize}`),
    ],
  ];
}

function scheduleFact(words: (describe: (result: RunResult) => string) => string): Fact {
  return ['Schedule', words(({ specification: { training } }) => canonicalJson(training.schedule))];
}

/** Of runs that share all that they were made with, the first. */
function differentlyMade(results: readonly RunResult[]): RunResult[] {
  let parts = 0;
  const numberOf = remembered<object, number>(() => ++parts);
  const seen = new Set<string>();
  return results.filter(({ specification: { backend, method, data, model, training }, engineVariant, dimension }) => {
    const key = `${[backend, method, data, model, training].map(numberOf).join()},${dimension},${engineVariant}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Numbers in words, without the middle where they are many. */
function list(values: readonly number[]): string {
  if (values.length <= 24) return values.join(', ');
  return `${values.slice(0, 12).join(', ')}, ..., ${values[values.length - 1]} (${values.length} in all)`;
}

/** In the unit that suits it. */
export function duration(seconds: number): string {
  if (seconds < 120) return `${readableNumber(seconds)} s`;
  return seconds < 7200 ? `${readableNumber(seconds / 60)} min` : `${readableNumber(seconds / 3600)} h`;
}

/** The version of this package; all packages of the project are versioned together. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}
