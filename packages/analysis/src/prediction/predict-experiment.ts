import {
  burnIn,
  DofError,
  keyFromSeed,
  randomOrder,
  runKey,
  splitKey,
  trainFullSpace,
  weightsStart,
  type ModelSpec,
  type Objective,
  type ResolvedExperiment,
  type StartRequest,
} from '@dof/core';
import { predictWells } from './predict-wells.js';
import type { PredictionSettings } from './prediction-settings.js';
import { predictedThreshold, type PredictedThreshold, type PredictedWell } from './threshold/predicted-threshold.js';
import { remainingLoss } from './threshold/spectral-estimates.js';

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

/** A part of the work, of one seed. */
export type PredictionStage = { readonly seed: number } & (
  | { readonly name: 'burn-in'; readonly steps: number }
  /** `parameters`: D. */
  | { readonly name: 'full-training'; readonly parameters: number; readonly steps: number }
  /** `loss`: L(w*), over the training set. */
  | { readonly name: 'curvature'; readonly loss: number; readonly examples: number }
);

export interface PredictionOptions {
  readonly settings: PredictionSettings;
  /** Training losses that d* is predicted for. */
  readonly levels: readonly number[];
  /** Stops the work: the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called when a part of the work begins. */
  onStage?(stage: PredictionStage): void;
  /** Called with the share of the stage that is done, 0 to 1, and awaited: it may pause the work, or end it by throwing. */
  onProgress?(share: number): void | Promise<void>;
}

/**
 * Trains the full network to w*, takes the curvature of the loss there and predicts d* from every start of the
 * experiment, for as many of its seeds as the settings ask for.
 *
 * @throws DofError DOF_UNSUPPORTED_MODEL for a model that is no list of layers, or smooths its labels
 */
export async function predictExperiment(
  resolved: ResolvedExperiment,
  options: PredictionOptions,
): Promise<readonly SeedPrediction[]> {
  const { experiment, data, backend } = resolved;
  const model = requireLayers(resolved);
  const { training, seeds } = options.settings;
  const { signal = new AbortController().signal } = options;
  const burnInBatches = experiment.starts.map((start) => (start.type === 'burn-in' ? start.batchSize : 1));
  const objective = await backend.compile(model, data, {
    batchSize: Math.max(training.batchSize, CURVATURE_BATCH, ...burnInBatches),
    evaluationBatchSize: experiment.evaluation.batchSize,
  });
  try {
    const predictions: SeedPrediction[] = [];
    for (const seed of experiment.seeds.slice(0, seeds)) {
      predictions.push(await predictSeed({ resolved, model, objective, seed, options, signal }));
    }
    return predictions;
  } finally {
    objective.dispose();
  }
}

interface SeedContext {
  readonly resolved: ResolvedExperiment;
  readonly model: ModelSpec;
  readonly objective: Objective;
  readonly seed: number;
  readonly options: PredictionOptions;
  readonly signal: AbortSignal;
}

async function predictSeed(setting: SeedContext): Promise<SeedPrediction> {
  const { resolved, model, objective, seed, options, signal } = setting;
  const { experiment, data } = resolved;
  const { settings } = options;
  const trainCount = data.train.count;

  const starts: Float32Array[] = [];
  for (const start of experiment.starts) starts.push(await startingPoint(setting, start));

  const steps = Math.floor(trainCount / settings.training.batchSize) * settings.training.epochs;
  options.onStage?.({ seed, name: 'full-training', parameters: objective.dimension, steps });
  const [first] = experiment.starts;
  const initialSeed = first.seed === 'run' ? seed : first.seed;
  const end =
    first.type === 'weights' ? starts[0].slice() : objective.initialise(runKey(initialSeed, 'initialisation'));
  await trainFullSpace(end, {
    objective,
    recipe: settings.training,
    steps,
    trainCount,
    // The order of a burn-in: with its optimizer, w* lies further along the path that its w_t is on.
    key: runKey(initialSeed, 'burn-in'),
    signal,
    onStep: (done) => options.onProgress?.(done / steps),
  });
  const floor = (await objective.evaluate(end, 'train')).loss;

  const examples = randomOrder(splitKey(keyFromSeed(seed), 'curvature'), trainCount).slice(0, settings.examples);
  options.onStage?.({ seed, name: 'curvature', loss: floor, examples: examples.length });
  const { finiteDifferences, wells } = await predictWells({
    point: { objective, w: end, examples, batchSize: CURVATURE_BATCH, loss: model.loss, outputCount: data.classes },
    floor,
    starts,
    curvature: settings.curvature,
    probes: settings.probes,
    steps: settings.steps,
    key: splitKey(keyFromSeed(seed), 'probes'),
    signal,
    onProgress: (share) => options.onProgress?.(share),
  });
  const found: StartPrediction[] = [];
  for (const [i, well] of wells.entries()) {
    found.push({
      start: experiment.starts[i],
      loss: (await objective.evaluate(starts[i], 'train')).loss,
      quadraticLoss: floor + remainingLoss(well.start, Infinity).value,
      distance: Math.sqrt(well.start.mass),
      well,
      thresholds: options.levels.map((level) => predictedThreshold(well, level)),
    });
  }
  return { seed, floor, productError: finiteDifferences.relativeError, step: finiteDifferences.step, starts: found };
}

/** w_t, as the runs of the experiment with this seed have it. */
async function startingPoint({ objective, seed, options, signal, resolved }: SeedContext, start: StartRequest) {
  const startSeed = start.seed === 'run' ? seed : start.seed;
  if (start.type === 'weights') return weightsStart(resolved, { ...start, seed: startSeed }, objective);
  const w = objective.initialise(runKey(startSeed, 'initialisation'));
  if (start.type === 'burn-in') {
    options.onStage?.({ seed, name: 'burn-in', steps: start.steps });
    await burnIn(w, {
      objective,
      recipe: start,
      trainCount: resolved.data.train.count,
      key: runKey(startSeed, 'burn-in'),
      signal,
      onStep: (share) => options.onProgress?.(share),
    });
  }
  return w;
}

function requireLayers({ model }: ResolvedExperiment): ModelSpec {
  if ('layers' in model && model.labelSmoothing !== undefined) {
    throw new DofError(
      'DOF_UNSUPPORTED_MODEL',
      `the model ${model.name} is trained with labelSmoothing, on another loss than the one whose levels are predicted: ` +
        'leave it out',
    );
  }
  if ('layers' in model) return model;
  throw new DofError(
    'DOF_UNSUPPORTED_MODEL',
    `the model ${model.name} is a file of the engine's own, whose loss is not known here: give a model of layers`,
  );
}
