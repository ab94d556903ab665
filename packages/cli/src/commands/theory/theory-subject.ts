import { join, resolve } from 'node:path';
import { askedLevels } from '@dof/analysis';
import type { ResolvedExperiment } from '@dof/core';
import { networkHash } from '@dof/reporting';
import type { CommandContext } from '../../command-line/command-context.js';
import { earlierDocument, requireOwnFolder } from '../../results-folder/own-folder.js';
import { readExperimentFile } from '../../session/read-experiment-file.js';
import { sayOn } from '../../terminal/printing.js';

/** As the command line gives them. */
export interface TheoryOptions {
  readonly out?: string;
  readonly set: readonly string[];
  readonly json: boolean;
}

/** The experiment that thresholds are computed for, and where they go. */
export interface TheorySubject {
  readonly experiment: Awaited<ReturnType<typeof readExperimentFile>>['experiment'];
  readonly resolved: ResolvedExperiment;
  readonly directory: string;
  /** eps, of the full-training-set loss. */
  readonly levels: readonly number[];
  /** For the document, so that another network's is known as such. */
  readonly network: string;
  say(text: string): void;
}

/**
 * What the commands about an experiment's thresholds begin with. Says so where the folder has a document of another network.
 *
 * @param document its name without its ending, and what it holds, in words
 * @throws DofError for a file that is no experiment, and a folder that is not for it
 */
export async function theorySubject(
  file: string,
  options: TheoryOptions,
  document: { readonly name: string; readonly what: string },
  context: CommandContext,
): Promise<TheorySubject> {
  const { terminal, services } = context;
  const { experiment, source } = await readExperimentFile(file, options.set, context);
  const directory = resolve(terminal.workingDirectory, options.out ?? join('dof-results', experiment.name));
  const say = sayOn(terminal);
  requireOwnFolder({ directory, experiment, source, chosen: options.out !== undefined, say });
  const levels = askedLevels(experiment);
  const resolved = await services.resolveExperiment(experiment);
  const network = networkHash({ model: resolved.model, data: resolved.dataReference });
  const before = earlierDocument(directory, `${document.name}.json`);
  if (before?.['network'] !== undefined && before['network'] !== network) {
    say(`${document.what} in ${directory} is of another model or of other data, and is replaced`);
  }
  return { experiment, resolved, directory, levels, network, say };
}
