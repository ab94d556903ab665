import type { Evaluation, Objective } from '../contracts/objective.js';
import type { RandomKey } from '../contracts/random-key.js';
import type { Reparametrisation } from '../contracts/reparametrisation.js';
import type { HistoryEntry, RunStatus, StopReason, StoppingRule } from '../contracts/run.js';
import type { TrainingRecipe } from '../contracts/training-recipe.js';
import { createOptimizer } from '../optimizers/create-optimizer.js';
import { learningRateAt } from '../optimizers/learning-rate.js';
import { stopReason } from './stop-reason.js';
import { coordinatesKeeper, type TrainedCoordinates } from './trained-coordinates.js';
import { trainedPoint } from './trained-point.js';
import { trainingBatches } from './training-batches.js';

/** What a training run needs, and who hears of it. */
export interface TrainingContext {
  readonly objective: Objective;
  readonly reparametrisation: Reparametrisation;
  readonly recipe: TrainingRecipe;
  /** Default: the run goes on to the end of its recipe. */
  readonly stopping?: StoppingRule;
  /** Examples in the training set. */
  readonly trainCount: number;
  /** Orders the data. */
  readonly key: RandomKey;
  readonly signal: AbortSignal;
  /** Whether the outcome holds the coordinates; default: false. */
  readonly keepCoordinates?: boolean;
  /** Called after every step with the share of all steps done and the batch's loss; may pause the run. */
  onStep(share: number, batchLoss: number): void | Promise<void>;
  onEvaluation(entry: HistoryEntry): void;
}

/** What came of it. */
export interface TrainingOutcome {
  readonly status: RunStatus;
  readonly history: readonly HistoryEntry[];
  readonly divergedAtStep?: number;
  readonly stopped?: StopReason;
  /** Absent unless they were asked for, and of a run whose start had no finite loss. */
  readonly coordinates?: TrainedCoordinates;
}

/**
 * Trains the coordinates theta of w(theta) by the recipe, and measures both full sets at the start and after every
 * epoch. A loss or gradient that stops being finite ends the run as `diverged`; the history up to there is kept. A
 * stopping rule may end it after any evaluation.
 * Throws the signal's reason when aborted.
 */
export async function trainRun(context: TrainingContext): Promise<TrainingOutcome> {
  const { objective, reparametrisation, recipe, trainCount } = context;
  const optimizer = createOptimizer(recipe.optimizer, reparametrisation.degreesOfFreedom);
  const point = trainedPoint(reparametrisation, optimizer);
  const gradient = new Float32Array(objective.dimension);
  const stepsPerEpoch = Math.floor(trainCount / recipe.batchSize);
  const totalSteps = stepsPerEpoch * recipe.epochs;
  const history: HistoryEntry[] = [];
  const keeper = context.keepCoordinates === true ? coordinatesKeeper() : undefined;
  let step = 0;

  const measure = async (epoch: number): Promise<boolean> => {
    const w = await point.parameters();
    const train = await objective.evaluate(w, 'train');
    context.signal.throwIfAborted();
    const test = await objective.evaluate(w, 'test');
    if (!isFinite(train) || !isFinite(test)) return false;
    const entry = { epoch, step, train, test };
    history.push(entry);
    keeper?.add(entry, point.coordinates());
    context.onEvaluation(entry);
    return true;
  };
  const ended = (outcome: Omit<TrainingOutcome, 'history' | 'coordinates'>): TrainingOutcome => {
    const coordinates = keeper?.kept();
    return { ...outcome, history, ...(coordinates && { coordinates }) };
  };
  const diverged = (): TrainingOutcome => ended({ status: 'diverged', divergedAtStep: step });

  if (!(await measure(0))) return diverged();
  for (let epoch = 1; epoch <= recipe.epochs; epoch++) {
    const stopped = stopReason(context.stopping, history, recipe.epochs);
    if (stopped !== undefined) return ended({ status: 'finished', stopped });
    for (const batch of trainingBatches(context.key, epoch, trainCount, recipe.batchSize)) {
      context.signal.throwIfAborted();
      const loss = await objective.lossAndGradient(await point.parameters(), batch, gradient);
      if (!Number.isFinite(loss)) return diverged();
      await point.step(gradient, learningRateAt(recipe, step, totalSteps));
      step += 1;
      await context.onStep(step / totalSteps, loss);
    }
    if (!(await measure(epoch))) return diverged();
  }
  return ended({ status: 'finished' });
}

function isFinite(evaluation: Evaluation): boolean {
  return Number.isFinite(evaluation.loss) && Number.isFinite(evaluation.accuracy);
}
