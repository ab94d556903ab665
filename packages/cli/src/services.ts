import type {
  Executor,
  Experiment,
  ExperimentEnvironment,
  ExperimentEvent,
  PluginRegistry,
  ReadExperimentOptions,
  ReportInput,
  ResolvedExperiment,
  RunResult,
  TrainedParameters,
  TrainedParametersOptions,
} from '@dof/core';
import type { AnalysedExperiment, CompareMethodsOptions } from '@dof/analysis';
import type { DetailedReportInput, RunTableReportOptions, ThresholdCurvesReport } from '@dof/reporting';
import type { WorkerEvent } from '@dof/executor-bullmq';
import type { EmbeddedRunStore, OpenRunStoreOptions } from '@dof/store';
import type { Observable } from 'rxjs';
import type { QueueExecutorOptions, QueueWorkerOptions } from './queue-services.js';

/** What a report is, before it is files. */
export interface Report {
  /** The tables that end a run, as text. */
  readonly text: string;
  /** The same for programs. */
  readonly data: unknown;
}

/** A picture for a page. */
export interface Picture {
  readonly title: string;
  readonly svg: string;
}

/** A report that has been written. */
export interface WrittenReport {
  /** The tables that end a run, as text. */
  readonly text: string;
  /** What is in `results.json`, in pieces. */
  json(): Promise<Iterable<string>>;
  readonly files: readonly string[];
}

/** Everything the commands are made of; the composition root makes the real ones. */
export interface Services {
  readExperiment(
    file: string,
    options: Pick<ReadExperimentOptions<never>, 'overrides' | 'directory'>,
  ): Promise<AnalysedExperiment>;
  runExperiment(experiment: Experiment, environment: ExperimentEnvironment): Observable<ExperimentEvent>;
  /** Loads every plugin and the data. */
  resolveExperiment(experiment: Experiment): Promise<ResolvedExperiment>;
  /** The network that a stored run has trained. */
  trainedParameters(result: RunResult, options: TrainedParametersOptions): Promise<TrainedParameters>;
  openStore(directory: string, options?: OpenRunStoreOptions): Promise<EmbeddedRunStore>;
  /** @param jobs runs at once; default: one per core. */
  createExecutor(jobs?: number): Executor;
  /** Has runs done by workers elsewhere, over a queue. */
  connectExecutor(request: QueueExecutorOptions): Promise<Executor>;
  /** Does what others put into a queue. */
  startWorker(request: QueueWorkerOptions): Observable<WorkerEvent>;
  /** @param baseDirectory where plugins are looked for first. */
  findPlugins(baseDirectory: string): Promise<PluginRegistry>;
  /** The phase transitions of the results' methods as SVG pictures. */
  drawPhaseTransitions(input: ReportInput): Promise<readonly Picture[]>;
  /** Compares methods with the null model and writes the comparison's files into a folder. */
  compare(input: CompareMethodsOptions, directory: string): Promise<Report & { readonly files: readonly string[] }>;
  /** Puts the comparisons found below a folder side by side, in files of that folder. */
  combineComparisons(directory: string): Promise<Report & { readonly files: readonly string[] }>;
  /** Writes the report's files into a folder, with the predictions and preparations that are there. */
  writeReport(input: DetailedReportInput, directory: string): Promise<WrittenReport>;
  /** Writes the phase transition and d* of a table of runs into a folder; returns the paths. */
  writeRunTableReport(options: RunTableReportOptions, directory: string): Promise<readonly string[]>;
  /** Opens a file in the desktop's program for it; false where there is none. */
  openFile(path: string): Promise<boolean>;
  /** Writes curves of thresholds as numbers and pictures into a folder; returns their paths. */
  writeThresholdCurves(report: ThresholdCurvesReport, directory: string): Promise<readonly string[]>;
}
