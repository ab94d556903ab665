import {
  predictedThreshold,
  predictWells,
  remainingLoss,
  type PredictedThreshold,
  type PredictedWell,
} from '@dof/analysis';
import {
  burnIn,
  DofError,
  keyFromSeed,
  randomOrder,
  runKey,
  splitKey,
  trainFullSpace,
  type ModelSpec,
  type Objective,
  type ResolvedExperiment,
  type StartRequest,
} from '@dof/core';
import type { WorkInProgress } from './interruptible-work.js';

/** Examples given to the engine at once for products with the curvature. */
const CURVATURE_BATCH = 250;

/** What one start of one seed looks like from the end of full training, and the thresholds that follow. */
export interface StartPrediction {
  readonly start: StartRequest;
  /** L(w_t) over the training set, measured. */
  readonly loss: number;
  /** What the quadratic around w* says of the same; far from it, the prediction is about another landscape. */
  readonly quadraticLoss: number;
  /** |w_t - w*|. */
  readonly distance: number;
  readonly well: PredictedWell;
  readonly thresholds: readonly PredictedThreshold[];
}

export interface SeedPrediction {
  readonly seed: number;
  /** L(w*) over the training set. */
  readonly floor: number;
  /** Relative error of the products by finite differences. */
  readonly productError: number;
  /** Step of the finite differences, a length in parameter space. */
  readonly step: number;
  readonly starts: readonly StartPrediction[];
}

/** Trains the full network and predicts, for as many of the experiment's seeds as it asks for. */
export async function predictExperiment(
  resolved: ResolvedExperiment,
  levels: readonly number[],
  work: WorkInProgress,
): Promise<readonly SeedPrediction[]> {
  const { experiment, data, backend } = resolved;
  const model = requireLayers(resolved);
  const { training, seeds } = experiment.prediction;
  const burnInBatches = experiment.starts.map((start) => (start.type === 'burn-in' ? start.batchSize : 1));
  const objective = await backend.compile(model, data, {
    batchSize: Math.max(training.batchSize, CURVATURE_BATCH, ...burnInBatches),
    evaluationBatchSize: experiment.evaluation.batchSize,
  });
  try {
    const predictions: SeedPrediction[] = [];
    for (const seed of experiment.seeds.slice(0, seeds)) {
      predictions.push(await predictSeed({ resolved, model, objective, seed, levels, work }));
    }
    return predictions;
  } finally {
    objective.dispose();
  }
}

interface SeedSetting {
  readonly resolved: ResolvedExperiment;
  readonly model: ModelSpec;
  readonly objective: Objective;
  readonly seed: number;
  readonly levels: readonly number[];
  readonly work: WorkInProgress;
}

async function predictSeed(setting: SeedSetting): Promise<SeedPrediction> {
  const { resolved, model, objective, seed, levels, work } = setting;
  const { experiment, data } = resolved;
  const { prediction } = experiment;
  const trainCount = data.train.count;

  const starts: Float32Array[] = [];
  for (const start of experiment.starts) starts.push(await startingPoint(setting, start));

  const steps = Math.floor(trainCount / prediction.training.batchSize) * prediction.training.epochs;
  work.stage(`seed ${seed}: training all ${objective.dimension} parameters, ${steps} steps`);
  const [first] = experiment.starts;
  const initialSeed = first.seed === 'run' ? seed : first.seed;
  const end = objective.initialise(runKey(initialSeed, 'initialisation'));
  await trainFullSpace(end, {
    objective,
    recipe: prediction.training,
    steps,
    trainCount,
    // The order of a burn-in: with its optimizer, w* lies further along the path that its w_t is on.
    key: runKey(initialSeed, 'burn-in'),
    signal: work.signal,
    onStep: (done) => work.progress(done / steps),
  });
  const floor = (await objective.evaluate(end, 'train')).loss;

  const examples = randomOrder(splitKey(keyFromSeed(seed), 'curvature'), trainCount).slice(0, prediction.examples);
  work.stage(`seed ${seed}: curvature at loss ${floor.toPrecision(3)}, over ${examples.length} examples`);
  const { finiteDifferences, wells } = await predictWells({
    point: { objective, w: end, examples, batchSize: CURVATURE_BATCH, loss: model.loss, outputCount: data.classes },
    floor,
    starts,
    curvature: prediction.curvature,
    probes: prediction.probes,
    steps: prediction.steps,
    key: splitKey(keyFromSeed(seed), 'probes'),
    signal: work.signal,
    onProgress: (share) => work.progress(share),
  });
  const found: StartPrediction[] = [];
  for (const [i, well] of wells.entries()) {
    found.push({
      start: experiment.starts[i],
      loss: (await objective.evaluate(starts[i], 'train')).loss,
      quadraticLoss: floor + remainingLoss(well.start, Infinity).value,
      distance: Math.sqrt(well.start.mass),
      well,
      thresholds: levels.map((level) => predictedThreshold(well, level)),
    });
  }
  return { seed, floor, productError: finiteDifferences.relativeError, step: finiteDifferences.step, starts: found };
}

/** w_t, as the runs of the experiment with this seed have it. */
async function startingPoint({ objective, seed, work, resolved }: SeedSetting, start: StartRequest) {
  const startSeed = start.seed === 'run' ? seed : start.seed;
  const w = objective.initialise(runKey(startSeed, 'initialisation'));
  if (start.type === 'burn-in') {
    work.stage(`seed ${seed}: burning in for ${start.steps} steps`);
    await burnIn(w, {
      objective,
      recipe: start,
      trainCount: resolved.data.train.count,
      key: runKey(startSeed, 'burn-in'),
      signal: work.signal,
      onStep: (share) => work.progress(share),
    });
  }
  return w;
}

function requireLayers({ model }: ResolvedExperiment): ModelSpec {
  if ('layers' in model) return model;
  throw new DofError(
    'DOF_UNSUPPORTED_MODEL',
    `the model ${model.name} is a file of the engine's own, whose loss is not known here: give a model of layers`,
  );
}
