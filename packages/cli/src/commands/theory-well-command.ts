import { resolve } from 'node:path';
import { SPECTRUM_FORMS } from '@dof/analysis';
import { DofError } from '@dof/core';
import { Command, InvalidArgumentError } from 'commander';
import { ExitCode } from '../exit-code.js';
import { alignedColumns } from '../output/aligned-columns.js';
import { countOf } from '../output/format-numbers.js';
import { styleFor } from '../output/style.js';
import { interruptibleWork } from '../theory/interruptible-work.js';
import { readSpectrum } from '../theory/read-spectrum.js';
import { wellCurves } from '../theory/well-curves.js';
import { simulateWell, studyWell, type WellQuestion } from '../theory/well-study.js';
import { wellText } from '../theory/well-text.js';
import type { CommandContext } from './command-context.js';
import { examples } from './examples.js';
import { shortestPath } from './present-report.js';

interface WellOptions {
  readonly spectrum: string;
  readonly dimension: number;
  readonly radius: number;
  readonly loss?: readonly number[];
  readonly eigenvector?: number;
  readonly simulate?: number;
  readonly seed: number;
  readonly out: string;
  readonly json: boolean;
}

/** `dof theory well`: the threshold of a quadratic well by the paper's bounds, exactly, and by simulation. */
export function theoryWellCommand(context: CommandContext): Command {
  return new Command('well')
    .summary('the threshold of a quadratic well: bounds, exact asymptotic value, simulation')
    .description(
      'The threshold training dimension d* of the quadratic well L(w) = 1/2 sum lambda_i w_i^2 at each loss: the bounds and ' +
        'the estimate of Larsen et al. 2022, the exact asymptotic value, and by option the median of simulated trials.',
    )
    .requiredOption('--spectrum <spectrum>', 'the eigenvalues lambda_i, see below, or a file of them')
    .option('--dimension <number>', 'D, for a spectrum that is no file', wholeNumber(1, 1e6), 400)
    .option('--radius <length>', 'distance R of the start from the bottom', positive, 1)
    .option('--loss <loss>', 'loss to reach; may be given again (default: .5 to .001 of the starting loss)', losses)
    .option('--eigenvector <number>', 'start along this one, counted from 1, not in a random direction', wholeNumber(1))
    .option('--simulate <trials>', 'draw so many random flags of subspaces, and starts', wholeNumber(1, 1e6))
    .option('--seed <number>', 'of the simulation', wholeNumber(0), 0)
    .option('--out <folder>', 'where the numbers and the picture go', 'dof-results/theory-well')
    .option('--json', 'print the outcome as one JSON document', false)
    .addHelpText(
      'after',
      `\nSpectra:\n${alignedColumns(SPECTRUM_FORMS.map(({ form, description }) => [`  ${form}`, description])).join('\n')}\n`,
    )
    .addHelpText(
      'after',
      examples(
        'dof theory well --spectrum power-law --radius 2 --loss 0.01 --simulate 200',
        'dof theory well --spectrum spiked:1000,500,200 --dimension 2000',
        'dof theory well --spectrum eigenvalues.txt --radius 10 --loss 0.1 --loss 0.01',
      ),
    )
    .action((options: WellOptions) => well(options, context));
}

async function well(options: WellOptions, { terminal, services, finish }: CommandContext): Promise<void> {
  const { radius, loss, eigenvector, simulate: trials, seed } = options;
  const eigenvalues = readSpectrum(options.spectrum, options.dimension, terminal.workingDirectory);
  if (eigenvector !== undefined && eigenvector > eigenvalues.length) {
    throw new DofError(
      'DOF_THEORY_INPUT_INVALID',
      `--eigenvector is ${eigenvector}, the spectrum has ${eigenvalues.length}: give a number from 1 to that`,
    );
  }
  const question: WellQuestion = { eigenvalues, radius, eigenvector, losses: loss };
  let study = studyWell(question);
  if (trials !== undefined) {
    const simulated = await interruptibleWork(terminal, ({ stage, progress }) => {
      stage(`simulating ${countOf(trials, 'trial')} at D = ${eigenvalues.length}`);
      return simulateWell(question, study, { trials, seed, onTrial: progress });
    });
    if (simulated === undefined) {
      terminal.stderr.write('stopped; nothing was written\n');
      finish(ExitCode.interrupted);
      return;
    }
    study = simulated;
  }
  const document = { format: 1, spectrum: options.spectrum, eigenvector: eigenvector ?? null, ...study };
  const curves = wellCurves(question, study, options.spectrum);
  const directory = resolve(terminal.workingDirectory, options.out);
  const files = await services.writeThresholdCurves({ name: 'theory-well', document, curves }, directory);
  if (options.json) {
    terminal.stdout.write(`${JSON.stringify({ ...document, files }, undefined, 2)}\n`);
    return;
  }
  const style = styleFor(terminal.stdout, terminal.environment);
  terminal.stdout.write(`${wellText(study, options.spectrum, eigenvector === undefined)}\n\n${style.dim('Written')}\n`);
  for (const file of files) terminal.stdout.write(`  ${shortestPath(file, terminal.workingDirectory)}\n`);
}

function wholeNumber(lowest: number, highest = Number.MAX_SAFE_INTEGER) {
  return (value: string): number => {
    const number = Number(value);
    if (value.trim() !== '' && Number.isSafeInteger(number) && number >= lowest && number <= highest) return number;
    const range = highest === Number.MAX_SAFE_INTEGER ? `of at least ${lowest}` : `from ${lowest} to ${highest}`;
    throw new InvalidArgumentError(`Expected a whole number ${range}.`);
  };
}

function positive(value: string): number {
  const number = Number(value);
  if (value.trim() !== '' && Number.isFinite(number) && number > 0) return number;
  throw new InvalidArgumentError('Expected a number above 0.');
}

function losses(value: string, before: readonly number[] = []): readonly number[] {
  return [...before, positive(value)];
}
