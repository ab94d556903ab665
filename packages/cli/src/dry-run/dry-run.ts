import {
  freshRunStore,
  memoryRunStore,
  planExperiment,
  type Experiment,
  type RunStore,
  type Shard,
  type TuneRequest,
} from '@dof/core';
import { isDofError } from '@dof/core/errors';
import type { CommandContext } from '../command-line/command-context.js';
import { ExitCode } from '../exit-code.js';
import { interruptibleWork } from '../progress/interruptible-work.js';
import { noticeLines, plannedLine } from '../progress/run-lines.js';
import { countOf } from '../terminal/format-numbers.js';
import { jsonText } from '../terminal/printing.js';
import { styleFor } from '../terminal/style.js';
import { dryRunDocument } from './dry-run-document.js';
import { dryRunText } from './dry-run-text.js';
import { measureExperiment } from './measured-experiment.js';
import { workAhead } from './work-ahead.js';

export interface DryRunOptions {
  readonly experiment: Experiment;
  /** Where the store is, if there is one. */
  readonly directory: string;
  readonly jobs?: number;
  readonly shard?: Shard;
  readonly freshSince?: string;
  readonly json: boolean;
}

/** Says what an experiment would do, what of it is there, and what the rest takes. Trains nothing and writes nothing. */
export async function dryRun(options: DryRunOptions, context: CommandContext): Promise<void> {
  const { experiment, shard, jobs, json } = options;
  const { terminal, services, finish } = context;
  const resolved = await services.resolveExperiment(experiment);
  const store = await readStore(options, context);
  const executor = services.createExecutor(jobs);
  try {
    const plan = await planExperiment(resolved, { store, shard });
    const style = styleFor(terminal.stderr, terminal.environment);
    for (const line of [plannedLine(plan.planned), ...noticeLines(plan.planned, style)]) {
      terminal.stderr.write(`${line}\n`);
    }
    if (experiment.tune !== undefined) terminal.stderr.write(`${style.warning(tuningLine(experiment.tune))}\n`);
    const ahead = workAhead(plan);
    const measured = await interruptibleWork(terminal, async ({ stage, progress }) => {
      if (ahead.runs.length > 0) stage('measuring for a few seconds; nothing is trained or written');
      return measureExperiment({ resolved, plan, ahead, store, executor, progress });
    });
    if (measured === undefined) return finish(ExitCode.interrupted);
    const document = dryRunDocument({ resolved, plan, ahead, measured, jobs: executor.concurrency });
    terminal.stdout.write(json ? jsonText(document) : dryRunText(document));
  } finally {
    await executor.dispose();
    await store.close();
  }
}

/** What the plan does not count, since it depends on what the trainings find. */
function tuningLine({ learningRates, seeds }: TuneRequest): string {
  return (
    `note: this is of the runs at one learning rate; trying all of ${learningRates.join(', ')} at each d on ` +
    `${countOf(seeds, 'further seed')}, and the runs at the best of them, come on top`
  );
}

/** The store as it is, only to be read; an empty one where there is none yet. */
async function readStore({ directory, freshSince }: DryRunOptions, { services }: CommandContext): Promise<RunStore> {
  try {
    const store = await services.openStore(directory, { access: 'read' });
    return freshSince === undefined ? store : freshRunStore(store, freshSince);
  } catch (error) {
    if (isDofError(error) && error.code === 'DOF_NO_STORE') return memoryRunStore();
    throw error;
  }
}
