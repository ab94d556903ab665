import { resolve } from 'node:path';
import type { AnalysedExperiment } from '@dof/analysis';
import type { CommandContext } from '../command-line/command-context.js';

/** An experiment, and the path of the file it is from. */
export interface ExperimentFile {
  readonly experiment: AnalysedExperiment;
  readonly source: string;
}

/**
 * Reads the experiment file that a command names, from the terminal's working directory, which need not be that of the
 * process.
 *
 * @param overrides of `--set`.
 * @throws DofError as `readExperiment` of core does
 */
export async function readExperimentFile(
  file: string,
  overrides: readonly string[],
  { terminal, services }: CommandContext,
): Promise<ExperimentFile> {
  const directory = terminal.workingDirectory;
  return {
    experiment: await services.readExperiment(file, { overrides, directory }),
    source: resolve(directory, file),
  };
}
