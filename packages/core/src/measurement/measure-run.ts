import type { Prepared } from '../contracts/method.js';
import type { Objective } from '../contracts/objective.js';
import type { Reparametrisation } from '../contracts/reparametrisation.js';
import { compileModel } from '../execution/compile-model.js';
import { createOptimizer } from '../optimizers/create-optimizer.js';
import { learningRateAt } from '../optimizers/learning-rate.js';
import type { MethodRun } from '../pipeline/plan-runs.js';
import type { ResolvedExperiment } from '../pipeline/resolution/resolve-experiment.js';
import { runKey } from '../random/split-key.js';
import { augmentedObjective } from '../training/augmented-objective.js';
import { trainedPoint } from '../training/trained-point.js';
import { trainingBatches } from '../training/training-batches.js';

export interface MeasureRunOptions {
  readonly resolved: ResolvedExperiment;
  readonly run: MethodRun;
  /** What the run's method prepared. A method's map that needs it is left out where it is absent. */
  readonly prepared?: Prepared;
  /** For how long steps are timed; the one under way then is ended. */
  readonly seconds: number;
  /** A clock, in seconds. */
  readonly now?: () => number;
}

/** What a run takes here, as far as a moment of it tells. */
export interface MeasuredRun {
  /** From beginning to end, without what it shares with others. */
  readonly seconds: number;
  readonly stepSeconds: number;
  /** Of one evaluation of both full sets. */
  readonly evaluationSeconds: number;
  /** What the engine holds, and the vectors of the training loop; absent where the engine does not tell. */
  readonly memoryBytes?: number;
  /** Whether the method's map was part of the steps. */
  readonly hasMap: boolean;
}

/**
 * Times the beginning of a run in the calling thread, and takes it for the whole: a few training steps, the first left
 * out, and evaluations of the test set, which stand for those of both sets. Throws what the run would throw, for a map
 * too large for memory, say.
 */
export async function measureRun(options: MeasureRunOptions): Promise<MeasuredRun> {
  const { resolved, run, now = () => performance.now() / 1000 } = options;
  const { data, backend } = resolved;
  const { specification } = run;
  const { training, evaluation } = specification;
  const begun = now();
  const compiled = await compileModel({ specification, modelFile: resolved.modelFile }, backend, data, {
    batchSize: training.batchSize,
    evaluationBatchSize: evaluation.batchSize,
  });
  const objective = augmentedObjective(compiled, data);
  let map: Reparametrisation | undefined;
  try {
    const w = objective.initialise(runKey(specification.start.seed, 'initialisation'));
    map = await mapOf(options, objective, w);
    const setUpSeconds = now() - begun;
    const stepSeconds = await timeSteps(options, objective, map, w, now);
    const evaluationSeconds = await timeEvaluation(options, objective, w, now);
    const steps = training.epochs * Math.floor(data.train.count / training.batchSize);
    return {
      seconds: setUpSeconds + steps * stepSeconds + (training.epochs + 1) * evaluationSeconds,
      ...{ stepSeconds, evaluationSeconds, hasMap: map !== undefined },
      ...(await memoryOf(options, objective.dimension)),
    };
  } finally {
    map?.dispose();
    objective.dispose();
  }
}

async function mapOf(
  { resolved, run, prepared }: MeasureRunOptions,
  { layout }: Objective,
  w: Float32Array,
): Promise<Reparametrisation | undefined> {
  const { method } = run.resolved;
  if (method.prepare !== undefined && prepared === undefined) return undefined;
  const { seed, degreesOfFreedom: d, method: reference } = run.specification;
  return method.reparametrise({
    ...{ prepared, start: { w }, d, layout },
    key: runKey(seed, 'directions'),
    options: reference.options,
    backend: resolved.backend,
    signal: new AbortController().signal,
  });
}

/** Mean seconds of a step; without a map, of what is done in the full space alone. */
async function timeSteps(
  { run, seconds }: MeasureRunOptions,
  objective: Objective,
  map: Reparametrisation | undefined,
  w: Float32Array,
  now: () => number,
): Promise<number> {
  const { training, seed, data } = run.specification;
  const point = map && trainedPoint(map, createOptimizer(training.optimizer, map.degreesOfFreedom), w);
  const gradient = new Float32Array(objective.dimension);
  const all = training.epochs * Math.floor(data.trainCount / training.batchSize);
  const begun = now();
  let first: number | undefined;
  let steps = 0;
  for (const batch of trainingBatches(runKey(seed, 'order'), 1, data.trainCount, training.batchSize)) {
    await objective.lossAndGradient((await point?.parameters()) ?? w, batch, gradient);
    await point?.step(gradient, learningRateAt(training, steps, all));
    steps += 1;
    // Compilers and caches make the first one slower than those after it.
    first ??= now();
    if (now() - begun >= seconds) break;
  }
  if (first === undefined) return 0;
  return steps === 1 ? first - begun : (now() - first) / (steps - 1);
}

/** Seconds of an evaluation of both sets. */
async function timeEvaluation(
  { resolved: { data }, seconds }: MeasureRunOptions,
  objective: Objective,
  w: Float32Array,
  now: () => number,
): Promise<number> {
  const time = async (): Promise<number> => {
    const begun = now();
    await objective.evaluate(w, 'test');
    return now() - begun;
  };
  const first = await time();
  // The first one is slower, which shows where it is short.
  const taken = first < seconds ? await time() : first;
  return (taken * (data.train.count + data.test.count)) / data.test.count;
}

/** w, the start and a gradient of length D; coordinates, their gradient, two moments and what is kept of length d. */
async function memoryOf(
  { resolved: { backend, experiment }, run }: MeasureRunOptions,
  dimension: number,
): Promise<Pick<MeasuredRun, 'memoryBytes'>> {
  const engine = await backend.memoryBytes?.();
  const kept = experiment.keepCoordinates === false ? 0 : 2;
  const numbers = 3 * dimension + (4 + kept) * run.specification.degreesOfFreedom;
  return engine === undefined ? {} : { memoryBytes: engine + 4 * numbers };
}
