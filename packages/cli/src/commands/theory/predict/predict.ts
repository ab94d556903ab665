import {
  combinePredictions,
  drawnLevels,
  predictExperiment,
  type CombinedPrediction,
  type PredictionStage,
  type SeedPrediction,
} from '@dof/analysis';
import { seriesStart, startLabels } from '@dof/core';
import type { CommandContext } from '../../../command-line/command-context.js';
import { ExitCode } from '../../../exit-code.js';
import { interruptibleWork } from '../../../progress/interruptible-work.js';
import { storedRuns } from '../../../results-folder/stored-results.js';
import { countOf } from '../../../terminal/format-numbers.js';
import { measuredThresholds } from '../measured-thresholds.js';
import { predictionCurves } from './prediction-curves.js';
import { predictionText } from './prediction-text.js';
import { theorySubject, type TheoryOptions } from '../theory-subject.js';
import { writeTheory } from '../write-theory.js';

/** As the command line gives them. */
export type PredictOptions = TheoryOptions;

const SOURCES = { 'gauss-newton': 'Gauss-Newton matrix', hessian: 'Hessian' };

/** What `dof theory predict FILE` does. */
export async function predict(file: string, options: PredictOptions, context: CommandContext): Promise<void> {
  const { terminal, services, finish } = context;
  const subject = await theorySubject(file, options, { name: 'prediction', what: 'the prediction' }, context);
  const { experiment, resolved, directory, network, levels: asked } = subject;
  const drawn = drawnLevels(asked);
  const levels = [...asked, ...drawn];
  const seeds = await interruptibleWork(terminal, (work) =>
    predictExperiment(resolved, {
      settings: experiment.prediction,
      levels,
      signal: work.signal,
      onStage: (stage) => work.stage(stageText(stage)),
      onProgress: work.progress,
    }),
  );
  if (seeds === undefined) {
    terminal.stderr.write('stopped; nothing was written\n');
    finish(ExitCode.interrupted);
    return;
  }
  const predictions = combinePredictions(seeds);
  const measuredFrom = measuredThresholds(resolved, await storedRuns(resolved, directory, services), asked);
  const measured = predictions.map(({ start }) => measuredFrom(start));
  const starts = predictions.map(({ start: { seed, ...start } }) => seriesStart(start, seed));
  const startNames = startLabels(starts);
  const { curvature } = experiment.prediction;
  const basis = `${SOURCES[curvature]} at the end of full training`;
  const document = {
    format: 1,
    experiment: experiment.name,
    dimension: resolved.layout.dimension,
    network,
    settings: experiment.prediction,
    seeds: seeds.map((seed) => withoutSpectra(seed, startNames)),
    predictions: predictions.map(({ start: _, thresholds, ...rest }, i) => ({
      ...{ source: basis, start: startNames[i], startSpecification: starts[i], ...rest },
      levels: thresholds,
    })),
    measured: measured.flatMap((list, i) => list.map((series) => ({ start: startNames[i], ...series }))),
  };
  const curves = predictionCurves(
    `Predicted thresholds of ${resolved.model.name} on ${resolved.data.name}`,
    `${basis}, D = ${resolved.layout.dimension}; ${countOf(seeds.length, 'seed')}`,
    predictions.map((prediction, i) => ({
      name: startNames[i],
      prediction: { ...prediction, thresholds: prediction.thresholds.slice(asked.length) },
      measured: measured[i],
    })),
  );
  const table = predictions.map((prediction): CombinedPrediction => {
    return { ...prediction, thresholds: prediction.thresholds.slice(0, asked.length) };
  });
  const shown = { seeds, predictions: table, startNames, measured };
  await writeTheory(
    { name: 'prediction', document, curves },
    { directory, json: options.json, text: () => predictionText(shown) },
    context,
  );
}

function stageText(stage: PredictionStage): string {
  const { seed } = stage;
  switch (stage.name) {
    case 'burn-in':
      return `seed ${seed}: burning in for ${stage.steps} steps`;
    case 'full-training':
      return `seed ${seed}: training all ${stage.parameters} parameters, ${stage.steps} steps`;
    case 'curvature':
      return `seed ${seed}: curvature at loss ${stage.loss.toPrecision(3)}, over ${stage.examples} examples`;
  }
}

/** A seed's findings for the record: the starts in words, without the rules that the sums were made of. */
function withoutSpectra({ starts, ...rest }: SeedPrediction, startNames: readonly string[]) {
  return {
    ...rest,
    starts: starts.map(({ loss, quadraticLoss, distance, thresholds }, i) => ({
      ...{ start: startNames[i], loss, quadraticLoss, distance, thresholds },
    })),
  };
}
