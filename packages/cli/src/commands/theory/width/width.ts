import { measureExperimentWidths, type StartWidths } from '@dof/analysis';
import { seriesStart, startLabels, type Executor, type ResolvedExperiment, type RunStore } from '@dof/core';
import { lastValueFrom, takeUntil, tap } from 'rxjs';
import type { CommandContext } from '../../../command-line/command-context.js';
import type { QueueChoice } from '../../../command-line/shared-options.js';
import { ExitCode } from '../../../exit-code.js';
import { storedRuns } from '../../../results-folder/stored-results.js';
import { shellCommand } from '../../../session/conclude.js';
import { queueOf } from '../../../session/queue-of.js';
import { withStoreAndWorkers } from '../../../session/with-session.js';
import { countOf } from '../../../terminal/format-numbers.js';
import { interruptible } from '../../../terminal/interruptible.js';
import { measuredThresholds } from '../measured-thresholds.js';
import { widthCurves } from './width-curves.js';
import { widthProgress } from './width-progress.js';
import { widthText } from './width-text.js';
import { theorySubject, type TheoryOptions } from '../theory-subject.js';
import { writeTheory } from '../write-theory.js';

/** As the command line gives them. */
export interface WidthCommandOptions extends QueueChoice, TheoryOptions {
  readonly jobs?: number;
}

/** What the thresholds of `dof theory width` are from, in tables and figures. */
const SOURCE = 'Gaussian width, measured';

/** What `dof theory width FILE` does. */
export async function width(file: string, options: WidthCommandOptions, context: CommandContext): Promise<void> {
  const { terminal, services, finish } = context;
  const subject = await theorySubject(file, options, { name: 'width', what: 'the measurement of widths' }, context);
  const { experiment, resolved, directory, levels, network, say } = subject;

  const starts = resolved.experiment.starts.map(({ seed, ...start }) => seriesStart(start, seed));
  const startNames = startLabels(starts);
  const { confidence } = experiment.analysis;
  let widths: readonly StartWidths[] | undefined;
  const place = { directory, jobs: options.jobs, queue: queueOf(options, terminal), context, onNotice: say };
  await withStoreAndWorkers(place, async (opened) => {
    const settings = experiment.width;
    widths = await measure(resolved, { ...opened, settings, levels, confidence }, startNames, context);
  });
  if (widths === undefined) {
    terminal.stderr.write(
      `stopped; finished trainings are kept. To go on from there: ${shellCommand(terminal.arguments)}\n`,
    );
    finish(ExitCode.interrupted);
    return;
  }

  const measuredFrom = measuredThresholds(resolved, await storedRuns(resolved, directory, services), levels);
  const measured = widths.map(({ start }) => measuredFrom(start));
  const document = {
    format: 1,
    experiment: experiment.name,
    dimension: resolved.layout.dimension,
    network,
    settings: experiment.width,
    confidence,
    widths: widths.map(({ start: _, ...rest }, i) => ({
      ...{ source: SOURCE, start: startNames[i], startSpecification: starts[i], ...rest },
    })),
    measured: measured.flatMap((list, i) => list.map((series) => ({ start: startNames[i], ...series }))),
  };
  const seeds = Math.min(experiment.width.seeds, experiment.seeds.length);
  const curves = widthCurves(
    `Thresholds of ${resolved.model.name} on ${resolved.data.name}, by the Gaussian width and measured`,
    `D = ${resolved.layout.dimension}; ${countOf(seeds, 'seed')}, ${countOf(experiment.width.directions, 'direction')} each`,
    widths.map((found, i) => ({ name: startNames[i], found, measured: measured[i] })),
  );
  const shown = { dimension: resolved.layout.dimension, widths, startNames, measured };
  await writeTheory(
    { name: 'width', document, curves },
    { directory, json: options.json, text: () => widthText(shown) },
    context,
  );
}

type Measurement = Parameters<typeof measureExperimentWidths>[1] & {
  readonly store: RunStore;
  readonly executor: Executor;
};

/** The widths; undefined where the measurement was stopped. */
async function measure(
  resolved: ResolvedExperiment,
  measurement: Measurement,
  startNames: readonly string[],
  { terminal }: CommandContext,
): Promise<readonly StartWidths[] | undefined> {
  const { starts } = resolved.experiment;
  const progress = widthProgress(terminal, (start) => startNames[starts.indexOf(start)]);
  let widths: readonly StartWidths[] | undefined;
  await interruptible(terminal, async ({ requests$ }) => {
    const events$ = measureExperimentWidths(resolved, measurement).pipe(
      tap((event) => {
        progress.next(event);
        if (event.type === 'finished') widths = event.starts;
      }),
      takeUntil(requests$),
    );
    try {
      await lastValueFrom(events$, { defaultValue: undefined });
    } finally {
      progress.stop();
    }
  });
  return widths;
}
