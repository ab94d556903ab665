import type {
  Executor,
  Experiment,
  ExperimentEnvironment,
  ExperimentEvent,
  PluginRegistry,
  ReportInput,
  ResolvedExperiment,
  RunStore,
} from '@dof/core';
import type { ComparisonInput, ThresholdCurvesReport } from '@dof/reporting';
import type { WorkerEvent } from '@dof/executor-bullmq';
import type { Observable } from 'rxjs';
import type { QueueExecutorRequest, WorkerRequest } from './queue/queue-services.js';

/** What a report is, before it is files. */
export interface Report {
  /** The tables that end a run, as text. */
  readonly text: string;
  /** The same for programs. */
  readonly data: unknown;
}

/** Everything the commands are made of; the composition root makes the real ones. */
export interface Services {
  readExperiment(file: string, overrides?: readonly string[]): Promise<Experiment>;
  runExperiment(experiment: Experiment, environment: ExperimentEnvironment): Observable<ExperimentEvent>;
  /** Loads every plugin and the data. */
  resolveExperiment(experiment: Experiment): Promise<ResolvedExperiment>;
  openStore(directory: string): Promise<RunStore>;
  /** @param jobs runs at once; one per core when left out. */
  createExecutor(jobs?: number): Executor;
  /** Has runs done by workers elsewhere, over a queue. */
  connectExecutor(request: QueueExecutorRequest): Promise<Executor>;
  /** Does what others put into a queue. */
  startWorker(request: WorkerRequest): Observable<WorkerEvent>;
  /** @param baseDirectory where plugins are looked for first. */
  findPlugins(baseDirectory: string): Promise<PluginRegistry>;
  summarise(input: ReportInput): Report;
  /** Compares methods with the null model and writes the comparison's files into a folder. */
  compare(input: ComparisonInput, directory: string): Promise<Report & { readonly files: readonly string[] }>;
  /** Puts the comparisons found below a folder side by side, in files of that folder; answers their paths. */
  combineComparisons(directory: string): Promise<readonly string[]>;
  /** Writes the report's files into a folder; answers their paths. */
  writeReport(input: ReportInput, directory: string): Promise<readonly string[]>;
  /** Writes curves of thresholds as numbers and pictures into a folder; answers their paths. */
  writeThresholdCurves(report: ThresholdCurvesReport, directory: string): Promise<readonly string[]>;
}
