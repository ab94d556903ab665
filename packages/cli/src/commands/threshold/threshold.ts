import { basename, resolve } from 'node:path';
import {
  checkLevel,
  describeInterval,
  describeThreshold,
  successProbability,
  thresholdTrainingDimension,
  type SettingName,
  type TableSeries,
  type ThresholdTrainingDimension,
} from '@dof/analysis';
import { DofError } from '@dof/core/errors';
import type { CommandContext } from '../../command-line/command-context.js';
import { alignedColumns } from '../../terminal/aligned-columns.js';
import { countOf } from '../../terminal/format-numbers.js';
import { jsonText, sayOn, shortestPath } from '../../terminal/printing.js';
import { readRuns } from './read-runs.js';

/** As the command line gives them. */
export interface ThresholdCommandOptions {
  readonly loss?: readonly number[];
  readonly accuracy?: readonly number[];
  readonly delta: number;
  readonly confidence: number;
  readonly fit: 'isotonic' | 'logistic';
  readonly adaptive: boolean;
  readonly columns?: string;
  readonly by: readonly string[];
  readonly ignore: readonly string[];
  readonly report?: string;
  readonly dimension?: number;
  readonly json: boolean;
}

/** How messages name a setting. */
const setting: SettingName = (name) => `--${name}`;

/** What `dof threshold FILE` does. */
export async function threshold(
  name: string,
  options: ThresholdCommandOptions,
  { terminal, services }: CommandContext,
): Promise<void> {
  const { loss = [], accuracy = [], delta, confidence, fit, columns, by, ignore } = options;
  if (loss.length + accuracy.length === 0) {
    throw new DofError('DOF_NO_LEVEL', 'say what is to be reached: --loss 0.1, or --accuracy 0.9');
  }
  if (options.report !== undefined && loss.length === 0) {
    throw new DofError('DOF_NO_LEVEL', '--report draws losses: say at which to state d*, such as --loss 0.1');
  }
  const file = resolve(terminal.workingDirectory, name);
  const design = options.adaptive ? 'adaptive' : 'fixed';
  const thresholds: (ThresholdTrainingDimension & { readonly series: string; readonly measure: string })[] = [];
  const tables: string[] = [];
  const notices = new Set<string>();
  let ofLoss: readonly TableSeries[] = [];
  for (const [measure, list, direction] of [
    ['loss', loss, 'at-most'],
    ['accuracy', accuracy, 'at-least'],
  ] as const) {
    if (list.length === 0) continue;
    const series = await readRuns({ file, name, measure, columns, choice: { by, ignore }, setting });
    if (measure === 'loss') ofLoss = series;
    const repeats = series.reduce((sum, one) => sum + one.repeats, 0);
    if (repeats > 0)
      notices.add(`${countOf(repeats, 'row')} of ${name} repeated an earlier row; each run is counted once`);
    const alike = series.reduce((sum, one) => sum + one.alike, 0);
    if (alike > 0) {
      notices.add(
        `counted ${countOf(alike, 'row')} of ${name} that repeat an earlier row as separate runs, since the table has no seeds`,
      );
    }
    const values = series.flatMap(({ trials }) => trials.map(({ best }) => best));
    for (const level of list) {
      checkLevel(measure, level, values, setting);
      for (const { label, trials, firstValues } of series) {
        const answer = thresholdTrainingDimension(trials, { level, direction, delta, confidence, fit, design });
        thresholds.push({ series: label, measure, ...answer });
        const success = successProbability(trials, level, { direction, confidence });
        tables.push(text(label === '' ? measure : `${label}, ${measure}`, answer, success));
        const isReached = (value: number): boolean => (measure === 'loss' ? value <= level : value >= level);
        if (firstValues.length > 0 && firstValues.every(isReached)) {
          notices.add(
            `${measure} ${level} is reached before training${label === '' ? '' : ` by ${label}`}, so it tells nothing about training`,
          );
        }
      }
    }
  }
  notices.forEach(sayOn(terminal));
  const { report, dimension } = options;
  const files =
    report === undefined
      ? []
      : await services.writeRunTableReport(
          { title: basename(name), series: ofLoss, lossLevels: loss, delta, confidence, dimension },
          resolve(terminal.workingDirectory, report),
        );
  if (options.json) {
    terminal.stdout.write(jsonText({ file, thresholds, ...(report !== undefined && { files }) }));
    return;
  }
  terminal.stdout.write(tables.join('\n'));
  if (report === undefined) return;
  terminal.stdout.write('\nWritten\n');
  for (const path of files) terminal.stdout.write(`  ${shortestPath(path, terminal.workingDirectory)}\n`);
}

function text(
  measure: string,
  answer: ThresholdTrainingDimension,
  success: ReturnType<typeof successProbability>,
): string {
  const rows = success.map(({ d, trials, successes, lower, upper }) => [
    `  ${d}`,
    `${successes} of ${trials}`,
    `${lower.toFixed(2)} to ${upper.toFixed(2)}`,
  ]);
  const lines = [
    `${measure} ${answer.level}: d* = ${describeThreshold(answer)}`,
    ...alignedColumns([['  d', 'reached it', 'success probability'], ...rows]),
    ...advice(answer),
  ];
  return `${lines.join('\n')}\n`;
}

/** Where a side of the interval is open: how many runs would close it. */
function advice({ lower, upper, delta, fitName, runsToBound, ...answer }: ThresholdTrainingDimension): string[] {
  if (fitName === 'logistic' || (lower !== null && upper !== null)) return [];
  const open = describeInterval({ lower, upper });
  const needs = [
    ...(lower === null ? [`${countOf(runsToBound.failures, 'run')} that all fail, to bound d* from below`] : []),
    ...(upper === null ? [`${countOf(runsToBound.successes, 'run')} that all succeed, to bound it from above`] : []),
  ];
  return [
    `  ${open} is all that ${countOf(answer.trials, 'run')} tell at delta ${delta} without a curve assumed: it takes, at one d, ` +
      `${needs.join(' and ')}${delta < 0.25 || delta > 0.75 ? '; --fit logistic assumes a curve' : ''}`,
  ];
}
