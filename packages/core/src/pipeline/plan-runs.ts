import type { PlannedRun } from '../contracts/experiment-event.js';
import type { RecommendedTraining, RunSpecification, StartSpecification, StoppingRule } from '../contracts/run.js';
import type { TrainingRecipe } from '../contracts/training-recipe.js';
import { DofError } from '../errors/dof-error.js';
import type { StartRequest } from '../contracts/start-request.js';
import { trainingSchema } from '../experiment/training-schema.js';
import { canonicalJson } from '../hashing/canonical-json.js';
import { preparationKey, runHash, startKey } from '../hashing/content-hash.js';
import { withLearningRate } from '../optimizers/learning-rate.js';
import {
  describeAttainable,
  isAttainable,
  nearestAttainable,
  onlyAttainable,
} from '../reparametrisation/attainable-degrees-of-freedom.js';
import type { ResolvedExperiment, ResolvedMethod } from './resolution/resolve-experiment.js';
import { searchedDegreesOfFreedom } from '../search/searched-degrees-of-freedom.js';

/** A run of the plan with the method that will make its map. */
export interface MethodRun extends PlannedRun {
  readonly resolved: ResolvedMethod;
}

/** A run as events tell of it. */
export function plannedRun({
  hash,
  specification,
  recommendedTraining,
  startKey,
  preparationKey,
}: PlannedRun): PlannedRun {
  return {
    ...{ hash, specification },
    ...(recommendedTraining && { recommendedTraining }),
    ...(startKey !== undefined && { startKey }),
    ...(preparationKey !== undefined && { preparationKey }),
  };
}

/**
 * Every start x method x d x seed; nothing for the methods whose d a search chooses. Seeds are the outer loop, so
 * that a sweep cut short has whole phase transitions; within a seed the largest d goes first, so that no long run is left
 * for one core at the end.
 */
export function planRuns(resolved: ResolvedExperiment): readonly MethodRun[] {
  const { seeds, starts } = resolved.experiment;
  const requests = resolved.methods
    .filter((method) => !isSearched(resolved, method))
    .map((method) => ({ method, list: requestedDegreesOfFreedom(resolved, method) }));
  const runs = seeds.flatMap((seed) =>
    starts.flatMap((start) =>
      requests.flatMap(({ method, list }) =>
        [...list]
          .reverse()
          .flatMap((d) => atRate(method, start, d).map((one) => planRun(resolved, one, startOf(start, seed), d, seed))),
      ),
    ),
  );
  return [...new Map(runs.map((run) => [run.hash, run])).values()];
}

/** The method at the learning rate that was chosen for a start and d; none where none was. */
function atRate(method: ResolvedMethod, start: StartRequest, d: number): readonly ResolvedMethod[] {
  const { tunedRates, ...request } = method.request;
  if (tunedRates === undefined) return [method];
  const key = canonicalJson(start);
  return tunedRates
    .filter((rate) => rate.degreesOfFreedom === d && canonicalJson(rate.start) === key)
    .map(({ learningRate }) => ({ ...method, request: { ...request, learningRate } }));
}

/** Whether the experiment's search chooses the method's d: it has several, and its entry names none of them. */
export function isSearched({ experiment, layout }: ResolvedExperiment, { method, request, reference }: ResolvedMethod) {
  if (experiment.search === undefined || request.degreesOfFreedom !== undefined) return false;
  return onlyAttainable(method.attainable(layout, reference.options)) === undefined;
}

/**
 * The degrees of freedom asked of a method, or the least and the largest of those that a search chooses from; a method
 * that has only one is asked for that. Throws DOF_BAD_DIMENSION where one does not exist.
 */
