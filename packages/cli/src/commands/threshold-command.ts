import { resolve } from 'node:path';
import {
  describeInterval,
  describeThreshold,
  successProbability,
  thresholdTrainingDimension,
  type ThresholdTrainingDimension,
} from '@dof/analysis';
import { DofError } from '@dof/core';
import { Command, InvalidArgumentError, Option } from 'commander';
import { alignedColumns } from '../output/aligned-columns.js';
import { countOf } from '../output/format-numbers.js';
import { readRuns } from '../threshold/read-runs.js';
import type { CommandContext } from './command-context.js';
import { examples } from './examples.js';

interface ThresholdCommandOptions {
  readonly loss?: readonly number[];
  readonly accuracy?: readonly number[];
  readonly delta: number;
  readonly confidence: number;
  readonly fit: 'isotonic' | 'logistic';
  readonly adaptive: boolean;
  readonly columns?: string;
  readonly json: boolean;
}

/** `dof threshold FILE`: d* with its interval, of runs that were trained elsewhere. */
export function thresholdCommand(context: CommandContext): Command {
  return new Command('threshold')
    .summary('the threshold training dimension of a table of runs from anywhere')
    .description(
      'Reads a table of runs (CSV; separated by commas, semicolons or tabs), one row per run with its degrees of freedom\n' +
        'and the lowest loss or the highest accuracy it reached, and answers d* with its interval for every level asked.',
    )
    .argument('<file>', 'the table; its first line names the columns')
    .option('--loss <level>', 'training loss to reach; may be given again', levels)
    .option('--accuracy <level>', 'accuracy to reach; may be given again', levels)
    .option('--delta <share>', 'tolerated failures: d* is the least d with success probability 1 - delta', share, 0.5)
    .option('--confidence <share>', 'of the intervals', share, 0.95)
    .addOption(
      new Option('--fit <curve>', 'how success depends on d').choices(['isotonic', 'logistic']).default('isotonic'),
    )
    .option('--adaptive', 'the runs were chosen by what runs before them did', false)
    .option('--columns <pairs>', 'names of columns: d, seed, loss, accuracy, cluster, such as d=k,loss=min_loss')
    .option('--json', 'print the answers as one JSON document', false)
    .addHelpText(
      'after',
      '\nColumns are known by usual names too, such as "dof", "best_loss" or "test accuracy". Runs that share an\n' +
        'initialisation are not independent: name it in a column "cluster".\n',
    )
    .addHelpText(
      'after',
      examples(
        'dof threshold runs.csv --loss 0.1',
        'dof threshold sweep.csv --accuracy 0.9 --delta 0.1 --columns d=dims',
      ),
    )
    .action((file: string, options: ThresholdCommandOptions) => threshold(file, options, context));
}

async function threshold(name: string, options: ThresholdCommandOptions, { terminal }: CommandContext): Promise<void> {
  const { loss = [], accuracy = [], delta, confidence, fit, columns } = options;
  if (loss.length + accuracy.length === 0) {
    throw new DofError('DOF_NO_LEVEL', 'say what is to be reached: --loss 0.1, or --accuracy 0.9');
  }
  const file = resolve(terminal.workingDirectory, name);
  const design = options.adaptive ? 'adaptive' : 'fixed';
  const answers: (ThresholdTrainingDimension & { readonly measure: string })[] = [];
  const tables: string[] = [];
  for (const [measure, list, direction] of [
    ['loss', loss, 'at-most'],
    ['accuracy', accuracy, 'at-least'],
  ] as const) {
    if (list.length === 0) continue;
    const trials = await readRuns({ file, name, measure, columns });
    for (const level of list) {
      const answer = thresholdTrainingDimension(trials, { level, direction, delta, confidence, fit, design });
      answers.push({ measure, ...answer });
      const success = successProbability(trials, level, { direction, confidence });
      tables.push(text(measure, answer, success));
    }
  }
  if (options.json) terminal.stdout.write(`${JSON.stringify({ file, thresholds: answers }, undefined, 2)}\n`);
  else terminal.stdout.write(tables.join('\n'));
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

function levels(value: string, before: readonly number[] | undefined): readonly number[] {
  const level = Number(value);
  if (value.trim() === '' || !Number.isFinite(level)) throw new InvalidArgumentError('Expected a number.');
  return [...(before ?? []), level];
}

function share(value: string): number {
  const number = Number(value);
  if (!(number > 0 && number < 1)) throw new InvalidArgumentError('Expected a number between 0 and 1.');
  return number;
}
