import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { endOfRates, tuneLearningRates, type AnalysedExperiment } from '@dof/analysis';
import { canonicalJson, type MethodRequest, type PlannedRun, type RunResult } from '@dof/core';
import { beginFolder } from '@dof/reporting/begin-folder';
import type { CommandContext } from '../../command-line/command-context.js';
import { freshTime, type FreshOptions } from '../../command-line/shared-options.js';
import { writeExperimentFolder } from '../../results-folder/experiment-folder.js';
import { earlierDocument, requireOwnFolder } from '../../results-folder/own-folder.js';
import { conclude } from '../../session/conclude.js';
import { readExperimentFile } from '../../session/read-experiment-file.js';
import { tuningPasses } from '../../session/tuning-passes.js';
import { withSession, type ExperimentPass, type ExperimentSession } from '../../session/with-session.js';
import { jsonText, sayOn, shortestPath } from '../../terminal/printing.js';
import { styleFor } from '../../terminal/style.js';
import { requireCombinable } from './combinable-comparisons.js';

/** As the command line gives them. */
export interface BenchmarkOptions extends FreshOptions {
  readonly out?: string;
  readonly store?: string;
  readonly combine?: string;
  readonly jobs?: number;
  readonly set: readonly string[];
  readonly json: boolean;
}

/** What `dof benchmark FILE` does: trains the methods and the null model, then compares them. */
export async function benchmark(file: string, options: BenchmarkOptions, context: CommandContext): Promise<void> {
  const { terminal, services } = context;
  const { experiment, source } = await readExperimentFile(file, options.set, context);
  const absolute = (path: string): string => resolve(terminal.workingDirectory, path);
  const directory = absolute(options.out ?? join('dof-results', `${experiment.name}-benchmark`));
  const place = absolute(options.store ?? directory);
  const combine = options.combine === undefined ? undefined : absolute(options.combine);
  if (combine !== undefined) requireCombinable(combine, directory);
  const say = sayOn(terminal);
  // A store of its own is for several benchmarks, and says nothing of this one.
  if (options.store === undefined) {
    requireOwnFolder({ directory, experiment, source, chosen: options.out !== undefined, say });
  } else beginFolder(directory);
  const freshSince = freshTime(options);
  if (experiment.tune !== undefined && experiment.benchmark.learningRates.length === 0) {
    const rate = experiment.training?.optimizer.learningRate;
    say(
      `a benchmark trains at one learning rate, here ${rate}; to compare at the best of several, list them as benchmark.learningRates`,
    );
  }
  await withSession({ directory: place, jobs: options.jobs, freshSince, context }, async (session) => {
    const methods = await tunedMethods(experiment, session, context, freshSince);
    if (methods === undefined) return;
    const { outcome, results } = await session.run({ ...experiment, methods }, (runs, planned) =>
      writeExperimentFolder(place, experiment, runs, { ...planned, source }),
    );
    if (outcome.planned !== undefined && results.length > 0) {
      const before = earlierDocument(directory, 'comparison.json');
      const comparison = await services.compare(
        {
          title: experiment.name,
          dimension: outcome.planned.dimension,
          results,
          analysis: experiment.analysis,
          accuracyLevels: experiment.benchmark.accuracyLevels,
          learningRatesTried: experiment.benchmark.learningRates,
          isNull: isNullOf(outcome.planned),
        },
        directory,
      );
      const after = earlierDocument(directory, 'comparison.json');
      if (before !== undefined && !isDeepStrictEqual(networkIn(before), networkIn(after))) {
        say(`the comparison in ${directory} was of another model or of other data, and was replaced`);
      }
      const combined = combine === undefined ? [] : (await services.combineComparisons(combine)).files;
      if (options.json) terminal.stdout.write(jsonText(comparison.data));
      else {
        terminal.stdout.write(`\n${comparison.text.trimEnd()}\n\nWritten\n`);
        for (const path of [...comparison.files, ...combined]) {
          terminal.stdout.write(`  ${shortestPath(path, terminal.workingDirectory)}\n`);
        }
      }
    }
    conclude(outcome, results.length, context, freshSince);
  });
}

/** The null and the methods at their best learning rates; undefined when tuning was stopped or could not be done. */
async function tunedMethods(
  experiment: AnalysedExperiment,
  session: ExperimentSession,
  context: CommandContext,
  freshSince: string | undefined,
): Promise<readonly MethodRequest[] | undefined> {
  if (experiment.benchmark.learningRates.length === 0) return [experiment.benchmark.null, ...experiment.methods];
  const { learningRates } = experiment.benchmark;
  const { stderr, environment } = context.terminal;
  const style = styleFor(stderr, environment);
  const passes = tuningPasses({ learningRates, session, context, freshSince });
  const tuned: MethodRequest[] = [];
  for await (const method of tuneLearningRates(experiment, experiment.benchmark, passes.train)) {
    stderr.write(`${method.name}: learning rate ${method.learningRate} is the best of those tried\n`);
    const end = endOfRates(method.learningRate ?? NaN, learningRates);
    if (end !== undefined) {
      const beyond = end === 'highest' ? 'higher' : 'lower';
      stderr.write(
        style.warning(
          `${method.name}: that is the ${end} of them, and a ${beyond} one might do better: add some to benchmark.learningRates\n`,
        ),
      );
    }
    tuned.push(method);
  }
  return passes.isComplete() ? tuned : undefined;
}

/** The null model is planned first; its runs are those of the same method with the same options and recipe. */
function isNullOf(planned: NonNullable<ExperimentPass['outcome']['planned']>): (result: RunResult) => boolean {
  const identity = ({ specification: { method, training }, recommendedTraining }: PlannedRun): string =>
    canonicalJson({ method, training: recommendedTraining ?? training });
  const reference = identity(planned.runs[0]);
  return (result) => identity(result) === reference;
}

function networkIn(comparison: ReturnType<typeof earlierDocument>): unknown {
  return { model: comparison?.['model'], data: comparison?.['data'] };
}