export function requestedDegreesOfFreedom(resolved: ResolvedExperiment, method: ResolvedMethod): readonly number[] {
  if (isSearched(resolved, method)) return searchedDegreesOfFreedom(resolved, method).ends;
  const attainable = method.method.attainable(resolved.layout, method.reference.options);
  const only = onlyAttainable(attainable);
  const list = method.request.degreesOfFreedom ?? (only === undefined ? resolved.experiment.degreesOfFreedom : [only]);
  const bad = list.filter((d) => !isAttainable(attainable, d));
  if (bad.length === 0) return list;
  const { request } = method;
  const rounds =
    request.roundToAttainable ??
    (request.degreesOfFreedom === undefined && resolved.experiment.roundToAttainable === true);
  const near = rounds ? nearestAttainable(attainable, list) : [];
  if (near.length > 0) return near;
  throw new DofError(
    'DOF_BAD_DIMENSION',
    `method ${method.method.name} cannot train ${bad.join(', ')} degrees of freedom of ${resolved.model.name} ` +
      `(D = ${resolved.layout.dimension}): ${describeAttainable(attainable)}`,
  );
}

/** Which d are taken in place of those that a method lacks, a sentence for each such method. */
export function roundingNotices(resolved: ResolvedExperiment): readonly string[] {
  const notices = resolved.methods
    .filter((method) => !isSearched(resolved, method))
    .flatMap((method) => {
      const asked = method.request.degreesOfFreedom ?? resolved.experiment.degreesOfFreedom;
      const taken = requestedDegreesOfFreedom(resolved, method);
      const attainable = method.method.attainable(resolved.layout, method.reference.options);
      if (onlyAttainable(attainable) !== undefined || taken.join() === asked.join()) return [];
      return [`${method.method.name} has not every d of the range; it is trained at d = ${taken.join(', ')}.`];
    });
  return [...new Set(notices)];
}

/** A seed's starting point. */
export function startOf(request: StartRequest, seed: number): StartSpecification {
  return { ...request, seed: request.seed === 'run' ? seed : request.seed };
}

/** @param stopping default: the run goes on to the end of its recipe. */
export function planRun(
  resolved: ResolvedExperiment,
  method: ResolvedMethod,
  start: StartSpecification,
  d: number,
  seed: number,
  stopping?: StoppingRule,
): MethodRun {
  const { experiment, dataReference, backend, backendCodeHash } = resolved;
  const { training, recommendedTraining } = recipe(resolved, method, d);
  requireBatch('training.batchSize', training.batchSize, dataReference.trainCount);
  if (start.type === 'burn-in') requireBatch('start.batchSize', start.batchSize, dataReference.trainCount);
  const specification: RunSpecification = {
    format: 1,
    model: resolved.model,
    data: dataReference,
    backend: {
      ...{ name: backend.name, version: backend.version },
      ...(backendCodeHash !== undefined && { codeHash: backendCodeHash }),
    },
    method: method.reference,
    start,
    degreesOfFreedom: d,
    seed,
    training,
    evaluation: { every: 'epoch', batchSize: experiment.evaluation.batchSize },
    ...(stopping === undefined ? {} : { stopping }),
  };
  return {
    ...{ hash: runHash(specification), specification, resolved: method },
    ...(start.type !== 'init' && { startKey: startKey(specification) }),
    ...(method.method.prepare !== undefined && {
      preparationKey: preparationKey(specification, requestedDegreesOfFreedom(resolved, method)),
    }),
    ...(recommendedTraining && { recommendedTraining }),
  };
}

function requireBatch(option: string, batchSize: number, trainCount: number): void {
  if (batchSize <= trainCount) return;
  throw new DofError(
    'DOF_BAD_BATCH_SIZE',
    `${option} is ${batchSize}, the training set has ${trainCount} examples: use at most that`,
  );
}

/**
 * The method's entry in the experiment, the experiment's own recipe, the method's recommendation, or the defaults; at
 * the learning rate the entry asks for.
 */
function recipe(
  { experiment }: ResolvedExperiment,
  { request, method, recommendationVaries }: ResolvedMethod,
  d: number,
): { readonly training: TrainingRecipe; readonly recommendedTraining?: RecommendedTraining } {
  const { learningRate } = request;
  const given = request.training ?? experiment.training;
  const chosen = given ?? method.recommendedTraining?.(d) ?? trainingSchema.parse({});
  const training = learningRate === undefined ? chosen : withLearningRate(chosen, learningRate);
  if (given !== undefined || !recommendationVaries) return { training };
  return { training, recommendedTraining: learningRate === undefined ? {} : { learningRate } };
}
