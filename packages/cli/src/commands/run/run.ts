import { join, resolve } from 'node:path';
import type { Shard } from '@dof/core';
import { DofError } from '@dof/core/errors';
import { requireOwnReport } from '@dof/reporting/begin-folder';
import type { CommandContext } from '../../command-line/command-context.js';
import { freshTime, type FreshOptions, type QueueChoice } from '../../command-line/shared-options.js';
import { writeExperimentFolder } from '../../results-folder/experiment-folder.js';
import { requireOwnFolder } from '../../results-folder/own-folder.js';
import { presentReport } from '../../results-folder/present-report.js';
import { conclude } from '../../session/conclude.js';
import { readExperimentFile } from '../../session/read-experiment-file.js';
import type { SessionOutcome } from '../../session/run-session.js';
import { queueOf } from '../../session/queue-of.js';
import { withSession } from '../../session/with-session.js';
import { sayOn } from '../../terminal/printing.js';
import { tunedMethods } from './tuned-methods.js';

/** As the command line gives them. */
export interface RunOptions extends FreshOptions, QueueChoice {
  readonly out?: string;
  readonly jobs?: number;
  readonly shard?: Shard;
  readonly set: readonly string[];
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** What `dof run FILE` does: trains what is missing, then reports. */
export async function run(file: string, options: RunOptions, context: CommandContext): Promise<void> {
  const { terminal } = context;
  const { experiment, source } = await readExperimentFile(file, options.set, context);
  const directory = resolve(terminal.workingDirectory, options.out ?? join('dof-results', experiment.name));
  if (options.dryRun) {
    const { dryRun } = await import('../../dry-run/dry-run.js');
    // What workers elsewhere do is measured on this machine, with as many runs at once as it has cores.
    const jobs = options.executor === undefined ? options.jobs : undefined;
    const { shard, json } = options;
    return dryRun({ experiment, directory, jobs, shard, freshSince: freshTime(options), json }, context);
  }
  const say = sayOn(terminal);
  requireOwnFolder({ directory, experiment, source, chosen: options.out !== undefined, say });
  await requireOwnReport(directory);
  const freshSince = freshTime(options);
  if (freshSince !== undefined && options.executor !== undefined) {
    throw new DofError(
      'DOF_FRESH_QUEUE',
      '--fresh with --executor: workers keep what they prepared before, and would use it again; train here without ' +
        '--executor, or raise the version of what changed',
    );
  }
  await withSession(
    { directory, jobs: options.jobs, shard: options.shard, queue: queueOf(options, terminal), freshSince, context },
    async (session) => {
      const tuned = await tunedMethods({
        experiment,
        isShard: options.shard !== undefined,
        session,
        context,
        freshSince,
      });
      if (tuned === undefined) return;
      const methods = [...experiment.methods, ...tuned.methods];
      const { outcome, results } = await session.run({ ...experiment, methods }, (runs, planned) => {
        writeExperimentFolder(directory, experiment, runs, { ...planned, source, tuning: tuned.record(planned.runs) });
      });
      if (outcome.planned !== undefined && results.length > 0) {
        const { dimension, notices, runs } = outcome.planned;
        const tuning = tuned.record(runs);
        const input = { title: experiment.name, dimension, results, analysis: experiment.analysis, notices, tuning };
        await presentReport({ input, directory, json: options.json, facts: facts(outcome, results.length) }, context);
      }
      conclude(outcome, results.length, context, freshSince);
    },
  );
}

function facts(outcome: SessionOutcome, finished: number): Readonly<Record<string, unknown>> {
  return {
    complete: finished === outcome.planned?.runs.length,
    interrupted: outcome.interrupted,
    runs: {
      planned: outcome.planned?.runs.length ?? 0,
      reused: outcome.reused,
      trained: outcome.trained,
      failed: outcome.failed.map(({ run, code, message }) => ({ hash: run.hash, code, message })),
    },
  };
}
