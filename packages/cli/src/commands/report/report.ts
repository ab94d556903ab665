import { resolve } from 'node:path';
import { DofError } from '@dof/core/errors';
import type { CommandContext } from '../../command-line/command-context.js';
import { readPlan } from '../../results-folder/experiment-folder.js';
import { presentReport } from '../../results-folder/present-report.js';
import { storedResults } from '../../results-folder/stored-results.js';
import { countOf } from '../../terminal/format-numbers.js';
import { shortestPath } from '../../terminal/printing.js';

/** As the command line gives them. */
export interface ReportOptions {
  readonly open: boolean;
  readonly json: boolean;
}

/** What `dof report DIR` does. */
export async function report(folder: string, options: ReportOptions, context: CommandContext): Promise<void> {
  const { terminal, services } = context;
  const directory = resolve(terminal.workingDirectory, folder);
  const { title, dimension, analysis, runs, notices, tuning } = readPlan(directory);
  const store = await services.openStore(directory);
  try {
    const results = await storedResults(store, runs);
    if (results.length === 0) {
      throw new DofError('DOF_NO_RESULTS', `${directory} holds no finished run of ${title}: run the experiment first`);
    }
    const planned = runs.length;
    if (results.length < planned) {
      terminal.stderr.write(`${results.length} of ${countOf(planned, 'run')} finished; the report is of these\n`);
    }
    const facts = { complete: results.length === planned, runs: { planned, finished: results.length } };
    const input = { title, dimension, results, analysis, notices, tuning };
    const files = await presentReport({ input, directory, json: options.json, facts }, context);
    if (options.open) await openPage(files, context);
  } finally {
    await store.close();
  }
}

async function openPage(files: readonly string[], { terminal, services }: CommandContext): Promise<void> {
  const page = files.find((file) => file.endsWith('.html'));
  if (page === undefined || (await services.openFile(page))) return;
  terminal.stderr.write(
    `no browser could be started: open ${shortestPath(page, terminal.workingDirectory)} yourself\n`,
  );
}
