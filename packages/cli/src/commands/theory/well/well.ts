import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { simulateWell, studyWell, type WellStudyOptions } from '@dof/analysis';
import { DofError } from '@dof/core/errors';
import type { CommandContext } from '../../../command-line/command-context.js';
import { ExitCode } from '../../../exit-code.js';
import { interruptibleWork } from '../../../progress/interruptible-work.js';
import { earlierDocument } from '../../../results-folder/own-folder.js';
import { countOf } from '../../../terminal/format-numbers.js';
import { sayOn } from '../../../terminal/printing.js';
import { readSpectrum } from './read-spectrum.js';
import { wellCurves } from './well-curves.js';
import { wellText } from './well-text.js';
import { writeTheory } from '../write-theory.js';

/** As the command line gives them. */
export interface WellOptions {
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

/** What `dof theory well` does. */
export async function well(options: WellOptions, context: CommandContext): Promise<void> {
  const { terminal, finish } = context;
  const { radius, loss, eigenvector, simulate: trials, seed } = options;
  const eigenvalues = readSpectrum(options.spectrum, options.dimension, terminal.workingDirectory);
  if (eigenvector !== undefined && eigenvector > eigenvalues.length) {
    throw new DofError(
      'DOF_THEORY_INPUT_INVALID',
      `--eigenvector is ${eigenvector}, the spectrum has ${eigenvalues.length}: give a number from 1 to that`,
    );
  }
  const question: WellStudyOptions = { eigenvalues, radius, eigenvector, losses: loss };
  let study = studyWell(question);
  if (trials !== undefined) {
    const simulated = await interruptibleWork(terminal, ({ signal, stage, progress }) => {
      stage(`simulating ${countOf(trials, 'trial')} at D = ${eigenvalues.length}`);
      return simulateWell(question, study, { trials, seed, signal, onProgress: progress });
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
  const before = earlierDocument(directory, 'theory-well.json');
  if (before !== undefined && !isDeepStrictEqual(wellIn(before), wellIn(document))) {
    sayOn(terminal)(`the well in ${directory} is another, and is replaced`);
  }
  const text = (): string => wellText(study, options.spectrum, eigenvector === undefined);
  await writeTheory({ name: 'theory-well', document, curves }, { directory, json: options.json, text }, context);
}

/** What tells one well from another; how much is asked about it does not. */
function wellIn({ spectrum, dimension, radius, eigenvector }: Readonly<Record<string, unknown>>): unknown {
  return { spectrum, dimension, radius, eigenvector };
}
