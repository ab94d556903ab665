import { join, resolve } from 'node:path';
import { askedLevels, measureExperimentWidths, type StartWidths } from '@dof/analysis';
import { seriesStart, startLabels, type Executor, type ResolvedExperiment, type RunStore } from '@dof/core';
import { networkHash } from '@dof/reporting';
import { lastValueFrom, takeUntil, tap } from 'rxjs';
import type { CommandContext } from '../../../command-line/command-context.js';
import type { QueueChoice } from '../../../command-line/shared-options.js';
import { ExitCode } from '../../../exit-code.js';
import { earlierDocument, requireOwnFolder } from '../../../results-folder/own-folder.js';
import { storedRuns } from '../../../results-folder/stored-results.js';
import { shellCommand } from '../../../session/conclude.js';
import { queueOf } from '../../../session/queue-of.js';
import { readExperimentFile } from '../../../session/read-experiment-file.js';
import { withStoreAndWorkers } from '../../../session/with-session.js';
import { countOf } from '../../../terminal/format-numbers.js';
import { interruptible } from '../../../terminal/interruptible.js';
import { jsonText, sayOn, shortestPath } from '../../../terminal/printing.js';
import { styleFor } from '../../../terminal/style.js';
import { measuredThresholds } from '../measured-thresholds.js';
import { widthCurves } from './width-curves.js';
import { widthProgress } from './width-progress.js';
import { widthText } from './width-text.js';

/** As the command line gives them. */
export interface WidthCommandOptions extends QueueChoice {
  readonly out?: string;
  readonly jobs?: number;
  readonly set: readonly string[];
  readonly json: boolean;
}

/** What the thresholds of `dof theory width` are from, in tables and figures. */
const SOURCE = 'Gaussian width, measured';

/** What `dof theory width FILE` does. */
export async function width(file: string, options: WidthCommandOptions, context: CommandContext): Promise<void> {
  const { terminal, services, finish } = context;
  const { experiment, source } = await readExperimentFile(file, options.set, context);
  const directory = resolve(terminal.workingDirectory, options.out ?? join('dof-results', experiment.name));
  const say = sayOn(terminal);
  requireOwnFolder({ directory, experiment, source, chosen: options.out !== undefined, say });
  const levels = askedLevels(experiment);
  const resolved = await services.resolveExperiment(experiment);
  const network = networkHash({ model: resolved.model, data: resolved.dataReference });
  const before = earlierDocument(directory, 'width.json');
  if (before?.['network'] !== undefined && before['network'] !== network) {
    say(`the widths in ${directory} are of another model or of other data, and are replaced`);
  }

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
  const files = await services.writeThresholdCurves({ name: 'width', document, curves }, directory);
  if (options.json) {
    terminal.stdout.write(jsonText({ ...document, files }));
    return;
  }
  const style = styleFor(terminal.stdout, terminal.environment);
  const text = widthText({ dimension: resolved.layout.dimension, widths, startNames, measured });
  terminal.stdout.write(`${text}\n\n${style.dim('Written')}\n`);
  for (const path of files) terminal.stdout.write(`  ${shortestPath(path, terminal.workingDirectory)}\n`);
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
