import { resolve } from 'node:path';
import type { Experiment } from '@dof/core';
import { DofError, isDofError, plainText } from '@dof/core/errors';
import type { CommandContext } from '../command-line/command-context.js';

/** An experiment, and the path of the file it is from. */
export interface ExperimentFile {
  readonly experiment: Experiment;
  readonly source: string;
}

/**
 * Reads the experiment file that a command names, from the terminal's working directory, which need not be that of the
 * process. Messages name the file as the user did.
 *
 * @param overrides of `--set`.
 * @throws DofError as `readExperiment` of core does
 */
export async function readExperimentFile(
  file: string,
  overrides: readonly string[],
  { terminal, services }: CommandContext,
): Promise<ExperimentFile> {
  const source = resolve(terminal.workingDirectory, file);
  const shown = plainText(source);
  try {
    return { experiment: await services.readExperiment(source, overrides), source };
  } catch (error) {
    if (!isDofError(error) || !error.message.startsWith(`${shown}: `)) throw error;
    throw new DofError(error.code, `${file}${error.message.slice(shown.length)}`, { cause: error });
  }
}
