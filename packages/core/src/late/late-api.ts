import type { Observable } from 'rxjs';
import type { DependencyContainer } from 'tsyringe';
import type { Executor } from '../contracts/executor.js';
import type { ExperimentEvent } from '../contracts/experiment-event.js';
import type { Experiment } from '../contracts/experiment.js';
import type { RunResult } from '../contracts/run.js';
import type { RunStore } from '../contracts/run-store.js';
import type { ExperimentSections } from '../experiment/experiment-schema.js';
import type { ExperimentWith } from '../experiment/parse-experiment.js';
import type { ReadExperimentOptions } from '../experiment/read-experiment.js';
import type { MeasuredPreparation, MeasurePreparationOptions } from '../measurement/measure-preparation.js';
import type { MeasuredRun, MeasureRunOptions } from '../measurement/measure-run.js';
import type { MethodPreparations } from '../pipeline/method-preparations.js';
import type { ExperimentPlan, PlanExperimentOptions } from '../pipeline/plan-experiment.js';
import type { ResolvedExperiment } from '../pipeline/resolution/resolve-experiment.js';
import type { ExperimentEnvironment } from '../pipeline/run-experiment.js';
import type { TrainedParameters, TrainedParametersOptions } from '../pipeline/trained-parameters.js';
import { lateObservable } from './late-observable.js';

// What reads, plans and runs experiments is loaded when it is called: most that import this package are plugins, which
// need none of it.

/**
 * Reads an experiment file: YAML, JSON, or a TypeScript or JavaScript module whose default export is the experiment.
 * Throws DOF_UNREADABLE_EXPERIMENT or DOF_BAD_EXPERIMENT, naming the file as it was given, with the line where there is one.
 */
export async function readExperiment<Sections extends ExperimentSections = Record<never, never>>(
  file: string,
  options?: ReadExperimentOptions<Sections>,
): Promise<ExperimentWith<Sections>> {
  return (await import('../experiment/read-experiment.js')).readExperiment(file, options);
}

/**
 * Loads every plugin, checks its options, reads the data, and compiles the model once, so that mistakes show before
 * anything is trained.
 */
export async function resolveExperiment(
  experiment: Experiment,
  container?: DependencyContainer,
): Promise<ResolvedExperiment> {
  return (await import('../pipeline/resolution/resolve-experiment.js')).resolveExperiment(experiment, container);
}

/**
 * Runs an experiment: plan, burn in, prepare, train, record, and again for the runs that a search chooses. Cold; every
 * subscription is one pass. Finished runs in the store are reused, never trained again. Unsubscribing cancels the runs
 * under way and keeps all finished ones. Errors with a DofError when the experiment cannot be run as asked.
 */
export function runExperiment(
  experiment: Experiment,
  environment?: ExperimentEnvironment,
): Observable<ExperimentEvent> {
  return lateObservable(async () =>
    (await import('../pipeline/run-experiment.js')).runExperiment(experiment, environment),
  );
}

/** Plans an experiment without doing any of it. */
export async function planExperiment(
  resolved: ResolvedExperiment,
  options?: PlanExperimentOptions,
): Promise<ExperimentPlan> {
  return (await import('../pipeline/plan-experiment.js')).planExperiment(resolved, options);
}

/**
 * Preparations without the runs that they are usually made for: work on the full space whose findings are wanted for
 * themselves. They go to the executor as tasks, are kept in the store by content, and are never done twice; a burnt-in
 * start is shared by all that begin there. Rejects with the signal's reason when aborted.
 *
 * @param resolved with the modules of the methods that are asked for among its own
 */
export async function methodPreparations(
  resolved: ResolvedExperiment,
  place: { readonly executor: Executor; readonly store: RunStore },
): Promise<MethodPreparations> {
  return (await import('../pipeline/method-preparations.js')).methodPreparations(resolved, place);
}

/**
 * Times the beginning of a run in the calling thread, and takes it for the whole: a few training steps, the first left
 * out, and evaluations of the test set, which stand for those of both sets. Throws what the run would throw, for a map
 * too large for memory, say.
 */
export async function measureRun(options: MeasureRunOptions): Promise<MeasuredRun> {
  return (await import('../measurement/measure-run.js')).measureRun(options);
}

/** Begins a burn-in or preparation and watches how fast it gets on; it is cancelled then, and nothing is kept. */
export async function measurePreparation(options: MeasurePreparationOptions): Promise<MeasuredPreparation> {
  return (await import('../measurement/measure-preparation.js')).measurePreparation(options);
}

/**
 * The parameters w(theta) that a stored run has trained, at its last evaluation or at its best one, in the bits that it
 * had measured there. Throws DOF_NO_COORDINATES for a run that was stored without what it trained.
 */
export async function trainedParameters(
  result: RunResult,
  options: TrainedParametersOptions,
): Promise<TrainedParameters> {
  return (await import('../pipeline/trained-parameters.js')).trainedParameters(result, options);
}
